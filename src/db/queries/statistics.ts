import { asc, sql } from 'drizzle-orm';

import type { StatisticsDimension } from '../../domain/completion.ts';
import type { Connection } from '../client.ts';
import { reportedTotals } from '../tables/completions.ts';

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

/** Recorded completions counted by one dimension, by key; all together under one null key where none is asked. */
export async function countCompletions(db: Connection, by: StatisticsDimension | undefined): Promise<Counted[]> {
  const rows = await db.execute<Counted>(sql`
    select key, completions, volunteers, minutes_taught as "minutesTaught", made_up as "madeUp" from count_completions(${by ?? null})`);
  return rows.length === 0 && by === undefined ? [nothingCounted] : [...rows];
}

const nothingCounted: Counted = { key: null, completions: 0, volunteers: 0, minutesTaught: 0, madeUp: 0 };
