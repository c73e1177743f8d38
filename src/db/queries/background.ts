import { sql } from 'drizzle-orm';

import { homeZone } from '../../domain/calendar.ts';
import { reminderDays } from '../../domain/clearance.ts';
import { digestAt } from '../../domain/digest.ts';
import type { ClockJob } from '../../domain/job.ts';
import type { LetterFailure, LetterState } from '../../domain/outbox.ts';
import type { RunState } from '../../domain/run.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

/** A letter as admins see it: never what it says; no kind and nobody where there being one is for safeguarding alone. */
export type WaitingLetter = {
  readonly id: string;
  readonly template: string | null;
  readonly accountId: string | null;
  readonly name: string | null;
  readonly state: LetterState;
  readonly createdAt: string;
  readonly attempts: number;
  readonly nextAttemptAt: string;
  readonly failedAt: string | null;
  readonly failure: LetterFailure | null;
};

/** Letters that have not gone out, the newest first. */
export async function listWaitingLetters(db: Connection, state: LetterState | undefined, page: PageWanted): Promise<Page<WaitingLetter>> {
  const rows = await db.execute<WaitingLetter>(sql`
    select id, template, account_id as "accountId", name, state, created_at as "createdAt", attempts,
      next_attempt_at as "nextAttemptAt", failed_at as "failedAt", failure
    from letters_in_outbox(${state ?? null}, ${page.after ?? null}::uuid, ${page.limit + 1})`);
  return pageOf(rows, page, ({ id }) => id);
}

export type LetterCounts = {
  readonly waiting: number;
  readonly retrying: number;
  /** For an address that is stopped. */
  readonly held: number;
  /** Nobody heard whether the server took it. */
  readonly unconfirmed: number;
  readonly givenUp: number;
  /** Of a kind that its reader turned off. */
  readonly suppressed: number;
  readonly sent: number;
  readonly sentLately: number;
};

/** How many letters wait, failed or went out, and how many went out since an instant. */
export async function countLetters(db: Connection, since: string): Promise<LetterCounts> {
  const [row] = await db.execute<LetterCounts>(
    sql`select waiting, retrying, held, unconfirmed, given_up as "givenUp", suppressed, sent, sent_since as "sentLately" from count_letters(${since})`,
  );
  if (row === undefined) throw new Error('a count returned no row');
  return row;
}

/** Lets a letter be tried at once; gives the state it was found in, or nothing where there is no such letter. */
export async function retryLetter(db: Connection, id: string, now: string): Promise<LetterState | 'sent' | undefined> {
  const [row] = await db.execute<{ state: LetterState | 'sent' | null }>(sql`select retry_letter(${id}::uuid, ${now}) as state`);
  return row?.state ?? undefined;
}

export type BackgroundRun = {
  readonly id: string;
  readonly seasonZh: string;
  readonly seasonEn: string;
  readonly state: RunState;
  readonly isRepair: boolean;
  readonly progress: number;
  readonly attempts: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly heartbeatAt: string | null;
  readonly finishedAt: string | null;
  readonly failure: string | null;
};

/** The runs at work or waiting, then the latest others. */
export async function listBackgroundRuns(db: Connection, most: number): Promise<BackgroundRun[]> {
  return [
    ...(await db.execute<BackgroundRun>(sql`
    select id, season_zh as "seasonZh", season_en as "seasonEn", state, is_repair as "isRepair", progress, attempts,
      created_at as "createdAt", started_at as "startedAt", heartbeat_at as "heartbeatAt", finished_at as "finishedAt", failure
    from runs_in_background(${most})`)),
  ];
}

export type ClockLine = {
  readonly job: ClockJob;
  /** How much is due now; null where it is not counted. */
  readonly due: number | null;
  readonly nextAt: string | null;
  readonly lastAt: string | null;
  readonly lastDay: string | null;
  /** When its turn last ended well; null before the first. */
  readonly endedAt: string | null;
  /** Since when each of its turns has failed, and what the last failure is called. */
  readonly failingSince: string | null;
  readonly fault: string | null;
};

/** What the clock has to do, job by job. */
export async function listClock(db: Connection, now: string): Promise<ClockLine[]> {
  const days = sql.raw(`'{${reminderDays.join(',')}}'`);
  return [
    ...(await db.execute<ClockLine>(sql`
    select c.job, c.due, c.next_at as "nextAt", c.last_at as "lastAt", c.last_day as "lastDay",
      t.ended_at as "endedAt", t.failing_since as "failingSince", t.fault
    from clock_seen(${now}, ${homeZone}, ${days}::int[], make_time(${digestAt.hour}, ${digestAt.minute}, 0))
      with ordinality as c (job, due, next_at, last_at, last_day, place)
    left join job_turns t on t.job = c.job order by c.place`)),
  ];
}
