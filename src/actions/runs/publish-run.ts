import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { runLifecycle } from '../../domain/run.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { insertPlacements, lockProposedPlacements, savePlacementState } from '../../db/queries/placements.ts';
import { listMatchesToPublish, lockRun, saveRun, type MatchToPublish, type Run } from '../../db/queries/runs.ts';
import { lockSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record, recordAll } from '../record.ts';

export type RunOutdated = {
  readonly kind: 'run-outdated';
  readonly changed: readonly { readonly applicationId: string; readonly lineId: string; readonly why: string }[];
};

/**
 * Makes the run's match the season's proposed placements: all of it or nothing. Every row is held against the present
 * first; proposals of an earlier run, of which nobody has heard, give way.
 */
export async function publishRun(context: ActionContext, id: string): Promise<Result<Run, CommonFailure | RunOutdated>> {
  const may = authorise(context.actor, 'run.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const run = await lockRun(db, id);
    if (run === undefined) return fail(notFound('run'));
    const moved = move(runLifecycle, run.state, 'publish');
    if (!moved.ok) return moved;
    const season = await lockSeason(db, run.seasonId);
    if (season === undefined) throw new Error('a run without its season');
    if (season.state !== 'matching' && season.state !== 'placing') {
      return fail({ kind: 'season-forbids', state: season.state, needs: 'matching' });
    }
    const rows = await listMatchesToPublish(db, run);
    const changed = rows.flatMap(({ applicationId, lineId, changed: why }) => (why === null ? [] : [{ applicationId, lineId, why }]));
    if (changed.length > 0) return fail({ kind: 'run-outdated', changed: changed.slice(0, 100) });

    await dropProposals(inside, run.seasonId);
    await proposeAll(inside, run, rows);
    const published = await saveRun(db, id, { state: moved.value, publishedAt: instantOf(context.now) });
    await record(inside, {
      thing: 'run',
      thingId: id,
      event: 'run.published',
      from: run.state,
      to: moved.value,
      details: { placements: rows.length },
    });
    return ok(published);
  });
}

async function dropProposals(context: ActionContext, seasonId: string): Promise<void> {
  const proposed = await lockProposedPlacements(context.db, seasonId);
  if (proposed.length === 0) return;
  await savePlacementState(
    context.db,
    proposed.map((placement) => placement.id),
    { state: 'dropped' },
  );
  await recordAll(
    context,
    proposed.map((placement) => ({
      thing: 'placement',
      thingId: placement.id,
      event: 'placement.dropped',
      from: 'proposed',
      to: 'dropped',
    })),
  );
}

async function proposeAll(context: ActionContext, run: Run, rows: readonly MatchToPublish[]): Promise<void> {
  const placements = rows.map(({ changed, ...row }) => ({ ...row, seasonId: run.seasonId, runId: run.id }));
  const ids = await insertPlacements(context.db, placements);
  await recordAll(
    context,
    ids.map((placementId) => ({
      thing: 'placement',
      thingId: placementId,
      event: 'placement.proposed',
      to: 'proposed',
      details: { runId: run.id },
    })),
  );
}
