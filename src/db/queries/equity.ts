import { sql } from 'drizzle-orm';

import { runSummarySchema, type RunSummary } from '../../matching/result.ts';
import { hiddenBlock, hiddenParts, restOf, type Weight } from '../../domain/small-cells.ts';
import type { Connection } from '../client.ts';

export const equityDimensions = ['homeRegion', 'institution', 'firstTimer', 'volunteerKind'] as const;
export type EquityDimension = (typeof equityDimensions)[number];
export const outcomes = ['first', 'second', 'third', 'later', 'unranked', 'nothing'] as const;
export type Outcome = (typeof outcomes)[number];

export type EquityRow = {
  readonly key: string;
  /** null where it is kept back. */
  readonly applicants: number | null;
  readonly outcomes: Readonly<Record<Outcome, number | null>>;
};
export type Equity = {
  readonly publishedAt: string;
  readonly tiers: RunSummary['tiers'];
  readonly all: EquityRow;
  readonly by: Readonly<Record<EquityDimension, readonly EquityRow[]>>;
};

type Stored = {
  readonly dimension: string;
  readonly key: string;
  readonly applicants: number;
  readonly publishedAt: string;
  readonly summary: unknown;
} & Readonly<Record<Outcome, number>>;

const weightOf = (people: number): Weight => ({ completions: people, volunteers: people });

/** How the published match of a season came out, for groups of its applicants and for counties by need tier; nothing of fewer than five people, nor what gives such away. */
export async function findEquity(db: Connection, seasonId: string): Promise<Equity | undefined> {
  const rows =
    await db.execute<Stored>(sql`select dimension, key, applicants, got_first as first, got_second as second, got_third as third, got_later as later,
    got_unranked as unranked, got_nothing as nothing, published_at as "publishedAt", summary from equity_of_season(${seasonId})`);
  const whole = rows.find(({ dimension }) => dimension === '');
  const summary = runSummarySchema.safeParse(whole?.summary);
  if (whole === undefined || !summary.success) return undefined;
  const by = (dimension: EquityDimension) =>
    groupsTold(
      whole,
      rows.filter((row) => row.dimension === dimension),
    );
  return {
    publishedAt: new Date(whole.publishedAt).toISOString(),
    tiers: summary.data.tiers,
    all: rowOf(whole, () => whole.applicants >= 5),
    by: { homeRegion: by('homeRegion'), institution: by('institution'), firstTimer: by('firstTimer'), volunteerKind: by('volunteerKind') },
  };
}

function rowOf(row: Stored, isTold: (outcome: Outcome) => boolean): EquityRow {
  const told = (outcome: Outcome) => (isTold(outcome) ? row[outcome] : null);
  return {
    key: row.key,
    applicants: row.applicants,
    outcomes: {
      first: told('first'),
      second: told('second'),
      third: told('third'),
      later: told('later'),
      unranked: told('unranked'),
      nothing: told('nothing'),
    },
  };
}

/** Groups by size. Those that are not told are one rest; of the others a block of outcomes may be kept back. */
function groupsTold(whole: Stored, groups: readonly Stored[]): EquityRow[] {
  const { parts } = hiddenParts(
    weightOf(whole.applicants),
    groups.map(({ applicants }) => weightOf(applicants)),
  );
  const told = groups.filter((_, i) => !parts.has(i));
  const rest = groups.filter((_, i) => parts.has(i));
  const sumOf = (outcome: Outcome) => rest.reduce((sum, row) => sum + row[outcome], 0);
  const rows = told.map(({ applicants }) => weightOf(applicants));
  const restWeight = restOf(
    weightOf(whole.applicants),
    rows,
    rest.map(({ applicants }) => weightOf(applicants)),
  );
  const block = hiddenBlock({
    rows: rest.length === 0 ? rows : [...rows, restWeight],
    columns: outcomes.map((outcome) => weightOf(whole[outcome])),
    cell: (row, column) => {
      const outcome = outcomes[column] ?? 'nothing';
      return weightOf(told[row]?.[outcome] ?? sumOf(outcome));
    },
  });
  return told
    .map((row, i) => rowOf(row, (outcome) => !block.rows.has(i) || !block.columns.has(outcomes.indexOf(outcome))))
    .toSorted((a, b) => (b.applicants ?? 0) - (a.applicants ?? 0) || (a.key < b.key ? -1 : 1));
}
