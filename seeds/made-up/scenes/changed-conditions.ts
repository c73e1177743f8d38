import type { HostConditions } from '../../../src/domain/request.ts';
import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun, recordEvents } from '../moves.ts';
import { teachingPlan } from './plans.ts';
import type { Running } from './running-season.ts';
import { runningIdAt, type Scene } from './scene.ts';

/** The plan whose squad is just arriving: some teach, some accepted, one is offered a place. */
const arrivingPlan = 2;

/**
 * Nanjian signed new conditions twice: where its squad is just arriving, of whom one has agreed and the others are silent past their
 * day; and where the demonstration volunteer teaches, who has not answered yet.
 */
export async function changeConditions(scene: Scene, running: Running): Promise<void> {
  const arriving = { requestId: running.requests[arrivingPlan]?.id ?? '', daysAgo: 9, answerDays: 5 };
  await signAnew(scene, { ...arriving, changed: { lodging: '镇上旅馆，两人一间，距学校 2 公里，有班车接送' }, agrees: 1 });
  const teaching = { requestId: running.requests[teachingPlan]?.id ?? '', daysAgo: 1, answerDays: 5 };
  await signAnew(scene, { ...teaching, changed: { bandwidthMbps: 20, knownRisks: '近期线路检修，晚间偶有断网' }, agrees: 0 });
}

type Change = {
  readonly requestId: string;
  readonly daysAgo: number;
  readonly answerDays: number;
  readonly changed: Partial<HostConditions>;
  /** How many of those asked have agreed already. */
  readonly agrees: number;
};

type Guest = { readonly id: string; readonly application_id: string; readonly season_id: string; readonly account_id: string };

async function signAnew(scene: Scene, { requestId, daysAgo, answerDays, changed, agrees }: Change): Promise<void> {
  const { sql, random, days, actors } = scene;
  const [known] = await sql<{ id: string; conditions: HostConditions }[]>`
    select id, conditions from host_conditions where request_id = ${requestId} order by id desc limit 1`;
  if (known === undefined) throw new Error('a request without signed conditions');
  const at = days.at(-daysAgo);
  const conditionsId = random.id(days.at(-daysAgo));
  const conditions = { ...known.conditions, ...changed, signedDay: days.day(-daysAgo) };
  const signed = { id: conditionsId, request_id: requestId, conditions, recorded_by: actors.county.id, created_at: at };
  await copyRows(sql, 'host_conditions', [signed]);
  const details = { parts: Object.keys(changed), signedDay: conditions.signedDay };
  await recordEvents(sql, { thing: 'request', ids: [requestId], at, by: actors.county, details }, { event: 'request.conditions-changed' });

  const guests = await sql<Guest[]>`select id, application_id, season_id, account_id from placements
    where request_id = ${requestId} and state in ('accepted', 'started') order by state, id limit 6`;
  const rows = guests.map((guest) => ({
    id: random.id(runningIdAt(scene)),
    request_id: requestId,
    conditions_id: conditionsId,
    known_id: known.id,
    application_id: guest.application_id,
    season_id: guest.season_id,
    account_id: guest.account_id,
    placement_id: guest.id,
    answer_by_at: days.at(answerDays - daysAgo, '23:59'),
    created_at: at,
  }));
  await copyRows(sql, 'condition_questions', rows);
  const ids = rows.map(({ id }) => id);
  const whose = new Map(rows.map(({ id, account_id }) => [id, account_id]));
  await recordBegun(sql, { thing: 'condition_question', ids, at, by: actors.county, whose }, 'open');
  const answeredAt = days.at(1 - daysAgo);
  const agreed = { thing: 'condition_question', ids: ids.slice(0, agrees), at: answeredAt, by: 'own', whose } as const;
  await moveThrough(sql, agreed, ['open', 'agreed'], { answered_at: answeredAt });
}
