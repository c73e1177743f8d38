import { Frontier } from '../network/frontier.ts';
import { nowhere, type Assignment } from './assignment.ts';
import type { Auctioned } from './auction.ts';
import type { OpenSeats } from './open-seats.ts';
import type { TightPairs } from './tight-pairs.ts';

/**
 * Makes a nearly cheapest seating cheapest. Prices are of lines; whoever could do better at them by anything gives the seat up. Then, one
 * by one, those without a seat find the cheapest chain of moves that ends at a seat or with somebody staying, and lines with an empty
 * seat priced above its reserve the cheapest one that ends with somebody who comes, or with a seat that is left instead. Each chain is a shortest path over the
 * lines at reduced costs, none of them negative, and only the prices of lines it has settled change: so what holds goes on holding.
 *
 * Exact from any prices; the better they are, the less is left to do. Time: a search a person or seat left over, each O(pairs) at worst
 * and a few lines in practice. Source: Tomizawa (1971), Edmonds & Karp (1972); Jonker & Volgenant (1987) for the start from prices.
 */
export class ExactPaths {
  readonly lineOf: Int32Array;
  readonly costOf: Int32Array;
  readonly filled: Int32Array;
  /** Per line, beyond its level. */
  readonly price: Float64Array;
  readonly #assignment: Assignment;
  readonly #tight: TightPairs;
  readonly #open: OpenSeats;
  /** Volunteers of line l stand from open.start[l] on, `filled[l]` of them; and where each stands. */
  readonly #held: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #frontier: Frontier;
  /** Per line reached: the volunteer who would come to it, or leave it, at what pair's cost, and for which line. */
  readonly #mover: Int32Array;
  readonly #moverCost: Int32Array;
  readonly #toward: Int32Array;
  /** The cheapest end of the chain so far: at this line, with this volunteer staying or coming (or nobody). */
  #best = Infinity;
  #endLine = nowhere;
  #endVolunteer = nowhere;
  #endCost = 0;

  constructor(assignment: Assignment, tight: TightPairs, open: OpenSeats, { seats, costOf }: Auctioned) {
    const { volunteers, lines } = assignment;
    this.#assignment = assignment;
    this.#tight = tight;
    this.#open = open;
    this.costOf = costOf;
    this.lineOf = seats.seatOf;
    this.filled = new Int32Array(lines);
    this.price = seats.least;
    this.#held = seats.holder;
    this.#placeOf = new Int32Array(volunteers);
    this.#frontier = new Frontier(lines);
    this.#mover = new Int32Array(lines);
    this.#moverCost = new Int32Array(lines);
    this.#toward = new Int32Array(lines);
    for (let v = 0; v < volunteers; v += 1) {
      if (this.lineOf[v] === nowhere) continue;
      this.lineOf[v] = seats.lineOfSeat[this.lineOf[v]!]!;
      this.filled[this.lineOf[v]!]! += 1;
    }
    for (let line = 0; line < lines; line += 1) this.#priceHeld(line);
    this.filled.fill(0);
    for (let v = 0; v < volunteers; v += 1) this.#keepIfBest(v);
  }

  /** A line that holds many is priced no lower than the last seat it fills. */
  #priceHeld(line: number): void {
    const held = this.filled[line]!;
    if (held > 0) this.price[line] = Math.max(this.price[line]!, this.#open.reserve[this.#open.start[line]! + held - 1]!);
  }

  #keepIfBest(volunteer: number): void {
    const line = this.lineOf[volunteer]!;
    if (line === nowhere) return;
    if (this.costOf[volunteer]! + this.price[line]! > this.#least(volunteer)) {
      this.lineOf[volunteer] = nowhere;
      return;
    }
    this.#put(volunteer, line, this.filled[line]!, this.costOf[volunteer]!);
    this.filled[line]! += 1;
  }

  #put(volunteer: number, line: number, place: number, cost: number): void {
    this.lineOf[volunteer] = line;
    this.costOf[volunteer] = cost;
    this.#placeOf[volunteer] = place;
    this.#held[this.#open.start[line]! + place] = volunteer;
  }

  /** What the volunteer's best costs, at the present prices. */
  #least(volunteer: number): number {
    const { rowLine, rowCost, rowStart } = this.#assignment;
    let best = this.#tight.mayStay[volunteer] === 1 ? 0 : Infinity;
    for (let pair = rowStart[volunteer]!, end = this.#tight.rowEnd[volunteer]!; pair < end; pair += 1) {
      const cost = rowCost[pair]! + this.price[rowLine[pair]!]!;
      if (cost < best) best = cost;
    }
    return best;
  }

  #isFull(line: number): boolean {
    const seats = this.#open.start[line + 1]! - this.#open.start[line]!;
    return this.filled[line] === seats;
  }

  /** Gives a seat to the volunteer, if that is best; whoever has to move for it moves. */
  place(volunteer: number): void {
    if (this.lineOf[volunteer] !== nowhere) return;
    const { rowStart } = this.#assignment;
    const least = this.#least(volunteer);
    const mayStay = this.#tight.mayStay[volunteer] === 1;
    // Nothing is better than staying; or no pair is left that leads anywhere.
    if (mayStay ? least >= 0 : rowStart[volunteer] === this.#tight.rowEnd[volunteer]) return;
    this.#frontier.clear();
    this.#best = mayStay ? -least : Infinity;
    this.#endLine = nowhere;
    this.#reachFrom(volunteer, -least);
    for (let line = this.#frontier.settleNext(); line !== -1 && this.#frontier.level < this.#best; line = this.#frontier.settleNext()) {
      this.#goOn(line);
    }
    this.#frontier.raisePrices(this.price, this.#best);
    if (this.#endLine !== nowhere) this.#moveIn(volunteer);
  }

  #reachFrom(volunteer: number, distance: number): void {
    const { rowLine, rowCost, rowStart } = this.#assignment;
    for (let pair = rowStart[volunteer]!, end = this.#tight.rowEnd[volunteer]!; pair < end; pair += 1) {
      const line = rowLine[pair]!;
      const cost = rowCost[pair]!;
      const at = distance + cost + this.price[line]!;
      if (at >= this.#best || !this.#frontier.reach(line, at)) continue;
      this.#mover[line] = volunteer;
      this.#moverCost[line] = cost;
    }
  }

  /** From a line that somebody comes to: to its empty seat, or by whoever has to leave to elsewhere. */
  #goOn(line: number): void {
    const { level } = this.#frontier;
    const start = this.#open.start[line]!;
    const filled = this.filled[line]!;
    if (!this.#isFull(line)) {
      const more = Math.max(0, this.#open.reserve[start + filled]! - this.price[line]!);
      this.#endAt(level + more, line, nowhere, 0);
      if (more === 0) return;
    }
    for (let i = start; i < start + filled; i += 1) {
      const holder = this.#held[i]!;
      const distance = level - this.costOf[holder]! - this.price[line]!;
      if (this.#tight.mayStay[holder] === 1) this.#endAt(distance, line, holder, 0);
      this.#reachFrom(holder, distance);
    }
  }

  #endAt(distance: number, line: number, volunteer: number, cost: number): void {
    if (distance >= this.#best) return;
    this.#best = distance;
    this.#endLine = line;
    this.#endVolunteer = volunteer;
    this.#endCost = cost;
  }

  /** Along the chain, from its end: each takes the place that the next has left. */
  #moveIn(volunteer: number): void {
    let line = this.#endLine;
    let place = this.filled[line]!;
    if (this.#endVolunteer === nowhere) this.filled[line]! += 1;
    else {
      place = this.#placeOf[this.#endVolunteer]!;
      this.lineOf[this.#endVolunteer] = nowhere;
    }
    for (;;) {
      const mover = this.#mover[line]!;
      const left = this.lineOf[mover]!;
      const leftPlace = this.#placeOf[mover]!;
      this.#put(mover, line, place, this.#moverCost[line]!);
      if (mover === volunteer) return;
      line = left;
      place = leftPlace;
    }
  }

  /** Has the line an empty seat that is priced above its reserve? */
  isWanting(line: number): boolean {
    return !this.#isFull(line) && this.price[line]! > this.#open.reserve[this.#open.start[line]! + this.filled[line]!]!;
  }

  /** Fills the line's empty seat, if that is best, or lowers the price to its reserve; whoever has to move for it moves. */
  fill(line: number): void {
    this.#frontier.clear();
    this.#best = Infinity;
    this.#frontier.reach(line, 0);
    for (let at = this.#frontier.settleNext(); at !== -1 && this.#frontier.level < this.#best; at = this.#frontier.settleNext()) {
      this.#goBack(at, at === line ? this.filled[at]! : this.filled[at]! - 1);
    }
    this.#frontier.lowerPrices(this.price, this.#best);
    if (this.#endVolunteer !== nowhere) this.#moveUp(line, this.#endVolunteer, this.#endCost, this.#endLine);
    else if (this.#endLine !== line) this.#leave(line);
  }

  /** From a line with a seat to fill: that seat stays empty, or somebody comes who stays unplaced, or leaves another line. */
  #goBack(line: number, emptied: number): void {
    const { columnStart, columnVolunteer, columnCost } = this.#assignment;
    const own = this.#frontier.level + this.price[line]!;
    this.#endAt(own - this.#open.reserve[this.#open.start[line]! + emptied]!, line, nowhere, 0);
    for (let at = columnStart[line]!, end = this.#tight.columnEnd[line]!; at < end; at += 1) {
      const volunteer = columnVolunteer[at]!;
      const left = this.lineOf[volunteer]!;
      const cost = columnCost[at]!;
      if (left === nowhere) this.#endAt(own + cost, line, volunteer, cost);
      else if (left !== line) this.#reachBack(line, left, volunteer, cost, own + cost - this.costOf[volunteer]! - this.price[left]!);
    }
  }

  #reachBack(line: number, left: number, volunteer: number, cost: number, distance: number): void {
    if (distance >= this.#best || !this.#frontier.reach(left, distance)) return;
    this.#mover[left] = volunteer;
    this.#moverCost[left] = cost;
    this.#toward[left] = line;
  }

  /** The chain ends with a seat that is left empty: its line closes the gap. */
  #leave(line: number): void {
    const from = this.#endLine;
    const mover = this.#mover[from]!;
    const last = this.filled[from]! - 1;
    const moved = this.#held[this.#open.start[from]! + last]!;
    this.filled[from] = last;
    this.#put(moved, from, this.#placeOf[mover]!, this.costOf[moved]!);
    this.#moveUp(line, mover, this.#moverCost[from]!, this.#toward[from]!);
  }

  /** A volunteer comes to a line, for which another leaves it, and so on to the line that has the empty seat. */
  #moveUp(line: number, first: number, firstCost: number, to: number): void {
    let [comer, cost, at] = [first, firstCost, to];
    while (at !== line) {
      const mover = this.#mover[at]!;
      const moverCost = this.#moverCost[at]!;
      this.#put(comer, at, this.#placeOf[mover]!, cost);
      comer = mover;
      cost = moverCost;
      at = this.#toward[at]!;
    }
    this.#put(comer, line, this.filled[line]!, cost);
    this.filled[line]! += 1;
  }
}
