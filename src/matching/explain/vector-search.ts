import { reducedCost } from './residual-order.ts';
import type { SolvedNetwork } from './solved-network.ts';
import { VectorFrontier } from './vector-frontier.ts';

const none = -1;

/**
 * Shortest paths in the residual network of a match, whose flow and prices may change between two searches. A length is a vector,
 * one number a goal, and shorter means shorter on the first goal that differs. Reduced costs are never before 0, so that the nearest
 * node is settled once and for all. Later goals of an arc are not even worked out where an earlier one has decided.
 *
 * Made once. A search: O(m · goals + n · goals · log n) at worst, for the nodes up to the nearest end. Source: Dijkstra (1959), over
 * an ordered group instead of numbers.
 */
export class VectorSearch {
  readonly #network: SolvedNetwork;
  readonly #goals: number;
  readonly #frontier: VectorFrontier;
  readonly #tried: Float64Array;
  /** How far the nearest end known is: what is not before it is of no use. */
  readonly #bound: Float64Array;
  #isBounded = false;

  constructor(network: SolvedNetwork) {
    this.#network = network;
    this.#goals = network.goals.length;
    this.#frontier = new VectorFrontier(network.structure.network.nodes, this.#goals);
    this.#tried = new Float64Array(this.#goals);
    this.#bound = new Float64Array(this.#goals);
  }

  /** The nearest end from a node, or -1 where none can be reached. */
  run(from: number, isEnd: (node: number) => boolean): number {
    this.#frontier.begin(from);
    this.#isBounded = false;
    for (let node = this.#frontier.settleNext(); node !== none; node = this.#frontier.settleNext()) {
      if (isEnd(node)) return node;
      this.#goOn(node, isEnd);
    }
    return none;
  }

  /** Arcs between the start of the last search and a reached node, in the order of the way. */
  pathTo(node: number): number[] {
    return this.#frontier.arcsFrom(node, this.#network.structure.network).toReversed();
  }

  vectorAt(node: number): number[] {
    return [...this.#frontier.distance.subarray(node * this.#goals, (node + 1) * this.#goals)];
  }

  /** Makes the distances of the last search part of the prices, up to that of the node it ended at. */
  lowerPrices(price: Float64Array, end: number): void {
    const { distance } = this.#frontier;
    const last = end * this.#goals;
    for (const node of this.#frontier.settledNodes()) {
      const own = node * this.#goals;
      for (let k = 0; k < this.#goals; k += 1) price[own + k]! += distance[own + k]! - distance[last + k]!;
    }
  }

  #goOn(node: number, isEnd: (node: number) => boolean): void {
    const { out, into, flow, capacity, structure } = this.#network;
    const { source, target } = structure.network;
    for (let i = out.start[node]!; i < out.end[node]!; i += 1) {
      const arc = out.arcs[i]!;
      if (flow[arc]! < capacity[arc]!) this.#reach(node, target[arc]!, arc, 1, isEnd);
    }
    for (let i = into.start[node]!; i < into.end[node]!; i += 1) {
      const arc = into.arcs[i]!;
      if (flow[arc]! > 0) this.#reach(node, source[arc]!, arc, -1, isEnd);
    }
  }

  #reach(from: number, to: number, arc: number, sign: 1 | -1, isEnd: (node: number) => boolean): void {
    if (this.#frontier.isSettled(to) || !this.#isNearer(from, to, arc, sign)) return;
    this.#frontier.accept(to, arc, this.#tried);
    if (!isEnd(to)) return;
    this.#bound.set(this.#tried);
    this.#isBounded = true;
  }

  /** Works out the way to a node over an arc, goal by goal, as long as it may still be shorter than what is known; gives whether it is. */
  #isNearer(from: number, to: number, arc: number, sign: 1 | -1): boolean {
    const { distance } = this.#frontier;
    const goals = this.#goals;
    let isShorter = !this.#frontier.isReached(to);
    let isBeforeBound = !this.#isBounded;
    for (let k = 0; k < goals; k += 1) {
      const value = distance[from * goals + k]! + sign * reducedCost(this.#network, arc, k);
      this.#tried[k] = value;
      if (!isShorter) {
        const known = distance[to * goals + k]!;
        if (value > known) return false;
        isShorter = value < known;
      }
      if (!isBeforeBound) {
        const bound = this.#bound[k]!;
        if (value > bound) return false;
        isBeforeBound = value < bound;
      }
    }
    return isShorter && isBeforeBound;
  }
}
