import { Frontier } from '../network/frontier.ts';
import { nowhere, type Assignment, type Seating } from './assignment.ts';
import { holdersOf, type Holders } from './holders.ts';

/** Somebody goes from one line, or from nowhere, to another, or nowhere. */
export type Move = { readonly volunteer: number; readonly from: number; readonly to: number };

/** What the cheapest seating that has the pair costs more than the cheapest of all, and who moves for it; undefined where there is none. */
export type WhyNot = { readonly costs: number; readonly moves: readonly Move[] };

type End = { readonly at: number; readonly line: number; readonly volunteer: number };
const noEnd: End = { at: Infinity, line: nowhere, volunteer: nowhere };

/**
 * Answers for a solved assignment, without solving again: what would it cost to have this volunteer in this line? The
 * cheapest cycle of the residual network through the pair: whoever must leave the line goes elsewhere, along shortest
 * paths at reduced costs, until a seat is found, somebody stays, or the seat that the volunteer leaves is filled.
 *
 * Built once in O(volunteers + lines). A question costs two searches over lines that go towards each other, O(pairs) at worst.
 */
export class WhyNotSearch {
  readonly #assignment: Assignment;
  readonly #seating: Seating;
  readonly #holders: Holders;
  /** Per volunteer: what it pays as things stand, price included; 0 for staying. */
  readonly #paid: Float64Array;
  readonly #ahead: Frontier;
  readonly #back: Frontier;
  /** Per line reached from ahead: who comes to it. Per line reached from behind: who leaves it, and for which line. */
  readonly #comer: Int32Array;
  readonly #leaver: Int32Array;
  readonly #toward: Int32Array;
  /** The least found so far, and how: the line where the two ends meet, or an end of each. */
  private best = Infinity;
  private meets = nowhere;
  private ahead: End = noEnd;
  private back: End = noEnd;
  /** How far each side has come: no line that it has yet to look at is nearer. */
  private aheadAt = 0;
  private backAt = 0;

  constructor(assignment: Assignment, seating: Seating) {
    this.#assignment = assignment;
    this.#seating = seating;
    this.#holders = holdersOf(assignment.lines, seating.lineOf);
    this.#paid = paidOf(seating);
    this.#ahead = new Frontier(assignment.lines);
    this.#back = new Frontier(assignment.lines);
    this.#comer = new Int32Array(assignment.lines);
    this.#leaver = new Int32Array(assignment.lines);
    this.#toward = new Int32Array(assignment.lines);
  }

  /** The volunteer is paired with the line, and not in it. */
  ask(volunteer: number, line: number): WhyNot | undefined {
    const own = this.#seating.lineOf[volunteer]!;
    const entry = this.#pairCost(volunteer, line) + this.#seating.price[line]! - this.#paid[volunteer]!;
    this.#search(volunteer, line, own);
    const { best, meets, ahead, back } = this;
    if (best === Infinity) return undefined;
    const moves = [{ volunteer, from: own, to: line }];
    if (meets !== nowhere) moves.push(...this.#movesAhead(volunteer, meets, nowhere), ...this.#movesBack(own, meets, nowhere));
    else {
      moves.push(...this.#movesAhead(volunteer, ahead.line, ahead.volunteer));
      if (own !== nowhere) moves.push(...this.#movesBack(own, back.line, back.volunteer));
    }
    return { costs: entry + best, moves };
  }

  /**
   * From both ends at once: from the line that has one too many, and from the one that has one too few, until they meet, or each has
   * found an end of its own, and nothing nearer is left. The side that has looked at fewer lines goes on, for one of them
   * often has few lines near it where the other has most of them; and neither goes where it cannot help any more.
   */
  #search(volunteer: number, line: number, own: number): void {
    this.best = Infinity;
    this.meets = nowhere;
    this.ahead = noEnd;
    this.back = own === nowhere ? { at: 0, line: nowhere, volunteer: nowhere } : noEnd;
    this.#ahead.clear();
    this.#back.clear();
    this.#ahead.reach(line, 0);
    this.#comer[line] = volunteer;
    this.aheadAt = 0;
    this.backAt = own === nowhere ? Infinity : 0;
    if (own !== nowhere) this.#reachBack(own, 0);
    let looks = 0;
    for (;;) {
      const isAheadOfUse = this.aheadAt + Math.min(this.backAt, this.back.at) < this.best;
      const isBackOfUse = this.backAt + Math.min(this.aheadAt, this.ahead.at) < this.best;
      if (!isAheadOfUse && !isBackOfUse) return;
      if (isAheadOfUse && (!isBackOfUse || looks <= 0)) {
        this.#lookAhead(volunteer);
        looks += 1;
      } else {
        this.#lookBack(volunteer);
        looks -= 1;
      }
    }
  }

  #lookAhead(pinned: number): void {
    const line = this.#ahead.settleNext();
    this.aheadAt = line === -1 ? Infinity : this.#ahead.level;
    if (line !== -1) this.#goOn(line, pinned);
  }

  #lookBack(pinned: number): void {
    const line = this.#back.settleNext();
    this.backAt = line === -1 ? Infinity : this.#back.level;
    if (line !== -1) this.#goBack(line, pinned);
  }

  /** Two ends make a whole where they meet, or where one finds a seat or somebody who stays and the other as well. */
  #note(total: number, meets: number): void {
    if (total >= this.best) return;
    this.best = total;
    this.meets = meets;
  }

  #pairCost(volunteer: number, line: number): number {
    const { rowStart, rowLine, rowCost } = this.#assignment;
    let least = Infinity;
    for (let pair = rowStart[volunteer]!; pair < rowStart[volunteer + 1]!; pair += 1) {
      if (rowLine[pair] === line) least = Math.min(least, rowCost[pair]!);
    }
    return least;
  }

  #goOn(line: number, pinned: number): void {
    const { seatStart, seatCost, mayStay, rowStart, rowLine, rowCost } = this.#assignment;
    const { filled, price } = this.#seating;
    const { level } = this.#ahead;
    const seat = seatStart[line]! + filled[line]!;
    if (seat < seatStart[line + 1]!) this.#endAhead(level + seatCost[seat]! - price[line]!, line, nowhere);
    for (let h = this.#holders.start[line]!; h < this.#holders.start[line + 1]!; h += 1) {
      const holder = this.#holders.volunteer[h]!;
      if (holder === pinned) continue;
      const distance = level - this.#paid[holder]!;
      if (mayStay) this.#endAhead(distance, line, holder);
      for (let pair = rowStart[holder]!; pair < rowStart[holder + 1]!; pair += 1) {
        const other = rowLine[pair]!;
        if (this.#reachAhead(other, distance + rowCost[pair]! + price[other]!)) this.#comer[other] = holder;
      }
    }
  }

  /** Gives whether it is the nearest way there that is of use. */
  #reachAhead(line: number, at: number): boolean {
    if (at + Math.min(this.backAt, this.back.at) >= this.best || !this.#ahead.reach(line, at)) return false;
    if (this.#back.isReached(line)) this.#note(at + this.#back.distance[line]!, line);
    return true;
  }

  #reachBack(line: number, at: number): boolean {
    if (at + Math.min(this.aheadAt, this.ahead.at) >= this.best || !this.#back.reach(line, at)) return false;
    if (this.#ahead.isReached(line)) this.#note(at + this.#ahead.distance[line]!, line);
    return true;
  }

  #endAhead(at: number, line: number, volunteer: number): void {
    if (at >= this.ahead.at) return;
    this.ahead = { at, line, volunteer };
    this.#note(at + this.back.at, nowhere);
  }

  #endBack(at: number, line: number, volunteer: number): void {
    if (at >= this.back.at) return;
    this.back = { at, line, volunteer };
    this.#note(at + this.ahead.at, nowhere);
  }

  /** From a line that has one too few: its seat stays empty, or somebody comes, or another line is left instead. */
  #goBack(line: number, pinned: number): void {
    const { seatStart, seatCost, columnStart, columnVolunteer, columnCost } = this.#assignment;
    const { filled, price, lineOf } = this.#seating;
    const own = this.#back.level + price[line]!;
    const last = seatCost[seatStart[line]! + filled[line]! - 1]!;
    this.#endBack(own - last, line, nowhere);
    for (let at = columnStart[line]!; at < columnStart[line + 1]!; at += 1) {
      const volunteer = columnVolunteer[at]!;
      if (volunteer === pinned) continue;
      const distance = own + columnCost[at]! - this.#paid[volunteer]!;
      const left = lineOf[volunteer]!;
      if (left === nowhere) this.#endBack(distance, line, volunteer);
      else if (left !== line && this.#reachBack(left, distance)) {
        this.#leaver[left] = volunteer;
        this.#toward[left] = line;
      }
    }
  }

  /** From the end of the chain to its start, then turned round. */
  #movesAhead(volunteer: number, end: number, stays: number): Move[] {
    const moves = stays === nowhere ? [] : [{ volunteer: stays, from: end, to: nowhere }];
    for (let line = end; this.#comer[line] !== volunteer; line = this.#seating.lineOf[this.#comer[line]!]!) {
      moves.push({ volunteer: this.#comer[line]!, from: this.#seating.lineOf[this.#comer[line]!]!, to: line });
    }
    return moves.toReversed();
  }

  #movesBack(goal: number, end: number, volunteer: number): Move[] {
    const moves = volunteer === nowhere ? [] : [{ volunteer, from: nowhere, to: end }];
    for (let line = end; line !== goal; line = this.#toward[line]!) {
      moves.push({ volunteer: this.#leaver[line]!, from: line, to: this.#toward[line]! });
    }
    return moves;
  }
}

function paidOf({ lineOf, costOf, price }: Seating): Float64Array {
  const paid = new Float64Array(lineOf.length);
  for (let v = 0; v < lineOf.length; v += 1) if (lineOf[v] !== nowhere) paid[v] = costOf[v]! + price[lineOf[v]!]!;
  return paid;
}
