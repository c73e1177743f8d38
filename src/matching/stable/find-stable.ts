import { deferredAcceptance } from './deferred-acceptance.ts';
import { contentUnder, tryEveryWay } from './every-way.ts';
import { apart, Holdings } from './holdings.ts';
import type { Market } from './market.ts';
import { Round, settle, unitOf } from './settle.ts';

/** A match of a market. Where it is not stable: whether it is proven that none is, and the pairs that block. */
export type Found = {
  readonly pairs: readonly number[];
  readonly stability: 'stable' | 'none-exists' | 'none-found';
  readonly blocking: readonly number[];
};

/**
 * A stable match, or the one with the fewest blocking pairs that was found. It always ends.
 *
 * Without teams and with one placement each, deferred acceptance: stable, and the best for every volunteer. Otherwise the procedure of
 * Roth and Peranson, in several orders of the units; after one that does not end, everybody but the teams is made content
 * with the teams where they are. When none is stable, every way of the teams is tried, where they are few enough and
 * nobody may have several placements: then it is known whether a stable match exists.
 *
 * Deterministic. Gives a number a step, so that the caller may stop between two.
 */
export function* findStable(market: Market): Generator<number, Found> {
  const round = new Round(market);
  const seasonIsPlain = market.mostPlacements.every((most) => most === 1);
  if (market.teams.length === 0 && seasonIsPlain) return { pairs: matched(deferredAcceptance(market)), stability: 'stable', blocking: [] };
  let best: Found | undefined;
  for (const [step, start] of startsOf(round).entries()) {
    const holdings = new Holdings(market);
    holdings.load(start.from);
    const isStable = settle(round, holdings, start.units);
    yield step;
    if (isStable) return { pairs: holdings.pairs(), stability: 'stable', blocking: [] };
    best = fewer(best, judged(round, holdings));
    for (const pairs of seasonIsPlain ? repairsOf(round, holdings) : []) {
      const repaired = new Holdings(market);
      repaired.load(pairs);
      best = fewer(best, judged(round, repaired));
    }
    if (best.blocking.length === 0) return best;
  }
  if (best === undefined) throw new Error('there is always an order to begin with');
  const all = seasonIsPlain ? tryEveryWay(round) : ({ kind: 'too-many' } as const);
  if (all.kind === 'stable') return { pairs: all.pairs.toSorted((a, b) => a - b), stability: 'stable', blocking: [] };
  return all.kind === 'none' ? { ...fewer(best, { ...all, stability: 'none-exists' }), stability: 'none-exists' } : best;
}

type Start = { readonly from: readonly number[]; readonly units: readonly number[] };

/** Orders to try: volunteers before teams, teams before volunteers, each way round. */
function startsOf(round: Round): Start[] {
  const { market, volunteers } = round;
  const holdings = new Holdings(market);
  const alone = [...market.mostPlacements.keys()].filter((volunteer) => unitOf(round, holdings, volunteer) === volunteer);
  const teams = [...market.teams.keys()].map((team) => volunteers + team);
  const isAlone = new Set(alone);
  const content = deferredAcceptance(market, (volunteer, position) => (isAlone.has(volunteer) ? market.pairAt(volunteer, position) : -1));
  return [
    { from: matched(content), units: [...teams, ...alone] },
    { from: [], units: [...teams, ...alone] },
    { from: matched(content), units: [...teams.toReversed(), ...alone] },
    { from: [], units: [...teams.toReversed(), ...alone.toReversed()] },
  ];
}

/** Where the procedure stopped, with everybody but the teams made content; the same with each team apart in turn, and with all apart. */
function* repairsOf({ market }: Round, { countyOf, held }: Holdings): Generator<number[]> {
  const ways = market.teams.map((members, team) => (countyOf[team] === apart ? [] : members.map(({ volunteer }) => held[volunteer]![0]!)));
  yield contentUnder(market, ways);
  const together = ways.flatMap((tuple, team) => (tuple.length > 0 ? [team] : []));
  for (const team of together.slice(0, mostApart)) yield contentUnder(market, ways.with(team, []));
  yield contentUnder(
    market,
    ways.map(() => []),
  );
}

const mostApart = 20;

function judged(round: Round, holdings: Holdings): Found {
  const blocking = round.blocking(holdings);
  return { pairs: holdings.pairs(), stability: blocking.length === 0 ? 'stable' : 'none-found', blocking };
}

function fewer(best: Found | undefined, other: Found): Found {
  return best === undefined || other.blocking.length < best.blocking.length ? other : best;
}

function matched(held: Int32Array): number[] {
  return [...held].filter((pair) => pair !== -1);
}
