/**
 * A directed network as parallel arrays: 16 bytes an arc and 8 a node. Flow on an arc runs from 0 to its capacity; what enters a node
 * is what leaves it, less its supply. Capacities and supplies are whole numbers below 2^53, or Infinity for a capacity.
 */
export type Network = {
  readonly nodes: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly capacity: Float64Array;
  /** Negative is demand; they must add up to zero. */
  readonly supply: Float64Array;
};

/** Collects arcs while their number is not known, and gives them as a network. */
export class NetworkBuilder {
  #nodes = 0;
  readonly #source: number[] = [];
  readonly #target: number[] = [];
  readonly #capacity: number[] = [];

  /** Adds nodes and gives the number of the first. */
  addNodes(count: number): number {
    const first = this.#nodes;
    this.#nodes += count;
    return first;
  }

  /** Adds an arc and gives its number. */
  addArc(source: number, target: number, capacity: number): number {
    this.#source.push(source);
    this.#target.push(target);
    return this.#capacity.push(capacity) - 1;
  }

  build(): Network {
    return {
      nodes: this.#nodes,
      source: Int32Array.from(this.#source),
      target: Int32Array.from(this.#target),
      capacity: Float64Array.from(this.#capacity),
      supply: new Float64Array(this.#nodes),
    };
  }
}
