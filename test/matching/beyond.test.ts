import fc from 'fast-check';
import { expect, test } from 'vitest';

import { beyondSteps } from '../../src/matching/beyond/beyond-match.ts';
import { beyondGoalsOf } from '../../src/matching/beyond/question.ts';
import { ordered } from '../../src/matching/canonical.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { overlaps } from '../../src/domain/calendar.ts';
import { isEligible } from '../../src/domain/eligibility/eligibility.ts';
import { match } from '../../src/matching/match.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import { resultSchema, type MatchResult } from '../../src/matching/result.ts';
import { sealed } from '../../src/matching/seal.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { snapshotsBeyondFlow } from './snapshots.ts';

const some = snapshotsBeyondFlow({ applications: 4, requests: 3 });

test('teams, all or nothing, several placements: as good as the best of all matches, and proven', () => {
  fc.assert(
    fc.property(some, (snapshot) => {
      const result = match(snapshot);
      expect(result.status).toBe('optimal');
      expect(result.goals.map(({ value }) => value)).toEqual(bestByTrying(snapshot));
      expect(checkMatch(snapshot, result)).toEqual({ optimal: true });
      expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    }),
    { numRuns: 250 },
  );
});

test('a search that is cut short says within how much, and is right; what it proves is checked', () => {
  let bounded = 0;
  fc.assert(
    fc.property(some, (snapshot) => {
      const result = cutShort(snapshot);
      const best = bestByTrying(snapshot);
      const values = result.goals.map(({ value }) => value);
      const bound = result.branching?.bound ?? values;
      expect(isBefore(best, bound)).toBe(false);
      expect(isBefore(values, best)).toBe(false);
      if (result.gap === null) {
        if (result.branching !== null) expect(values).toEqual(best);
        return;
      }
      bounded += 1;
      expect(checkMatch(snapshot, result)).toEqual({ optimal: false, within: { goal: result.gap.goal, by: result.gap.within } });
    }),
    { numRuns: 300 },
  );
  expect(bounded).toBeGreaterThan(0);
});

test('any number, pair or id that is another is refused', () => {
  let refused = 0;
  fc.assert(
    fc.property(some, fc.nat(), (snapshot, pick) => {
      const result = match(snapshot);
      const wrongs: MatchResult[] = [
        ...result.goals.map((goal, k) => ({ ...result, goals: result.goals.with(k, { ...goal, value: goal.value - 1 }) })),
        ...result.matches.map((_, i) => ({ ...result, matches: result.matches.toSpliced(i, 1) })),
        ...result.matches.map((placed, i) => ({ ...result, matches: result.matches.with(i, { ...placed, rank: (placed.rank ?? 0) + 1 }) })),
        { ...result, closedRequestIds: [...result.closedRequestIds, 'r9'] },
        { ...result, turnedRequestIds: [...result.turnedRequestIds, snapshot.requests[pick % snapshot.requests.length]!.id] },
        { ...result, gap: { goal: 'choices', within: 1 } },
        { ...result, branching: null },
      ];
      for (const wrong of wrongs) {
        if (wrong.branching === null && result.branching === null) continue;
        expect(checkMatch(snapshot, wrong)).toMatchObject({ optimal: false, wrong: expect.any(String) });
        refused += 1;
      }
      const better = result.branching && { ...result, branching: { ...result.branching, bound: result.branching.bound.map((b) => b + 1) } };
      if (better !== null) expect(checkMatch(snapshot, better)).toMatchObject({ optimal: false, wrong: expect.any(String) });
    }),
    { numRuns: 60 },
  );
  expect(refused).toBeGreaterThan(300);
});

test('the order in which things are listed changes nothing, byte for byte', () => {
  fc.assert(
    fc.property(some, (snapshot) => {
      const turned: Snapshot = {
        ...snapshot,
        requests: snapshot.requests.toReversed(),
        lines: snapshot.lines.toReversed(),
        applications: snapshot.applications.toReversed(),
        teams: snapshot.teams.toReversed().map((team) => ({ ...team, members: team.members.toReversed() })),
      };
      expect(JSON.stringify(match(turned))).toBe(JSON.stringify(match(snapshot)));
    }),
    { numRuns: 60 },
  );
});

function cutShort(snapshot: Snapshot): MatchResult {
  const steps = beyondSteps(ordered(snapshot), 1);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return sealed(value);
  }
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index !== -1 && a[index]! < b[index]!;
}

/** The best goal vector over every set of requests to turn, and every set of lines for each application. */
function bestByTrying(snapshot: Snapshot): number[] {
  const mayTurn = snapshot.requests.filter(({ belowMinimum }) => belowMinimum === 'turns_to_distance').map(({ id }) => id);
  let best: number[] | undefined;
  for (let set = 0; set < 1 << mayTurn.length; set += 1) {
    const turned = new Set(mayTurn.filter((_, i) => (set >> i) & 1));
    for (const values of valuesOfAll(snapshot, turned)) if (best === undefined || isBefore(values, best)) best = values;
  }
  return best ?? [];
}

function* valuesOfAll(snapshot: Snapshot, turned: ReadonlySet<string>): Generator<number[]> {
  const requests = snapshot.requests.map((request) => (turned.has(request.id) ? { ...request, delivery: 'distance' as const } : request));
  const openings = openingsOf({ ...snapshot, requests });
  const waysOf = snapshot.applications.map((application) => {
    const lines = [...openings.keys()].filter((line) => isEligible(application, openings[line]!, false));
    const ways: number[][] = [[]];
    for (const line of lines) {
      for (const way of ways.slice()) {
        const isFree = way.every((other) => !overlaps(openings[other]!, openings[line]!));
        if (way.length < application.mostPlacements && isFree) ways.push([...way, line]);
      }
    }
    return ways;
  });
  const chosen: number[][] = [];
  const visit = function* (a: number): Generator<number[]> {
    if (a < waysOf.length) {
      for (const way of waysOf[a]!) {
        chosen[a] = way;
        yield* visit(a + 1);
      }
      return;
    }
    if (isMatch({ ...snapshot, requests }, openings, chosen, turned)) yield worth(snapshot, openings, chosen, turned);
  };
  yield* visit(0);
}

type Openings = ReturnType<typeof openingsOf>;

function isMatch(snapshot: Snapshot, openings: Openings, chosen: readonly number[][], turned: ReadonlySet<string>): boolean {
  const lines = chosen.flat();
  const placedIn = (holds: (line: number) => boolean) => lines.filter((line) => holds(line)).length;
  const ofRequest = (id: string) => placedIn((line) => openings[line]!.requestId === id);
  const areSeats = snapshot.lines.every((line, l) => placedIn((at) => at === l) <= line.maximum);
  const areSquads = snapshot.requests.every(({ id, squadMaximum }) => ofRequest(id) <= (squadMaximum ?? Infinity));
  const areQuotas = snapshot.provinces.every(({ quota }) => lines.length <= (quota ?? Infinity));
  const areBeds = snapshot.requests.every((request) => {
    if (request.delivery === 'distance') return true;
    const beds = snapshot.counties.find(({ code }) => code === request.countyCode)!.beds ?? Infinity;
    const chain = new Set([request]);
    const near = snapshot.requests.filter((other) => other.countyCode === request.countyCode && other.delivery !== 'distance');
    for (const linked of chain) for (const other of near) if (overlaps(linked, other)) chain.add(other);
    return [...chain].reduce((sum, { id }) => sum + ofRequest(id), 0) <= beds;
  });
  const areWhole = snapshot.requests.every(({ id, belowMinimum }) => {
    const own = snapshot.lines.flatMap((line, l) => (line.requestId === id ? [{ line, placed: placedIn((at) => at === l) }] : []));
    // To turn a request that nobody comes to is nothing.
    if (belowMinimum === 'goes_ahead' || own.every(({ placed }) => placed === 0)) return !turned.has(id);
    return own.every(({ line, placed }) => placed >= line.minimum);
  });
  return (
    areSeats && areSquads && areQuotas && areBeds && areWhole && snapshot.teams.every((team) => isTeam(snapshot, openings, chosen, team))
  );
}

function countyOfTeam(
  snapshot: Snapshot,
  openings: Openings,
  chosen: readonly number[][],
  team: Snapshot['teams'][number],
): string | undefined {
  const counties = team.members.map(({ applicationId }) =>
    chosen[snapshot.applications.findIndex(({ id }) => id === applicationId)]!.map((line) => openings[line]!.countyCode),
  );
  const all = new Set(counties.flat());
  return all.size === 1 && counties.every((own) => own.length > 0) ? [...all][0] : undefined;
}

function isTeam(snapshot: Snapshot, openings: Openings, chosen: readonly number[][], team: Snapshot['teams'][number]): boolean {
  if (countyOfTeam(snapshot, openings, chosen, team) !== undefined) return true;
  return team.members.every(
    ({ applicationId, onlyTogether }) =>
      !onlyTogether || chosen[snapshot.applications.findIndex(({ id }) => id === applicationId)]!.length === 0,
  );
}

function worth(snapshot: Snapshot, openings: Openings, chosen: readonly number[][], turned: ReadonlySet<string>): number[] {
  const placements = chosen.flatMap((lines, a) =>
    lines.map((line) => ({ application: snapshot.applications[a]!, opening: openings[line]!, line })),
  );
  return beyondGoalsOf(snapshot).map((goal) => {
    if (goal.of === 'decisions') {
      if (goal.name === 'turned') return turned.size;
      return snapshot.teams.filter((team) => countyOfTeam(snapshot, openings, chosen, team) === undefined).length;
    }
    if (goal.of === 'pairs') return placements.reduce((sum, { application, opening }) => sum + goal.cost(application, opening), 0);
    let sum = 0;
    for (const [l, line] of snapshot.lines.entries()) {
      if (goal.of !== 'seats') break;
      const { tier } = snapshot.counties.find(({ code }) => code === openings[l]!.countyCode)!;
      const placed = placements.filter((placement) => placement.line === l).length;
      for (let seat = 1; seat <= placed; seat += 1)
        sum += goal.cost(seat <= line.minimum ? 'minimum' : seat <= line.ideal ? 'ideal' : 'maximum', tier);
    }
    for (const { code } of snapshot.counties) {
      if (goal.of !== 'counties') break;
      const minimum = snapshot.lines.reduce((all, line, l) => all + (openings[l]!.countyCode === code ? line.minimum : 0), 0);
      const placed = placements.filter(({ opening }) => opening.countyCode === code).length;
      for (let extra = 1; extra <= placed - minimum; extra += 1) sum += goal.cost(extra);
    }
    return sum;
  });
}
