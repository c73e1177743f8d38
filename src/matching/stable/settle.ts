import { apart, type Holdings } from './holdings.ts';
import { rowOf, type Market } from './market.ts';
import { bestOffer, countyRows, teamOffers, type Rows } from './team-offers.ts';

/**
 * A market in which moves are made one after the other. Who moves is a unit: a volunteer without a team by its position, a
 * team by its position after all volunteers.
 */
export class Round {
  readonly market: Market;
  readonly #rows: readonly ReadonlyMap<number, Rows>[];

  constructor(market: Market) {
    this.market = market;
    this.#rows = market.teams.map((_, team) => countyRows(market, team));
  }

  get volunteers(): number {
    return this.market.mostPlacements.length;
  }

  /** By county that has a line for every member. */
  rowsOf(team: number): ReadonlyMap<number, Rows> {
    return this.#rows[team]!;
  }

  /** The unit's best move, made; gives who was sent away, or undefined where there is no move. */
  improve(holdings: Holdings, unit: number): number[] | undefined {
    if (unit < this.volunteers) return improveAlone(holdings, unit);
    const team = unit - this.volunteers;
    const offer = bestOffer(holdings, team, this.rowsOf(team));
    if (offer !== undefined) return holdings.gather(team, offer.pairs);
    for (const { volunteer } of this.market.teams[team]!) {
      const sentAway = improveAlone(holdings, volunteer);
      if (sentAway !== undefined) return sentAway;
    }
    return undefined;
  }

  /** Every pair that blocks, a team's under the tuple it likes best in each county; in order, without copies. */
  blocking(holdings: Holdings): number[] {
    const found = new Set<number>();
    for (const volunteer of this.market.mostPlacements.keys()) {
      for (const pair of rowOf(this.market, volunteer)) if (blocksAlone(holdings, pair)) found.add(pair);
    }
    for (const team of this.market.teams.keys()) {
      for (const { pairs } of teamOffers(holdings, team, this.rowsOf(team))) {
        for (const pair of pairs) if (!holdings.isHeld(pair)) found.add(pair);
      }
    }
    return [...found].toSorted((a, b) => a - b);
  }
}

function blocksAlone(holdings: Holdings, pair: number): boolean {
  return holdings.isWanted(pair) && holdings.seats.contender(pair) !== pair;
}

function bestAlone(holdings: Holdings, volunteer: number): number | undefined {
  const { market } = holdings;
  const most = market.mostPlacements[volunteer]!;
  for (let position = 0, better = 0; better < most; position += 1) {
    const pair = market.pairAt(volunteer, position);
    if (pair === -1) return undefined;
    if (holdings.isHeld(pair)) better += 1;
    else if (blocksAlone(holdings, pair)) return pair;
  }
  return undefined;
}

function improveAlone(holdings: Holdings, volunteer: number): number[] | undefined {
  const pair = bestAlone(holdings, volunteer);
  return pair === undefined ? undefined : holdings.move(pair);
}

/** Moves a unit on average, after which a round is given up. */
const mostMovesPerUnit = 50;

/**
 * Lets units move, each to the best it can get, in turn; whoever is sent away moves next. Ends when nobody moves any more, and the
 * match is stable; or when a state comes back or too many moves were made, and it is given up. Gives who moved in the last
 * turn: nobody where it is stable.
 *
 * Time: a turn is linear in the pairs of who moves, plus the tuples looked at; at most `mostMovesPerUnit` moves a unit.
 * Source: Roth & Peranson, The redesign of the matching market for American physicians (1999), section 3.
 */
export function settle(round: Round, holdings: Holdings, units: readonly number[]): ReadonlySet<number> {
  const seen = new Set<string>();
  for (let moves = 0; ;) {
    const moved = new Set<number>();
    for (const first of units) {
      const waiting = [first];
      for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
        const sentAway = round.improve(holdings, unit);
        if (sentAway === undefined) continue;
        moved.add(unit);
        moves += 1;
        if (moves > mostMovesPerUnit * units.length) return moved;
        waiting.push(unit, ...sentAway.map((volunteer) => unitOf(round, holdings, volunteer)));
      }
    }
    const state = holdings.pairs().join(' ');
    if (moved.size === 0 || seen.has(state)) return moved;
    seen.add(state);
  }
}

export function unitOf(round: Round, { teamOf }: Holdings, volunteer: number): number {
  const team = teamOf[volunteer]!;
  return team === apart ? volunteer : round.volunteers + team;
}
