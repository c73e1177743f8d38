import { deferredAcceptance, deferredOffers } from './deferred-acceptance.ts';
import { Holdings } from './holdings.ts';
import { rowOf, type Market } from './market.ts';
import { nobody } from './seats.ts';
import type { Round } from './settle.ts';

/** What became of a try of every way: a stable match; none, with the fewest pairs that block; or no answer within the budget. */
export type EveryWay =
  | { readonly kind: 'stable'; readonly pairs: readonly number[] }
  | { readonly kind: 'none'; readonly pairs: readonly number[]; readonly blocking: readonly number[] }
  | { readonly kind: 'too-many' };

/** By team: the tuple it is fixed to, or none where it is apart. */
type Ways = readonly (readonly number[])[];

/** Pairs gone through, over all ways. */
const mostPairs = 20_000_000;

/**
 * Looks for a stable match over every way in which the teams could be together or apart; exact. For one placement each.
 *
 * In a stable match, with each team fixed to where it is, the rest is a stable match of a market without teams: members who are
 * together propose to their own line only. In all stable matches of such a market the same people are placed, and the one
 * its lines like best takes on nobody whom another of them would not take on as well. So each way has a stable match exactly when
 * every fixed member is placed and, in the lines' best match, nobody would rather move: one deferred acceptance and one round of
 * offers decide it.
 *
 * Time: ways × pairs, given up beyond `mostPairs`. Source: Hatfield & Milgrom (2005), theorems 4 and 8; Fleiner (2003).
 */
export function tryEveryWay(round: Round): EveryWay {
  const { market } = round;
  const ways = market.teams.reduce((product, _, team) => product * (countTuples(round, team) + 1), 1);
  if (ways * (market.lineOf.length + 1) > mostPairs) return { kind: 'too-many' };
  const options = market.teams.map((_, team) => [...tuplesOf(round, team), []]);
  let best: Tried | undefined;
  for (let way = 0; way < ways; way += 1) {
    for (const tried of triedUnder(round, wayAt(options, way))) {
      if (tried.blocking.length === 0) return { kind: 'stable', pairs: tried.pairs };
      if (best === undefined || tried.blocking.length < best.blocking.length) best = tried;
    }
  }
  if (best === undefined) throw new Error('all teams apart is always a way');
  return { kind: 'none', ...best };
}

type Tried = { readonly pairs: readonly number[]; readonly blocking: readonly number[] };

/** The ways by number, like a meter with a wheel a team. */
function wayAt(options: readonly Ways[], way: number): Ways {
  let left = way;
  return options.map((own) => {
    const option = own[left % own.length]!;
    left = Math.floor(left / own.length);
    return option;
  });
}

function countTuples(round: Round, team: number): number {
  const rows = [...round.rowsOf(team).values()];
  return rows.reduce((sum, ofMembers) => sum + ofMembers.reduce((product, { length }) => product * length, 1), 0);
}

function* tuplesOf(round: Round, team: number): Generator<readonly number[]> {
  for (const rows of round.rowsOf(team).values()) {
    yield* rows.reduce<number[][]>((parts, row) => parts.flatMap((part) => row.map((pair) => [...part, pair])), [[]]);
  }
}

/** The volunteers' best and the lines' best match with the teams so fixed, judged; nothing where a member cannot hold the seat. */
function* triedUnder(round: Round, ways: Ways): Generator<Tried> {
  const { market } = round;
  const pairAt = fixedTo(market, ways);
  const held = deferredAcceptance(market, pairAt);
  if (ways.some((tuple) => tuple.some((pair) => held[market.volunteerOf[pair]!] !== pair))) return;
  yield judge(round, pairsIn(held));
  yield judge(round, pairsIn(deferredOffers(market, pairAt)));
}

function judge(round: Round, pairs: readonly number[]): Tried {
  const holdings = new Holdings(round.market);
  holdings.load(pairs);
  return { pairs, blocking: round.blocking(holdings) };
}

/**
 * The match in which teams stay as they are fixed and everybody else is content, found by deferred acceptance; a team that cannot
 * hold all of its seats goes apart, and it is done again. At most one deferred acceptance a team, and one.
 */
export function contentUnder(market: Market, ways: Ways): number[] {
  const fixed = [...ways];
  for (;;) {
    const held = deferredAcceptance(market, fixedTo(market, fixed));
    const failing = fixed.findIndex((tuple) => tuple.some((pair) => held[market.volunteerOf[pair]!] !== pair));
    if (failing === -1) return pairsIn(held);
    fixed[failing] = [];
  }
}

/** Members who are together propose to their own line; apart, those who go only together propose to none. */
function fixedTo(market: Market, ways: Ways): Market['pairAt'] {
  const rows = new Map<number, readonly number[]>();
  for (const [team, members] of market.teams.entries()) {
    for (const [index, { volunteer, onlyTogether }] of members.entries()) {
      const pair = ways[team]![index];
      if (pair !== undefined) rows.set(volunteer, [pair]);
      else rows.set(volunteer, onlyTogether ? [] : rowOf(market, volunteer));
    }
  }
  return (volunteer, position) => {
    const row = rows.get(volunteer);
    return row === undefined ? market.pairAt(volunteer, position) : (row[position] ?? -1);
  };
}

function pairsIn(held: Int32Array): number[] {
  return [...held].filter((pair) => pair !== nobody);
}
