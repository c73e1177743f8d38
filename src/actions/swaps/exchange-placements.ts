import { insertPlacements, savePlacementState, type Placement } from '../../db/queries/placements.ts';
import { findAccount } from '../../db/queries/accounts.ts';
import { asConsequence } from '../../db/acting.ts';
import type { SwapSheet } from '../../db/queries/swaps.ts';
import { move } from '../../domain/lifecycle.ts';
import { placementLifecycle, type PlacementMove, type PlacementState } from '../../domain/placement.ts';
import { closeQuestionOf } from '../conditions/close-question.ts';
import type { ActionContext } from '../context.ts';
import { findCancelNote, sendDates } from '../placements/send-dates.ts';
import { record } from '../record.ts';
import { tellHosts, tellSide } from './tell-of-swap.ts';

type Exchanged = { readonly first: Placement; readonly second: Placement; /** Of the swap's confirmation. */ readonly eventId: string };

/** Why a placement ended that was given for another, in its volunteer's language. */
const swappedReason = { zh: '与另一位志愿者互换了派遣', en: 'Exchanged with another volunteer’s placement' } as const;

/**
 * Takes both people off their seats, then puts each on the other's: accepted, for they agreed to it. The seats are taken over
 * (`replacesId`), so no alternate is asked for them.
 */
export async function exchangePlacements(context: ActionContext, swap: SwapSheet, { first, second, eventId }: Exchanged): Promise<void> {
  for (const placement of [first, second]) await leaveSeat(context, swap.id, placement);
  const [firstNewId, secondNewId] = [await takeSeat(context, swap.id, first, second), await takeSeat(context, swap.id, second, first)];
  const [firstName, secondName] = swap.sides.map(({ volunteerName }) => volunteerName ?? '');
  const note = async (placement: Placement) => asConsequence(context.db, context.actor, async () => findCancelNote(context, placement));
  const news = { eventId, news: 'confirmed' } as const;
  await tellSide(context, swap, { ...news, to: 'first', path: `/placements/${firstNewId}`, icalEvent: await note(first) });
  await tellSide(context, swap, { ...news, to: 'second', path: `/placements/${secondNewId}`, icalEvent: await note(second) });
  await tellHosts(context, secondNewId, { eventId, insteadOf: firstName ?? '' });
  await tellHosts(context, firstNewId, { eventId, insteadOf: secondName ?? '' });
}

async function leaveSeat(context: ActionContext, swapId: string, placement: Placement): Promise<void> {
  const to = moved(placement.state, 'cancel');
  const account = await findAccount(context.db, placement.accountId);
  await closeQuestionOf(context, placement, to);
  await savePlacementState(context.db, [placement.id], { state: to });
  await record(context, {
    thing: 'placement',
    thingId: placement.id,
    event: 'placement.cancelled',
    from: placement.state,
    to,
    reason: swappedReason[account?.locale ?? 'zh'],
    subjectId: placement.accountId,
    details: { swapId },
  });
}

/** Puts whoever held one placement into the seat of the other; gives the new placement's id. */
async function takeSeat(context: ActionContext, swapId: string, from: Placement, seat: Placement): Promise<string> {
  const { db } = context;
  const { applicationId, accountId } = from;
  const { seasonId, lineId, requestId, countyCode, startDay, endDay } = seat;
  const there = { seasonId, lineId, requestId, countyCode, startDay, endDay, replacesId: seat.id };
  const [id] = await insertPlacements(db, [{ applicationId, accountId, ...there }]);
  if (id === undefined) throw new Error('an insert returned no row');
  const about = { thing: 'placement', thingId: id, details: { swapId } };
  await record(context, { ...about, event: 'placement.proposed', to: 'proposed' });
  const to = moved('proposed', 'exchange');
  await savePlacementState(db, [id], { state: to });
  const eventId = await record(context, { ...about, event: 'placement.accepted', from: 'proposed', to, subjectId: accountId });
  await sendDates(context, { id, accountId, state: 'proposed' }, to, eventId);
  return id;
}

function moved(state: PlacementState, wanted: PlacementMove): PlacementState {
  const to = move(placementLifecycle, state, wanted);
  if (!to.ok) throw new Error(`a placement that is exchanged cannot ${wanted} from ${state}`);
  return to.value;
}
