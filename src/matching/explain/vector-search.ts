import type { SolvedNetwork } from './solved-network.ts';

const unknown = 0;
const reached = 1;
const settled = 2;
const none = -1;

/** Where a search may end, and what it must not use. */
export type Ends = { readonly isEnd: (node: number) => boolean; readonly blockedArc?: number };

/**
 * Shortest paths in the residual network of a solved match, where a length is a vector, one number a goal, and shorter means
 * shorter on the first goal that differs. Reduced costs are never before 0, so that the nearest node is settled once and for all.
 * Later goals of an arc are not even worked out where an earlier one has decided.
 *
 * Made once; a search clears what the one before has touched. Memory: 8 bytes a node and goal. A search: O(m · goals + n log n) at
 * worst, for the nodes up to the nearest end. Source: Dijkstra (1959), over an ordered group instead of numbers.
 */
export class VectorSearch {
  /** What is as far as a settled node lies: its vector stands from node · goals on. */
  readonly distance: Float64Array;
  /** The arc by which a node was reached. */
  readonly arc: Int32Array;
  readonly #network: SolvedNetwork;
  readonly #goals: number;
  readonly #state: Uint8Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  readonly #touched: Int32Array;
  readonly #tried: Float64Array;
  #heapSize = 0;
  #touchedCount = 0;
  /** What is not before it is of no use: that of the nearest end known, or of the best whole way. */
  readonly #bound: Float64Array;
  #isBounded = false;
  readonly #isReversed: boolean;
  /** Arcs looked at since the search began. */
  looks = 0;

  /** A reversed search goes against the arcs: its distances are those to where it began. */
  constructor(network: SolvedNetwork, isReversed = false) {
    this.#isReversed = isReversed;
    this.#bound = new Float64Array(network.goals.length);
    const { nodes } = network.structure.network;
    this.#network = network;
    this.#goals = network.goals.length;
    this.distance = new Float64Array(nodes * this.#goals);
    this.arc = new Int32Array(nodes);
    this.#state = new Uint8Array(nodes);
    this.#heap = new Int32Array(nodes);
    this.#place = new Int32Array(nodes);
    this.#touched = new Int32Array(nodes);
    this.#tried = new Float64Array(this.#goals);
  }

  /** The nearest end from a node, or -1 where none can be reached. */
  run(from: number, { isEnd, blockedArc = none }: Ends): number {
    this.begin(from);
    const noteEnd = (node: number) => {
      if (isEnd(node)) this.bind(this.distance.subarray(node * this.#goals, (node + 1) * this.#goals));
    };
    for (let node = this.settleNext(); node !== none; node = this.settleNext()) {
      if (isEnd(node)) return node;
      this.goOn(node, blockedArc, noteEnd);
    }
    return none;
  }

  begin(from: number): void {
    for (let i = 0; i < this.#touchedCount; i += 1) this.#state[this.#touched[i]!] = unknown;
    this.#touchedCount = 0;
    this.#heapSize = 0;
    this.#isBounded = false;
    this.looks = 0;
    this.#tried.fill(0);
    this.arc[from] = none;
    this.#accept(from);
  }

  bind(bound: ArrayLike<number>): void {
    this.#bound.set(bound);
    this.#isBounded = true;
  }

  isReached(node: number): boolean {
    return this.#state[node] !== unknown;
  }

  /** The node that is settled next, or -1. */
  get nearest(): number {
    return this.#heapSize === 0 ? none : this.#heap[0]!;
  }

  /** Arcs between the start of the last search and a reached node, in the order of the way; of a reversed search, from the node on. */
  pathTo(node: number): number[] {
    const { source, target } = this.#network.structure.network;
    const path: number[] = [];
    for (let at = node; this.arc[at] !== none;) {
      const arc = this.arc[at]!;
      path.push(arc);
      at = source[arc] === at ? target[arc]! : source[arc]!;
    }
    return this.#isReversed ? path : path.toReversed();
  }

  vectorAt(node: number): number[] {
    return [...this.distance.subarray(node * this.#goals, (node + 1) * this.#goals)];
  }

  /** Makes the distances of the last search part of the prices, up to that of the node it ended at. */
  lowerPrices(price: Float64Array, end: number): void {
    const last = end * this.#goals;
    for (let i = 0; i < this.#touchedCount; i += 1) {
      const node = this.#touched[i]!;
      if (this.#state[node] !== settled) continue;
      const own = node * this.#goals;
      for (let k = 0; k < this.#goals; k += 1) price[own + k]! += this.distance[own + k]! - this.distance[last + k]!;
    }
  }

  /** Looks at what is next to a settled node; tells of every node that has come nearer. */
  goOn(node: number, blockedArc: number, noteNearer: (node: number) => void): void {
    const { out, into, flow, capacity, structure } = this.#network;
    const { source, target } = structure.network;
    const [along, against] = this.#isReversed ? [into, out] : [out, into];
    const [ahead, behind] = this.#isReversed ? [source, target] : [target, source];
    this.looks += along.end[node]! - along.start[node]! + against.end[node]! - against.start[node]!;
    for (let i = along.start[node]!; i < along.end[node]!; i += 1) {
      const arc = along.arcs[i]!;
      if (flow[arc]! < capacity[arc]! && arc !== blockedArc) this.#reach(node, ahead[arc]!, arc, 1, noteNearer);
    }
    for (let i = against.start[node]!; i < against.end[node]!; i += 1) {
      const arc = against.arcs[i]!;
      if (flow[arc]! > 0 && arc !== blockedArc) this.#reach(node, behind[arc]!, arc, -1, noteNearer);
    }
  }

  #reach(from: number, to: number, arc: number, sign: 1 | -1, noteNearer: (node: number) => void): void {
    if (this.#state[to] === settled || !this.#try(from, to, arc, sign)) return;
    this.arc[to] = arc;
    this.#accept(to);
    noteNearer(to);
  }

  /** Works out the way to a node over an arc, goal by goal, as long as it may still be shorter than what is known; gives whether it is. */
  #try(from: number, to: number, arc: number, sign: 1 | -1): boolean {
    const { price, costOf, structure } = this.#network;
    const { source, target } = structure.network;
    const goals = this.#goals;
    const ownSource = source[arc]! * goals;
    const ownTarget = target[arc]! * goals;
    let isShorter = this.#state[to] === unknown;
    let isBeforeBound = !this.#isBounded;
    for (let k = 0; k < goals; k += 1) {
      const value = this.distance[from * goals + k]! + sign * (costOf(arc, k) + price[ownSource + k]! - price[ownTarget + k]!);
      this.#tried[k] = value;
      if (!isShorter) {
        const known = this.distance[to * goals + k]!;
        if (value > known) return false;
        if (value < known) isShorter = true;
      }
      if (!isBeforeBound) {
        const bound = this.#bound[k]!;
        if (value > bound) return false;
        if (value < bound) isBeforeBound = true;
      }
    }
    return isShorter && isBeforeBound;
  }

  #accept(node: number): void {
    this.distance.set(this.#tried, node * this.#goals);
    if (this.#state[node] === unknown) {
      this.#state[node] = reached;
      this.#touched[this.#touchedCount] = node;
      this.#touchedCount += 1;
      this.#place[node] = this.#heapSize;
      this.#heapSize += 1;
    }
    this.#rise(node, this.#place[node]!);
  }

  #isNearer(a: number, b: number): boolean {
    const goals = this.#goals;
    for (let k = 0; k < goals; k += 1) {
      const difference = this.distance[a * goals + k]! - this.distance[b * goals + k]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  #rise(node: number, from: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = this.#heap[parent]!;
      if (!this.#isNearer(node, above)) break;
      this.#heap[i] = above;
      this.#place[above] = i;
      i = parent;
    }
    this.#heap[i] = node;
    this.#place[node] = i;
  }

  settleNext(): number {
    if (this.#heapSize === 0) return none;
    const nearest = this.#heap[0]!;
    this.#state[nearest] = settled;
    this.#heapSize -= 1;
    if (this.#heapSize > 0) this.#sink(this.#heap[this.#heapSize]!);
    return nearest;
  }

  #sink(node: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.#heapSize) break;
      if (child + 1 < this.#heapSize && this.#isNearer(this.#heap[child + 1]!, this.#heap[child]!)) child += 1;
      const below = this.#heap[child]!;
      if (!this.#isNearer(below, node)) break;
      this.#heap[i] = below;
      this.#place[below] = i;
      i = child;
    }
    this.#heap[i] = node;
    this.#place[node] = i;
  }
}
