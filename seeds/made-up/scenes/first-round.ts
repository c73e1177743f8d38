import type { ReturnAnswer } from '../../../src/domain/early-end.ts';
import { tellEarlyEnds } from '../early-ends.ts';
import { moveThrough, type Moved, type Mover } from '../moves.ts';
import { makeRun, publishRun, queueRun, type Placed } from '../runs.ts';
import { closeTerm, countyOf, teachLessons, type Fated } from './terms.ts';
import { teachingPlan, type Outcome, type PlannedLine } from './plans.ts';
import type { Running } from './running-season.ts';
import { runningIdAt, type Scene } from './scene.ts';

/**
 * The first round: a run that was stopped, one that failed, one that was published and one that was weighed against it; then
 * what became of everybody who was placed.
 */
export async function playFirstRound(scene: Scene, running: Running): Promise<void> {
  const { sql, random, days, actors } = scene;
  const { coordinator: by } = actors;
  const common = { seasonId: running.id, idAt: runningIdAt(scene), by };
  const stopped = await queueRun({ sql, random }, { ...common, at: days.at(-62) });
  await moveThrough(sql, { thing: 'run', ids: [stopped], at: days.at(-62, '10:01'), by }, ['queued', 'stopped'], {
    finished_at: days.at(-62, '10:01'),
  });
  const failed = await queueRun({ sql, random }, { ...common, at: days.at(-61) });
  const failure = 'its job died 3 times';
  const died = { thing: 'run', ids: [failed], at: days.at(-61, '10:06'), reason: failure } as const;
  await moveThrough(sql, died, ['queued', 'running', 'failed'], { failure, attempts: 3, finished_at: days.at(-61, '10:06') });
  const ownLineId = running.requests[teachingPlan]?.lines[0]?.id ?? '';
  const locks = { keep: [{ applicationId: running.ownApplicationId, lineId: ownLineId }], exclude: [] };
  const runId = await makeRun(scene, { ...common, at: days.at(-60), locks });
  await makeRun(scene, { ...common, at: days.at(-60, '11:00'), policy: 'choices-first', locks });
  const placed = await publishRun(scene, runId, { ...common, at: days.at(-59), releasedAt: days.at(-58) });
  await moveThrough(sql, { thing: 'season', ids: [running.id], at: days.at(-58, '09:00'), by }, ['matching', 'placing']);
  await settle(scene, fatesOf(placed, running));
}

function fatesOf(placed: readonly Placed[], { requests }: Running): Fated[] {
  const lines = new Map<string, PlannedLine>(
    requests.flatMap(({ lines: own, plan }) => own.flatMap(({ id }, i) => (plan.lines[i] === undefined ? [] : [[id, plan.lines[i]]]))),
  );
  const met = new Map<string, number>();
  return placed.map((one) => {
    const turn = met.get(one.lineId) ?? 0;
    met.set(one.lineId, turn + 1);
    const outcomes = lines.get(one.lineId)?.outcomes ?? [];
    return { ...one, outcome: outcomes[turn] ?? outcomes.at(-1) ?? 'accepted' };
  });
}

const unheard = new Set<Outcome>(['dropped', 'offered']);
const unanswered = new Set<Outcome>(['declined', 'lapsed', 'refused', 'cancelled']);
const waiting = new Set<Outcome>(['accepted', 'unchecked', 'withdrawn', 'no_show']);

/** Offers go out together, are answered or not, and those who accepted start on their first day. */
async function settle(scene: Scene, fated: readonly Fated[]): Promise<void> {
  const { sql, days, actors } = scene;
  const told = fated.filter(({ outcome }) => !unheard.has(outcome));
  const release = { ...moved(told, days.at(-58)), by: actors.coordinator, details: { replyByAt: days.at(-51) } };
  await moveThrough(sql, release, ['proposed', 'offered'], { reply_by_at: days.at(-51) });
  await leaveUnanswered(scene, fated);
  const accepted = told.filter(({ outcome }) => !unanswered.has(outcome));
  await moveThrough(sql, { ...moved(accepted, days.at(-56)), by: 'own' }, ['offered', 'accepted']);
  await stayAway(scene, fated);
  const started = accepted.filter(({ outcome }) => !waiting.has(outcome));
  for (const requestId of new Set(started.map((one) => one.requestId))) {
    const own = started.filter((one) => one.requestId === requestId);
    const at = `${own[0]?.startDay ?? days.day(-1)}T08:20:00+08:00`;
    await moveThrough(sql, { ...moved(own, at), by: countyOf(scene, own[0]) }, ['accepted', 'started']);
  }
  await teachLessons(scene, started);
  await endEarly(scene, started);
  await closeTerm(scene, started);
  // The last offers of the round go out one by one, with all their time still to come.
  const offered = fated.filter(({ outcome }) => outcome === 'offered');
  const late = { ...moved(offered, days.at(-2, '09:00')), by: actors.coordinator, details: { replyByAt: days.at(5, '09:00') } };
  await moveThrough(sql, late, ['proposed', 'offered'], { reply_by_at: days.at(5, '09:00') });
}

async function leaveUnanswered({ sql, days, actors }: Scene, fated: readonly Fated[]): Promise<void> {
  const step = async (outcome: Outcome, to: string, by: Mover | 'own', at: string, reason?: string, details = {}) =>
    moveThrough(sql, { ...moved(ofOutcome(fated, outcome), at), by, reason, details }, ['offered', to]);
  await step('declined', 'declined', 'own', days.at(-55), 'study_or_work', { comment: '那几周要准备期末考试，很抱歉。' });
  await step('refused', 'withdrawn', 'own', days.at(-54), '家里有事，今年不能参加');
  await step('cancelled', 'cancelled', actors.coordinator, days.at(-53), '该校课表调整，这一名额取消；会优先为您另行安排');
  await step('lapsed', 'lapsed', { id: null, name: 'lapse-offers' }, days.at(-51, '10:01'));
}

/** Accepted, and then not come: withdrawn long before, missing on the day, or without a check that is still good. */
async function stayAway(scene: Scene, fated: readonly Fated[]): Promise<void> {
  const { sql, days, actors } = scene;
  const withdrawn = { ...moved(ofOutcome(fated, 'withdrawn'), days.at(-30)), by: 'own', reason: '实习时间冲突' } as const;
  await moveThrough(sql, withdrawn, ['accepted', 'withdrawn']);
  const missing = { ...moved(ofOutcome(fated, 'no_show'), days.at(-1, '09:00')), by: actors.county, reason: '开课当天未到，电话无人接听' };
  await moveThrough(sql, missing, ['accepted', 'no_show']);
  const people = ofOutcome(fated, 'unchecked').map(({ accountId }) => accountId);
  const checks = await sql<{ id: string; account_id: string }[]>`select id, account_id from clearances
    where kind = 'health' and state = 'cleared' and account_id = any(${sql.array(people)}::uuid[])`;
  const reason = '体检报告页码不全，请补交';
  const revoked: Moved = {
    thing: 'clearance',
    ids: checks.map(({ id }) => id),
    whose: new Map(checks.map((row) => [row.id, row.account_id])),
    at: days.at(-5),
    by: actors.safeguarding,
    reason,
  };
  await moveThrough(sql, revoked, ['cleared', 'revoked'], { decision_reason: reason });
}

const leaving = new Set<Outcome>(['medical', 'interrupted', 'resigned']);

/** Whether they may come again, and why. */
type Returning = readonly [mayReturn: ReturnAnswer, why: string];

/** Whoever ends early goes home; those who leave for good take their application back with it. */
async function endEarly({ sql, days, actors }: Scene, started: readonly Fated[]): Promise<void> {
  const step = async (outcome: Outcome, at: string, reason: string, [mayReturn, why]: Returning) => {
    const ended = { ...moved(ofOutcome(started, outcome), at), by: actors.coordinator, reason };
    await moveThrough(sql, ended, ['started', 'ended_early'], { end_kind: outcome });
    await tellEarlyEnds(sql, ended.ids, { at, by: actors.coordinator.id, mayReturn, reason: why });
  };
  await step('medical', days.at(-20), '身体原因，遵医嘱休息', ['undecided', '']);
  await step('interrupted', days.at(-25), '当地连续暴雨，学校停课', ['yes', '停课与本人无关，欢迎再来。（演示文字）']);
  await step('resigned', days.at(-9), '个人原因退出', ['no', '没有提前告知，两个班停课三天。（演示文字）']);
  await step('transferred', days.at(-6), '转到另一所学校继续授课', ['yes', '应另一所学校之需。（演示文字）']);
  const gone = started.filter(({ outcome }) => leaving.has(outcome));
  const applications: Moved = {
    thing: 'application',
    ids: gone.map(({ applicationId }) => applicationId),
    at: days.at(-5),
    by: 'own',
    whose: new Map(gone.map(({ applicationId, accountId }) => [applicationId, accountId])),
  };
  await moveThrough(sql, applications, ['approved', 'withdrawn']);
}

function ofOutcome(fated: readonly Fated[], wanted: Outcome): Fated[] {
  return fated.filter(({ outcome }) => outcome === wanted);
}

function moved(placed: readonly Placed[], at: string): Moved {
  return { thing: 'placement', ids: placed.map(({ id }) => id), at, whose: new Map(placed.map(({ id, accountId }) => [id, accountId])) };
}
