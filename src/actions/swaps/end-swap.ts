import { findSwap, saveSwap, type SwapSheet } from '../../db/queries/swaps.ts';
import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { heldSwap } from './held-swap.ts';
import { tellSide } from './tell-of-swap.ts';

/** Either of the two takes the swap back, until it is confirmed; both keep the places they have, and the other hears of it. */
export async function withdrawSwap(context: ActionContext, id: string): Promise<Result<SwapSheet, CommonFailure>> {
  const may = authorise(context.actor, 'swap.make');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldSwap(inside, id, { move: 'withdraw', permission: 'swap.make' });
    if (!held.ok) return held;
    const { swap, to, side } = held.value;
    await saveSwap(db, id, { state: to });
    const about = { thing: 'swap', thingId: id, event: 'swap.withdrawn', from: swap.state, to };
    const eventId = await record(inside, { ...about, subjectId: accountIdOf(context.actor) ?? undefined });
    await tellSide(inside, swap, { eventId, news: 'withdrawn', to: side === 'first' ? 'second' : 'first' });
    const ended = await findSwap(db, id);
    return ended === undefined ? fail(notFound('swap')) : ok(ended);
  });
}

/** A coordinator does not let the two exchange their places, and says why; both keep what they have. */
export async function refuseSwap(context: ActionContext, id: string, reason: string): Promise<Result<SwapSheet, CommonFailure>> {
  const may = authorise(context.actor, 'swap.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldSwap(inside, id, { move: 'refuse', permission: 'swap.decide' });
    if (!held.ok) return held;
    const { swap, to } = held.value;
    await saveSwap(db, id, { state: to });
    const eventId = await record(inside, { thing: 'swap', thingId: id, event: 'swap.refused', from: swap.state, to, reason });
    for (const side of ['first', 'second'] as const) await tellSide(inside, swap, { eventId, news: 'refused', to: side, reason });
    const ended = await findSwap(db, id);
    return ended === undefined ? fail(notFound('swap')) : ok(ended);
  });
}
