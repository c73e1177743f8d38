import type { Market } from './market.ts';
import { nobody, Seats } from './seats.ts';

/** No county: the team is not together. */
export const apart = -1;

/**
 * A match of a market in the making: what each volunteer holds, and in which county each team is together. A team that loses
 * all of a member's placements gives up the others' too. Every state is feasible.
 */
export class Holdings {
  readonly market: Market;
  readonly seats: Seats;
  /** By volunteer: the pairs held. */
  readonly held: readonly number[][];
  /** By team: the county it is together in, or `apart`. */
  readonly countyOf: Int32Array;
  /** By volunteer: the team, or -1. */
  readonly teamOf: Int32Array;
  readonly #isOnlyTogether: Uint8Array;
  readonly #isHeld: Uint8Array;

  constructor(market: Market) {
    const volunteers = market.mostPlacements.length;
    this.market = market;
    this.seats = new Seats(market);
    this.held = Array.from({ length: volunteers }, () => []);
    this.countyOf = new Int32Array(market.teams.length).fill(apart);
    this.teamOf = new Int32Array(volunteers).fill(-1);
    this.#isOnlyTogether = new Uint8Array(volunteers);
    this.#isHeld = new Uint8Array(market.lineOf.length);
    for (const [team, members] of market.teams.entries()) {
      for (const { volunteer, onlyTogether } of members) {
        this.teamOf[volunteer] = team;
        this.#isOnlyTogether[volunteer] = onlyTogether ? 1 : 0;
      }
    }
  }

  /** The pairs held, in order. */
  pairs(): number[] {
    return this.held.flat().toSorted((a, b) => a - b);
  }

  isHeld(pair: number): boolean {
    return this.#isHeld[pair] === 1;
  }

  /** May the volunteer alone go there: anywhere, or in the team's county where the team is together? */
  mayGoAlone(pair: number): boolean {
    const volunteer = this.market.volunteerOf[pair]!;
    const team = this.teamOf[volunteer]!;
    if (team === -1) return true;
    const county = this.countyOf[team]!;
    return county === apart ? this.#isOnlyTogether[volunteer] === 0 : county === this.market.countyOf[this.market.lineOf[pair]!];
  }

  /** Would the volunteer take the pair beside what is held and liked better? */
  isWanted(pair: number): boolean {
    const { volunteerOf, lineOf, mostPlacements, doClash } = this.market;
    if (this.isHeld(pair) || !this.mayGoAlone(pair)) return false;
    let better = 0;
    for (const other of this.held[volunteerOf[pair]!]!) {
      if (!this.isBetter(other, pair)) continue;
      better += 1;
      if (doClash(lineOf[other]!, lineOf[pair]!)) return false;
    }
    return better < mostPlacements[volunteerOf[pair]!]!;
  }

  isBetter(pair: number, other: number): boolean {
    const difference = this.market.own(pair) - this.market.own(other);
    return difference < 0 || (difference === 0 && pair < other);
  }

  /** Gives the volunteer the pair, in place of what it clashes with or what is one too many; gives who was sent away. */
  move(pair: number): number[] {
    const { volunteerOf, lineOf, mostPlacements, doClash } = this.market;
    const volunteer = volunteerOf[pair]!;
    const sentAway = this.#letIn(pair);
    const own = this.held[volunteer]!;
    const better = own.filter((other) => this.isBetter(other, pair));
    const worse = own.filter((other) => other !== pair && !better.includes(other));
    let kept = better.length + 1;
    for (const other of worse) {
      if (doClash(lineOf[other]!, lineOf[pair]!) || kept >= mostPlacements[volunteer]!) this.#drop(other);
      else kept += 1;
    }
    this.#seeTogether(this.teamOf[volunteer]!);
    return this.#settleLosers(sentAway);
  }

  /** Starts from these pairs, which must be feasible, where nobody holds any. */
  load(pairs: readonly number[]): void {
    for (const pair of pairs) this.#letIn(pair);
    for (const team of this.market.teams.keys()) this.#seeTogether(team);
  }

  /** Brings a team together on these pairs, one a member; gives who was sent away, its members not among them. */
  gather(team: number, tuple: readonly number[]): number[] {
    const { volunteerOf, countyOf, lineOf } = this.market;
    const sentAway = tuple.flatMap((pair) => (this.isHeld(pair) ? [] : this.#letIn(pair)));
    for (const { volunteer } of this.market.teams[team]!) {
      for (const other of this.held[volunteer]!.filter((pair) => !tuple.includes(pair))) this.#drop(other);
    }
    this.countyOf[team] = countyOf[lineOf[tuple[0]!]!]!;
    return this.#settleLosers(sentAway.filter((pair) => this.teamOf[volunteerOf[pair]!] !== team));
  }

  #letIn(pair: number): number[] {
    const gone = this.seats.contender(pair);
    if (gone !== nobody) this.#drop(gone);
    this.seats.place(pair);
    this.#isHeld[pair] = 1;
    const own = this.held[this.market.volunteerOf[pair]!]!;
    own.push(pair);
    own.sort((a, b) => (this.isBetter(a, b) ? -1 : 1));
    return gone === nobody ? [] : [gone];
  }

  /** Members who went alone and met in one county are together. */
  #seeTogether(team: number): void {
    if (team === -1 || this.countyOf[team] !== apart) return;
    const { teams, countyOf, lineOf } = this.market;
    const members = teams[team]!.map(({ volunteer }) => this.held[volunteer]!.map((pair) => countyOf[lineOf[pair]!]!));
    const [first] = members[0]!;
    if (first === undefined || !members.every((counties) => counties.length > 0 && counties.every((county) => county === first))) return;
    this.countyOf[team] = first;
  }

  #drop(pair: number): void {
    const own = this.held[this.market.volunteerOf[pair]!]!;
    own.splice(own.indexOf(pair), 1);
    this.#isHeld[pair] = 0;
    this.seats.vacate(pair);
  }

  /** A team whose member lost the last placement gives up the others'. */
  #settleLosers(sentAway: readonly number[]): number[] {
    return sentAway.map((lost) => {
      const volunteer = this.market.volunteerOf[lost]!;
      const team = this.teamOf[volunteer]!;
      if (team === -1 || this.countyOf[team] === apart || this.held[volunteer]!.length > 0) return volunteer;
      this.countyOf[team] = apart;
      for (const pair of this.market.teams[team]!.flatMap((member) => this.held[member.volunteer]!)) this.#drop(pair);
      return volunteer;
    });
  }
}
