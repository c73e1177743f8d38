import { HTTPException } from 'hono/http-exception';

import { isLostConnection } from '../../db/error-code.ts';
import type { Result } from '../../domain/result.ts';
import { IdempotencyKeyInvalid, IdempotencyMismatch } from '../idempotency.ts';
import { ForeignOrigin } from '../same-origin.ts';
import { TooManyKnocks, UnknownToken } from '../session.ts';
import { UnstorableText } from '../stored-text.ts';
import type { KnownFailure } from './known-failure.ts';

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
  placements_may_return: 'pair-not-placeable',
  trainings_reported: 'training-reported',
  requests_station_full: 'station-full',
  lessons_no_overlap: 'lesson-overlaps',
  disputes_one_of_lesson: 'dispute-open',
  disputes_one_of_days: 'dispute-open',
  completions_undisputed: 'dispute-open',
  applications_one_a_season: 'one-a-season',
  ask_backs_one_live: 'asked-back-already',
  swaps_one_live: 'swap-open-already',
  swaps_one_live_first: 'swap-open-already',
  swaps_one_live_second: 'swap-open-already',
  placements_live_pair: 'already-placed',
  placements_replaced_once: 'no-free-seat',
  clearances_under_review: 'under-review',
  clearances_one_pending: 'clearance-pending',
  accounts_email: 'email-taken',
};

/** The database starts again within seconds, or somebody looks after it. */
const unavailable: KnownFailure = { kind: 'unavailable', retryAfterSeconds: 10 };

/** The failure that an error stands for; what nobody expected is a fault. */
export function failureOf(error: Error): { readonly kind: KnownFailure['kind'] } {
  if (error instanceof Problem) return error.failure;
  if (error instanceof UnknownToken) return { kind: 'not-signed-in' };
  if (error instanceof TooManyKnocks) return tooMany(error);
  if (error instanceof ForeignOrigin) return { kind: 'foreign-origin' };
  if (error instanceof IdempotencyMismatch) return { kind: 'idempotency-mismatch' };
  if (error instanceof IdempotencyKeyInvalid) return { kind: 'malformed' };
  if (error instanceof UnstorableText) return unstorable(error);
  if (error instanceof HTTPException) return { kind: error.status === 413 ? 'too-large' : 'malformed' };
  return failureOfDatabase(error);
}

function failureOfDatabase(error: Error): { readonly kind: KnownFailure['kind'] } {
  if (isLostConnection(error)) return unavailable;
  const name = constraintOf(error);
  return { kind: (name === undefined ? undefined : refusals[name]) ?? 'fault' };
}

function unstorable({ pointers }: UnstorableText): KnownFailure {
  return { kind: 'invalid', faults: pointers.map((pointer) => ({ pointer, code: 'unstorable' })) };
}

function tooMany({ seconds }: TooManyKnocks): KnownFailure {
  return { kind: 'too-many', retryAfterSeconds: seconds };
}

/** The query builder wraps what the database said. */
function constraintOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('constraint_name' in error && typeof error.constraint_name === 'string') return error.constraint_name;
  return 'cause' in error ? constraintOf(error.cause) : undefined;
}
