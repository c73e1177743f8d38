import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findBatchAtWork, insertBatch, listSeasonsToCertify, type SeasonToCertify } from '../../db/queries/certificates.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { record } from '../record.ts';

/** Begins a batch: every completion of the season that has had no certificate gets one, in the background. One batch a season at a time. */
export async function issueSeason(context: ActionContext, seasonId: string): Promise<Result<SeasonToCertify, Refusal | NotFound>> {
  const may = authorise(context.actor, 'certificate.issue');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const [standing] = (await findSeason(db, seasonId)) === undefined ? [] : await listSeasonsToCertify(db, seasonId);
    if (standing === undefined) return fail(notFound('season'));
    if (standing.uncertified === 0 || (await findBatchAtWork(db, seasonId)) !== undefined) return ok(standing);

    const begun = { seasonId, startedBy: accountIdOf(context.actor), total: standing.uncertified, startedAt: instantOf(context.now) };
    await insertBatch(db, begun);
    const about = { thing: 'season', thingId: seasonId, event: 'season.certificates-begun' };
    await record({ ...context, db }, { ...about, details: { total: standing.uncertified } });
    const [now] = await listSeasonsToCertify(db, seasonId);
    return ok(now ?? standing);
  });
}
