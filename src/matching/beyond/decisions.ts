import { z } from 'zod';

const id = z.string().min(1).max(64);
const prices = z.array(
  z
    .int()
    .min(-(2 ** 52))
    .max(2 ** 52),
);

/**
 * One way in which a match departs from a flow, and so one question to branch on: where does a team go, what becomes of a request
 * that is all or nothing, which of two placements that overlap does somebody not get?
 */
export const splitSchema = z.discriminatedUnion('kind', [
  /** Is the team together in this county, together elsewhere, or apart? With null, for one that no county could take: it is apart. */
  z.strictObject({ kind: z.literal('team'), teamId: id, countyCode: z.string().max(6).nullable() }),
  z.strictObject({ kind: z.literal('request'), requestId: id }),
  z.strictObject({ kind: z.literal('overlap'), applicationId: id, lineIds: z.tuple([id, id]) }),
]);
export type Split = z.infer<typeof splitSchema>;

/** An answer to one of these questions. */
export type Decision =
  | { readonly kind: 'together'; readonly teamId: string; readonly countyCode: string }
  | { readonly kind: 'elsewhere'; readonly teamId: string; readonly countyCode: string }
  | { readonly kind: 'apart'; readonly teamId: string }
  | { readonly kind: 'open' | 'turned' | 'closed'; readonly requestId: string }
  | { readonly kind: 'not-in'; readonly applicationId: string; readonly lineId: string };

/** Prices of a relaxation, by id; one number a goal, the goal of what the decisions force first. */
export const leafPricesSchema = z.strictObject({
  applications: z.record(id, prices),
  lines: z.record(id, prices),
  requests: z.record(id, prices),
  lodgings: z.record(id, prices),
  counties: z.record(id, prices),
  provinces: z.record(id, prices),
});
export type LeafPrices = z.infer<typeof leafPricesSchema>;

/** A tree of questions; at its leaves, prices that bound every match under the answers on the way. */
export type Branching = { readonly prices: LeafPrices } | { readonly split: Split; readonly branches: readonly Branching[] };
export const branchingSchema: z.ZodType<Branching> = z.lazy(() =>
  z.union([z.strictObject({ prices: leafPricesSchema }), z.strictObject({ split: splitSchema, branches: z.array(branchingSchema) })]),
);
