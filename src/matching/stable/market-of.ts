import { overlaps } from '../../domain/calendar.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import { lodgingGroups } from '../lodging.ts';
import type { Pairs } from '../pairs.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Market } from './market.ts';
import { lotteryScale, ordersOf } from './orders.ts';

/** Lottery numbers of application and line, kept from one market of a snapshot to the next. */
export type Draws = Map<number, number>;

/**
 * The market of an ordered snapshot: its capacities nest as line, request, beds, province. Rows are put in order, and numbers
 * drawn, only where somebody comes to look. Memory: 24 bytes a pair, and what is drawn.
 */
export function marketOf(snapshot: Snapshot, openings: readonly Opening[], pairs: Pairs, draws: Draws): Market {
  const { applications } = snapshot;
  const volunteerOf = new Int32Array(pairs.line.length);
  const coarse = { own: new Int32Array(pairs.line.length), theirs: new Int32Array(pairs.line.length) };
  const orders = ordersOf(snapshot);
  for (const [a, application] of applications.entries()) {
    for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
      const opening = openings[pairs.line[pair]!]!;
      volunteerOf[pair] = a;
      coarse.own[pair] = orders.own(application, opening);
      coarse.theirs[pair] = orders.theirs(application, opening);
    }
  }
  const drawn = new Float64Array(pairs.line.length).fill(-1);
  const lottery = (pair: number): number => {
    if (drawn[pair] === -1) {
      const [volunteer, line] = [volunteerOf[pair]!, pairs.line[pair]!];
      const key = volunteer * openings.length + line;
      const number = draws.get(key) ?? orders.lottery(applications[volunteer]!, openings[line]!);
      draws.set(key, number);
      drawn[pair] = number;
    }
    return drawn[pair]!;
  };
  const own = (pair: number): number => coarse.own[pair]! * lotteryScale + lottery(pair);
  const positions = new Map(applications.map(({ id }, position) => [id, position]));
  const counties = new Map(snapshot.counties.map(({ code }, position) => [code, position]));
  return {
    volunteerOf,
    lineOf: pairs.line,
    pairAt: rowsOnDemand(pairs.rowStart, coarse.own, own),
    own,
    theirs: (pair) => coarse.theirs[pair]! * lotteryScale + lottery(pair),
    ...capacitiesOf(snapshot),
    countyOf: Int32Array.from(openings, ({ countyCode }) => counties.get(countyCode)!),
    mostPlacements: Int32Array.from(applications, ({ mostPlacements }) => mostPlacements),
    doClash: (line, other) => overlaps(openings[line]!, openings[other]!),
    teams: snapshot.teams.map(({ members }) =>
      members.map(({ applicationId, onlyTogether }) => ({ volunteer: positions.get(applicationId)!, onlyTogether })),
    ),
  };
}

/** The market in which some lines have no seats. */
export function withoutSeats(market: Market, isClosed: (line: number) => boolean): Market {
  const most = market.most.slice();
  for (const [line, capacity] of market.innermost.entries()) if (isClosed(line)) most[capacity] = 0;
  return { ...market, most };
}

/** Puts a row in order up to where it is read: by the coarse number at once, by the lottery one tie after the other. */
function rowsOnDemand(rowStart: Int32Array, coarse: Int32Array, own: Market['own']): Market['pairAt'] {
  const rows: (Int32Array | undefined)[] = [];
  const settled = new Int32Array(rowStart.length);
  const rowOf = (volunteer: number): Int32Array => {
    const from = rowStart[volunteer]!;
    const row = Int32Array.from({ length: rowStart[volunteer + 1]! - from }, (_, i) => from + i);
    return row.toSorted((a, b) => coarse[a]! - coarse[b]!);
  };
  return (volunteer, position) => {
    if (position >= rowStart[volunteer + 1]! - rowStart[volunteer]!) return -1;
    const row = (rows[volunteer] ??= rowOf(volunteer));
    while (settled[volunteer]! <= position) {
      const from = settled[volunteer]!;
      let to = from + 1;
      while (to < row.length && coarse[row[to]!] === coarse[row[from]!]) to += 1;
      if (to > from + 1) row.subarray(from, to).sort((a, b) => own(a) - own(b) || a - b);
      settled[volunteer] = to;
    }
    return row[position]!;
  };
}

function capacitiesOf(snapshot: Snapshot): Pick<Market, 'innermost' | 'around' | 'most'> {
  const { lines, requests, counties, provinces } = snapshot;
  const around: number[] = [];
  const most: number[] = [];
  const add = (capacity: number | null, outer: number): number => {
    around.push(outer);
    return most.push(capacity ?? Infinity) - 1;
  };
  const quotas = new Map(provinces.map(({ code, quota }) => [code, add(quota, -1)]));
  const countiesByCode = new Map(counties.map((county) => [county.code, county]));
  const squads = new Map<string, number>();
  for (const [code, own] of Map.groupBy(requests, ({ countyCode }) => countyCode)) {
    const { beds, provinceCode } = countiesByCode.get(code)!;
    const quota = quotas.get(provinceCode)!;
    const lodgings = new Map(
      lodgingGroups(own).flatMap((group) => {
        const lodging = add(beds, quota);
        return group.map(({ id }) => [id, lodging] as const);
      }),
    );
    for (const { id, squadMaximum } of own) squads.set(id, add(squadMaximum, lodgings.get(id) ?? quota));
  }
  const innermost = Int32Array.from(lines, ({ requestId, maximum }) => add(maximum, squads.get(requestId)!));
  return { innermost, around: Int32Array.from(around), most: Float64Array.from(most) };
}
