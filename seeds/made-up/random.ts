/** The same numbers from the same seed, everywhere: mulberry32, 32 bits of state. Not for secrets. */
export class SeededRandom {
  #state: number;
  #ids = 0;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A UUIDv7 of that instant, later in order than every one given before for the same instant. */
  id(instant: string): string {
    this.#ids += 1;
    const time = hex(Date.parse(instant) + Math.floor(this.#ids / 4096), 12);
    const order = hex(this.#ids % 4096, 3);
    const tail = hex(this.between(0, 0xffff_ffff), 8) + hex(this.between(0, 0xffff), 4);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${hex(0x8000 + this.between(0, 0x3fff), 4)}-${tail}`;
  }
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
