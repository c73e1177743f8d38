/** Costs of pairs, in the fewest bytes that hold them all: they are most of the memory. */
export type PairCosts = Int16Array | Int32Array;

/**
 * A minimum-cost flow problem that is an assignment: every volunteer takes one seat in one of the lines it is paired with, or, where
 * `mayStay`, none at no cost.
 *
 *   minimise Σ cost of the pairs taken + Σ cost of the seats filled
 *
 * Volunteer v's pairs stand from rowStart[v] up to rowStart[v + 1], line l's from columnStart[l] up to columnStart[l + 1]: the
 * same pairs twice, row by row and column by column, so that neither has to look the other up. 12 or 16 bytes a pair.
 * A line's seats stand from seatStart[l] up to seatStart[l + 1], cheapest first; a seat of cost −∞ must be filled.
 */
export type Assignment = {
  readonly volunteers: number;
  readonly lines: number;
  readonly mayStay: boolean;
  /** Of pairs, and of staying, which costs 0. */
  readonly leastCost: number;
  readonly mostCost: number;
  readonly rowStart: Int32Array;
  readonly rowLine: Int32Array;
  readonly rowCost: PairCosts;
  readonly columnStart: Int32Array;
  readonly columnVolunteer: Int32Array;
  readonly columnCost: PairCosts;
  readonly seatStart: Int32Array;
  readonly seatCost: Float64Array;
};

/** Who goes where, and what proves that it could not be cheaper. */
export type Seating = {
  /** Per volunteer: the line, or -1. */
  readonly lineOf: Int32Array;
  /** Per volunteer: what its pair costs; meaningless for -1. */
  readonly costOf: Int32Array;
  /** Per line. Its cheapest seats are those that are filled. */
  readonly filled: Int32Array;
  /** Per line: what a seat is worth to those who compete for it, in the unit of the costs. */
  readonly price: Float64Array;
};

export const nowhere = -1;

/** The least and the largest cost of a pair or of staying, which costs 0. Linear in the pairs. */
export function costRangeOf(rowCost: PairCosts): Pick<Assignment, 'leastCost' | 'mostCost'> {
  let leastCost = 0;
  let mostCost = 0;
  for (let pair = 0; pair < rowCost.length; pair += 1) {
    const cost = rowCost[pair]!;
    if (cost < leastCost) leastCost = cost;
    if (cost > mostCost) mostCost = cost;
  }
  return { leastCost, mostCost };
}

/** By how much two pairs, or a pair and staying, differ at most. */
export function pairCostRange({ leastCost, mostCost }: Assignment): number {
  return mostCost - leastCost;
}

/**
 * What the pairs on one simple cycle of the residual network can change by at most. It meets every volunteer and every line at
 * most once, and at a line, or else for a volunteer, one pair is taken for another, or for none at cost 0.
 */
export function cycleBound(assignment: Assignment): number {
  return Math.min(assignment.volunteers, assignment.lines) * pairCostRange(assignment);
}
