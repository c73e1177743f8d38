import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

import type { Fault } from '../actions/context.ts';
import type { Locale } from '../domain/account.ts';
import type { Result } from '../domain/result.ts';
import type { AppEnv } from '../http/context.ts';
import { IdempotencyKeyInvalid, IdempotencyMismatch } from '../http/idempotency.ts';
import { logFault } from '../http/log.ts';
import { ForeignOrigin } from '../http/same-origin.ts';
import { TooManyKnocks, UnknownToken } from '../http/session.ts';
import { UnstorableText } from '../http/stored-text.ts';
import type { KnownFailure } from './failure.ts';
import { faultMessage } from './fault-words.ts';
import { problems } from './problem-words.ts';

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
  clearances_under_review: 'under-review',
  clearances_one_pending: 'clearance-pending',
  accounts_email: 'email-taken',
};

/** Every error that leaves a route, as an answer in problem+json (RFC 9457). */
export function answerError(error: Error, c: Context<AppEnv>): Response {
  const failure = failureOf(error);
  if (failure.kind === 'fault') logFault(c.var.requestId, error);
  return answerFailure(failure, c);
}

export function answerFailure(failure: { readonly kind: KnownFailure['kind'] }, c: Context<AppEnv>): Response {
  const locale: Locale = c.var.locale ?? 'zh';
  const { status, ...said } = problems[failure.kind];
  const { kind, faults, ...facts } = failure as { kind: string; faults?: readonly Fault[] };
  const errors = faults?.map(({ pointer, code }) => ({ pointer, code, message: faultMessage(code, locale) }));
  const body = {
    type: `/problems/${kind}`,
    title: said[locale].title,
    detail: said[locale].detail,
    status,
    instance: c.req.path,
    ...facts,
    ...(errors === undefined ? {} : { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json; charset=UTF-8',
      'Content-Language': locale === 'zh' ? 'zh-CN' : 'en',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...('retryAfterSeconds' in facts ? { 'Retry-After': String(facts.retryAfterSeconds) } : {}),
    },
  });
}

function unstorable({ pointers }: UnstorableText): KnownFailure {
  return { kind: 'invalid', faults: pointers.map((pointer) => ({ pointer, code: 'unstorable' })) };
}

function tooMany({ seconds }: TooManyKnocks): KnownFailure {
  return { kind: 'too-many', retryAfterSeconds: seconds };
}

function failureOf(error: Error): { readonly kind: KnownFailure['kind'] } {
  if (error instanceof Problem) return error.failure;
  if (error instanceof UnknownToken) return { kind: 'not-signed-in' };
  if (error instanceof TooManyKnocks) return tooMany(error);
  if (error instanceof ForeignOrigin) return { kind: 'foreign-origin' };
  if (error instanceof IdempotencyMismatch) return { kind: 'idempotency-mismatch' };
  if (error instanceof IdempotencyKeyInvalid) return { kind: 'malformed' };
  if (error instanceof UnstorableText) return unstorable(error);
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
