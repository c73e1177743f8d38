import { stopRun } from '../../actions/runs/stop-run.ts';
import { actionContext } from '../../http/context.ts';
import { seeOther } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { showRun } from './bench-page.tsx';
import { runIn } from './reading.ts';

export const runPages = new PageRouter()
  .get('/desk/runs/:id', 'run.read', async (c) => {
    const run = await runIn(c);
    return run === undefined ? c.notFound() : showRun(c, run);
  })
  .post('/desk/runs/:id/stop', 'run.change', async (c) => {
    const run = await runIn(c);
    if (run === undefined) return c.notFound();
    const stopped = await stopRun(actionContext(c), run.id);
    // A run that has ended meanwhile says so on its own page.
    return seeOther(c, stopped.ok ? `/desk/runs/${run.id}?done=stopped` : `/desk/runs/${run.id}`);
  });
