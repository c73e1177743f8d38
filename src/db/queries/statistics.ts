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

type Figures = {
  readonly completions: number;
  readonly volunteers: number;
  readonly minutesTaught: number;
  /** How many of the completions are demonstration data. */
  readonly madeUp: number;
};

export type Counted = { readonly key: string | null } & Figures;
/** So few that they might be recognised as people: that there are some, and no figure. */
export type TooFew = { readonly key: string | null } & { readonly [figure in keyof Figures]: null };

export function isTold<Row extends Counted | TooFew>(row: Row): row is Extract<Row, Counted> {
  return row.completions !== null;
}

/** Recorded completions counted by one dimension, by key. */
export async function countCompletions(db: Connection, by: StatisticsDimension): Promise<(Counted | TooFew)[]> {
  return [...(await db.execute<Counted | TooFew>(counted(by)))];
}

/** All of them together. */
export async function countAllCompletions(db: Connection): Promise<Counted> {
  const [all] = await db.execute<Counted>(counted(null));
  return all ?? { key: null, completions: 0, volunteers: 0, minutesTaught: 0, madeUp: 0 };
}

const counted = (by: StatisticsDimension | null) =>
  sql`select key, completions, volunteers, minutes_taught as "minutesTaught", made_up as "madeUp" from count_completions(${by})`;
