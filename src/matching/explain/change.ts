import { z } from 'zod';

const id = z.string().min(1).max(64);
const pair = { applicationId: id, lineId: id };

/** What a coordinator may ask "what if" of; several are asked together. */
export const changeSchema = z.discriminatedUnion('kind', [
  /** The pair must stay, before every goal. */
  z.strictObject({ kind: z.literal('pin'), ...pair }),
  z.strictObject({ kind: z.literal('forbid'), ...pair }),
  /** So many seats more, beyond the line's maximum, or so many fewer, from its maximum down. */
  z.strictObject({ kind: z.literal('seats'), lineId: id, by: z.int().min(-50).max(50) }),
  /** The request is closed to everybody. */
  z.strictObject({ kind: z.literal('close'), requestId: id }),
  z.strictObject({ kind: z.literal('withdraw'), applicationId: id }),
  /** One volunteer more, who is as this one is in everything but the lottery. */
  z.strictObject({ kind: z.literal('another'), likeApplicationId: id }),
  /** One request more, which is as this one is in everything but the lottery; whoever ranked this one by its name has not ranked the other. */
  z.strictObject({ kind: z.literal('request'), likeRequestId: id }),
  /** How many people a county can put up at a time. */
  z.strictObject({ kind: z.literal('beds'), countyCode: z.string().max(6), maximum: z.int().min(0).max(10_000) }),
  z.strictObject({ kind: z.literal('squad'), requestId: id, maximum: z.int().min(0).max(10_000) }),
  z.strictObject({ kind: z.literal('quota'), provinceCode: z.string().max(6), maximum: z.int().min(0).max(10_000) }),
]);
export type Change = z.infer<typeof changeSchema>;

/** Room that is kept ready in every county for seats that a question adds. */
export const mostAddedSeats = 50;

/** In one question. */
export const mostChanges = 20;
