import { DateTime } from 'luxon';

import type { ClockJob } from './job.ts';

/** What people notice of the site when it stops: pages and the API, what is due by the clock, letters, matches, files in and events out. */
export const statusParts = ['site', 'clock', 'letters', 'matches', 'exchange'] as const;
export type StatusPart = (typeof statusParts)[number];
export const partStates = ['works', 'late', 'unreached'] as const;
export type PartState = (typeof partStates)[number];
export type PartStatus = { readonly part: StatusPart; readonly state: PartState };

/** The clock comes by each minute; without a sign of it for longer it stands still, and that is on record. */
export const clockLateMinutes = 5;
/** Letters and matches wait no longer than this for their turn when all is well. */
export const waitLateMinutes = 15;

const partOf: Partial<Record<ClockJob, StatusPart>> = {
  'send-mail': 'letters',
  'write-digests': 'letters',
  'run-matching': 'matches',
  'explain-runs': 'matches',
  'run-imports': 'exchange',
  'send-webhooks': 'exchange',
};

/** What the database tells of the work in the background; instants are ISO 8601. */
export type SeenOfWork = {
  /** The last sign of the clock, or of a match or an import at work; null before the first. */
  readonly signAt: string | null;
  /** Jobs whose last turn failed, and since when each turn does. */
  readonly failing: readonly { readonly job: ClockJob; readonly since: string }[];
  /** The longest due of the letters that wait. */
  readonly letterDueAt: string | null;
  /** The longest waiting of the matches that nobody has begun. */
  readonly matchAskedAt: string | null;
};

/** Each part's state, in the order of `statusParts`. Of the site itself it says that it works: whoever hears it was answered. */
export function statusOf(seen: SeenOfWork, now: DateTime): readonly PartStatus[] {
  const isOlder = (at: string | null, minutes: number) => at !== null && DateTime.fromISO(at) < now.minus({ minutes });
  const isStill = seen.signAt === null || isOlder(seen.signAt, clockLateMinutes);
  // A turn that fails once is tried again a minute later: nobody notices.
  const failing = new Set(seen.failing.filter(({ since }) => isOlder(since, clockLateMinutes)).map(({ job }) => partOf[job] ?? 'clock'));
  const waits: Partial<Record<StatusPart, string | null>> = { letters: seen.letterDueAt, matches: seen.matchAskedAt };
  const isLate = (part: StatusPart) => part !== 'site' && (isStill || failing.has(part) || isOlder(waits[part] ?? null, waitLateMinutes));
  return statusParts.map((part) => ({ part, state: isLate(part) ? 'late' : 'works' }));
}

/** What is known when the database does not answer: nothing goes. */
export const unreached: readonly PartStatus[] = statusParts.map((part) => ({ part, state: 'unreached' }));

/** The worst of the parts' states. */
export function worstOf(parts: readonly PartStatus[]): PartState {
  return partStates.findLast((state) => parts.some((part) => part.state === state)) ?? 'works';
}
