import { sql } from 'drizzle-orm';

import { runSummarySchema } from '../../matching/result.ts';
import { fewestTold, hiddenBlock, hiddenParts, restOf, type Weight } from '../../domain/small-cells.ts';
import { outcomes, toldOutcomes, toldTiers, type Outcome, type Tier, type ToldOutcomes } from '../../domain/told-outcomes.ts';
import type { Connection } from '../client.ts';

export const equityDimensions = ['homeRegion', 'institution', 'firstTimer', 'volunteerKind'] as const;
export type EquityDimension = (typeof equityDimensions)[number];

export type EquityRow = {
  readonly key: string;
  /** null where it is kept back. */
  readonly applicants: number | null;
  readonly outcomes: ToldOutcomes;
};
export type Equity = {
  readonly publishedAt: string;
  readonly tiers: readonly Tier<number | null>[];
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
  const told = toldOutcomes(whole);
  const by = (dimension: EquityDimension) =>
    groupsTold(
      whole,
      told,
      rows.filter((row) => row.dimension === dimension),
    );
  return {
    publishedAt: new Date(whole.publishedAt).toISOString(),
    tiers: toldTiers(summary.data.tiers, told.nothing !== null),
    all: { key: whole.key, applicants: whole.applicants < fewestTold ? null : whole.applicants, outcomes: told },
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

/**
 * Groups by size. Those that are not told are one rest, and so are outcomes that are not told of all together; of the others a block may be
 * kept back.
 */
function groupsTold(whole: Stored, told: ToldOutcomes, groups: readonly Stored[]): EquityRow[] {
  const { parts } = hiddenParts(
    weightOf(whole.applicants),
    groups.map(({ applicants }) => weightOf(applicants)),
  );
  const shown = groups.filter((_, i) => !parts.has(i));
  const rest = groups.filter((_, i) => parts.has(i));
  const rows = shown.map(({ applicants }) => weightOf(applicants));
  const restWeight = restOf(
    weightOf(whole.applicants),
    rows,
    rest.map(({ applicants }) => weightOf(applicants)),
  );
  const kept = outcomes.filter((outcome) => told[outcome] === null);
  const columns = [
    ...outcomes.filter((outcome) => told[outcome] !== null).map((outcome) => [outcome]),
    ...(kept.length === 0 ? [] : [kept]),
  ];
  const held = (row: Stored, column: readonly Outcome[]) => column.reduce((sum, outcome) => sum + row[outcome], 0);
  const block = hiddenBlock({
    rows: rest.length === 0 ? rows : [...rows, restWeight],
    columns: columns.map((column) => weightOf(held(whole, column))),
    cell: (row, place) => {
      const column = columns[place] ?? [];
      const group = shown[row];
      return weightOf(group === undefined ? rest.reduce((sum, one) => sum + held(one, column), 0) : held(group, column));
    },
  });
  const isTold = (row: number, outcome: Outcome) =>
    told[outcome] !== null && (!block.rows.has(row) || !block.columns.has(columns.findIndex((column) => column.includes(outcome))));
  return shown
    .map((group, i) => rowOf(group, (outcome) => isTold(i, outcome)))
    .toSorted((a, b) => (b.applicants ?? 0) - (a.applicants ?? 0) || (a.key < b.key ? -1 : 1));
}
