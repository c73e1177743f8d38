import { nowhere } from './assignment.ts';
import type { OpenSeats } from './open-seats.ts';

/**
 * The seats that are left to decide about, each with its price and who holds it. A line's seats are a heap, cheapest first, so
 * that the two cheapest, which are all a bid asks for, are found at once however many there are.
 */
export class SeatPrices {
  /** Per line: where its seats start; one entry more at the end. */
  readonly start: Int32Array;
  /** Per seat. A seat is never priced below its reserve; at -∞ it must be filled. */
  readonly reserve: Float64Array;
  readonly price: Float64Array;
  readonly holder: Int32Array;
  readonly lineOfSeat: Int32Array;
  /** Per volunteer: its seat, or -1. */
  readonly seatOf: Int32Array;
  /** Per line: the price of its cheapest seat, ∞ where it has none. */
  readonly least: Float64Array;

  constructor(volunteers: number, { start, reserve }: OpenSeats) {
    this.start = start;
    this.reserve = reserve.slice();
    // Cheapest first is a heap already.
    this.price = reserve.map((least) => Math.max(0, least));
    this.holder = new Int32Array(reserve.length).fill(nowhere);
    this.seatOf = new Int32Array(volunteers).fill(nowhere);
    this.lineOfSeat = new Int32Array(reserve.length);
    this.least = new Float64Array(start.length - 1);
    for (let line = 0; line + 1 < start.length; line += 1) {
      this.lineOfSeat.fill(line, start[line], start[line + 1]);
      this.#noteLeast(line);
    }
  }

  #noteLeast(line: number): void {
    const first = this.start[line]!;
    this.least[line] = first === this.start[line + 1] ? Infinity : this.price[first]!;
  }

  /** The second cheapest seat's price, ∞ where there is none. */
  second(line: number): number {
    const first = this.start[line]!;
    const end = this.start[line + 1]!;
    if (first + 1 >= end) return Infinity;
    const left = this.price[first + 1]!;
    return first + 2 < end ? Math.min(left, this.price[first + 2]!) : left;
  }

  /** Lowers every price by as much, down to its reserve. */
  lowerAll(by: number): void {
    const { price, reserve, start } = this;
    for (let seat = 0; seat < price.length; seat += 1) price[seat] = Math.max(reserve[seat]!, price[seat]! - by);
    for (let line = 0; line + 1 < start.length; line += 1) this.#heap(line);
  }

  #heap(line: number): void {
    const first = this.start[line]!;
    for (let seat = first + ((this.start[line + 1]! - first) >> 1) - 1; seat >= first; seat -= 1) this.#sink(line, seat);
    this.#noteLeast(line);
  }

  /** The line's cheapest seat gets a new holder and a higher price. */
  outbid(line: number, volunteer: number, price: number): void {
    const seat = this.start[line]!;
    this.price[seat] = price;
    this.holder[seat] = volunteer;
    this.seatOf[volunteer] = seat;
    this.#sink(line, seat);
    this.least[line] = this.price[seat]!;
  }

  /** Any seat gets another price, no higher than before. */
  lower(line: number, seat: number, price: number): void {
    this.price[seat] = price;
    this.#rise(line, seat);
    this.least[line] = this.price[this.start[line]!]!;
  }

  #sink(line: number, from: number): void {
    const first = this.start[line]!;
    const end = this.start[line + 1]!;
    const { price } = this;
    for (let seat = from; ;) {
      let child = 2 * seat - first + 1;
      if (child >= end) return;
      if (child + 1 < end && price[child + 1]! < price[child]!) child += 1;
      if (price[child]! >= price[seat]!) return;
      this.#swap(seat, child);
      seat = child;
    }
  }

  #rise(line: number, from: number): void {
    const first = this.start[line]!;
    for (let seat = from; seat > first;) {
      const parent = first + ((seat - first - 1) >> 1);
      if (this.price[parent]! <= this.price[seat]!) return;
      this.#swap(seat, parent);
      seat = parent;
    }
  }

  #swap(a: number, b: number): void {
    const { price, reserve, holder, seatOf } = this;
    const keptPrice = price[a]!;
    price[a] = price[b]!;
    price[b] = keptPrice;
    const keptReserve = reserve[a]!;
    reserve[a] = reserve[b]!;
    reserve[b] = keptReserve;
    const keptHolder = holder[a]!;
    holder[a] = holder[b]!;
    holder[b] = keptHolder;
    if (holder[a] !== nowhere) seatOf[holder[a]] = a;
    if (holder[b] !== nowhere) seatOf[holder[b]] = b;
  }
}
