import { isBefore } from '../beyond/dual-bound.ts';
import { ordered } from '../canonical.ts';
import { mostAddedSeats, type Change } from './change.ts';
import { grownSnapshot } from './grown-snapshot.ts';
import { unpricedNetworkOf, type SolvedNetwork } from './solved-network.ts';

/**
 * The same match in a network with what the changes add: nobody has placed the newcomers, and nobody is in the new requests. What was
 * there keeps its price, and the rest is priced so that only the arcs from the hub to newcomers, of new lines' seats and of their
 * counties may have to be used, which `changedNetwork` asks. As long as finding the pairs takes.
 */
export function grownNetwork(solved: SolvedNetwork, changes: readonly Change[]): SolvedNetwork {
  const larger = grownSnapshot(solved.snapshot, changes);
  if (larger === solved.snapshot) return solved;
  const grown = unpricedNetworkOf(ordered(larger), { matches: matchesOf(solved) }, mostAddedSeats);
  const isNew = keepPrices(solved, grown);
  priceNew(grown, isNew);
  return grown;
}

function matchesOf({ snapshot, pairs, structure, flow, openings }: SolvedNetwork) {
  return snapshot.applications.flatMap(({ id: applicationId }, a) =>
    [...pairs.line.subarray(pairs.rowStart[a], pairs.rowStart[a + 1])].flatMap((line, i) =>
      flow[structure.firstPairArc + pairs.rowStart[a]! + i] === 1 ? [{ applicationId, lineId: openings[line]!.lineId, rank: null }] : [],
    ),
  );
}

/** Gives which nodes have none yet. */
function keepPrices(solved: SolvedNetwork, grown: SolvedNetwork): (node: number) => boolean {
  const goals = grown.goals.length;
  const earlier = new Map(nodeNames(solved).map((name, node) => [name, node]));
  const isNew = new Set<number>();
  for (const [node, name] of nodeNames(grown).entries()) {
    const own = earlier.get(name);
    if (own === undefined) isNew.add(node);
    else grown.price.set(solved.price.subarray(own * goals, (own + 1) * goals), node * goals);
  }
  return (node) => isNew.has(node);
}

/** In the order of the nodes. */
function nodeNames({ snapshot, structure }: SolvedNetwork): string[] {
  return [
    'hub',
    ...snapshot.applications.map(({ id }) => `application ${id}`),
    ...snapshot.lines.map(({ id }) => `line ${id}`),
    ...snapshot.requests.map(({ id }) => `request ${id}`),
    ...structure.nodes.lodgings.map((id) => `lodging ${id}`),
    ...snapshot.counties.map(({ code }) => `county ${code}`),
    ...snapshot.provinces.map(({ code }) => `province ${code}`),
  ];
}

/**
 * A new group of beds, or a new request, is worth what lies behind it; a newcomer, what the best line that was there is worth to them; a
 * new line, so little that nobody would rather be in it.
 */
function priceNew(grown: SolvedNetwork, isNew: (node: number) => boolean): void {
  const { price, goals, structure, out } = grown;
  const { nodes, network } = structure;
  for (let node = nodes.counties - 1; node >= nodes.requests; node -= 1) {
    if (!isNew(node)) continue;
    const behind = network.target[out.arcs[out.start[node]!]!]! * goals.length;
    price.copyWithin(node * goals.length, behind, behind + goals.length);
  }
  for (let node = nodes.applications; node < nodes.lines; node += 1) if (isNew(node)) priceNewcomer(grown, node, isNew);
  for (let node = nodes.lines; node < nodes.requests; node += 1) if (isNew(node)) priceLine(grown, node);
}

/** That of the hub where they have no pair. */
function priceNewcomer(grown: SolvedNetwork, node: number, isNew: (node: number) => boolean): void {
  const { goals, pairs, structure, costOf } = grown;
  const { nodes, firstPairArc } = structure;
  let best: number[] | undefined;
  const a = node - nodes.applications;
  for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
    const line = nodes.lines + pairs.line[pair]!;
    if (isNew(line)) continue;
    const worth = priceAt(grown, line).map((value, k) => value - costOf(firstPairArc + pair, k));
    if (best === undefined || isBefore(best, worth)) best = worth;
  }
  grown.price.set(best ?? priceAt(grown, nodes.hub), node * goals.length);
}

/** That of its request where nobody is eligible. */
function priceLine(grown: SolvedNetwork, node: number): void {
  const { goals, structure, into, out, costOf } = grown;
  const { source, target } = structure.network;
  let least: number[] | undefined;
  for (let i = into.start[node]!; i < into.end[node]!; i += 1) {
    const arc = into.arcs[i]!;
    const worth = priceAt(grown, source[arc]!).map((value, k) => value + costOf(arc, k));
    if (least === undefined || isBefore(worth, least)) least = worth;
  }
  grown.price.set(least ?? priceAt(grown, target[out.arcs[out.start[node]!]!]!), node * goals.length);
}

function priceAt({ price, goals }: SolvedNetwork, node: number): number[] {
  return [...price.subarray(node * goals.length, (node + 1) * goals.length)];
}
