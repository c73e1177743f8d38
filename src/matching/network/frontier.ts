const unknown = 0;
const reached = 1;
const settled = 2;

/**
 * Nodes still to be settled by Dijkstra's algorithm, nearest first: those at the present level on a stack, for most steps cost
 * nothing; farther ones in a 4-ary heap. 21 bytes a node, made once and cleared by what was touched.
 */
export class Frontier {
  readonly distance: Float64Array;
  readonly #state: Uint8Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  readonly #stack: Int32Array;
  readonly #touched: Int32Array;
  #heapSize = 0;
  #height = 0;
  #touchedCount = 0;
  #isLast = false;
  level = 0;

  constructor(nodes: number) {
    this.distance = new Float64Array(nodes);
    this.#state = new Uint8Array(nodes);
    this.#heap = new Int32Array(nodes);
    this.#place = new Int32Array(nodes);
    this.#stack = new Int32Array(nodes);
    this.#touched = new Int32Array(nodes);
  }

  /** Begins anew. */
  clear(): void {
    for (let i = 0; i < this.#touchedCount; i += 1) this.#state[this.#touched[i]!] = unknown;
    this.#touchedCount = 0;
    this.#heapSize = 0;
    this.#height = 0;
    this.#isLast = false;
    this.level = 0;
  }

  /** Nothing beyond the present level is of interest any more. */
  endAtLevel(): void {
    this.#isLast = true;
  }

  /** The node can be reached at this distance, which is never below the present level; gives whether that is nearer than was known. */
  reach(v: number, at: number): boolean {
    const state = this.#state[v]!;
    if (state === settled || (state === reached && this.distance[v]! <= at)) return false;
    if (at === this.level) {
      if (state === reached) this.#remove(v);
      else this.#touch(v);
      this.distance[v] = at;
      this.#stack[this.#height] = v;
      this.#height += 1;
      return true;
    }
    if (this.#isLast) return false;
    if (state === unknown) {
      this.#touch(v);
      this.#place[v] = this.#heapSize;
      this.#heapSize += 1;
    }
    this.distance[v] = at;
    this.#rise(v, this.#place[v]!);
    return true;
  }

  /** Has the node a distance, which may still become less? */
  isReached(v: number): boolean {
    return this.#state[v] !== unknown;
  }

  isSettled(v: number): boolean {
    return this.#state[v] === settled;
  }

  /** Settles the nearest node and gives it, or -1 when there is none. */
  settleNext(): number {
    if (this.#height === 0) {
      if (this.#isLast || this.#heapSize === 0) return -1;
      const nearest = this.#heap[0]!;
      this.#remove(nearest);
      this.level = this.distance[nearest]!;
      this.#state[nearest] = settled;
      return nearest;
    }
    this.#height -= 1;
    const v = this.#stack[this.#height]!;
    this.#state[v] = settled;
    return v;
  }

  /** Takes from each settled node's price by how much it is nearer than the distance given. */
  lowerPrices(price: Float64Array, to: number): void {
    for (let i = 0; i < this.#touchedCount; i += 1) {
      const v = this.#touched[i]!;
      if (this.#state[v] === settled && this.distance[v]! < to) price[v] = price[v]! - (to - this.distance[v]!);
    }
  }

  /** The same, upwards. */
  raisePrices(price: Float64Array, to: number): void {
    for (let i = 0; i < this.#touchedCount; i += 1) {
      const v = this.#touched[i]!;
      if (this.#state[v] === settled && this.distance[v]! < to) price[v] = price[v]! + (to - this.distance[v]!);
    }
  }

  #touch(v: number): void {
    this.#state[v] = reached;
    this.#touched[this.#touchedCount] = v;
    this.#touchedCount += 1;
  }

  /** Moves a node from this place towards the top, to where it belongs. */
  #rise(v: number, from: number): void {
    const at = this.distance[v]!;
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const above = this.#heap[parent]!;
      if (this.distance[above]! <= at) break;
      this.#heap[i] = above;
      this.#place[above] = i;
      i = parent;
    }
    this.#heap[i] = v;
    this.#place[v] = i;
  }

  /** Takes a node out of the heap; the last one finds its place from there. */
  #remove(v: number): void {
    this.#heapSize -= 1;
    const last = this.#heap[this.#heapSize]!;
    if (last !== v) this.#rise(last, this.#sink(this.#place[v]!, this.distance[last]!));
  }

  /** Lifts nearer children into the gap; gives where the gap comes to rest. */
  #sink(from: number, at: number): number {
    let gap = from;
    for (;;) {
      const first = 4 * gap + 1;
      if (first >= this.#heapSize) return gap;
      let least = first;
      const end = Math.min(first + 4, this.#heapSize);
      for (let child = first + 1; child < end; child += 1) {
        if (this.distance[this.#heap[child]!]! < this.distance[this.#heap[least]!]!) least = child;
      }
      const nearest = this.#heap[least]!;
      if (this.distance[nearest]! >= at) return gap;
      this.#heap[gap] = nearest;
      this.#place[nearest] = gap;
      gap = least;
    }
  }
}
