import { authorise } from '../../domain/actor.ts';
import { remindAtOf } from '../../domain/reply.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import { findOverlappingPlacement, findPlacement, type PlacementInFull } from '../../db/queries/placements.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { postOfferLetters } from './post-offer-letters.ts';
import { stepPlacement } from './step-placement.ts';

export type Overlaps = { readonly kind: 'placement-overlaps'; readonly placementId: string };

/** Puts one proposed placement to its volunteer, with the season's time to answer. */
export async function offerPlacement(context: ActionContext, id: string): Promise<Result<PlacementInFull, CommonFailure | Overlaps>> {
  const may = authorise(context.actor, 'placement.decide');
  if (!may.ok) return may;
  const known = await findPlacement(context.db, id);
  const season = known === undefined ? undefined : await findSeason(context.db, known.seasonId);
  if (season === undefined) return fail(notFound('placement'));
  if (!placingStates.includes(season.state)) return fail(seasonForbids(season, 'matching'));
  const replyBy = context.now.plus({ hours: season.replyHours });
  const remindAt = remindAtOf(replyBy, context.now);
  return stepPlacement<Overlaps>(context, id, {
    permission: 'placement.decide',
    move: 'offer',
    with: { replyByAt: instantOf(replyBy), remindAt: remindAt && instantOf(remindAt) },
    after: async (db, eventId) => postOfferLetters({ ...context, db }, 'offer', [{ placementId: id, eventId }]),
    rule: async (db, placement) => {
      const other = await findOverlappingPlacement(db, placement);
      return other === undefined ? ok(undefined) : fail({ kind: 'placement-overlaps', placementId: other.id });
    },
  });
}
