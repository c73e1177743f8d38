import { deferredAcceptance } from './deferred-acceptance.ts';
import { contentUnder, tryEveryWay } from './every-way.ts';
import { apart, Holdings } from './holdings.ts';
import type { Market } from './market.ts';
import { partsOf } from './parts.ts';
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
 * Part by part of the market, where parts have nothing to do with each other. Without teams and with one placement each, deferred
 * acceptance: stable, and the best for every volunteer. Otherwise the procedure of Roth and Peranson, in several orders of the units;
 * where one does not end, everybody is made content around the teams where they are, or with one or all of them apart.
 * When nothing found is stable, every way of the teams is tried, where they are few enough and nobody may have several
 * placements: then it is known whether a stable match exists.
 *
 * Deterministic. Gives a number a step, so that the caller may stop between two.
 */
export function* findStable(whole: Market): Generator<number, Found> {
  const parts: Found[] = [];
  for (const { market, pairs } of partsOf(whole)) {
    const found = yield* findInPart(market);
    const there = (own: readonly number[]) => own.map((pair) => pairs[pair]!);
    parts.push({ ...found, pairs: there(found.pairs), blocking: there(found.blocking) });
  }
  const worst = (['none-exists', 'none-found'] as const).find((kind) => parts.some(({ stability }) => stability === kind));
  return {
    pairs: inOrder(parts.flatMap(({ pairs }) => pairs)),
    blocking: inOrder(parts.flatMap(({ blocking }) => blocking)),
    stability: worst ?? 'stable',
  };
}

function inOrder(pairs: readonly number[]): number[] {
  return pairs.toSorted((a, b) => a - b);
}

function* findInPart(market: Market): Generator<number, Found> {
  const isPlain = hasOnePlacementEach(market);
  if (market.teams.length === 0 && isPlain) return { pairs: matched(deferredAcceptance(market)), stability: 'stable', blocking: [] };
  const round = new Round(market);
  let best: Found | undefined;
  for (const [step, start] of startsOf(round).entries()) {
    const holdings = new Holdings(market);
    holdings.load(start.from);
    const restless = settle(round, holdings, start.units);
    yield step;
    if (restless.size === 0) return { pairs: holdings.pairs(), stability: 'stable', blocking: [] };
    best = fewer(best, judged(round, holdings));
    for (const pairs of isPlain ? repairsOf(round, holdings, restless) : []) {
      const repaired = new Holdings(market);
      repaired.load(pairs);
      best = fewer(best, judged(round, repaired));
      yield step;
    }
    if (best.blocking.length === 0) return best;
  }
  if (best === undefined) throw new Error('there is always an order to begin with');
  const all = isPlain ? tryEveryWay(round) : ({ kind: 'too-many' } as const);
  if (all.kind === 'stable') return { pairs: all.pairs, stability: 'stable', blocking: [] };
  return all.kind === 'none' ? { ...fewer(best, { ...all, stability: 'none-exists' }), stability: 'none-exists' } : best;
}

/** Is it proven that no stable match of the market exists? In some part of it every way of the teams is tried, and none is stable. */
export function hasNoStable(whole: Market): boolean {
  return partsOf(whole).some(
    ({ market }) => market.teams.length > 0 && hasOnePlacementEach(market) && tryEveryWay(new Round(market)).kind === 'none',
  );
}

function hasOnePlacementEach({ mostPlacements }: Market): boolean {
  return mostPlacements.every((most) => most === 1);
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

/** Where the procedure stopped, with everybody but the teams made content; then with each team that found no rest apart, and with all. */
function* repairsOf({ market, volunteers }: Round, { countyOf, held }: Holdings, restless: ReadonlySet<number>): Generator<number[]> {
  const ways = market.teams.map((members, team) => (countyOf[team] === apart ? [] : members.map(({ volunteer }) => held[volunteer]![0]!)));
  yield contentUnder(market, ways);
  const moving = [...restless].filter((unit) => unit >= volunteers).slice(0, mostApart);
  for (const unit of moving) yield contentUnder(market, ways.with(unit - volunteers, []));
  yield contentUnder(
    market,
    ways.map(() => []),
  );
}

const mostApart = 10;

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
