import type { Change } from './change.ts';
import { namesOfOthers } from './grown-snapshot.ts';
import { arcOfPair, type SolvedNetwork } from './solved-network.ts';

/** A copy of a solved network with changes made to it, which its flow and prices do not fit yet. */
export type ChangedNetwork = {
  readonly network: SolvedNetwork;
  /** Arcs whose capacity or cost is another. */
  readonly changed: ReadonlySet<number>;
};

/** A change that names what the match does not know, by its place in the list. */
export type UnknownThing = { readonly change: number; readonly what: 'pair' | 'line' | 'request' | 'application' | 'county' | 'province' };

/** Copies flow, capacities and prices, so that the match stays as it is. O(arcs), and the changes. */
export function changedNetwork(solved: SolvedNetwork, changes: readonly Change[]): ChangedNetwork | UnknownThing {
  const pinned = new Set<number>();
  const changed = new Set<number>();
  const locks = solved.goals.findIndex(({ name }) => name === 'locks');
  const withPins = (arc: number, goal: number) => (goal === locks && pinned.has(arc) ? -1 : solved.costOf(arc, goal));
  const network: SolvedNetwork = {
    ...solved,
    flow: solved.flow.slice(),
    capacity: solved.capacity.slice(),
    price: solved.price.slice(),
    costOf: changes.some(({ kind }) => kind === 'pin') ? withPins : solved.costOf,
  };
  const making: Making = { network, pinned, changed };
  for (const [index, change] of changes.entries()) {
    const unknown = makeChange(making, change);
    if (unknown !== undefined) return { change: index, what: unknown };
  }
  return { network, changed };
}

type Making = { readonly network: SolvedNetwork; readonly pinned: Set<number>; readonly changed: Set<number> };

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;
type PlaceChange = ChangeOf<'request' | 'squad' | 'close' | 'beds' | 'quota' | 'seats'>;

function makeChange(making: Making, change: Change): UnknownThing['what'] | undefined {
  if (change.kind === 'pin' || change.kind === 'forbid') return changePair(making, change);
  if (change.kind === 'another') return askOfNewcomer(making, change.likeApplicationId);
  if (change.kind === 'withdraw') return withdraw(making, change.applicationId);
  return changePlaces(making, change);
}

function changePlaces(making: Making, change: PlaceChange): UnknownThing['what'] | undefined {
  if (change.kind === 'request') return askOfNewRequest(making, change.likeRequestId);
  if (change.kind === 'squad' || change.kind === 'close') return changeRequest(making, change);
  if (change.kind === 'beds') return changeBeds(making, change);
  return change.kind === 'quota' ? changeQuota(making, change) : changeLine(making, change);
}

function changeLine(making: Making, { lineId, by }: ChangeOf<'seats'>): 'line' | undefined {
  const line = making.network.numberOf.line.get(lineId);
  return line === undefined ? 'line' : changeSeats(making, line, by);
}

/** Arcs from the hub come first, one an application. */
function withdraw(making: Making, applicationId: string): 'application' | undefined {
  const application = making.network.numberOf.application.get(applicationId);
  return application === undefined ? 'application' : setCapacity(making, application, 0);
}

/** Newcomers are in the network already, and not placed: their arcs from the hub are asked whether they should be. */
function askOfNewcomer({ network, changed }: Making, likeApplicationId: string): 'application' | undefined {
  const { application } = network.numberOf;
  if (!application.has(likeApplicationId)) return 'application';
  for (const name of namesOfOthers(likeApplicationId)) if (application.has(name)) changed.add(application.get(name)!);
  return undefined;
}

/** New requests are in the network already, and empty: the seats of their lines are asked, and those of the county, which count from more minima now. */
function askOfNewRequest(making: Making, likeRequestId: string): 'request' | undefined {
  const { snapshot, out } = making.network;
  if (!snapshot.requests.some(({ id }) => id === likeRequestId)) return 'request';
  const names = new Set(namesOfOthers(likeRequestId));
  for (const [line, { requestId }] of snapshot.lines.entries()) {
    if (!names.has(requestId)) continue;
    for (const arc of seatArcsOf(making, line)) making.changed.add(arc);
    const county = countyNode(making, line);
    for (const arc of out.arcs.subarray(out.start[county], out.end[county])) making.changed.add(arc);
  }
  return undefined;
}

/** Of every group of requests whose people share them; a county to which nobody travels has none. */
function changeBeds(making: Making, { countyCode, maximum }: ChangeOf<'beds'>): 'county' | undefined {
  const { snapshot, structure, out } = making.network;
  const { nodes, network } = structure;
  const county = snapshot.counties.findIndex(({ code }) => code === countyCode);
  if (county === -1) return 'county';
  for (let lodging = nodes.firstLodging; lodging < nodes.counties; lodging += 1) {
    const arc = out.arcs[out.start[lodging]!]!;
    if (network.target[arc] === nodes.counties + county) setCapacity(making, arc, maximum);
  }
  return undefined;
}

function changeQuota(making: Making, { provinceCode, maximum }: ChangeOf<'quota'>): 'province' | undefined {
  const { snapshot, structure } = making.network;
  const province = snapshot.provinces.findIndex(({ code }) => code === provinceCode);
  return province === -1 ? 'province' : setCapacity(making, onlyArcFrom(making, structure.nodes.provinces + province), maximum);
}

function changeRequest(making: Making, change: ChangeOf<'squad' | 'close'>): 'request' | undefined {
  const { snapshot, structure } = making.network;
  const request = snapshot.requests.findIndex(({ id }) => id === change.requestId);
  if (request === -1) return 'request';
  if (change.kind === 'close') return closeRequest(making, change.requestId);
  return setCapacity(making, onlyArcFrom(making, structure.nodes.requests + request), change.maximum);
}

function changePair({ network, pinned, changed, ...making }: Making, change: ChangeOf<'pin' | 'forbid'>): 'pair' | undefined {
  const application = network.numberOf.application.get(change.applicationId);
  const line = network.numberOf.line.get(change.lineId);
  const arc = application === undefined || line === undefined ? -1 : arcOfPair(network, application, line);
  if (arc === -1) return 'pair';
  if (change.kind === 'forbid') return setCapacity({ network, pinned, changed, ...making }, arc, 0);
  pinned.add(arc);
  changed.add(arc);
  return undefined;
}

function setCapacity({ network, changed }: Making, arc: number, capacity: number): undefined {
  network.capacity[arc] = capacity;
  changed.add(arc);
}

function onlyArcFrom({ network }: Making, node: number): number {
  return network.out.arcs[network.out.start[node]!]!;
}

/** Of a line: its seats up to minimum, ideal and maximum, three arcs in that order. */
function seatArcsOf({ network }: Making, line: number): readonly [number, number, number] {
  const first = network.structure.seatArcs[3 * line]!.arc;
  return [first, first + 1, first + 2];
}

function closeRequest(making: Making, requestId: string): undefined {
  const { snapshot, capacity } = making.network;
  for (const [line, { requestId: own }] of snapshot.lines.entries()) {
    if (own !== requestId) continue;
    const seats = seatArcsOf(making, line).reduce((sum, arc) => sum + capacity[arc]!, 0);
    changeSeats(making, line, -seats);
  }
}

/** A county's arcs follow its seats: one for all of its minima, then one for every seat beyond them. */
function changeSeats(making: Making, line: number, by: number): undefined {
  const { capacity } = making.network;
  const [minimum, ideal, maximum] = seatArcsOf(making, line);
  if (by > 0) {
    setCapacity(making, maximum, capacity[maximum]! + by);
    changeExtraSeats(making, line, by);
  }
  let fewer = Math.max(0, -by);
  for (const arc of [maximum, ideal]) {
    const taken = Math.min(fewer, capacity[arc]!);
    setCapacity(making, arc, capacity[arc]! - taken);
    changeExtraSeats(making, line, -taken);
    fewer -= taken;
  }
  const taken = Math.min(fewer, capacity[minimum]!);
  if (taken === 0) return;
  setCapacity(making, minimum, capacity[minimum]! - taken);
  const ofMinima = onlyArcFrom(making, countyNode(making, line));
  setCapacity(making, ofMinima, capacity[ofMinima]! - taken);
}

function countyNode({ network }: Making, line: number): number {
  const { snapshot, structure, openings } = network;
  return structure.nodes.counties + snapshot.counties.findIndex(({ code }) => code === openings[line]!.countyCode);
}

/** Opens the next extra seats of the line's county, or closes the last. */
function changeExtraSeats(making: Making, line: number, by: number): void {
  const { out, capacity } = making.network;
  const county = countyNode(making, line);
  const arcs = [...out.arcs.subarray(out.start[county]! + 1, out.end[county])];
  const open = arcs.filter((arc) => capacity[arc] === 1).length;
  for (let i = open; i < open + by; i += 1) setCapacity(making, arcs[i]!, 1);
  for (let i = open + by; i < open; i += 1) setCapacity(making, arcs[i]!, 0);
}
