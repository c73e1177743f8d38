import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

import type { AcceptOfferError } from '../actions/placements/accept-offer.ts';
import type { BeginApplicationError } from '../actions/applications/begin-application.ts';
import type { BeginClearanceError } from '../actions/clearances/begin-clearance.ts';
import type { BeginRequestError } from '../actions/requests/begin-request.ts';
import type { CancelRequestError } from '../actions/requests/cancel-request.ts';
import type { CreateAccountError } from '../actions/accounts/create-account.ts';
import type { DecideClearanceError } from '../actions/clearances/decide-clearance.ts';
import type { NotReady } from '../actions/placements/complete-placement.ts';
import type { Overlaps } from '../actions/placements/offer-placement.ts';
import type { PlaceByHandError } from '../actions/placements/place-by-hand.ts';
import type { RecordLessonError } from '../actions/placements/record-lesson.ts';
import type { ReleaseSeasonError } from '../actions/seasons/release-season.ts';
import type { RunOutdated } from '../actions/runs/publish-run.ts';
import type { StartPlacementError } from '../actions/placements/start-placement.ts';
import type { SubmitApplicationError } from '../actions/applications/submit-application.ts';
import type { Fault } from '../actions/context.ts';
import type { Locale } from '../domain/account.ts';
import type { Result } from '../domain/result.ts';
import type { AppEnv } from '../http/context.ts';
import { IdempotencyKeyInvalid, IdempotencyMismatch } from '../http/idempotency.ts';
import { UnknownToken } from '../http/session.ts';
import { faultMessage } from './fault-words.ts';

export type KnownFailure =
  | AcceptOfferError
  | BeginApplicationError
  | BeginClearanceError
  | BeginRequestError
  | CancelRequestError
  | CreateAccountError
  | DecideClearanceError
  | NotReady
  | Overlaps
  | PlaceByHandError
  | RecordLessonError
  | ReleaseSeasonError
  | RunOutdated
  | StartPlacementError
  | SubmitApplicationError
  | {
      readonly kind:
        | 'malformed'
        | 'too-large'
        | 'unsupported-media'
        | 'version-missing'
        | 'idempotency-mismatch'
        | 'no-such-operation'
        | 'fault';
    };

/** Status and title of every kind of failure; a kind without a row does not compile. */
const problems: Record<KnownFailure['kind'], readonly [status: number, zh: string, en: string]> = {
  malformed: [400, '请求格式有误', 'The request is malformed'],
  'not-signed-in': [401, '请先登录', 'Sign in first'],
  forbidden: [403, '您的角色不能这样做', 'Your role may not do this'],
  'not-found': [404, '没有找到', 'Not found'],
  'no-such-operation': [404, '没有这个操作', 'There is no such operation'],
  'illegal-move': [409, '目前的状态不允许这一步', 'The present state does not allow this'],
  'not-editable': [409, '目前的状态不能修改', 'It cannot be changed in its present state'],
  'season-forbids': [409, '招募季目前的阶段不允许', 'The season is not at the stage this needs'],
  'window-closed': [409, '不在受理期内', 'The window is not open'],
  'profile-missing': [409, '请先填写志愿者资料', 'Fill in your volunteer profile first'],
  'one-a-season': [409, '本季已有一份申请', 'There is an application for this season already'],
  'clearance-pending': [409, '同类审查正在进行', 'A check of this kind is under way'],
  'own-clearance': [409, '不能核验自己的审查', 'Nobody verifies their own check'],
  'not-a-partner': [409, '该县尚未加入', 'The county is not a partner'],
  'already-teaching': [409, '已经开始支教', 'Teaching has begun already'],
  'email-taken': [409, '该邮箱已有账号', 'The address has an account already'],
  'line-full': [409, '名额已满', 'The last seat is gone'],
  'offer-lapsed': [409, '已过答复期限', 'The time to answer has passed'],
  'checks-missing': [409, '审查未齐，不能开始', 'Checks are missing, so it cannot start'],
  'too-early': [409, '尚未到第一天', 'It is before the first day'],
  'lesson-overlaps': [409, '这段时间已经记录过', 'This time is counted already'],
  'not-ready': [409, '尚缺报告或会签', 'The report or the countersignature is missing'],
  'placement-overlaps': [409, '日期与另一派遣重叠', 'The dates overlap another placement'],
  'pair-not-placeable': [409, '不能这样派遣', 'This pair cannot be placed'],
  'already-placed': [409, '已有派遣', 'There is a placement already'],
  'run-outdated': [409, '匹配之后情况已变', 'Things have changed since the run'],
  'nothing-proposed': [409, '没有待发出的派遣', 'There is nothing to release'],
  'proposals-overlap': [409, '有派遣日期重叠', 'Some proposals overlap'],
  stale: [412, '内容已被他人修改', 'It was changed by somebody else'],
  'too-large': [413, '内容过大', 'The body is too large'],
  'unsupported-media': [415, '只接受 JSON', 'Only JSON is accepted'],
  invalid: [422, '有些内容需要更正', 'Some fields need correcting'],
  'idempotency-mismatch': [422, '同一幂等键用于不同请求', 'The idempotency key was used for another request'],
  'version-missing': [428, '请用 If-Match 说明所依据的版本', 'Say with If-Match which version you changed'],
  fault: [500, '系统出错，未做任何更改', 'Something failed on our side; nothing was changed'],
};

/** Carries an expected failure to the one place where it becomes an answer. */
export class Problem extends Error {
  readonly failure: KnownFailure;
  constructor(failure: KnownFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** The value of an action, or the way to its problem. */
export function valueOf<T>(result: Result<T, KnownFailure>): T {
  if (result.ok) return result.value;
  throw new Problem(result.error);
}

/** Refusals of the database that a race can bring about, as the failures that the actions give otherwise. */
const refusals: Record<string, KnownFailure['kind']> = {
  placements_no_overlap: 'placement-overlaps',
  lines_taken: 'line-full',
  placements_checks: 'checks-missing',
  placements_not_barred: 'pair-not-placeable',
  lessons_no_overlap: 'lesson-overlaps',
  applications_one_a_season: 'one-a-season',
  placements_live_pair: 'already-placed',
  clearances_one_pending: 'clearance-pending',
  accounts_email: 'email-taken',
};

/** Every error that leaves a route, as an answer in problem+json (RFC 9457). */
export function answerError(error: Error, c: Context<AppEnv>): Response {
  const failure = failureOf(error);
  if (failure.kind === 'fault') console.error(c.var.requestId, error);
  return answerFailure(failure, c);
}

export function answerFailure(failure: { readonly kind: KnownFailure['kind'] }, c: Context<AppEnv>): Response {
  const locale: Locale = c.var.locale ?? 'zh';
  const [status, zh, en] = problems[failure.kind];
  const { kind, faults, ...facts } = failure as { kind: string; faults?: readonly Fault[] };
  const errors = faults?.map(({ pointer, code }) => ({ pointer, code, message: faultMessage(code, locale) }));
  const body = {
    type: `/problems/${kind}`,
    title: locale === 'zh' ? zh : en,
    status,
    instance: c.req.path,
    ...facts,
    ...(errors === undefined ? {} : { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json; charset=UTF-8', 'Content-Language': locale === 'zh' ? 'zh-CN' : 'en' },
  });
}

function failureOf(error: Error): { readonly kind: KnownFailure['kind'] } {
  if (error instanceof Problem) return error.failure;
  if (error instanceof UnknownToken) return { kind: 'not-signed-in' };
  if (error instanceof IdempotencyMismatch) return { kind: 'idempotency-mismatch' };
  if (error instanceof IdempotencyKeyInvalid) return { kind: 'malformed' };
  if (error instanceof HTTPException) return { kind: error.status === 413 ? 'too-large' : 'malformed' };
  const name = constraintOf(error);
  const refusal = name === undefined ? undefined : refusals[name];
  return { kind: refusal ?? 'fault' };
}

/** The query builder wraps what the database said. */
function constraintOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('constraint_name' in error && typeof error.constraint_name === 'string') return error.constraint_name;
  return 'cause' in error ? constraintOf(error.cause) : undefined;
}
