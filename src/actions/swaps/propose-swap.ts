import { asConsequence } from '../../db/acting.ts';
import { findPlacement, type Placement } from '../../db/queries/placements.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import {
  findInvitation,
  findSwap,
  lockLiveSwapOf,
  lockSwap,
  saveSwap,
  type SwapInvitation,
  type SwapSheet,
} from '../../db/queries/swaps.ts';
import { authorise, reaches } from '../../domain/actor.ts';
import { move, movesFrom } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import { standingOf, swapLapsesAt, swapLifecycle, type SwapState } from '../../domain/swap.ts';
import { instantOf, notFound, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { sha256Of } from '../random-key.ts';
import { record } from '../record.ts';
import { checkRules, type SwapBreaksRules } from './check-rules.ts';
import { holdPlacements } from './held-swap.ts';
import type { SwapOpenAlready, SwapTooLate } from './invite-to-swap.ts';
import { tellSide } from './tell-of-swap.ts';

export type ProposeSwapError = CommonFailure | SwapBreaksRules | SwapOpenAlready | SwapTooLate;

/** What an invitation's link opens, for whichever volunteer holds it. */
export async function invitationOf({ actor, db }: ActionContext, key: string): Promise<Result<SwapInvitation, CommonFailure>> {
  const may = authorise(actor, 'swap.make');
  if (!may.ok) return may;
  const invitation = await findInvitation(db, await sha256Of(key));
  return invitation === undefined ? fail(notFound('swap')) : ok(invitation);
}

/**
 * Whoever holds the link gives a placement of their own for the one they are offered. Nothing is settled by it: whoever invited now
 * sees where they would go, and agrees or takes the swap back. The link is dead from here on.
 */
export async function proposeSwap(context: ActionContext, key: string, placementId: string): Promise<Result<SwapSheet, ProposeSwapError>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const opened = await invitationOf(inside, key);
    if (!opened.ok) return opened;
    const given = await givenPlacement(inside, opened.value, placementId);
    if (!given.ok) return given;
    const done = await asConsequence(db, context.actor, async () => propose(inside, opened.value.id, given.value));
    if (!done.ok) return done;
    const proposed = await findSwap(db, opened.value.id);
    return proposed === undefined ? fail(notFound('swap')) : ok(proposed);
  });
}

/** The own placement that is given; one that is another's is not there. Not held yet: both are, in one order, before anything is decided. */
async function givenPlacement(
  { actor, db }: ActionContext,
  invitation: SwapInvitation,
  placementId: string,
): Promise<Result<Placement, CommonFailure>> {
  const given = await findPlacement(db, placementId);
  if (given === undefined || !reaches(actor, 'swap.make', given)) return fail({ kind: 'invalid', faults: [unknownAt('/placementId')] });
  const code = faultOf(invitation, given);
  return code === undefined ? ok(given) : fail({ kind: 'invalid', faults: [{ pointer: '/placementId', code }] });
}

function faultOf({ seasonId, sides: [first] }: SwapInvitation, given: Placement): string | undefined {
  if (first?.isOwn === true) return 'own-swap';
  if (given.seasonId !== seasonId) return 'other-season';
  if (given.state !== 'accepted') return 'not-accepted';
  return given.lineId === first?.lineId ? 'same-line' : undefined;
}

/** As the system: what is read here of the first is not the second's to see. */
async function propose(context: ActionContext, id: string, given: Placement): Promise<Result<undefined, ProposeSwapError>> {
  const { db, now } = context;
  const answerable = await answerableSwap(context, id, given);
  if (!answerable.ok) return answerable;
  const { swap, first, second, to } = answerable.value;
  const timed = await lapsesAtOf(context, swap, [first.startDay, second.startDay]);
  if (!timed.ok) return timed;
  const checked = await checkRules(context, { seasonId: swap.seasonId, first, second }, 'second');
  if (!checked.ok) return checked;

  await saveSwap(db, id, {
    state: to,
    secondPlacementId: second.id,
    firstConditionsId: swap.sides[0]?.conditionsId ?? null,
    keySha256: null,
    proposedAt: instantOf(now),
    lapsesAt: timed.value,
  });
  const about = { thing: 'swap', thingId: id, event: 'swap.proposed', from: swap.state, to, subjectId: second.accountId };
  const eventId = await record(context, { ...about, details: { placementId: second.id } });
  const proposed = await findSwap(db, id);
  if (proposed === undefined) return fail(notFound('swap'));
  await tellSide(context, proposed, { eventId, news: 'proposed', to: 'first' });
  return ok(undefined);
}

type Answerable = { readonly swap: SwapSheet; readonly first: Placement; readonly second: Placement; readonly to: SwapState };

/** The swap and both placements, held, where it still waits for an answer and what is given is in no other. */
async function answerableSwap(context: ActionContext, id: string, given: Placement): Promise<Result<Answerable, ProposeSwapError>> {
  const { db, now } = context;
  const firstId = (await findSwap(db, id))?.sides[0]?.placementId ?? '';
  const placements = await holdPlacements(context, [firstId, given.id]);
  await lockSwap(db, id);
  const swap = await findSwap(db, id);
  const first = placements.find((own) => own.id === firstId);
  const second = placements.find((own) => own.id === given.id);
  if (swap === undefined || first === undefined || second === undefined) return fail(notFound('swap'));
  const moved = move(swapLifecycle, standingOf(swap, now), 'propose');
  if (!moved.ok) return moved;
  if (second.state !== 'accepted') return fail({ kind: 'invalid', faults: [{ pointer: '/placementId', code: 'not-accepted' }] });
  const live = await lockLiveSwapOf(db, second.id);
  if (live !== undefined) return fail({ kind: 'swap-open-already', state: live.state, allowed: movesFrom(swapLifecycle, live.state) });
  return ok({ swap, first, second, to: moved.value });
}

/** By when the first must have agreed, where the season still places people and neither placement has begun. */
async function lapsesAtOf(
  { db, now }: ActionContext,
  { seasonId }: SwapSheet,
  startDays: readonly [string, string],
): Promise<Result<string, ProposeSwapError>> {
  const season = await findSeason(db, seasonId);
  if (season === undefined) throw new Error('a swap without its season');
  if (!placingStates.includes(season.state)) return fail(seasonForbids(season, 'placing'));
  const lapsesAt = swapLapsesAt(now, startDays, season);
  return lapsesAt <= now ? fail({ kind: 'swap-too-late', startDay: startDays[1] }) : ok(instantOf(lapsesAt));
}
