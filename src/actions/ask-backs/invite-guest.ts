import { authorise, reaches } from '../../domain/actor.ts';
import { askingRequestStates, isBeforeMatch, type AskBackInput, type AskBackLapsed } from '../../domain/ask-back.ts';
import { requestLifecycle } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAskBack, hasLiveAskBack, insertAskBack, listEarlierGuests, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { lockRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { notEditable, notFound, todayIn, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { tellVolunteer } from './tell-of-ask-back.ts';

export type InviteGuestError = CommonFailure | AskBackLapsed | { readonly kind: 'asked-back-already' };

/** A county asks one of its own earlier guests back, for a subject that a request of its own asks for. */
export async function inviteGuest(
  context: ActionContext,
  requestId: string,
  { placementId, subject, message }: AskBackInput,
): Promise<Result<AskBackSheet, InviteGuestError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'ask-back.invite');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const request = await lockRequest(db, requestId);
    if (request === undefined || !reaches(actor, 'ask-back.invite', request)) return fail(notFound('request'));
    if (!askingRequestStates.includes(request.state)) return fail(notEditable(requestLifecycle, request.state));
    const season = await findSeason(db, request.seasonId);
    if (season === undefined) throw new Error('a request without its season');
    const inTime = isBeforeMatch(season, todayIn(season, now));
    if (!inTime.ok) return inTime;
    const guests = await listEarlierGuests(db, request.countyCode);
    const guest = guests.find((one) => one.placementId === placementId);
    const faults = [
      ...(guest === undefined ? [unknownAt('/placementId')] : []),
      ...(request.lines.some(({ subjectCode }) => subjectCode === subject) ? [] : [unknownAt('/subject')]),
    ];
    if (guest === undefined || faults.length > 0) return fail({ kind: 'invalid', faults });
    const { seasonId, countyCode } = request;
    const { accountId } = guest;
    if (await hasLiveAskBack(db, accountId, requestId)) return fail({ kind: 'asked-back-already' });

    const id = await insertAskBack(db, { seasonId, requestId, countyCode, subjectCode: subject, accountId, message });
    const about = { thing: 'ask_back', thingId: id, event: 'ask_back.invited', to: 'invited', subjectId: accountId };
    const eventId = await record(inside, { ...about, details: { requestId, countyCode, subject } });
    await tellVolunteer(inside, id, { eventId, news: 'invited' });
    const invited = await findAskBack(db, id);
    return invited === undefined ? fail(notFound('ask_back')) : ok(invited);
  });
}
