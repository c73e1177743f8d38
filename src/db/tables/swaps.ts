import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { swapStates, type SwapState } from '../../domain/swap.ts';
import { bytea, createdAt, id, instant, oneOf } from './columns.ts';
import { placements } from './placements.ts';
import { hostConditions } from './requests.ts';
import { seasons } from './seasons.ts';

/**
 * Two placements of one season that are to be exchanged. Whose they are stands in the placements alone; what a confirmed swap made takes
 * their place by `placements.replaces_id`.
 */
export const swaps = pgTable(
  'swaps',
  {
    id: id(),
    seasonId: uuid()
      .notNull()
      .references(() => seasons.id),
    firstPlacementId: uuid()
      .notNull()
      .references(() => placements.id),
    /** What is given for it; null until somebody answers. */
    secondPlacementId: uuid().references(() => placements.id),
    /** Of the link by which somebody answers; null once somebody has. */
    keySha256: bytea(),
    /** The host conditions of the first place when the second agreed to go there, and the other way round. */
    firstConditionsId: uuid().references(() => hostConditions.id),
    secondConditionsId: uuid().references(() => hostConditions.id),
    state: text().$type<SwapState>().notNull().default('invited'),
    /** By when the next step is to be taken. */
    lapsesAt: instant().notNull(),
    proposedAt: instant(),
    agreedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('swaps_key').on(t.keySha256),
    uniqueIndex('swaps_one_live_first')
      .on(t.firstPlacementId)
      .where(sql`${t.state} in ('invited', 'proposed', 'agreed')`),
    uniqueIndex('swaps_one_live_second')
      .on(t.secondPlacementId)
      .where(sql`${t.state} in ('invited', 'proposed', 'agreed')`),
    index('swaps_first').on(t.firstPlacementId, t.id),
    index('swaps_second').on(t.secondPlacementId, t.id),
    index('swaps_due')
      .on(t.lapsesAt)
      .where(sql`${t.state} in ('invited', 'proposed', 'agreed')`),
    oneOf('swaps_state', t.state, swapStates),
    check('swaps_two', sql`${t.firstPlacementId} <> ${t.secondPlacementId}`),
    check('swaps_invited', sql`${t.state} <> 'invited' or ${t.keySha256} is not null`),
    check('swaps_proposed', sql`(${t.secondPlacementId} is null) = (${t.proposedAt} is null)`),
    check(
      'swaps_both_agreed',
      sql`${t.state} not in ('agreed', 'confirmed', 'refused') or (${t.secondPlacementId} is not null and ${t.agreedAt} is not null)`,
    ),
  ],
);
