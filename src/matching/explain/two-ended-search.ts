import type { SolvedNetwork } from './solved-network.ts';
import { VectorSearch } from './vector-search.ts';

const none = -1;

/** A shortest way in the residual network: its length, goal by goal at reduced costs, and its arcs, first arc first. */
export type Way = { readonly length: readonly number[]; readonly arcs: readonly number[] };

/**
 * The shortest way between two nodes, sought from both at once: whichever side has looked at fewer arcs goes on, until what is nearest on
 * both sides together is no shorter than the best way that is whole. Lengths are vectors, as in VectorSearch.
 *
 * Made once. A search: O(m · goals + n log n) at worst; the two halves of a way reach far fewer nodes than a whole one does.
 * Source: Pohl, Bi-directional search (1971), over an ordered group instead of numbers.
 */
export class TwoEndedSearch {
  readonly #goals: number;
  readonly #ahead: VectorSearch;
  readonly #back: VectorSearch;
  readonly #best: Float64Array;
  #meets = none;

  constructor(network: SolvedNetwork) {
    this.#goals = network.goals.length;
    this.#ahead = new VectorSearch(network);
    this.#back = new VectorSearch(network, true);
    this.#best = new Float64Array(this.#goals);
  }

  /** Undefined where there is none. */
  find(from: number, to: number, blockedArc = none): Way | undefined {
    this.#meets = none;
    this.#ahead.begin(from);
    this.#back.begin(to);
    const noteAhead = (node: number) => this.#note(node, this.#back);
    const noteBack = (node: number) => this.#note(node, this.#ahead);
    while (this.#ahead.nearest !== none && this.#back.nearest !== none) {
      if (this.#meets !== none && !this.#isBeforeBest(this.#ahead.nearest, this.#back.nearest)) break;
      if (this.#ahead.looks <= this.#back.looks) this.#ahead.goOn(this.#ahead.settleNext(), blockedArc, noteAhead);
      else this.#back.goOn(this.#back.settleNext(), blockedArc, noteBack);
    }
    if (this.#meets === none) return undefined;
    return { length: [...this.#best], arcs: [...this.#ahead.pathTo(this.#meets), ...this.#back.pathTo(this.#meets)] };
  }

  #note(node: number, other: VectorSearch): void {
    if (!other.isReached(node) || (this.#meets !== none && !this.#isBeforeBest(node, node))) return;
    this.#meets = node;
    for (let k = 0; k < this.#goals; k += 1) {
      this.#best[k] = this.#ahead.distance[node * this.#goals + k]! + this.#back.distance[node * this.#goals + k]!;
    }
    this.#ahead.bind(this.#best);
    this.#back.bind(this.#best);
  }

  #isBeforeBest(ahead: number, back: number): boolean {
    for (let k = 0; k < this.#goals; k += 1) {
      const sum = this.#ahead.distance[ahead * this.#goals + k]! + this.#back.distance[back * this.#goals + k]!;
      if (sum !== this.#best[k]!) return sum < this.#best[k]!;
    }
    return false;
  }
}
