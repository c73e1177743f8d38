import { asConsequence } from '../../db/acting.ts';
import { seasonForbids } from '../../domain/season.ts';
import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { runLifecycle } from '../../domain/run.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  insertPlacements,
  lockProposedPlacements,
  lockToldPlacements,
  savePlacementState,
  type Placement,
} from '../../db/queries/placements.ts';
import { turnRequests } from '../../db/queries/requests.ts';
import {
  findRunSeed,
  listTurnedRequestIds,
  lockMatchesToPublish,
  lockRun,
  saveRun,
  type MatchToPublish,
  type Run,
} from '../../db/queries/runs.ts';
import { lockSeason } from '../../db/queries/seasons.ts';
import { loadSnapshot } from '../../db/queries/snapshot.ts';
import { brokenPairs, type BrokenPair } from '../../matching/broken-pairs.ts';
import type { Snapshot } from '../../matching/snapshot.ts';
import { closeQuestionOf } from '../conditions/close-question.ts';
import { tellOfPlacement } from '../placements/tell-of-placement.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record, recordAll } from '../record.ts';

export type RunOutdated = {
  readonly kind: 'run-outdated';
  /** The season went back to open meanwhile, and so drew a new seed for its lottery. */
  readonly isDrawnAnew: boolean;
  readonly changed: readonly BrokenPair[];
};

/**
 * Makes the run's match the season's proposed placements: all of it or nothing. Every row is held against the present
 * first, by the same rules as in the match; proposals of an earlier run, of which nobody has heard, give way. A repair is published on
 * top: places that were told stay as they are where it keeps them, and are cancelled where it does not.
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
      return fail(seasonForbids(season, 'matching'));
    }
    const rows = await lockMatchesToPublish(db, run);
    // Before the present is read: whoever is just declining is waited for, and is then seen to have declined.
    const told = run.isRepair ? await lockToldPlacements(db, run.seasonId) : [];
    const turned = await listTurnedRequestIds(db, id);
    const snapshot = await loadSnapshot(db, run.seasonId, run);
    const changed = [...brokenPairs(snapshot, rows, turned), ...noLongerTurning(snapshot, rows, turned)];
    const isDrawnAnew = (await findRunSeed(db, id)) !== season.lotterySeed;
    if (changed.length > 0 || isDrawnAnew) return fail({ kind: 'run-outdated', isDrawnAnew, changed: changed.slice(0, 100) });

    await turnAll(inside, run, turned);
    await dropProposals(inside, run.seasonId);
    await cancelMoved(inside, run, told, rows);
    const standing = new Set(told.map(keyOf));
    await proposeAll(
      inside,
      run,
      rows.filter((row) => !standing.has(keyOf(row))),
    );
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

/** Pairs of requests that the run turned and that do not allow it any more. */
function noLongerTurning({ requests }: Snapshot, rows: readonly MatchToPublish[], turned: readonly string[]): BrokenPair[] {
  const mayTurn = new Set(requests.flatMap(({ id, belowMinimum }) => (belowMinimum === 'turns_to_distance' ? [id] : [])));
  const gone = new Set(turned.filter((id) => !mayTurn.has(id)));
  return rows.flatMap(({ applicationId, lineId, requestId }) => (gone.has(requestId) ? [{ applicationId, lineId, why: 'request' }] : []));
}

async function turnAll(context: ActionContext, run: Run, ids: readonly string[]): Promise<void> {
  for (const thingId of await turnRequests(context.db, ids)) {
    await record(context, { thing: 'request', thingId, event: 'request.turned', details: { runId: run.id, delivery: 'distance' } });
  }
}

const keyOf = ({ applicationId, lineId }: { readonly applicationId: string; readonly lineId: string }) => `${applicationId} ${lineId}`;

/** Places that were told and that the repair does not keep are cancelled, in the same moment in which others are proposed; their volunteers hear of it. */
async function cancelMoved(context: ActionContext, run: Run, told: readonly Placement[], rows: readonly MatchToPublish[]): Promise<void> {
  const kept = new Set(rows.map(keyOf));
  for (const placement of told.filter((own) => !kept.has(keyOf(own)))) {
    await closeQuestionOf(context, placement, 'cancelled');
    await savePlacementState(context.db, [placement.id], { state: 'cancelled' });
    const eventId = await record(context, {
      thing: 'placement',
      thingId: placement.id,
      event: 'placement.cancelled',
      from: placement.state,
      to: 'cancelled',
      subjectId: placement.accountId,
      details: { runId: run.id },
    });
    await asConsequence(context.db, context.actor, async () =>
      tellOfPlacement(context, placement, { eventId, to: 'cancelled', reason: undefined }),
    );
  }
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
  const placements = rows.map((row) => ({ ...row, seasonId: run.seasonId, runId: run.id }));
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
