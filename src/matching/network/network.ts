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

/** Collects arcs while their number is not known, and gives them as a network. 16 bytes an arc, at most twice that while growing. */
export class NetworkBuilder {
  #nodes = 0;
  #arcs = 0;
  #source = new Int32Array(1024);
  #target = new Int32Array(1024);
  #capacity = new Float64Array(1024);

  /** Adds nodes and gives the number of the first. */
  addNodes(count: number): number {
    const first = this.#nodes;
    this.#nodes += count;
    return first;
  }

  /** Adds an arc and gives its number. */
  addArc(source: number, target: number, capacity: number): number {
    const arc = this.#arcs;
    if (arc === this.#source.length) this.#grow();
    this.#source[arc] = source;
    this.#target[arc] = target;
    this.#capacity[arc] = capacity;
    this.#arcs += 1;
    return arc;
  }

  build(): Network {
    return {
      nodes: this.#nodes,
      source: this.#source.subarray(0, this.#arcs),
      target: this.#target.subarray(0, this.#arcs),
      capacity: this.#capacity.subarray(0, this.#arcs),
      supply: new Float64Array(this.#nodes),
    };
  }

  #grow(): void {
    const length = Math.ceil(this.#source.length * 1.5);
    const [source, target, capacity] = [this.#source, this.#target, this.#capacity];
    this.#source = new Int32Array(length);
    this.#target = new Int32Array(length);
    this.#capacity = new Float64Array(length);
    this.#source.set(source);
    this.#target.set(target);
    this.#capacity.set(capacity);
  }
}
