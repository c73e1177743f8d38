import { findSeason } from '../../db/queries/seasons.ts';
import { findSwap, saveSwap, type SwapSheet } from '../../db/queries/swaps.ts';
import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import { swapLapsesAt } from '../../domain/swap.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { checkRules, type SwapBreaksRules } from './check-rules.ts';
import { heldSwap } from './held-swap.ts';
import { tellSide } from './tell-of-swap.ts';

export type AgreeToSwapError = CommonFailure | SwapBreaksRules;

/** Whoever invited has seen the place that they would go to, and agrees: from here on a coordinator decides. */
export async function agreeToSwap(context: ActionContext, id: string): Promise<Result<SwapSheet, AgreeToSwapError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'swap.make');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldSwap(inside, id, { move: 'agree', permission: 'swap.make' });
    if (!held.ok) return held;
    const { swap, placements, to, side } = held.value;
    const [first, second] = placements;
    if (first === undefined || second === undefined) throw new Error('a swap that was answered without its placements');
    // The second agreed by answering.
    if (side !== 'first') return fail({ kind: 'illegal-move', thing: 'swap', state: swap.state, move: 'agree', allowed: ['withdraw'] });
    const season = await findSeason(db, swap.seasonId);
    if (season === undefined) throw new Error('a swap without its season');
    if (!placingStates.includes(season.state)) return fail(seasonForbids(season, 'placing'));
    const checked = await checkRules(inside, { seasonId: swap.seasonId, first, second }, side);
    if (!checked.ok) return checked;

    await saveSwap(db, id, {
      state: to,
      secondConditionsId: swap.sides[1]?.conditionsId ?? null,
      agreedAt: instantOf(now),
      lapsesAt: instantOf(swapLapsesAt(now, [first.startDay, second.startDay], season)),
    });
    const about = { thing: 'swap', thingId: id, event: 'swap.agreed', from: swap.state, to };
    const eventId = await record(inside, { ...about, subjectId: first.accountId });
    await tellSide(inside, swap, { eventId, news: 'agreed', to: 'second' });
    const agreed = await findSwap(db, id);
    return agreed === undefined ? fail(notFound('swap')) : ok(agreed);
  });
}
