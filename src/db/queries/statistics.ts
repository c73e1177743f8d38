import { asc, sql } from 'drizzle-orm';

import type { StatisticsDimension } from '../../domain/completion.ts';
import type { Connection } from '../client.ts';
import { completions, reportedTotals } from '../tables/completions.ts';

/** Figures with their source for years before the records begin, in their order. */
export async function listReportedTotals(db: Connection) {
  return db.select().from(reportedTotals).orderBy(asc(reportedTotals.position));
}

/** The groups of volunteers in one sum: the only totals that may be added, for no person is in two of them. */
export function reportedVolunteers(totals: readonly { readonly topic: string; readonly figure: number }[]): number {
  return totals.filter(({ topic }) => topic === 'volunteers').reduce((sum, { figure }) => sum + figure, 0);
}

export type Counted = {
  readonly key: string | null;
  readonly completions: number;
  readonly volunteers: number;
  readonly minutesTaught: number;
  /** How many of the completions are demonstration data. */
  readonly madeUp: number;
};

const columns = {
  season: completions.seasonId,
  province: completions.provinceCode,
  county: completions.countyCode,
  subject: completions.subjectCode,
  delivery: completions.delivery,
  volunteerKind: completions.volunteerKind,
  homeRegion: completions.homeRegion,
} as const satisfies Record<StatisticsDimension, unknown>;

/** Recorded completions counted by one dimension, by key; all together under one null key where none is asked. */
export async function countCompletions(db: Connection, by: StatisticsDimension | undefined): Promise<Counted[]> {
  const key = by === undefined ? sql<string | null>`null::text` : sql<string | null>`${columns[by]}::text`;
  const counted = db
    .select({
      key,
      completions: sql<number>`count(*)::int`,
      volunteers: sql<number>`count(distinct ${completions.accountId})::int`,
      // float8 is exact up to 2^53 and, unlike int, holds the minutes of a million placements.
      minutesTaught: sql<number>`coalesce(sum(${completions.minutesTaught}), 0)::float8`,
      madeUp: sql<number>`count(*) filter (where ${completions.madeUp})::int`,
    })
    .from(completions);
  return by === undefined ? counted : counted.groupBy(sql`1`).orderBy(sql`1`);
}
