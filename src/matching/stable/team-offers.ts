import { apart, type Holdings } from './holdings.ts';
import { rowOf, type Market } from './market.ts';
import { nobody } from './seats.ts';

/** Each member's pairs in one county, best first. */
export type Rows = readonly (readonly number[])[];

/** One pair a member, all in one county, with the sum of the members' own numbers. */
export type Tuple = { readonly pairs: readonly number[]; readonly sum: number };

/**
 * The tuple a team likes best among those of one county that the lines' side would take whole, if there is one whose sum is below
 * `below`. Member by member, best first; a part that is not taken is in no tuple that is, for the lines' choice is
 * substitutable. Leaves the seats as they were. Time: the parts that are taken, in the worst case lines ^ members.
 */
function bestTuple(holdings: Holdings, rows: Rows, below: number): Tuple | undefined {
  if (!hasRoom(holdings, rows)) return undefined;
  const { market, seats } = holdings;
  const least = rows.map((row) => market.own(row[0]!));
  const leastFrom = least.map((_, member) => least.slice(member).reduce((sum, number) => sum + number, 0));
  let best: Tuple | undefined;
  const part: number[] = [];
  const away: number[] = [];
  /** Does something with the pair let in, where it and the part before it are taken. */
  const withPair = (pair: number, then: () => void): void => {
    const isThere = holdings.isHeld(pair) && !away.includes(pair);
    const gone = isThere ? nobody : seats.take(pair);
    if (gone === pair) return;
    if (!part.includes(gone)) {
      away.push(gone);
      part.push(pair);
      then();
      part.pop();
      away.pop();
    }
    if (!isThere) seats.vacate(pair);
    if (gone !== nobody) seats.place(gone);
  };
  const extend = (member: number, sum: number): void => {
    if (member === rows.length) {
      best = { pairs: [...part], sum };
      return;
    }
    for (const pair of rows[member]!) {
      const next = sum + market.own(pair);
      if (next + (leastFrom[member + 1] ?? 0) >= (best?.sum ?? below)) break;
      withPair(pair, () => extend(member + 1, next));
    }
  };
  extend(0, 0);
  return best;
}

/**
 * Is there room for everybody at all, were those sent away who stand after the members' best pair, whatever lines they choose?
 * Spares the search where a squad or beds are too few for the team. Linear in the rows.
 */
function hasRoom({ market, seats }: Holdings, rows: Rows): boolean {
  const { innermost, around, lineOf } = market;
  const best = rows.flat().reduce((first, pair) => (seats.isBefore(pair, first) ? pair : first));
  const inside = new Map<number, Set<number>>();
  for (const line of new Set(rows.flat().map((pair) => lineOf[pair]!))) {
    for (let capacity = innermost[line]!; capacity !== -1; capacity = around[capacity]!) {
      inside.set(around[capacity]!, (inside.get(around[capacity]!) ?? new Set()).add(capacity));
    }
  }
  const roomIn = (capacity: number): number => {
    const within = [...(inside.get(capacity) ?? [])].reduce((sum, inner) => sum + roomIn(inner), 0);
    if (capacity === -1) return within;
    return Math.min(seats.roomAfter(capacity, best), inside.has(capacity) ? within : Infinity);
  };
  return roomIn(-1) >= rows.length;
}

/** By county in which every member has a line: each member's pairs there, best first. Where a coordinator keeps a pair, no other. */
export function countyRows(market: Market, team: number): ReadonlyMap<number, Rows> {
  const byCounty = new Map<number, number[][]>();
  const members = market.teams[team]!;
  for (const [index, { volunteer }] of members.entries()) {
    const row = rowOf(market, volunteer);
    const isKept = row[0] !== undefined && market.own(row[0]) < 0;
    for (const pair of row) {
      if (isKept && market.own(pair) >= 0) break;
      const county = market.countyOf[market.lineOf[pair]!]!;
      if (!byCounty.has(county))
        byCounty.set(
          county,
          members.map(() => []),
        );
      byCounty.get(county)![index]!.push(pair);
    }
  }
  return new Map([...byCounty].filter(([, rows]) => rows.every((row) => row.length > 0)).toSorted(([county], [other]) => county - other));
}

/** What a team would give up for a county: the sum it has, or anything where it is apart. */
function sumOf({ market, held, countyOf }: Holdings, team: number): number {
  if (countyOf[team] === apart) return Infinity;
  return market.teams[team]!.reduce((sum, { volunteer }) => sum + market.own(held[volunteer]![0]!), 0);
}

/** For each other county that would take a team and that it would rather have: the tuple it likes best there. */
export function* teamOffers(holdings: Holdings, team: number, rows: ReadonlyMap<number, Rows>): Generator<Tuple> {
  const below = sumOf(holdings, team);
  for (const [county, ofMembers] of rows) {
    const tuple = county === holdings.countyOf[team] ? undefined : bestTuple(holdings, ofMembers, below);
    if (tuple !== undefined) yield tuple;
  }
}

/** The best of them all. */
export function bestOffer(holdings: Holdings, team: number, rows: ReadonlyMap<number, Rows>): Tuple | undefined {
  let best: Tuple | undefined;
  for (const [county, ofMembers] of rows) {
    if (county === holdings.countyOf[team]) continue;
    best = bestTuple(holdings, ofMembers, best?.sum ?? sumOf(holdings, team)) ?? best;
  }
  return best;
}
