/**
 * Who wants what, with both sides' orders, as the stable procedures see it. Volunteers, lines, pairs and capacities are
 * positions. Orders are numbers, lower first; equal ones by position. Capacities nest: each has at most one above it.
 */
export type Market = {
  readonly volunteerOf: Int32Array;
  readonly lineOf: Int32Array;
  /** A volunteer's pairs, best first, from position 0; -1 after the last. */
  readonly pairAt: (volunteer: number, position: number) => number;
  /** The volunteers' side. A team adds up its members' numbers. Below zero: kept by a coordinator; a team then takes no other. */
  readonly own: (pair: number) => number;
  /** The lines' side: one order over all pairs. */
  readonly theirs: (pair: number) => number;
  /** By line: the innermost capacity. By capacity: the one around it, or -1; how many it holds, Infinity where there is no limit. */
  readonly innermost: Int32Array;
  readonly around: Int32Array;
  readonly most: Float64Array;
  readonly countyOf: Int32Array;
  /** By volunteer: how many placements at most. No two may clash. */
  readonly mostPlacements: Int32Array;
  readonly doClash: (line: number, other: number) => boolean;
  readonly teams: readonly MarketTeam[];
};

export type MarketTeam = readonly { readonly volunteer: number; readonly onlyTogether: boolean }[];

/** Every pair of a volunteer, best first. */
export function rowOf(market: Pick<Market, 'pairAt'>, volunteer: number): number[] {
  const row: number[] = [];
  for (let pair = market.pairAt(volunteer, 0); pair !== -1; pair = market.pairAt(volunteer, row.length)) row.push(pair);
  return row;
}
