const unknown = 0;
const reached = 1;
const settled = 2;
const none = -1;

/**
 * Nodes still to be settled by Dijkstra's algorithm, nearest first, where a distance is a vector, one number a goal, and nearer means
 * less on the first goal that differs. 8 bytes a node and goal, and 13 a node; made once and cleared by what was touched.
 */
export class VectorFrontier {
  /** How far a reached node lies: its vector stands from node · goals on. */
  readonly distance: Float64Array;
  /** The arc by which a node was reached, -1 where the search began. */
  readonly arc: Int32Array;
  readonly #goals: number;
  readonly #state: Uint8Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  readonly #touched: Int32Array;
  #heapSize = 0;
  #touchedCount = 0;

  constructor(nodes: number, goals: number) {
    this.#goals = goals;
    this.distance = new Float64Array(nodes * goals);
    this.arc = new Int32Array(nodes);
    this.#state = new Uint8Array(nodes);
    this.#heap = new Int32Array(nodes);
    this.#place = new Int32Array(nodes);
    this.#touched = new Int32Array(nodes);
  }

  /** Begins anew, from a node at distance 0. */
  begin(from: number): void {
    for (let i = 0; i < this.#touchedCount; i += 1) this.#state[this.#touched[i]!] = unknown;
    this.#touchedCount = 0;
    this.#heapSize = 0;
    this.accept(from, none, new Float64Array(this.#goals));
  }

  isReached(node: number): boolean {
    return this.#state[node] !== unknown;
  }

  isSettled(node: number): boolean {
    return this.#state[node] === settled;
  }

  /** The node that is settled next, or -1. */
  get nearest(): number {
    return this.#heapSize === 0 ? none : this.#heap[0]!;
  }

  settleNext(): number {
    if (this.#heapSize === 0) return none;
    const nearest = this.#heap[0]!;
    this.#state[nearest] = settled;
    this.#heapSize -= 1;
    if (this.#heapSize > 0) this.#sink(this.#heap[this.#heapSize]!);
    return nearest;
  }

  /** The node can be reached over the arc at this distance, which is nearer than was known; one that was settled is to be settled again. */
  accept(node: number, arc: number, distance: Float64Array): void {
    this.distance.set(distance, node * this.#goals);
    this.arc[node] = arc;
    if (this.#state[node] === unknown) {
      this.#touched[this.#touchedCount] = node;
      this.#touchedCount += 1;
    }
    if (this.#state[node] !== reached) {
      this.#state[node] = reached;
      this.#place[node] = this.#heapSize;
      this.#heapSize += 1;
    }
    this.#rise(node, this.#place[node]!);
  }

  /** Nodes that the last search settled, in no order that means anything. */
  *settledNodes(): Generator<number> {
    for (let i = 0; i < this.#touchedCount; i += 1) if (this.#state[this.#touched[i]!] === settled) yield this.#touched[i]!;
  }

  /** The arcs from a reached node back to where the search began. */
  arcsFrom(node: number, { source, target }: { readonly source: Int32Array; readonly target: Int32Array }): number[] {
    const arcs: number[] = [];
    for (let at = node; this.arc[at] !== none;) {
      const arc = this.arc[at]!;
      arcs.push(arc);
      at = source[arc] === at ? target[arc]! : source[arc]!;
    }
    return arcs;
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
