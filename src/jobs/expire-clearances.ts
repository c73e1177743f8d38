import { recordAll } from '../actions/record.ts';
import { lockOutrunClearances, saveClearanceState } from '../db/queries/clearances.ts';
import { homeZone } from '../domain/calendar.ts';
import { asSystem, type JobContext } from './job.ts';

const clearancesAtOnce = 500;

/** Lets checks expire on the day after their last valid one. Gives how many. */
export async function expireClearances(job: JobContext): Promise<number> {
  return asSystem(job, 'expire-clearances', async (db) => {
    const now = job.now();
    const today = now.setZone(homeZone).toISODate() ?? '';
    const outrun = await lockOutrunClearances(db, today, clearancesAtOnce);
    if (outrun.length === 0) return 0;
    const ids = outrun.map(({ id }) => id);
    await saveClearanceState(db, ids, 'expired');
    await recordAll(
      { actor: { kind: 'system', job: 'expire-clearances' }, now, db },
      outrun.map(({ id, accountId }) => ({
        thing: 'clearance',
        thingId: id,
        event: 'clearance.expired',
        from: 'cleared',
        to: 'expired',
        subjectId: accountId,
      })),
    );
    return outrun.length;
  });
}
