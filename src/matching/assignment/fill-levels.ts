import { nowhere, type Assignment } from './assignment.ts';
import type { SeatLevels } from './seat-levels.ts';

/** Who fills the seats when only their levels count. */
export type Filling = { readonly lineOf: Int32Array; readonly filled: Int32Array; readonly placed: number };

/**
 * Fills as many seats of the best level as can be, then of the next, and so on to that of staying. What is filled stays filled:
 * the sets of seats that can be filled together are the independent sets of a transversal matroid, so that being greedy is exact.
 * A level at a time, lines with seats left find volunteers along alternating paths, all shortest ones in one round.
 * O(pairs · √lines) a level, in practice a few rounds.
 * Sources: Edmonds & Fulkerson (1965) for the matroid; Hopcroft & Karp (1973), Dinic (1970) for the rounds.
 */
export function fillByLevel(assignment: Assignment, levels: SeatLevels): Filling {
  const search = new FillSearch(assignment);
  for (let level = 0; level < levels.staying; level += 1) {
    if (!search.open(levels.level, level)) continue;
    search.takeFree();
    while (search.layer()) search.augment();
  }
  return { lineOf: search.lineOf, filled: search.filled, placed: search.placed };
}

const unseen = -1;

class FillSearch {
  readonly lineOf: Int32Array;
  readonly filled: Int32Array;
  placed = 0;
  readonly #assignment: Assignment;
  /** Seats of a line that are open so far. */
  readonly #open: Int32Array;
  /** Lines from which no free volunteer can be reached any more, ever: they can reach one another only. */
  readonly #isDone: Uint8Array;
  /** Where the search for volunteers nobody has taken goes on: one who is taken is never free again. */
  readonly #nextFree: Int32Array;
  readonly #layer: Int32Array;
  readonly #next: Int32Array;
  /** The queue of one search, then the path of the other. */
  readonly #path: Int32Array;
  #lastLayer = 0;

  constructor(assignment: Assignment) {
    const { volunteers, lines, columnStart } = assignment;
    this.#assignment = assignment;
    this.lineOf = new Int32Array(volunteers).fill(nowhere);
    this.filled = new Int32Array(lines);
    this.#open = new Int32Array(lines);
    this.#isDone = new Uint8Array(lines);
    this.#nextFree = columnStart.slice(0, lines);
    this.#layer = new Int32Array(lines);
    this.#next = new Int32Array(lines);
    this.#path = new Int32Array(lines);
  }

  /** Opens the level's seats; gives whether there are any. */
  open(levelOf: Uint8Array, level: number): boolean {
    const { lines, seatStart } = this.#assignment;
    let isAny = false;
    for (let line = 0; line < lines; line += 1) {
      const start = seatStart[line]!;
      const end = seatStart[line + 1]!;
      let seat = start + this.#open[line]!;
      while (seat < end && levelOf[seat]! <= level) seat += 1;
      if (seat - start > this.#open[line]!) isAny = true;
      this.#open[line] = seat - start;
    }
    return isAny;
  }

  takeFree(): void {
    const { lines, columnStart, columnVolunteer } = this.#assignment;
    for (let line = 0; line < lines; line += 1) {
      let at = this.#nextFree[line]!;
      for (const end = columnStart[line + 1]!; at < end && this.filled[line]! < this.#open[line]!; at += 1) {
        const volunteer = columnVolunteer[at]!;
        if (this.lineOf[volunteer] !== nowhere) continue;
        this.lineOf[volunteer] = line;
        this.filled[line]! += 1;
        this.placed += 1;
      }
      this.#nextFree[line] = at;
    }
  }

  /** Layers of lines by how many must give up a volunteer before one is free; gives whether one can be reached. */
  layer(): boolean {
    const { lines, columnStart, columnVolunteer } = this.#assignment;
    const queue = this.#path;
    let length = 0;
    this.#layer.fill(unseen);
    for (let line = 0; line < lines; line += 1) {
      if (this.filled[line]! >= this.#open[line]! || this.#isDone[line] === 1) continue;
      this.#layer[line] = 0;
      queue[length] = line;
      length += 1;
    }
    this.#lastLayer = lines;
    for (let read = 0; read < length; read += 1) {
      const line = queue[read]!;
      const layer = this.#layer[line]!;
      if (layer > this.#lastLayer) break;
      for (let at = columnStart[line]!, end = columnStart[line + 1]!; at < end; at += 1) {
        const other = this.lineOf[columnVolunteer[at]!]!;
        if (other === nowhere) this.#lastLayer = layer;
        else if (this.#layer[other] === unseen && this.#isDone[other] === 0) {
          this.#layer[other] = layer + 1;
          queue[length] = other;
          length += 1;
        }
      }
    }
    if (this.#lastLayer < lines) return true;
    for (let i = 0; i < length; i += 1) this.#isDone[queue[i]!] = 1;
    return false;
  }

  /** Fills seats along disjoint paths through the layers until there are none. */
  augment(): void {
    const { lines, columnStart } = this.#assignment;
    this.#next.set(columnStart.subarray(0, lines));
    for (let line = 0; line < lines; line += 1) {
      if (this.#layer[line] !== 0) continue;
      while (this.filled[line]! < this.#open[line]! && this.#findPath(line)) {
        this.filled[line]! += 1;
        this.placed += 1;
      }
    }
  }

  #findPath(from: number): boolean {
    const { columnStart, columnVolunteer } = this.#assignment;
    const path = this.#path;
    path[0] = from;
    for (let depth = 0; depth >= 0;) {
      const line = path[depth]!;
      const at = this.#next[line]!;
      if (at === columnStart[line + 1]!) {
        depth -= 1;
        if (depth >= 0) this.#next[path[depth]!]! += 1;
        continue;
      }
      const other = this.lineOf[columnVolunteer[at]!]!;
      if (other === nowhere) {
        this.#take(depth);
        return true;
      }
      if (this.#layer[other] === this.#layer[line]! + 1 && this.#layer[other] <= this.#lastLayer) {
        depth += 1;
        path[depth] = other;
      } else this.#next[line] = at + 1;
    }
    return false;
  }

  /** Along the path, each line takes the volunteer it has come to. */
  #take(depth: number): void {
    for (let d = depth; d >= 0; d -= 1) {
      const line = this.#path[d]!;
      const volunteer = this.#assignment.columnVolunteer[this.#next[line]!]!;
      this.lineOf[volunteer] = line;
      this.#next[line]! += 1;
    }
  }
}
