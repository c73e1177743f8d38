import type { Opening } from '../../domain/eligibility/rule.ts';
import { sha256Of, sortedText } from '../canonical.ts';
import { openingsOf, rankOf } from '../openings.ts';
import { judgedAgain, type Pairs } from '../pairs.ts';
import { goalsOf } from '../policies.ts';
import type { UnsealedResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { summaryOf } from '../summary.ts';
import { blockingAmong } from './blocking-pairs.ts';
import { findStable, type Found } from './find-stable.ts';
import { goalValues } from './goal-values.ts';
import { marketOf, withoutSeats, type Draws } from './market-of.ts';
import type { Market } from './market.ts';
import { withTurned } from './turned.ts';

type Step = { readonly done: number; readonly at: string };

/** Where a stable match stands while requests that miss their minimum are closed or turned. */
type State = {
  readonly snapshot: Snapshot;
  readonly openings: readonly Opening[];
  readonly pairs: Pairs;
  /** With seats in the closed requests too. */
  readonly market: Market;
  readonly closed: ReadonlySet<string>;
  readonly turned: ReadonlySet<string>;
};

/**
 * The match under policy `stable`, of an ordered snapshot: volunteers propose, counties choose by tier, fit and lottery; see
 * `blockingPairs` for what is stable and `findStable` for how it is found.
 *
 * Lines' ideals, and what people were told, play no part; nor do minima, save for requests that are all or nothing: while one of
 * them has a line below its minimum, the one of the least need, of those the one with most seats missing, of those the last by id,
 * is turned to a distance where it allows that and has not been, and closed otherwise; then everything is matched afresh. What is
 * closed stays closed, so it ends, and the match is stable among those that stand.
 * Time: one stable match for each request that turns or closes.
 */
export function* stableSteps(given: Snapshot, openings: readonly Opening[], pairs: Pairs): Generator<Step, UnsealedResult> {
  const draws: Draws = new Map();
  const market = marketOf(given, openings, pairs, draws);
  const base: State = { snapshot: given, openings, pairs, market, closed: new Set(), turned: new Set() };
  let state = base;
  for (let gone = 0; ; gone += 1) {
    const found = yield* foundIn(state, { done: 1 - 0.6 / (1 + gone / 10), at: 'stable' });
    const short = firstShort(state, found);
    if (short === undefined) return resultOf(base, state, found);
    state = without(base, state, short, draws);
  }
}

function* foundIn({ openings, market, closed }: State, step: Step): Generator<Step, Found> {
  const steps = findStable(closed.size === 0 ? market : withoutSeats(market, (line) => closed.has(openings[line]!.requestId)));
  for (;;) {
    yield step;
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The next all-or-nothing request to turn or close. */
function firstShort({ snapshot, pairs, closed }: State, found: Found): Snapshot['requests'][number] | undefined {
  const tierByCounty = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
  const placed = new Int32Array(snapshot.lines.length);
  for (const pair of found.pairs) placed[pairs.line[pair]!] = placed[pairs.line[pair]!]! + 1;
  const missing = new Map<string, number>();
  for (const [line, { requestId, minimum }] of snapshot.lines.entries()) {
    missing.set(requestId, (missing.get(requestId) ?? 0) + Math.max(0, minimum - placed[line]!));
  }
  const rank = ({ id, countyCode }: Snapshot['requests'][number]) => [tierByCounty.get(countyCode)!, missing.get(id)!] as const;
  return snapshot.requests
    .filter(({ id, belowMinimum }) => belowMinimum !== 'goes_ahead' && !closed.has(id) && (missing.get(id) ?? 0) > 0)
    .toSorted((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1] || (a.id < b.id ? 1 : -1))[0];
}

function without(base: State, state: State, { id, belowMinimum }: Snapshot['requests'][number], draws: Draws): State {
  const isTurned = state.turned.has(id);
  const closed = new Set([...state.closed, id]);
  if (belowMinimum === 'turns_to_distance' && !isTurned) return changed(base, state, { turned: new Set([...state.turned, id]), id, draws });
  if (!isTurned) return { ...state, closed };
  // What is closed counts among the others' beds as it was asked for.
  const turned = new Set([...state.turned].filter((other) => other !== id));
  return { ...changed(base, state, { turned, id, draws }), closed };
}

type Change = { readonly turned: ReadonlySet<string>; readonly id: string; readonly draws: Draws };

/** The state with one request turned, or turned back. */
function changed(base: State, state: State, { turned, id, draws }: Change): State {
  const snapshot = withTurned(base.snapshot, turned);
  const openings = openingsOf(snapshot);
  const pairs = judgedAgain(snapshot, openings, state.pairs, id);
  return { ...state, snapshot, openings, pairs, market: marketOf(snapshot, openings, pairs, draws), turned };
}

function resultOf({ snapshot: given, pairs: eligible }: State, state: State, found: Found): UnsealedResult {
  const { snapshot, openings, pairs } = state;
  const placements = found.pairs.map((pair) => ({
    application: snapshot.applications[volunteerOf(pairs, pair)]!,
    opening: openings[pairs.line[pair]!]!,
  }));
  const matches = placements.map(({ application, opening }) => ({
    applicationId: application.id,
    lineId: opening.lineId,
    rank: rankOf(application, opening),
  }));
  const closedRequestIds = [...state.closed].toSorted();
  const turnedRequestIds = [...state.turned].toSorted();
  const placed = { matches, closedRequestIds, turnedRequestIds };
  const blockingPairs = blockingAmong(given, pairs, placed, 'settled');
  const goals = goalsOf(given);
  const values = goalValues(given, goals, placements);
  const isStable = blockingPairs.length === 0;
  return {
    format: 'zhijiao-match-1',
    status: isStable ? 'stable' : 'unstable',
    policy: given.policy,
    snapshotSha256: sha256Of(sortedText(given)),
    goals: goals.map(({ name }, k) => ({ name, value: values[k]! })),
    matches,
    closedRequestIds,
    turnedRequestIds,
    gap: null,
    branching: null,
    blockingPairs,
    unstableBecause: isStable ? null : found.stability === 'none-exists' ? 'none-exists' : 'none-found',
    prices: { hub: [], applications: {}, lines: {}, requests: {}, lodgings: {}, counties: {}, provinces: {} },
    summary: summaryOf(given, matches, {
      pairs: eligible.line.length,
      blockingPairs: isStable ? 0 : blockingAmong(given, pairs, placed, 'open').length,
    }),
  };
}

/** The row that holds the pair, by halving. */
function volunteerOf({ rowStart }: Pairs, pair: number): number {
  let low = 0;
  for (let high = rowStart.length - 1; high - low > 1;) {
    const middle = (low + high) >> 1;
    if (rowStart[middle]! <= pair) low = middle;
    else high = middle;
  }
  return low;
}
