import type { DateTime } from 'luxon';

import { remindAtOf } from '../../domain/reply.ts';
import type { FreedSeat } from '../../db/queries/alternates.ts';
import { findApplication } from '../../db/queries/applications.ts';
import { findPlacement, insertPlacements, savePlacementState, type PlacementInFull } from '../../db/queries/placements.ts';
import { findRequest } from '../../db/queries/requests.ts';
import type { Alternate } from '../../matching/alternates.ts';
import { instantOf, type ActionContext } from '../context.ts';
import { postOfferLetters } from '../placements/post-offer-letters.ts';
import { record } from '../record.ts';

type Offered = {
  readonly seat: FreedSeat;
  readonly requestId: string;
  readonly alternate: Alternate;
  readonly replyBy: DateTime;
};

/** Puts a seat that fell free to an alternate, in the transaction of whoever holds the season. */
export async function offerSeat(context: ActionContext, { seat, requestId, alternate, replyBy }: Offered): Promise<PlacementInFull> {
  const { db, now } = context;
  const application = await findApplication(db, alternate.applicationId);
  const request = await findRequest(db, requestId);
  if (application === undefined || request === undefined) throw new Error('an alternate without an application or a request');
  const { seasonId, countyCode, startDay, endDay } = request;
  const { applicationId, rank } = alternate;
  const pair = { applicationId, accountId: application.accountId, lineId: seat.lineId, requestId, replacesId: seat.placementId, rank };
  const [id] = await insertPlacements(db, [{ ...pair, seasonId, countyCode, startDay, endDay }]);
  if (id === undefined) throw new Error('an insert returned no row');
  const about = { thing: 'placement', thingId: id };
  const details = { alternate: true, lineId: seat.lineId };
  await record(context, { ...about, event: 'placement.proposed', to: 'proposed', details });

  const replyByAt = instantOf(replyBy);
  const remindAt = remindAtOf(replyBy, now);
  await savePlacementState(db, [id], { state: 'offered', replyByAt, remindAt: remindAt && instantOf(remindAt) });
  const eventId = await record(context, {
    ...about,
    event: 'placement.offered',
    from: 'proposed',
    to: 'offered',
    subjectId: application.accountId,
    details: { ...details, replyByAt },
  });
  await postOfferLetters(context, 'offer', [{ placementId: id, eventId }]);
  const offered = await findPlacement(db, id);
  if (offered === undefined) throw new Error('a placement that was just made is gone');
  return offered;
}
