import { moveThrough, type Moved } from '../moves.ts';
import { makeRun, publishRun } from '../runs.ts';
import { offeredPlan } from './plans.ts';
import { approveRequests, type Running } from './running-season.ts';
import { runningIdAt, type Scene } from './scene.ts';

/**
 * The second round, for seats that are free again and requests that came late: one run whose proposals nobody has heard of yet,
 * except the demonstration volunteer, and one that was not published.
 */
export async function playSecondRound(scene: Scene, running: Running): Promise<void> {
  const { sql, days, actors } = scene;
  const { coordinator: by } = actors;
  const late = running.requests.filter(({ plan }) => plan.isLate === true).map(({ id }) => id);
  await approveRequests(scene, late, days.at(-10));
  // The demonstration volunteer offers a second term.
  await sql`update applications set most_placements = 2 where id = ${running.ownApplicationId}`;
  const lineId = running.requests[offeredPlan]?.lines[0]?.id ?? '';
  const locks = { keep: [{ applicationId: running.ownApplicationId, lineId }], exclude: await leftPairs(scene, running.id) };
  const common = { seasonId: running.id, idAt: runningIdAt(scene), by };
  const runId = await makeRun(scene, { ...common, at: days.at(-3), locks });
  await makeRun(scene, { ...common, at: days.at(-3, '11:00'), policy: 'stable', locks: { keep: [], exclude: locks.exclude } });
  await dropProposals(scene, running.id);
  const placed = await publishRun(scene, runId, { ...common, at: days.at(-2) });
  const own = placed.filter(({ applicationId }) => applicationId === running.ownApplicationId);
  const replyByAt = days.at(6);
  const offer: Moved = {
    thing: 'placement',
    ids: own.map(({ id }) => id),
    at: days.at(-1),
    by,
    details: { replyByAt },
    whose: new Map(own.map(({ id, accountId }) => [id, accountId])),
  };
  await moveThrough(sql, offer, ['proposed', 'offered'], { reply_by_at: replyByAt });
}

/** Nobody is sent again where they left or did not come. */
async function leftPairs({ sql }: Scene, seasonId: string): Promise<{ applicationId: string; lineId: string }[]> {
  return sql<{ applicationId: string; lineId: string }[]>`select p.application_id as "applicationId", p.line_id as "lineId"
    from placements p join applications a on a.id = p.application_id and a.state = 'approved'
    where p.season_id = ${seasonId} and p.state in ('ended_early', 'no_show') order by p.id`;
}

/** What the first round proposed and nobody heard of gives way. */
async function dropProposals({ sql, days, actors }: Scene, seasonId: string): Promise<void> {
  const rows = await sql<{ id: string }[]>`select id from placements where season_id = ${seasonId} and state = 'proposed' order by id`;
  const dropped = { thing: 'placement', ids: rows.map(({ id }) => id), at: days.at(-2), by: actors.coordinator } as const;
  await moveThrough(sql, dropped, ['proposed', 'dropped']);
}
