import { pairKey } from '../canonical.ts';
import { incidenceOf } from '../network/adjacency.ts';
import { structureOf } from '../network/structure.ts';
import type { Pairs } from '../pairs.ts';
import { changedNetwork } from './changed-network.ts';
import { competitionFor, type Competition } from './competition.ts';
import { judgesOf, relaxations, type Relaxation } from './relaxed-line.ts';
import { arcOfPair, type SolvedNetwork } from './solved-network.ts';
import { VectorSearch } from './vector-search.ts';
import { reoptimise } from './what-if.ts';

export type Remedy = {
  /** A relaxation of the line; one more person of the kind it asks for; or one more place of what its request, county or province can hold. */
  readonly kind: Relaxation | 'volunteer' | 'squad' | 'beds' | 'quota';
  /** How many it makes eligible; 0 for places. */
  readonly volunteers: number;
  /** How many more of the line's seats the best match then fills, up to its ideal. */
  readonly gains: number;
};

export type WhyShort = {
  readonly minimum: number;
  readonly ideal: number;
  readonly placed: number;
  /** What is full on the way from the line to its province, where anything is. */
  readonly full: readonly ('squad' | 'beds' | 'quota')[];
  readonly competition: Competition;
  /** Best first; those that gain nothing are left out. */
  readonly remedies: readonly Remedy[];
};

/**
 * Why a line stays below its ideal, and which single change would help most: each remedy's gain is exact, read off the best match with it, which
 * is reached from this one by a few shortest paths. O(pairs) once, and a few searches a remedy. Undefined for an unknown line.
 */
export function whyShort(solved: SolvedNetwork, lineId: string): WhyShort | undefined {
  const line = solved.numberOf.line.get(lineId);
  if (line === undefined) return undefined;
  const { minimum, ideal } = solved.snapshot.lines[line]!;
  const full = fullOnTheWay(solved, line);
  const remedies = [
    ...relaxationRemedies(solved, line),
    volunteerRemedy(solved, line),
    ...full.map((kind) => placeRemedy(solved, line, kind)),
  ];
  return {
    minimum,
    ideal,
    placed: placedIn(solved, line),
    full,
    competition: competitionFor(solved, line),
    remedies: remedies.filter(({ gains }) => gains > 0).toSorted((a, b) => b.gains - a.gains || a.volunteers - b.volunteers),
  };
}

function placedIn({ structure, flow }: SolvedNetwork, line: number): number {
  return [0, 1, 2].reduce((sum, part) => sum + flow[structure.seatArcs[3 * line + part]!.arc]!, 0);
}

/** Seats of the line up to its ideal, after a change, beyond what they were. */
function gainOf(before: SolvedNetwork, after: SolvedNetwork, line: number): number {
  const { ideal } = before.snapshot.lines[line]!;
  return Math.min(ideal, placedIn(after, line)) - Math.min(ideal, placedIn(before, line));
}

/** The arcs after the line's seats: its request's, its beds', its county's, its province's. */
function wayDown(
  { structure, out }: SolvedNetwork,
  line: number,
): { readonly kind: 'squad' | 'beds' | 'county' | 'quota'; readonly arc: number }[] {
  const { nodes, network, seatArcs } = structure;
  const way: { kind: 'squad' | 'beds' | 'county' | 'quota'; arc: number }[] = [];
  for (let node = network.target[seatArcs[3 * line]!.arc]!; node !== nodes.hub;) {
    const arc = out.arcs[out.start[node]!]!;
    const kind = node < nodes.firstLodging ? 'squad' : node < nodes.counties ? 'beds' : node < nodes.provinces ? 'county' : 'quota';
    way.push({ kind, arc });
    node = network.target[arc]!;
  }
  return way;
}

function fullOnTheWay(solved: SolvedNetwork, line: number): ('squad' | 'beds' | 'quota')[] {
  return wayDown(solved, line).flatMap(({ kind, arc }) => (kind !== 'county' && solved.flow[arc]! >= solved.capacity[arc]! ? [kind] : []));
}

function placeRemedy(solved: SolvedNetwork, line: number, kind: 'squad' | 'beds' | 'quota'): Remedy {
  const { arc } = wayDown(solved, line).find((step) => step.kind === kind)!;
  const copy: SolvedNetwork = { ...solved, flow: solved.flow.slice(), capacity: solved.capacity.slice(), price: solved.price.slice() };
  copy.capacity[arc]! += 1;
  reoptimise(copy, [arc]);
  return { kind, volunteers: 0, gains: gainOf(solved, copy, line) };
}

/** One more person who could fill the line, and nothing else: does the way from the line on serve the goals? */
function volunteerRemedy({ structure, goals, price, ...solved }: SolvedNetwork, line: number): Remedy {
  const { nodes } = structure;
  const search = new VectorSearch({ structure, goals, price, ...solved });
  const start = nodes.lines + line;
  const end = search.run(start, (node) => node === nodes.hub);
  const fills = end !== -1 && structure.network.source[search.pathTo(end)[0]!] === start;
  const distance = end === -1 ? [] : search.vectorAt(end);
  const cost = goals.map((_, k) => (distance[k] ?? 0) - price[start * goals.length + k]! + price[nodes.hub * goals.length + k]!);
  const first = cost.find((value) => value !== 0) ?? 0;
  return { kind: 'volunteer', volunteers: 1, gains: fills && first < 0 ? 1 : 0 };
}

function relaxationRemedies(solved: SolvedNetwork, line: number): Remedy[] {
  const { snapshot, openings } = solved;
  const lineId = openings[line]!.lineId;
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const judges = judgesOf(openings[line]!, snapshot.season);
  const newcomers = snapshot.applications.flatMap((application, a) => {
    if (arcOfPair(solved, a, line) !== -1 || excluded.has(pairKey({ applicationId: application.id, lineId }))) return [];
    const by = relaxations.filter((relaxation) => judges[relaxation](application));
    return by.length === 0 ? [] : [{ a, by }];
  });
  if (newcomers.length === 0) return [];
  const wider = withPairs(
    solved,
    line,
    newcomers.map(({ a }) => a),
  );
  return relaxations.flatMap((kind) => {
    const able = newcomers.filter(({ by }) => by.includes(kind));
    if (able.length === 0) return [];
    const copy = changedNetwork(wider, []);
    if ('what' in copy) return [];
    const arcs = able.map(({ a }) => arcOfPair(wider, a, line));
    for (const arc of arcs) copy.network.capacity[arc] = 1;
    reoptimise(copy.network, arcs);
    return [{ kind, volunteers: able.length, gains: gainOf(wider, copy.network, line) }];
  });
}

/** The same network with more pairs of one line, closed. */
function withPairs(solved: SolvedNetwork, line: number, applications: readonly number[]): SolvedNetwork {
  const pairs = mergedPairs(solved.pairs, line, new Set(applications));
  const structure = structureOf(solved.snapshot, pairs);
  const { network, firstPairArc } = structure;
  const more = pairs.line.length - solved.pairs.line.length;
  const flow = new Float64Array(network.source.length);
  const oldPair = new Int32Array(pairs.line.length).fill(-1);
  for (let a = 0, old = 0; a < solved.snapshot.applications.length; a += 1) {
    for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
      const isNew = old >= solved.pairs.rowStart[a + 1]! || solved.pairs.line[old] !== pairs.line[pair];
      if (isNew) network.capacity[firstPairArc + pair] = 0;
      else {
        oldPair[pair] = old;
        old += 1;
      }
    }
  }
  const oldArc = (arc: number): number => {
    if (arc < firstPairArc) return arc;
    if (arc >= firstPairArc + pairs.line.length) return arc - more;
    const old = oldPair[arc - firstPairArc]!;
    return old === -1 ? -1 : solved.structure.firstPairArc + old;
  };
  for (let arc = 0; arc < flow.length; arc += 1) flow[arc] = oldArc(arc) === -1 ? 0 : solved.flow[oldArc(arc)]!;
  const costOf: SolvedNetwork['costOf'] = (arc, k) => {
    const old = oldArc(arc);
    if (old !== -1) return solved.costOf(old, k);
    const goal = solved.goals[k]!;
    return goal.of === 'pairs'
      ? goal.cost(solved.snapshot.applications[network.source[arc]! - structure.nodes.applications]!, solved.openings[line]!)
      : 0;
  };
  return {
    ...solved,
    pairs,
    structure,
    out: incidenceOf(network.nodes, network.source),
    into: incidenceOf(network.nodes, network.target),
    flow,
    capacity: network.capacity,
    costOf,
  };
}

function mergedPairs({ rowStart, line }: Pairs, added: number, applications: ReadonlySet<number>): Pairs {
  const starts = new Int32Array(rowStart.length);
  const lines: number[] = [];
  for (let a = 0; a + 1 < rowStart.length; a += 1) {
    const row = [...line.subarray(rowStart[a], rowStart[a + 1]), ...(applications.has(a) ? [added] : [])];
    row.sort((x, y) => x - y);
    for (const own of row) lines.push(own);
    starts[a + 1] = lines.length;
  }
  return { rowStart: starts, line: Int32Array.from(lines) };
}
