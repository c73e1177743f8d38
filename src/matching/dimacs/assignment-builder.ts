import { costRangeOf, type Assignment, type PairCosts } from '../assignment/assignment.ts';
import type { DimacsListener } from './reader.ts';
import { SeatArcs } from './seat-arcs.ts';
import type { AssignmentNodes, Sketch } from './sketch.ts';

/** With the cost of staying taken off, a cost may be twice as large. */
const largestCost = 2 ** 29;
const largestShortCost = 2 ** 14 - 1;
const unset = 2 ** 31 - 1;

/** An assignment, and what its flow costs besides. */
export type ReadAssignment = { readonly assignment: Assignment; readonly besides: bigint };

/**
 * Takes the arcs of a second pass into an assignment. Staying costs 0 there: each volunteer's cost of staying is taken off its
 * pairs, and set aside. Gives up, by `isOther`, on an arc that no assignment has.
 */
export class AssignmentBuilder implements DimacsListener {
  isOther = false;
  readonly #nodes: AssignmentNodes;
  readonly #sketch: Sketch;
  readonly #rowStart: Int32Array;
  readonly #rowNext: Int32Array;
  readonly #rowLine: Int32Array;
  readonly #rowCost: PairCosts;
  readonly #columnStart: Int32Array;
  readonly #columnNext: Int32Array;
  readonly #columnVolunteer: Int32Array;
  readonly #columnCost: PairCosts;
  readonly #stayCost: Int32Array;
  readonly #largest: number;
  readonly #seatArcs = new SeatArcs();

  constructor(sketch: Sketch, nodes: AssignmentNodes) {
    this.#nodes = nodes;
    this.#sketch = sketch;
    this.#rowStart = startsOf(nodes.volunteer, nodes.volunteers, sketch.outDegree);
    this.#columnStart = startsOf(nodes.line, nodes.lines, sketch.inDegree);
    this.#rowNext = this.#rowStart.slice();
    this.#columnNext = this.#columnStart.slice();
    const isShort = sketch.largestCost <= largestShortCost;
    const Costs = isShort ? Int16Array : Int32Array;
    this.#largest = isShort ? largestShortCost : largestCost;
    const outs = this.#rowStart[nodes.volunteers]!;
    this.#rowLine = new Int32Array(outs);
    this.#rowCost = new Costs(outs);
    const pairs = this.#columnStart[nodes.lines]!;
    this.#columnVolunteer = new Int32Array(pairs);
    this.#columnCost = new Costs(pairs);
    this.#stayCost = new Int32Array(nodes.volunteers).fill(unset);
  }

  supply(): void {
    // The sketch has them.
  }

  arc(from: number, to: number, lower: number, capacity: number, cost: number): void {
    const volunteer = this.#nodes.volunteer[from]!;
    const line = this.#nodes.line[to]!;
    if (volunteer === -1) this.#seatArcs.add(this.#nodes.line[from]!, lower, capacity, cost);
    else if (lower > 0 || Math.abs(cost) > this.#largest) this.isOther = true;
    else if (capacity === 0) return;
    else if (line === -1) this.#stayCost[volunteer] = Math.min(this.#stayCost[volunteer]!, cost);
    else this.#addPair(volunteer, line, cost);
  }

  #addPair(volunteer: number, line: number, cost: number): void {
    const row = this.#rowNext[volunteer]!;
    this.#rowLine[row] = line;
    this.#rowCost[row] = cost;
    this.#rowNext[volunteer] = row + 1;
    const at = this.#columnNext[line]!;
    this.#columnVolunteer[at] = volunteer;
    this.#columnCost[at] = cost;
    this.#columnNext[line] = at + 1;
  }

  /** Undefined where it is no assignment after all. */
  build(): ReadAssignment | undefined {
    const { volunteers, lines } = this.#nodes;
    const staying = this.#stayCost.reduce((count, cost) => count + (cost === unset ? 0 : 1), 0);
    if (this.isOther || (staying !== 0 && staying !== volunteers)) return undefined;
    const mayStay = staying > 0;
    if (mayStay) this.#takeOffStaying();
    const pairs = closeGaps(this.#rowStart, this.#rowNext, [this.#rowLine, this.#rowCost]);
    closeGaps(this.#columnStart, this.#columnNext, [this.#columnVolunteer, this.#columnCost]);
    const { seatStart, seatCost, forcedCost } = this.#seats();
    const assignment = {
      volunteers,
      lines,
      mayStay,
      ...costRangeOf(this.#rowCost.subarray(0, pairs)),
      rowStart: this.#rowStart,
      rowLine: this.#rowLine.subarray(0, pairs),
      rowCost: this.#rowCost.subarray(0, pairs),
      columnStart: this.#columnStart,
      columnVolunteer: this.#columnVolunteer.subarray(0, pairs),
      columnCost: this.#columnCost.subarray(0, pairs),
      seatStart,
      seatCost,
    };
    const stayCost = mayStay ? this.#stayCost.reduce((sum, cost) => sum + BigInt(cost), 0n) : 0n;
    return { assignment, besides: stayCost + forcedCost };
  }

  #takeOffStaying(): void {
    for (let v = 0; v < this.#stayCost.length; v += 1) {
      for (let pair = this.#rowStart[v]!; pair < this.#rowNext[v]!; pair += 1) this.#rowCost[pair]! -= this.#stayCost[v]!;
    }
    for (let line = 0; line < this.#nodes.lines; line += 1) {
      for (let at = this.#columnStart[line]!; at < this.#columnNext[line]!; at += 1) {
        this.#columnCost[at]! -= this.#stayCost[this.#columnVolunteer[at]!]!;
      }
    }
  }

  #seats() {
    const demand = new Float64Array(this.#nodes.lines);
    const most = new Int32Array(this.#nodes.lines);
    for (let node = 0; node < this.#sketch.nodes; node += 1) {
      const line = this.#nodes.line[node]!;
      if (line !== -1) demand[line] = -this.#sketch.supplies[node]!;
    }
    for (let line = 0; line < most.length; line += 1) most[line] = this.#columnStart[line + 1]! - this.#columnStart[line]! + 1;
    return this.#seatArcs.seats(demand, most);
  }
}

function startsOf(indexOf: Int32Array, count: number, degree: Int32Array): Int32Array {
  const start = new Int32Array(count + 1);
  for (let node = 0; node < indexOf.length; node += 1) if (indexOf[node] !== -1) start[indexOf[node]! + 1] = degree[node]!;
  for (let i = 0; i < count; i += 1) start[i + 1]! += start[i]!;
  return start;
}

/** Moves each row's entries up against the row before; gives how many there are in all. */
function closeGaps(start: Int32Array, next: Int32Array, arrays: readonly PairCosts[]): number {
  let to = 0;
  for (let row = 0; row + 1 < start.length; row += 1) {
    const from = start[row]!;
    const end = next[row]!;
    if (to < from) for (const array of arrays) array.copyWithin(to, from, end);
    start[row] = to;
    to += end - from;
  }
  start[start.length - 1] = to;
  return to;
}
