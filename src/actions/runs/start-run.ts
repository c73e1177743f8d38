import { seasonForbids } from '../../domain/season.ts';
import { authorise } from '../../domain/actor.ts';
import { contradictions, type RunInput } from '../../domain/run.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Connection } from '../../db/client.ts';
import { findMatchableIds, insertRun, type Run } from '../../db/queries/runs.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';

/**
 * Asks for a match of the season; a job computes it. A repair has the places that were told in it, and moves as few of them as it
 * can; any other run leaves them out, with their seats.
 */
export async function startRun(
  context: ActionContext,
  seasonId: string,
  input: RunInput,
  isRepair = false,
): Promise<Result<Run, CommonFailure>> {
  const may = authorise(context.actor, 'run.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const season = await findSeason(db, seasonId);
    if (season === undefined) return fail(notFound('season'));
    if (season.state !== 'matching' && season.state !== 'placing') {
      return fail(seasonForbids(season, 'matching'));
    }
    const faults = [...contradictions(input.locks), ...(await lockFaults(db, seasonId, input.locks))];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const run = await insertRun(db, { seasonId, ...input, isRepair, requestedBy: accountIdOf(context.actor) });
    await record(
      { ...context, db },
      { thing: 'run', thingId: run.id, event: 'run.queued', to: 'queued', details: { policy: input.policy, isRepair } },
    );
    return ok(run);
  });
}

/** A lock must name an approved application and an approved line of this season; each that does not is a fault in its place. */
async function lockFaults(db: Connection, seasonId: string, locks: RunInput['locks']): Promise<Fault[]> {
  const kinds = ['keep', 'exclude'] as const;
  const known = await findMatchableIds(
    db,
    seasonId,
    kinds.flatMap((kind) => locks[kind]),
  );
  return kinds.flatMap((kind) =>
    locks[kind].flatMap(({ applicationId, lineId }, i) => [
      ...(known.applications.has(applicationId) ? [] : [{ pointer: `/locks/${kind}/${i}/applicationId`, code: 'not-matchable' }]),
      ...(known.lines.has(lineId) ? [] : [{ pointer: `/locks/${kind}/${i}/lineId`, code: 'not-matchable' }]),
    ]),
  );
}
