import type { Market } from './market.ts';

/** Nobody has to go. */
export const nobody = -1;

/**
 * The lines' side of a market: who sits where, and whom it would take.
 *
 * Its choice from a set of pairs goes through them in its one order and takes each that passes no capacity. Nested capacities with one
 * order are a matroid with greedy choice, which is substitutable (a pair taken from many is taken from fewer), independent
 * of the way (pairs may come one at a time) and takes no fewer from more. Of a full set it holds, with one more pair, all
 * but the last of the innermost capacity that is full.
 *
 * Memory: the pairs held, once for each capacity over them. Time: O(log n) comparisons to find a place, and moving what stands after it.
 * Source: Fleiner, A fixed-point approach to stable matchings (2003); Hatfield & Milgrom, Matching with contracts (2005);
 * Kamada & Kojima, Stability and strategy-proofness for matching with constraints (2018) for capacities over regions.
 */
export class Seats {
  readonly #market: Market;
  /** By line: its limited capacities, innermost first. */
  readonly #above: readonly (readonly number[])[];
  /** By capacity: the pairs it holds, first things first. */
  readonly #held: readonly number[][];

  constructor(market: Market) {
    this.#market = market;
    this.#above = Array.from(market.innermost, (innermost) => limitedFrom(market, innermost));
    this.#held = Array.from(market.most, () => []);
  }

  /** The one that would have to go if the pair came: nobody, another pair, or the pair itself. */
  contender(pair: number): number {
    for (const capacity of this.#above[this.#market.lineOf[pair]!]!) {
      const held = this.#held[capacity]!;
      if (held.length < this.#market.most[capacity]!) continue;
      const last = held.at(-1) ?? pair;
      return last === pair || this.isBefore(last, pair) ? pair : last;
    }
    return nobody;
  }

  /** Lets the pair in, and gives who had to go for it: nobody, another pair, or the pair itself where it is refused. */
  take(pair: number): number {
    const gone = this.contender(pair);
    if (gone === pair) return pair;
    if (gone !== nobody) this.vacate(gone);
    this.place(pair);
    return gone;
  }

  place(pair: number): void {
    for (const capacity of this.#above[this.#market.lineOf[pair]!]!) {
      const held = this.#held[capacity]!;
      held.splice(this.#placeIn(held, pair), 0, pair);
    }
  }

  vacate(pair: number): void {
    for (const capacity of this.#above[this.#market.lineOf[pair]!]!) {
      const held = this.#held[capacity]!;
      held.splice(this.#placeIn(held, pair), 1);
    }
  }

  /** How many a capacity could still take in, were everybody sent away who stands after the pair. */
  roomAfter(capacity: number, pair: number): number {
    return this.#market.most[capacity]! - this.#placeIn(this.#held[capacity]!, pair);
  }

  /** How many before the pair; its own position where it is held. */
  #placeIn(held: readonly number[], pair: number): number {
    let low = 0;
    for (let high = held.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.isBefore(held[middle]!, pair)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isBefore(pair: number, other: number): boolean {
    const difference = this.#market.theirs(pair) - this.#market.theirs(other);
    return difference < 0 || (difference === 0 && pair < other);
  }
}

function limitedFrom({ around, most }: Market, innermost: number): number[] {
  const limited: number[] = [];
  for (let capacity = innermost; capacity !== -1; capacity = around[capacity]!) {
    if (most[capacity] !== Infinity) limited.push(capacity);
  }
  return limited;
}
