import { seasonForbids } from '../../domain/season.ts';
import { authorise } from '../../domain/actor.ts';
import { remindAtOf } from '../../domain/reply.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listOverlappingProposals, lockProposedPlacements, savePlacementState } from '../../db/queries/placements.ts';
import { saveReleased } from '../../db/queries/run-reasons.ts';
import { lockSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { postOfferLetters } from '../placements/post-offer-letters.ts';
import { recordAll } from '../record.ts';

export type Released = { readonly offered: number; readonly replyByAt: string };
export type ReleaseSeasonError =
  | CommonFailure
  | { readonly kind: 'nothing-proposed' }
  | { readonly kind: 'proposals-overlap'; readonly placementIds: readonly string[] };

/** Turns every proposed placement of the season into an offer, together, with one reply deadline; from then on everybody may read why. */
export async function releaseSeason(context: ActionContext, id: string): Promise<Result<Released, ReleaseSeasonError>> {
  const may = authorise(context.actor, 'placement.decide');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const season = await lockSeason(db, id);
    if (season === undefined) return fail(notFound('season'));
    if (season.state !== 'matching' && season.state !== 'placing') {
      return fail(seasonForbids(season, 'placing'));
    }
    const proposed = await lockProposedPlacements(db, id);
    if (proposed.length === 0) return fail({ kind: 'nothing-proposed' });
    const overlapping = await listOverlappingProposals(db, id);
    if (overlapping.length > 0) return fail({ kind: 'proposals-overlap', placementIds: overlapping.slice(0, 100) });

    const replyBy = context.now.plus({ hours: season.replyHours });
    const replyByAt = instantOf(replyBy);
    const remindAt = remindAtOf(replyBy, context.now);
    await savePlacementState(
      db,
      proposed.map((placement) => placement.id),
      { state: 'offered', replyByAt, remindAt: remindAt && instantOf(remindAt) },
    );
    await saveReleased(db, id, instantOf(context.now));
    const eventIds = await recordAll(
      { ...context, db },
      proposed.map((placement) => ({
        thing: 'placement',
        thingId: placement.id,
        event: 'placement.offered',
        from: 'proposed',
        to: 'offered',
        subjectId: placement.accountId,
        details: { replyByAt },
      })),
    );
    const tellings = proposed.map(({ id: placementId }, i) => ({ placementId, eventId: eventIds[i] ?? '' }));
    await postOfferLetters({ ...context, db }, 'offer', tellings);
    return ok({ offered: proposed.length, replyByAt });
  });
}
