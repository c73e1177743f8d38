import { lockSeason } from '../../db/queries/seasons.ts';
import { findSwap, saveSwap, type SwapSheet } from '../../db/queries/swaps.ts';
import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { checkRules, type SwapBreaksRules } from './check-rules.ts';
import { exchangePlacements } from './exchange-placements.ts';
import { heldSwap } from './held-swap.ts';

/** The host conditions of one of the places changed after somebody agreed to go there. */
export type SwapOutdated = { readonly kind: 'swap-outdated'; readonly state: string; readonly allowed: readonly string[] };
export type ConfirmSwapError = CommonFailure | SwapBreaksRules | SwapOutdated | { readonly kind: 'own-swap' };

/**
 * A coordinator lets the two exchange their placements, in one moment and after every rule was asked once more. Whoever holds the season
 * decides, so that no match, alternate or second confirmation gives a seat away meanwhile.
 */
export async function confirmSwap(context: ActionContext, id: string): Promise<Result<SwapSheet, ConfirmSwapError>> {
  const may = authorise(context.actor, 'swap.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const known = await findSwap(db, id);
    const season = known === undefined ? undefined : await lockSeason(db, known.seasonId);
    if (season === undefined) return fail(notFound('swap'));
    const held = await heldSwap(inside, id, { move: 'confirm', permission: 'swap.decide' });
    if (!held.ok) return held;
    const { swap, placements, to } = held.value;
    const [first, second] = placements;
    if (first === undefined || second === undefined) throw new Error('a swap that was agreed to without its placements');
    if (placements.some(({ accountId }) => accountId === accountIdOf(context.actor))) return fail({ kind: 'own-swap' });
    if (!placingStates.includes(season.state)) return fail(seasonForbids(season, 'placing'));
    if (isOutdated(swap)) return fail({ kind: 'swap-outdated', state: swap.state, allowed: ['refuse'] });
    const checked = await checkRules(inside, { seasonId: season.id, first, second }, undefined);
    if (!checked.ok) return checked;

    await saveSwap(db, id, { state: to });
    const eventId = await record(inside, { thing: 'swap', thingId: id, event: 'swap.confirmed', from: swap.state, to });
    await exchangePlacements(inside, swap, { first, second, eventId });
    const confirmed = await findSwap(db, id);
    return confirmed === undefined ? fail(notFound('swap')) : ok(confirmed);
  });
}

/** Each agreed to the other's place under the host conditions of that moment. */
function isOutdated({ sides: [first, second], firstConditionsId, secondConditionsId }: SwapSheet): boolean {
  return (first?.conditionsId ?? null) !== firstConditionsId || (second?.conditionsId ?? null) !== secondConditionsId;
}
