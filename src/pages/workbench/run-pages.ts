import type { Context } from 'hono';

import { stopRun } from '../../actions/runs/stop-run.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { showRun } from './bench-page.tsx';
import { showLocks } from './locks-page.tsx';
import { isDone, readingOf, runIn, type Reading } from './reading.ts';
import { showShortages } from './shortages-page.tsx';
import { showVolunteers } from './volunteers-page.tsx';
import { showWhatIf } from './what-if-page.tsx';
import { showWhy } from './why-page.tsx';

type Show = (c: Context<AppEnv>, reading: Reading) => Promise<Response>;

/** A page of a run that is done; of any other the run's own page says how far it is. */
function ofDone(show: Show) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const run = await runIn(c);
    if (run === undefined) return c.notFound();
    return isDone(run) ? show(c, await readingOf(c, run)) : seeOther(c, `/desk/runs/${run.id}`);
  };
}

export const runPages = new PageRouter()
  .get('/desk/runs/:id', 'run.read', async (c) => {
    const run = await runIn(c);
    return run === undefined ? c.notFound() : showRun(c, run);
  })
  .get('/desk/runs/:id/volunteers', 'run.read', ofDone(showVolunteers))
  .get('/desk/runs/:id/shortages', 'run.read', ofDone(showShortages))
  .get('/desk/runs/:id/why', 'run.read', ofDone(showWhy))
  .get('/desk/runs/:id/what-if', 'run.read', ofDone(showWhatIf))
  .get('/desk/runs/:id/locks', 'run.read', ofDone(showLocks))
  .post('/desk/runs/:id/stop', 'run.change', async (c) => {
    const run = await runIn(c);
    if (run === undefined) return c.notFound();
    const stopped = await stopRun(actionContext(c), run.id);
    // A run that has ended meanwhile says so on its own page.
    return seeOther(c, stopped.ok ? `/desk/runs/${run.id}?done=stopped` : `/desk/runs/${run.id}`);
  });
