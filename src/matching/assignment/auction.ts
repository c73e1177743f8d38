import { nowhere, type Assignment } from './assignment.ts';
import type { OpenSeats } from './open-seats.ts';
import { SeatPrices } from './seat-prices.ts';
import type { TightPairs } from './tight-pairs.ts';

/** Steps by which a bid is raised: begun coarse, made finer, and left to exact paths when they come down to a few units. */
const coarsestShare = 1 / 16;
const finerBy = 5;
const finest = 2;
/** Prices are lowered between two steps by as many of the former, so that few are too high. */
const lowerBy = 3;
/** What the only volunteer for a seat adds to its price, in ranges; it could be anything. */
const mostRaise = 4;
const bidsAStep = 1 << 16;
/** An auction that is not done by then leaves the rest to the exact paths, which need no more than any prices. */
const mostBidsAVolunteer = 400;

/** How a seat stands when it is left to decide who holds it. */
export type Auctioned = { readonly seats: SeatPrices; readonly costOf: Int32Array };

/**
 * A nearly cheapest seating by auction. Volunteers without a seat bid for the one that costs them least, its pair's cost and price
 * together, as much as makes their second best as good, and a step more; who held it looks on. Then seats that are empty though they
 * are priced above their reserve come down to the first volunteer who would rather have them. Step after step finer, keeping what
 * still holds: no holder could do better by more than a step.
 *
 * A generator: it gives the share done now and then, and may be dropped. Allocates nothing in its loops.
 * Source: Bertsekas (1979, 1988); Bertsekas & Castañon (1992) for seats that bid in turn.
 */
export function* auction(assignment: Assignment, tight: TightPairs, open: OpenSeats): Generator<number, Auctioned> {
  const round = new AuctionRound(assignment, tight, open);
  let step = Math.max(1, Math.floor(round.range * coarsestShare));
  const steps = 1 + Math.max(0, Math.ceil(Math.log(step / finest) / Math.log(finerBy)));
  round.begin(step);
  for (let done = 0; ; done += 1) {
    while (round.bid(bidsAStep)) yield Math.min(1, (done + 0.5) / steps);
    while (round.comeDown(bidsAStep)) yield Math.min(1, (done + 0.9) / steps);
    if (step <= finest || round.isSpent()) return { seats: round.seats, costOf: round.costOf };
    round.seats.lowerAll(lowerBy * step);
    step = Math.max(finest, Math.floor(step / finerBy));
    round.goFiner(step);
    yield Math.min(1, (done + 1) / steps);
  }
}

class AuctionRound {
  readonly seats: SeatPrices;
  readonly costOf: Int32Array;
  readonly #assignment: Assignment;
  readonly #tight: TightPairs;
  /** Volunteers who look for a seat; then lines that may have an empty one. */
  readonly #looking: Int32Array;
  readonly #lines: Int32Array;
  #lookingCount = 0;
  #lineCount = 0;
  #step = 0;
  #bids = 0;
  /** The largest number that is bid about. */
  readonly range: number;

  constructor(assignment: Assignment, tight: TightPairs, open: OpenSeats) {
    this.#assignment = assignment;
    this.#tight = tight;
    this.seats = new SeatPrices(assignment.volunteers, open);
    this.costOf = new Int32Array(assignment.volunteers);
    this.#looking = new Int32Array(assignment.volunteers);
    this.#lines = new Int32Array(this.seats.price.length + assignment.lines);
    this.range = Math.max(1, -assignment.leastCost, assignment.mostCost, largestReserve(open));
  }

  isSpent(): boolean {
    return this.#bids > mostBidsAVolunteer * this.#assignment.volunteers;
  }

  /** Everybody looks for a seat. */
  begin(step: number): void {
    this.#step = step;
    for (let v = this.#assignment.volunteers - 1; v >= 0; v -= 1) this.#look(v);
  }

  #look(volunteer: number): void {
    this.#looking[this.#lookingCount] = volunteer;
    this.#lookingCount += 1;
  }

  /** Whoever could do better by more than a step gives the seat up and looks for another. */
  goFiner(step: number): void {
    this.#step = step;
    this.#lookingCount = 0;
    const { holder, seatOf, price } = this.seats;
    for (let v = this.#assignment.volunteers - 1; v >= 0; v -= 1) {
      const seat = seatOf[v]!;
      if (seat !== nowhere) {
        if (this.costOf[v]! + price[seat]! <= this.#least(v) + step) continue;
        holder[seat] = nowhere;
        seatOf[v] = nowhere;
      }
      this.#look(v);
    }
  }

  #least(volunteer: number): number {
    const { rowLine, rowCost, rowStart } = this.#assignment;
    const { least } = this.seats;
    let best = this.#tight.mayStay[volunteer] === 1 ? 0 : Infinity;
    for (let pair = rowStart[volunteer]!, end = this.#tight.rowEnd[volunteer]!; pair < end; pair += 1) {
      const cost = rowCost[pair]! + least[rowLine[pair]!]!;
      if (cost < best) best = cost;
    }
    return best;
  }

  /** So many bids at most; gives whether somebody still looks. */
  bid(most: number): boolean {
    for (let bids = 0; bids < most && this.#lookingCount > 0; bids += 1) {
      this.#lookingCount -= 1;
      this.#bids += 1;
      this.#bidFor(this.#looking[this.#lookingCount]!);
    }
    if (this.#lookingCount > 0 && !this.isSpent()) return true;
    this.#listEmpty();
    return false;
  }

  #bidFor(volunteer: number): void {
    const { rowLine, rowCost, rowStart } = this.#assignment;
    const { seats } = this;
    const { least } = seats;
    let first = this.#tight.mayStay[volunteer] === 1 ? 0 : Infinity;
    let second = Infinity;
    let chosen = nowhere;
    for (let pair = rowStart[volunteer]!, end = this.#tight.rowEnd[volunteer]!; pair < end; pair += 1) {
      const cost = rowCost[pair]! + least[rowLine[pair]!]!;
      if (cost >= second) continue;
      if (cost < first) {
        second = first;
        first = cost;
        chosen = pair;
      } else second = cost;
    }
    // Nothing is better than staying, or no line of the row has a seat left to decide about.
    if (chosen === nowhere) return;
    const line = rowLine[chosen]!;
    const cost = rowCost[chosen]!;
    const beside = cost + seats.second(line);
    if (beside < second) second = beside;
    const seat = seats.start[line]!;
    const former = seats.holder[seat]!;
    if (former !== nowhere) {
      seats.seatOf[former] = nowhere;
      this.#look(former);
    }
    this.costOf[volunteer] = cost;
    seats.outbid(line, volunteer, least[line]! + Math.min(second - first, mostRaise * this.range) + this.#step);
  }

  /** Every line once for each of its seats that is empty and priced above its reserve. */
  #listEmpty(): void {
    this.#lineCount = 0;
    const { holder, price, reserve, lineOfSeat } = this.seats;
    for (let seat = holder.length - 1; seat >= 0; seat -= 1) {
      if (holder[seat] !== nowhere || price[seat]! <= reserve[seat]!) continue;
      this.#lines[this.#lineCount] = lineOfSeat[seat]!;
      this.#lineCount += 1;
    }
  }

  /** So many empty seats at most; gives whether there are more. */
  comeDown(most: number): boolean {
    for (let bids = 0; bids < most && this.#lineCount > 0; bids += 1) {
      this.#lineCount -= 1;
      this.#bids += 1;
      const line = this.#lines[this.#lineCount]!;
      const seat = this.#emptySeat(line);
      if (seat !== nowhere) this.#lowerTo(line, seat);
    }
    return this.#lineCount > 0 && !this.isSpent();
  }

  #emptySeat(line: number): number {
    const { start, holder, price, reserve } = this.seats;
    for (let seat = start[line]!; seat < start[line + 1]!; seat += 1) {
      if (holder[seat] === nowhere && price[seat]! > reserve[seat]!) return seat;
    }
    return nowhere;
  }

  /** To what the first volunteer would come for, as long as the second would not come as well; or to the reserve. */
  #lowerTo(line: number, seat: number): void {
    const { columnStart, columnVolunteer, columnCost } = this.#assignment;
    const { seats } = this;
    const { seatOf, lineOfSeat, price, reserve } = seats;
    let first = -Infinity;
    let second = -Infinity;
    let chosen = nowhere;
    for (let at = columnStart[line]!, end = this.#tight.columnEnd[line]!; at < end; at += 1) {
      const volunteer = columnVolunteer[at]!;
      const held = seatOf[volunteer]!;
      let worth = -columnCost[at]!;
      if (held !== nowhere) {
        if (lineOfSeat[held] === line) continue;
        worth += this.costOf[volunteer]! + price[held]!;
      }
      if (worth <= second) continue;
      if (worth > first) {
        second = first;
        first = worth;
        chosen = at;
      } else second = worth;
    }
    const least = reserve[seat]!;
    if (chosen === nowhere || first < least + this.#step) {
      if (least !== -Infinity) seats.lower(line, seat, least);
      return;
    }
    this.#move(columnVolunteer[chosen]!, columnCost[chosen]!, seat);
    seats.lower(line, seat, Math.min(price[seat]!, Math.max(least, second - this.#step, first - mostRaise * this.range)));
  }

  #move(volunteer: number, cost: number, seat: number): void {
    const { holder, seatOf, lineOfSeat, price, reserve } = this.seats;
    const left = seatOf[volunteer]!;
    if (left !== nowhere) {
      holder[left] = nowhere;
      if (price[left]! > reserve[left]!) {
        this.#lines[this.#lineCount] = lineOfSeat[left]!;
        this.#lineCount += 1;
      }
    }
    holder[seat] = volunteer;
    seatOf[volunteer] = seat;
    this.costOf[volunteer] = cost;
  }
}

function largestReserve({ reserve }: OpenSeats): number {
  let largest = 0;
  for (let seat = 0; seat < reserve.length; seat += 1)
    if (reserve[seat] !== -Infinity) largest = Math.max(largest, Math.abs(reserve[seat]!));
  return largest;
}
