import type { Network } from '../network/network.ts';
import type { DimacsListener, DimacsSize } from './reader.ts';

/** Takes a file's arcs into a network of any form. What must flow on an arc in any case is moved into the supplies, and its cost set aside. */
export class GeneralNetwork implements DimacsListener {
  readonly network: Network;
  readonly cost: Float64Array;
  /** Cost of the flow that lower bounds force, to be added to the objective. */
  fixedCost = 0n;
  #arcs = 0;
  readonly #source: Int32Array;
  readonly #target: Int32Array;
  readonly #capacity: Float64Array;
  readonly #supply: Float64Array;

  constructor({ nodes, arcs }: DimacsSize) {
    this.#source = new Int32Array(arcs);
    this.#target = new Int32Array(arcs);
    this.#capacity = new Float64Array(arcs);
    this.#supply = new Float64Array(nodes);
    this.cost = new Float64Array(arcs);
    this.network = { nodes, source: this.#source, target: this.#target, capacity: this.#capacity, supply: this.#supply };
  }

  supply(node: number, supply: number): void {
    this.#supply[node]! += supply;
  }

  arc(from: number, to: number, lower: number, capacity: number, cost: number): void {
    const arc = this.#arcs;
    this.#source[arc] = from;
    this.#target[arc] = to;
    this.#capacity[arc] = capacity - lower;
    this.cost[arc] = cost;
    this.#arcs = arc + 1;
    if (lower === 0) return;
    this.#supply[from]! -= lower;
    this.#supply[to]! += lower;
    this.fixedCost += BigInt(lower) * BigInt(cost);
  }
}
