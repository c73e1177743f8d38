import type { Opening } from '../../domain/eligibility/rule.ts';
import { ordered } from '../canonical.ts';
import { incidenceOf, type Incidence } from '../network/adjacency.ts';
import { structureOf, type Structure } from '../network/structure.ts';
import { openingsOf } from '../openings.ts';
import { findPairs, type Pairs } from '../pairs.ts';
import { goalsOf, type PolicyGoal } from '../policies.ts';
import type { MatchResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { tightenPrices } from './tight-prices.ts';

/**
 * A match as the network it was found in: what flows, the prices that prove it, and what every arc costs under every goal. All that
 * can be asked of a match is answered from here, without solving again.
 */
export type SolvedNetwork = {
  readonly snapshot: Snapshot;
  readonly openings: readonly Opening[];
  readonly pairs: Pairs;
  readonly goals: readonly PolicyGoal[];
  readonly structure: Structure;
  /** Arcs at each node, going out and coming in. */
  readonly out: Incidence;
  readonly into: Incidence;
  /** Per arc. */
  readonly flow: Float64Array;
  readonly capacity: Float64Array;
  /** Per node, one number a goal: node v's stand from v · goals on. At the match no residual arc's reduced cost comes before 0. */
  readonly price: Float64Array;
  /** Per arc: its cost under the goal of that number. */
  readonly costOf: (arc: number, goal: number) => number;
  readonly numberOf: { readonly application: ReadonlyMap<string, number>; readonly line: ReadonlyMap<string, number> };
};

/**
 * Builds it from a snapshot and its match, which the checker has accepted. `spareSeats` seats a county are kept ready, closed, for
 * questions that add some. As long as finding the pairs takes; 60 bytes a pair.
 */
export function solvedNetworkOf(given: Snapshot, result: MatchResult, spareSeats = 0): SolvedNetwork {
  const solved = unpricedNetworkOf(ordered(given), result, spareSeats);
  setPrices(solved, result);
  tightenPrices(solved);
  return solved;
}

/** An ordered snapshot and a match of it, at prices of 0. */
export function unpricedNetworkOf(snapshot: Snapshot, result: Pick<MatchResult, 'matches'>, spareSeats: number): SolvedNetwork {
  const openings = openingsOf(snapshot);
  const pairs = allPairs(snapshot, openings);
  const goals = goalsOf(snapshot);
  const structure = structureOf(snapshot, pairs, spareSeats);
  const { network } = structure;
  const numberOf = {
    application: new Map(snapshot.applications.map(({ id }, a) => [id, a])),
    line: new Map(snapshot.lines.map(({ id }, l) => [id, l])),
  };
  return {
    snapshot,
    openings,
    pairs,
    goals,
    structure,
    out: incidenceOf(network.nodes, network.source),
    into: incidenceOf(network.nodes, network.target),
    flow: flowOf(pairs, structure, numberOf, result),
    capacity: network.capacity,
    price: new Float64Array(network.nodes * goals.length),
    costOf: costsOf(snapshot, openings, pairs, structure, goals),
    numberOf,
  };
}

function allPairs(snapshot: Snapshot, openings: readonly Opening[]): Pairs {
  const search = findPairs(snapshot, openings);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** The arc of a pair, or -1 where it is not eligible. Binary search in the application's row. */
export function arcOfPair({ pairs, structure }: Pick<SolvedNetwork, 'pairs' | 'structure'>, application: number, line: number): number {
  let low = pairs.rowStart[application]!;
  const end = pairs.rowStart[application + 1]!;
  for (let high = end; low < high;) {
    const middle = (low + high) >> 1;
    if (pairs.line[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return low < end && pairs.line[low] === line ? structure.firstPairArc + low : -1;
}

/** One unit for every match, from the hub round to the hub, through the cheapest arcs that are left. */
function flowOf(
  pairs: Pairs,
  structure: Structure,
  numberOf: SolvedNetwork['numberOf'],
  { matches }: Pick<MatchResult, 'matches'>,
): Float64Array {
  const { network, nodes } = structure;
  const flow = new Float64Array(network.source.length);
  const out = incidenceOf(network.nodes, network.source);
  for (const { applicationId, lineId } of matches) {
    const application = numberOf.application.get(applicationId)!;
    const line = numberOf.line.get(lineId)!;
    // Arcs from the hub come first, one an application.
    flow[application]! += 1;
    flow[arcOfPair({ pairs, structure }, application, line)]! += 1;
    for (let node = nodes.lines + line; node !== nodes.hub;) {
      const arc = firstFree(out, node, flow, network.capacity);
      flow[arc]! += 1;
      node = network.target[arc]!;
    }
  }
  return flow;
}

/** Arcs side by side stand in the order in which they fill: minimum, ideal, maximum; the first extra seat, the second. */
function firstFree({ start, end, arcs }: Incidence, node: number, flow: Float64Array, capacity: Float64Array): number {
  for (let i = start[node]!; i < end[node]!; i += 1) if (flow[arcs[i]!]! < capacity[arcs[i]!]!) return arcs[i]!;
  throw new Error('the match passes a capacity');
}

function setPrices({ snapshot, structure, goals, price }: SolvedNetwork, { prices }: MatchResult): void {
  const { nodes } = structure;
  const set = (node: number, own: readonly number[] | undefined) => {
    if (own?.length !== goals.length) throw new Error('the match has no price for something in its snapshot');
    price.set(own, node * goals.length);
  };
  set(nodes.hub, prices.hub);
  for (const [a, { id }] of snapshot.applications.entries()) set(nodes.applications + a, prices.applications[id]);
  for (const [l, { id }] of snapshot.lines.entries()) set(nodes.lines + l, prices.lines[id]);
  for (const [r, { id }] of snapshot.requests.entries()) set(nodes.requests + r, prices.requests[id]);
  for (const [g, id] of nodes.lodgings.entries()) set(nodes.firstLodging + g, prices.lodgings[id]);
  for (const [c, { code }] of snapshot.counties.entries()) set(nodes.counties + c, prices.counties[code]);
  for (const [p, { code }] of snapshot.provinces.entries()) set(nodes.provinces + p, prices.provinces[code]);
}

/** Costs of pairs are worked out when they are first asked for, and kept: most never are. */
function costsOf(
  snapshot: Snapshot,
  openings: readonly Opening[],
  pairs: Pairs,
  { firstPairArc, seatArcs, extraArcs, network, nodes }: Structure,
  goals: readonly PolicyGoal[],
): SolvedNetwork['costOf'] {
  const kept = goals.map((goal) => (goal.of === 'pairs' ? new Float64Array(pairs.line.length).fill(NaN) : undefined));
  const fixed = new Map<number, readonly number[]>();
  for (const { arc, part, tier } of seatArcs)
    fixed.set(
      arc,
      goals.map((goal) => (goal.of === 'seats' ? goal.cost(part, tier) : 0)),
    );
  for (const { arc, extra } of extraArcs)
    fixed.set(
      arc,
      goals.map((goal) => (goal.of === 'counties' ? goal.cost(extra) : 0)),
    );
  return (arc, k) => {
    const pair = arc - firstPairArc;
    if (pair < 0 || pair >= pairs.line.length) return fixed.get(arc)?.[k] ?? 0;
    const ofGoal = kept[k];
    const goal = goals[k]!;
    if (ofGoal === undefined || goal.of !== 'pairs') return 0;
    if (Number.isNaN(ofGoal[pair]!)) {
      ofGoal[pair] = goal.cost(snapshot.applications[network.source[arc]! - nodes.applications]!, openings[pairs.line[pair]!]!);
    }
    return ofGoal[pair]!;
  };
}
