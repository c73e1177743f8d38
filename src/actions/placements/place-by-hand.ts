import type { z } from 'zod';

import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import type { placeByHandSchema } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import type { Connection } from '../../db/client.ts';
import { mayNotReturn } from '../../db/queries/early-ends.ts';
import { findAccount } from '../../db/queries/accounts.ts';
import { findApplication, type Application } from '../../db/queries/applications.ts';
import {
  findPlacement,
  insertPlacements,
  isBarred,
  listPlacementsOfApplication,
  lockLine,
  type Placement,
  type PlacementInFull,
} from '../../db/queries/placements.ts';
import { hasRefused } from '../../db/queries/condition-questions.ts';
import { findRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { listFreedSeatsOfLine } from '../../db/queries/alternates.ts';
import { lockSeason } from '../../db/queries/seasons.ts';
import { notFound, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

type WhyNot =
  | 'application-not-approved'
  | 'request-not-approved'
  | 'other-season'
  | 'declined-before'
  | 'barred'
  | 'account-frozen'
  | 'may-not-return';

export type PlaceByHandError =
  | CommonFailure
  | { readonly kind: 'pair-not-placeable'; readonly why: WhyNot }
  | { readonly kind: 'already-placed'; readonly placementId: string };

/**
 * Proposes one pair past the match, with a reason that stands in the record. What either side barred stays barred, and
 * who declined the request is not asked for it again.
 */
export async function placeByHand(
  context: ActionContext,
  { applicationId, lineId, reason }: z.infer<typeof placeByHandSchema>,
): Promise<Result<PlacementInFull, PlaceByHandError>> {
  const may = authorise(context.actor, 'placement.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const application = await findApplication(db, applicationId);
    const line = await lockLine(db, lineId);
    const request = line === undefined ? undefined : await findRequest(db, line.requestId);
    if (application === undefined || request === undefined) {
      const faults = [
        ...(application === undefined ? [unknownAt('/applicationId')] : []),
        ...(request === undefined ? [unknownAt('/lineId')] : []),
      ];
      return fail({ kind: 'invalid', faults });
    }
    const refused = await refusalOf(db, application, request);
    if (refused !== undefined) return fail(refused);

    const { seasonId, countyCode, startDay, endDay } = request;
    const pair = { applicationId, accountId: application.accountId, lineId, requestId: request.id };
    // A seat that fell free is taken by this, and so not offered to an alternate as well.
    const [freed] = await listFreedSeatsOfLine(db, lineId, context.now.setZone(homeZone).toISODate() ?? '');
    const row = { ...pair, seasonId, countyCode, startDay, endDay, replacesId: freed?.placementId };
    const [id] = await insertPlacements(db, [row]);
    if (id === undefined) throw new Error('an insert returned no row');
    await record(
      { ...context, db },
      { thing: 'placement', thingId: id, event: 'placement.proposed', to: 'proposed', reason, details: { byHand: true } },
    );
    const placed = await findPlacement(db, id);
    return placed === undefined ? fail(notFound('placement')) : ok(placed);
  });
}

/** Why this pair cannot be proposed now, if it cannot. */
async function refusalOf(db: Connection, application: Application, request: TeachingRequest): Promise<PlaceByHandError | undefined> {
  // Nobody else gives away the season's seats meanwhile.
  const season = await lockSeason(db, application.seasonId);
  if (season === undefined) throw new Error('an application without its season');
  if (!placingStates.includes(season.state)) return seasonForbids(season, 'matching');
  const placements = await listPlacementsOfApplication(db, application.id);
  const standing = placements.find((placement) => ['proposed', 'offered', 'accepted', 'started'].includes(placement.state));
  if (standing !== undefined) return { kind: 'already-placed', placementId: standing.id };
  const why = whyNot(application, request, placements) ?? (await whyNotThem(db, application, request));
  return why === undefined ? undefined : { kind: 'pair-not-placeable', why };
}

/** What stands in the way on the side of the person. */
async function whyNotThem(db: Connection, application: Application, request: TeachingRequest): Promise<WhyNot | undefined> {
  const account = await findAccount(db, application.accountId);
  if (account?.frozenAt !== null) return 'account-frozen';
  if (await mayNotReturn(db, application.accountId)) return 'may-not-return';
  if (await hasRefused(db, application.id, request.id)) return 'declined-before';
  return (await isBarred(db, application, request)) ? 'barred' : undefined;
}

function whyNot(application: Application, request: TeachingRequest, placements: readonly Placement[]): WhyNot | undefined {
  if (application.state !== 'approved') return 'application-not-approved';
  if (request.state !== 'approved') return 'request-not-approved';
  if (request.seasonId !== application.seasonId) return 'other-season';
  const declined = placements.some(({ state, requestId }) => state === 'declined' && requestId === request.id);
  return declined ? 'declined-before' : undefined;
}
