import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { runLifecycle } from '../../domain/run.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockRun, saveRun, type Run } from '../../db/queries/runs.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Stops a run: a waiting one at once, a running one as soon as its job looks up, which it does every moment. */
export async function stopRun(context: ActionContext, id: string): Promise<Result<Run, CommonFailure>> {
  const may = authorise(context.actor, 'run.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const run = await lockRun(db, id);
    if (run === undefined) return fail(notFound('run'));
    const moved = move(runLifecycle, run.state, 'stop');
    if (!moved.ok) return moved;
    const now = instantOf(context.now);
    if (run.state === 'running') return ok(await saveRun(db, id, { stopRequestedAt: now }));

    const stopped = await saveRun(db, id, { state: moved.value, stopRequestedAt: now, finishedAt: now });
    await record({ ...context, db }, { thing: 'run', thingId: id, event: 'run.stopped', from: run.state, to: moved.value });
    return ok(stopped);
  });
}
