import type { Tier } from '../../domain/teaching.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import { lodgingGroups } from '../lodging.ts';
import type { Pairs } from '../pairs.ts';
import type { PolicyGoal, SeatPart } from '../policies.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Goal } from './circulation.ts';
import { NetworkBuilder, type Network } from './network.ts';

/**
 * The match as a circulation: hub → application → line → request → lodging → county → province → hub. Capacities nest
 * along the way; a line's seats are three arcs side by side, a county's seats beyond its minima one arc each.
 */
export type Structure = {
  readonly network: Network;
  readonly firstPairArc: number;
  readonly seatArcs: readonly { readonly arc: number; readonly part: SeatPart; readonly tier: Tier }[];
  readonly extraArcs: readonly { readonly arc: number; readonly extra: number }[];
  readonly nodes: {
    readonly hub: number;
    readonly applications: number;
    readonly lines: number;
    readonly requests: number;
    readonly lodgings: readonly string[];
    readonly firstLodging: number;
    readonly counties: number;
    readonly provinces: number;
    readonly firstGroup: number;
  };
};

type Making = { readonly snapshot: Snapshot; readonly builder: NetworkBuilder; readonly nodes: Structure['nodes'] };

/** How many placements an application may be given, and of which lines it can be given one only, for they share a day. */
export type Slots = {
  /** Per application. */
  readonly most: readonly number[];
  /** Per pair: its group, or -1 where its application takes one placement at most. */
  readonly groupOf: Int32Array;
  /** Per group. */
  readonly applicationOf: readonly number[];
};

/**
 * `spareSeats` seats more a county than its lines have, closed: room for a question that adds one. With `slots`, an application's first
 * placement has an arc of its own, its others another, and groups stand between it and their lines.
 */
export function structureOf(snapshot: Snapshot, pairs: Pairs, spareSeats = 0, slots?: Slots): Structure {
  const builder = new NetworkBuilder();
  const groups = lodgingsOf(snapshot);
  const nodes = {
    hub: builder.addNodes(1),
    applications: builder.addNodes(snapshot.applications.length),
    lines: builder.addNodes(snapshot.lines.length),
    requests: builder.addNodes(snapshot.requests.length),
    firstLodging: builder.addNodes(groups.length),
    counties: builder.addNodes(snapshot.counties.length),
    provinces: builder.addNodes(snapshot.provinces.length),
    lodgings: groups.map(({ ids }) => ids[0]!),
    firstGroup: builder.addNodes(slots?.applicationOf.length ?? 0),
  };
  const making = { snapshot, builder, nodes };
  for (let a = 0; a < snapshot.applications.length; a += 1) builder.addArc(nodes.hub, nodes.applications + a, 1);
  if (slots !== undefined) addSlots(making, slots);
  const firstPairArc = addPairs(making, pairs, slots);
  const seatArcs = addSeats(making);
  addRequests(making, groups);
  const extraArcs = addCounties(making, spareSeats);
  for (const [p, { quota }] of snapshot.provinces.entries()) builder.addArc(nodes.provinces + p, nodes.hub, quota ?? Infinity);
  return { network: builder.build(), firstPairArc, seatArcs, extraArcs, nodes };
}

type Lodging = { readonly ids: readonly string[]; readonly beds: number; readonly county: number };

function lodgingsOf(snapshot: Snapshot): Lodging[] {
  const requestsByCounty = Map.groupBy(snapshot.requests, (request) => request.countyCode);
  return snapshot.counties.flatMap(({ code, beds }, county) =>
    beds === null
      ? []
      : lodgingGroups(requestsByCounty.get(code) ?? []).map((group) => ({ ids: group.map((request) => request.id), beds, county })),
  );
}

function addSlots({ builder, nodes }: Making, { most, applicationOf }: Slots): void {
  for (const [a, count] of most.entries()) if (count > 1) builder.addArc(nodes.hub, nodes.applications + a, count - 1);
  for (const [group, a] of applicationOf.entries()) builder.addArc(nodes.applications + a, nodes.firstGroup + group, 1);
}

function addPairs({ snapshot, builder, nodes }: Making, { rowStart, line }: Pairs, slots?: Slots): number {
  let first = -1;
  for (let a = 0; a < snapshot.applications.length; a += 1) {
    for (let i = rowStart[a]!; i < rowStart[a + 1]!; i += 1) {
      const group = slots?.groupOf[i] ?? -1;
      const arc = builder.addArc(group === -1 ? nodes.applications + a : nodes.firstGroup + group, nodes.lines + line[i]!, 1);
      if (first === -1) first = arc;
    }
  }
  return first;
}

function addSeats({ snapshot, builder, nodes }: Making): Structure['seatArcs'] {
  const requestIndex = new Map(snapshot.requests.map((request, index) => [request.id, index]));
  const tierOf = new Map(snapshot.counties.map((county) => [county.code, county.tier]));
  return snapshot.lines.flatMap((line, l) => {
    const r = requestIndex.get(line.requestId)!;
    const tier = tierOf.get(snapshot.requests[r]!.countyCode)!;
    const parts = { minimum: line.minimum, ideal: line.ideal - line.minimum, maximum: line.maximum - line.ideal };
    return (['minimum', 'ideal', 'maximum'] as const).map((part) => ({
      arc: builder.addArc(nodes.lines + l, nodes.requests + r, parts[part]),
      part,
      tier,
    }));
  });
}

function addRequests({ snapshot, builder, nodes }: Making, groups: readonly Lodging[]): void {
  const countyIndex = new Map(snapshot.counties.map((county, index) => [county.code, index]));
  const lodgingOf = new Map(groups.flatMap(({ ids }, g) => ids.map((id) => [id, g] as const)));
  for (const [r, request] of snapshot.requests.entries()) {
    const lodging = lodgingOf.get(request.id);
    const to = lodging === undefined ? nodes.counties + countyIndex.get(request.countyCode)! : nodes.firstLodging + lodging;
    builder.addArc(nodes.requests + r, to, request.squadMaximum ?? Infinity);
  }
  for (const [g, { beds, county }] of groups.entries()) builder.addArc(nodes.firstLodging + g, nodes.counties + county, beds);
}

function addCounties({ snapshot, builder, nodes }: Making, spareSeats: number): Structure['extraArcs'] {
  const provinceIndex = new Map(snapshot.provinces.map((province, index) => [province.code, index]));
  const countyOf = new Map(snapshot.requests.map((request) => [request.id, request.countyCode]));
  const linesByCounty = Map.groupBy(snapshot.lines, (line) => countyOf.get(line.requestId)!);
  return snapshot.counties.flatMap(({ code, provinceCode }, c) => {
    const lines = linesByCounty.get(code) ?? [];
    const minimum = lines.reduce((sum, line) => sum + line.minimum, 0);
    const extra = lines.reduce((sum, line) => sum + line.maximum - line.minimum, 0);
    const province = nodes.provinces + provinceIndex.get(provinceCode)!;
    builder.addArc(nodes.counties + c, province, minimum);
    return Array.from({ length: extra + spareSeats }, (_, i) => ({
      arc: builder.addArc(nodes.counties + c, province, i < extra ? 1 : 0),
      extra: i + 1,
    }));
  });
}

/** The policy's goal as costs on the structure's arcs; pairs that an earlier goal has settled are not even priced. */
export function goalOnArcs(goal: PolicyGoal, structure: Structure, snapshot: Snapshot, openings: readonly Opening[], pairs: Pairs): Goal {
  if (goal.of === 'seats') {
    return (cost) => structure.seatArcs.forEach(({ arc, part, tier }) => (cost[arc] = goal.cost(part, tier)));
  }
  if (goal.of === 'counties') {
    return (cost) => structure.extraArcs.forEach(({ arc, extra }) => (cost[arc] = goal.cost(extra)));
  }
  return (cost, isOpen) => {
    for (const [a, application] of snapshot.applications.entries()) {
      for (let i = pairs.rowStart[a]!; i < pairs.rowStart[a + 1]!; i += 1) {
        const arc = structure.firstPairArc + i;
        if (isOpen(arc)) cost[arc] = goal.cost(application, openings[pairs.line[i]!]!);
      }
    }
  };
}
