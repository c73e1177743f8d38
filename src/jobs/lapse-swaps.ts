import { instantOf } from '../actions/context.ts';
import { record } from '../actions/record.ts';
import { tellSide } from '../actions/swaps/tell-of-swap.ts';
import { findSwap, lockLapsedSwaps, saveSwap } from '../db/queries/swaps.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'lapse-swaps';
const swapsAtOnce = 100;

/** Lets swaps lapse whose time is over, or of which a placement is not to come any more; both hear of it. Gives how many. */
export async function lapseSwaps(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const due = await lockLapsedSwaps(db, instantOf(now), swapsAtOnce);
    const context = { ...job, actor: { kind: 'system', job: name } as const, now, db };
    for (const { id, state } of due) {
      const swap = await findSwap(db, id);
      if (swap === undefined) throw new Error('a swap that is held is gone');
      await saveSwap(db, id, { state: 'lapsed' });
      const eventId = await record(context, { thing: 'swap', thingId: id, event: 'swap.lapsed', from: state, to: 'lapsed' });
      for (const to of ['first', 'second'] as const) await tellSide(context, swap, { eventId, news: 'lapsed', to });
    }
    return due.length;
  });
}
