import { largestCost } from './pairs.ts';
import type { Size } from './shape.ts';

/** Seat goals in order: minimum seats of tiers 1, 2, 3, ideal seats of tiers 1, 2, 3, then seats up to the maximum. */
export const seatGoals = 7;

/**
 * What a seat under each goal, first goal first, takes off the cost, so that one sum of costs keeps the goals strictly in order.
 *
 * A flow is optimal when no simple cycle of the residual network is cheaper, so it is enough that weights dominate one such
 * cycle, not the sum over everybody. It meets each line and each volunteer at most once, so the pairs on it change by at most
 * B = min(volunteers, lines) · largest cost (an unplaced volunteer costs 0, the smallest); and it passes the sink once, so
 * the seats under each goal change by at most one. With W_K = B + 1 and W_k = B + 1 + Σ of the later weights, the sign of its
 * cost is the sign under the first goal that it changes: a bit a goal, where dominating the sum would take log₂ of the volunteers.
 *
 * Between lines and sink, counties let a cycle trade seats in several at once. Every weight is a multiple of B + 1, so seats
 * still come strictly before pairs; among themselves the seat goals are then weighed, each twice the next.
 */
export function seatWeights({ volunteers, lines }: Size): number[] {
  const bound = Math.min(volunteers, lines) * largestCost;
  const weights: number[] = [];
  let later = 0;
  for (let goal = 0; goal < seatGoals; goal += 1) {
    const weight = later + bound + 1;
    weights.unshift(weight);
    later += weight;
  }
  return weights;
}
