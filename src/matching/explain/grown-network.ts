import { ordered } from '../canonical.ts';
import { incidenceOf } from '../network/adjacency.ts';
import { structureOf } from '../network/structure.ts';
import type { Snapshot } from '../snapshot.ts';
import { mostAddedSeats } from './change.ts';
import { allPairs, costsOf, flowOf, type SolvedNetwork } from './solved-network.ts';

/** What one volunteer more is called who is as another is: the first, the second. */
export function nameOfAnother(likeApplicationId: string, time: number): string {
  return `${likeApplicationId}+${time}`;
}

/**
 * The same match in a network with more volunteers, each as one that is there: nobody has placed them yet, and their prices are such that nobody would
 * gain by any of their pairs alone. Undefined where one is like nobody. As long as finding the pairs takes.
 */
export function grownNetwork(solved: SolvedNetwork, likeApplicationIds: readonly string[]): SolvedNetwork | undefined {
  if (likeApplicationIds.length === 0) return solved;
  const others = likeApplicationIds.map((like, i): Snapshot['applications'][number] | undefined => {
    const a = solved.numberOf.application.get(like);
    return a === undefined ? undefined : { ...solved.snapshot.applications[a]!, id: nameOfAnother(like, i + 1) };
  });
  if (!others.every((other) => other !== undefined)) return undefined;
  const snapshot = ordered({ ...solved.snapshot, applications: [...solved.snapshot.applications, ...others] });
  const pairs = allPairs(snapshot, solved.openings);
  const structure = structureOf(snapshot, pairs, mostAddedSeats);
  const { network } = structure;
  const numberOf = { ...solved.numberOf, application: new Map(snapshot.applications.map(({ id }, a) => [id, a])) };
  const grown: SolvedNetwork = {
    ...solved,
    snapshot,
    pairs,
    structure,
    out: incidenceOf(network.nodes, network.source),
    into: incidenceOf(network.nodes, network.target),
    flow: flowOf(pairs, structure, numberOf, { matches: matchesOf(solved) }),
    capacity: network.capacity,
    price: pricesFrom(solved, numberOf.application, network.nodes),
    costOf: costsOf(snapshot, solved.openings, pairs, structure, solved.goals),
    numberOf,
  };
  for (const { id } of others) priceNewcomer(grown, numberOf.application.get(id)!);
  return grown;
}

function matchesOf({ snapshot, pairs, structure, flow, openings }: SolvedNetwork) {
  return snapshot.applications.flatMap(({ id: applicationId }, a) =>
    [...pairs.line.subarray(pairs.rowStart[a], pairs.rowStart[a + 1])].flatMap((line, i) =>
      flow[structure.firstPairArc + pairs.rowStart[a]! + i] === 1 ? [{ applicationId, lineId: openings[line]!.lineId, rank: null }] : [],
    ),
  );
}

/** Applications stand between the hub and everything else. */
function pricesFrom(solved: SolvedNetwork, numbers: ReadonlyMap<string, number>, nodes: number): Float64Array {
  const { price, goals, snapshot, structure } = solved;
  const added = nodes - structure.network.nodes;
  const grown = new Float64Array(nodes * goals.length);
  const copy = (from: number, to: number) => grown.set(price.subarray(from * goals.length, (from + 1) * goals.length), to * goals.length);
  copy(structure.nodes.hub, structure.nodes.hub);
  for (const [a, { id }] of snapshot.applications.entries())
    copy(structure.nodes.applications + a, structure.nodes.applications + numbers.get(id)!);
  for (let node = structure.nodes.lines; node < structure.network.nodes; node += 1) copy(node, node + added);
  return grown;
}

/** What the best of the newcomer's pairs is worth; that of the hub where there is none. */
function priceNewcomer({ price, goals, pairs, structure, costOf }: SolvedNetwork, a: number): void {
  const { nodes, firstPairArc } = structure;
  const vectorAt = (node: number) => Array.from(price.subarray(node * goals.length, (node + 1) * goals.length));
  let best = vectorAt(nodes.hub);
  for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
    const worth = vectorAt(nodes.lines + pairs.line[pair]!).map((value, k) => value - costOf(firstPairArc + pair, k));
    const k = worth.findIndex((value, i) => value !== best[i]);
    if (pair === pairs.rowStart[a] || (k !== -1 && worth[k]! > best[k]!)) best = worth;
  }
  price.set(best, (nodes.applications + a) * goals.length);
}
