import { z } from 'zod';

import { policies } from '../domain/run.ts';
import { branchingSchema } from './beyond/decisions.ts';

const id = z.string().min(1).max(64);
const count = z.int().min(0);

/** One whole number a goal. Within 2^52, so that a sum of three never changes its sign by rounding. */
const prices = z.array(
  z
    .int()
    .min(-(2 ** 52))
    .max(2 ** 52),
);

const filled = z.strictObject({ seats: count, filled: count });

const unstableSchema = z.enum(['none-exists', 'none-found']).nullable().default(null);

const gapSchema = z
  .strictObject({ goal: z.string().max(40), within: count })
  .nullable()
  .default(null);

export const summarySchema = z.strictObject({
  applications: count,
  requests: count,
  lines: count,
  pairs: count,
  placed: count,
  locksKept: count,
  /** Of the pairs that people were told of: those that stay, and those that do not. */
  toldKept: count.default(0),
  toldMoved: count.default(0),
  tiers: z.array(z.strictObject({ tier: z.int().min(1).max(3), minimum: filled, ideal: filled, maximum: filled })),
  /** How many got a choice of each rank. */
  choices: z.array(z.strictObject({ rank: z.int().min(1), placed: count })),
  unranked: count,
  /** Applications without a placement. */
  unplaced: count,
  linesShort: count,
  /** Seats missing up to the lines' minima. */
  seatsShort: count,
  /** Pairs that would both rather have each other, the volunteer for a better rank or any place at all. */
  blockingPairs: count,
});
/** The summary as a run keeps it, with what the match is worth. */
export const runSummarySchema = summarySchema.extend({
  status: z.string(),
  gap: gapSchema,
  /** Where no stable match exists, or none was found. */
  unstableBecause: unstableSchema,
  goals: z.array(z.strictObject({ name: z.string(), value: z.int() })),
});
export type RunSummary = z.infer<typeof runSummarySchema>;
export type MatchSummary = z.infer<typeof summarySchema>;

const pairSchema = z.strictObject({ applicationId: id, lineId: id });

/**
 * A match with its proof. Prices stand by id: whoever has snapshot and result can check it without the solver. Policy `stable` has
 * none: that no pair blocks, or which do, is seen from the match itself.
 */
export const resultSchema = z.strictObject({
  format: z.literal('zhijiao-match-1'),
  status: z.enum(['optimal', 'bounded', 'stable', 'unstable']),
  policy: z.enum(policies),
  snapshotSha256: z.string().regex(/^[0-9a-f]{64}$/),
  goals: z.array(z.strictObject({ name: z.string().max(40), value: z.int() })),
  matches: z.array(z.strictObject({ applicationId: id, lineId: id, rank: z.int().min(1).nullable() })),
  /** Requests that did not reach their minimum and are closed, or held at a distance. */
  closedRequestIds: z.array(id).default([]),
  turnedRequestIds: z.array(id).default([]),
  /** On the first goal on which the match may not be the best: by how much at most. */
  gap: gapSchema,
  /** Where people are held together by more than flow: questions and answers down to prices, and the bound that these prove. */
  branching: z
    .strictObject({ bound: z.array(z.int()), tree: branchingSchema })
    .nullable()
    .default(null),
  /**
   * Policy `stable`, which settles ties by fit and lottery: the pairs that block, and whether it is proven that no stable match
   * exists (among the requests that are not closed) or none was found.
   */
  blockingPairs: z.array(pairSchema).default([]),
  unstableBecause: unstableSchema,
  prices: z.strictObject({
    hub: prices,
    applications: z.record(id, prices),
    lines: z.record(id, prices),
    requests: z.record(id, prices),
    /** By the first request of those that share a county's beds. */
    lodgings: z.record(id, prices),
    counties: z.record(id, prices),
    provinces: z.record(id, prices),
  }),
  summary: summarySchema,
  /** Of everything else in it, keys in order: whoever changes anything changes this. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type MatchResult = z.infer<typeof resultSchema>;

/** A result before it is sealed. */
export type UnsealedResult = Omit<MatchResult, 'sha256'>;
