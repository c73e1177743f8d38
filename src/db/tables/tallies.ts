import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

import { tallyDimensions } from '../../domain/statistics.ts';
import { oneOf } from './columns.ts';
import { runs } from './runs.ts';

const sum = () => bigint({ mode: 'number' }).notNull();
const dimension = () => text().$type<(typeof tallyDimensions)[number] | ''>().notNull();

/** Completions counted under each value of a dimension, and of each two; the key of what was not known is empty, and so is a dimension that is not there. */
export const tallies = pgTable(
  'tallies',
  {
    first: dimension(),
    second: dimension(),
    firstKey: text().notNull(),
    secondKey: text().notNull(),
    completions: integer().notNull(),
    volunteers: integer().notNull(),
    daysServed: sum(),
    lessonsHeld: sum(),
    minutesTaught: sum(),
    learners: sum(),
    madeUp: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.first, t.second, t.firstKey, t.secondKey] }),
    index('tallies_second').on(t.first, t.second, t.secondKey),
    oneOf('tallies_first', t.first, ['', ...tallyDimensions]),
    oneOf('tallies_second_dimension', t.second, ['', ...tallyDimensions]),
  ],
);

/** Completions that were written since the tallies were: each change with the row as it was before, and read together with them until it is folded in. */
export const tallyChanges = pgTable(
  'tally_changes',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    placementId: uuid().notNull(),
    was: jsonb(),
  },
  (t) => [index('tally_changes_placement').on(t.placementId, t.id)],
);

/** How the published match of a season came out for a group of its applicants; written down as it is published. */
export const equityTallies = pgTable(
  'equity_tallies',
  {
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    dimension: text().notNull(),
    key: text().notNull(),
    applicants: integer().notNull(),
    gotFirst: integer().notNull(),
    gotSecond: integer().notNull(),
    gotThird: integer().notNull(),
    gotLater: integer().notNull(),
    gotUnranked: integer().notNull(),
    gotNothing: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.dimension, t.key] })],
);
