import fc from 'fast-check';

import type { Known } from './known.ts';

/** What one caller can name: mostly what they were told themselves, else what anybody was. */
export class Memory {
  readonly #own: Known;
  readonly #all: Known;

  constructor(known: Known, caller: string) {
    this.#own = known.seenBy(caller);
    this.#all = known;
  }

  /** One of what bears the name, or else of what is given; what is known is looked at when the value is made. */
  of<T>(name: string, otherwise: fc.Arbitrary<T>): fc.Arbitrary<T | string | number> {
    return fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 }), otherwise).map(([at, place, other]) => {
      const own = this.#own.named(name);
      const values = place > 1 && own.length > 0 ? own : this.#all.named(name);
      return values.length === 0 ? other : values[at % values.length]!;
    });
  }
}
