import type { z } from 'zod';

import { authorise } from '../../domain/actor.ts';
import type { placeByHandSchema } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findApplication } from '../../db/queries/applications.ts';
import {
  findPlacement,
  insertPlacements,
  listPlacementsOfApplication,
  lockLine,
  type PlacementInFull,
} from '../../db/queries/placements.ts';
import { findRequest } from '../../db/queries/requests.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

export type PlaceByHandError =
  | CommonFailure
  | { readonly kind: 'pair-not-placeable'; readonly why: 'application-not-approved' | 'request-not-approved' | 'other-season' }
  | { readonly kind: 'already-placed'; readonly placementId: string };

/** Proposes one pair past the match. The database still refuses a barred pair; the reason stands in the record. */
export async function placeByHand(
  context: ActionContext,
  { applicationId, lineId, reason }: z.infer<typeof placeByHandSchema>,
): Promise<Result<PlacementInFull, PlaceByHandError>> {
  const may = authorise(context.actor, 'placement.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const application = await findApplication(db, applicationId);
    if (application === undefined) return fail(notFound('application'));
    const line = await lockLine(db, lineId);
    const request = line === undefined ? undefined : await findRequest(db, line.requestId);
    if (line === undefined || request === undefined) return fail(notFound('line'));
    if (application.state !== 'approved') return fail({ kind: 'pair-not-placeable', why: 'application-not-approved' });
    if (request.state !== 'approved') return fail({ kind: 'pair-not-placeable', why: 'request-not-approved' });
    if (request.seasonId !== application.seasonId) return fail({ kind: 'pair-not-placeable', why: 'other-season' });
    const live = await listPlacementsOfApplication(db, applicationId);
    const standing = live.find((placement) => ['proposed', 'offered', 'accepted', 'started'].includes(placement.state));
    if (standing !== undefined) return fail({ kind: 'already-placed', placementId: standing.id });

    const { seasonId, countyCode, startDay, endDay } = request;
    const row = { applicationId, accountId: application.accountId, seasonId, lineId, requestId: request.id, countyCode, startDay, endDay };
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
