import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isEligible } from '../../src/domain/eligibility/eligibility.ts';
import { canonicalText, sha256Of } from '../../src/matching/canonical.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { hasExactCosts } from '../../src/matching/explain/is-exact.ts';
import { ReasonSearch } from '../../src/matching/explain/reason.ts';
import { solvedNetworkOf } from '../../src/matching/explain/solved-network.ts';
import { WhySearch } from '../../src/matching/explain/why.ts';
import { match } from '../../src/matching/match.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import { danglingReferences, type Snapshot } from '../../src/matching/snapshot.ts';
import { bestByTrying } from './best-by-trying.ts';
import { smallSnapshots, snapshotsBeyondFlow } from './snapshots.ts';
import { blockingByDefinition } from './stable-by-definition.ts';
import { tinySeason } from './tiny-season.ts';

type Asked = NonNullable<Snapshot['askedBack']>;

/** Each of these people puts the line's request first and is asked back there; what they ranked before comes after it. */
function withAskedBack(snapshot: Snapshot, lineNumbers: readonly (number | null)[]): Snapshot {
  const asked: Asked = snapshot.applications.flatMap(({ id }, a) => {
    const line = lineNumbers[a] ?? null;
    return line === null ? [] : [{ applicationId: id, lineId: snapshot.lines[line % snapshot.lines.length]!.id }];
  });
  const requestOf = new Map(snapshot.lines.map(({ id, requestId }) => [id, requestId]));
  const firstOf = new Map(asked.map(({ applicationId, lineId }) => [applicationId, requestOf.get(lineId)!]));
  const applications = snapshot.applications.map((application) => {
    const first = firstOf.get(application.id);
    if (first === undefined) return application;
    const later = application.choices.filter(({ target }) => target.kind !== 'request' || target.id !== first);
    const choices = [{ rank: 1, target: { kind: 'request' as const, id: first } }, ...later.map((own) => ({ ...own, rank: own.rank + 1 }))];
    return { ...application, choices };
  });
  return { ...snapshot, applications, askedBack: asked };
}

type Size = Parameters<typeof smallSnapshots>[0];
const asking = (applications: number) => fc.array(fc.option(fc.nat(7)), { minLength: applications, maxLength: applications });
const seasons = (size: Size): fc.Arbitrary<Snapshot> =>
  fc.tuple(smallSnapshots(size), asking(size.applications)).map(([snapshot, lines]) => withAskedBack(snapshot, lines));

const has = (matches: Asked, pair: Asked[number] | undefined) =>
  matches.some(({ applicationId, lineId }) => applicationId === pair?.applicationId && lineId === pair.lineId);
const metIn = ({ askedBack = [] }: Snapshot, matches: Asked) => askedBack.filter((pair) => has(matches, pair)).length;

test('the match with people asked back is as good as the best of all possible ones, goal by goal, and the checker says so', () => {
  let met = 0;
  fc.assert(
    fc.property(seasons({ applications: 4, requests: 3 }), (snapshot) => {
      const result = match(snapshot);
      expect(result.goals.map(({ value }) => value)).toEqual(bestByTrying(snapshot));
      expect(checkMatch(snapshot, result)).toEqual({ optimal: true });
      const goal = result.goals.find(({ name }) => name === 'asked-back');
      expect(goal?.value).toBe(snapshot.askedBack!.length === 0 ? undefined : 0 - metIn(snapshot, result.matches));
      met += metIn(snapshot, result.matches);
    }),
    { numRuns: 250 },
  );
  expect(met).toBeGreaterThan(100);
});

test('to be asked back gives the pair its place, or leaves the whole match as it was', () => {
  const seen = { held: 0, gained: 0, unchanged: 0 };
  fc.assert(
    fc.property(seasons({ applications: 9, requests: 3 }), (snapshot) => {
      const [asked, ...others] = snapshot.askedBack ?? [];
      if (asked === undefined) return;
      const before = match({ ...snapshot, askedBack: others }).matches;
      const after = match(snapshot).matches;
      if (!has(after, asked)) expect(after).toEqual(before);
      seen[!has(after, asked) ? 'unchanged' : has(before, asked) ? 'held' : 'gained'] += 1;
    }),
    { numRuns: 300, seed: 11 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});

// Both want the one seat of `wanted`; only b has nothing else, so b would get it by choices.
const contested = (askedBack: Asked) => ({
  ...tinySeason({
    lines: [
      { id: 'wanted', tier: 2 },
      { id: 'other', tier: 2 },
    ],
    people: [
      { id: 'a', choices: ['r-wanted', 'r-other'], anywhere: false },
      { id: 'b', choices: ['r-wanted'], anywhere: false, completions: 3 },
    ],
  }),
  askedBack,
});

const gotUnder = (policy: Snapshot['policy'], askedBack: Asked) =>
  match({ ...contested(askedBack), policy }).matches.map(({ applicationId, lineId }) => `${applicationId} ${lineId}`);

test('what a goal before it cannot lose goes to whoever was asked back, before the choices of all others', () => {
  const pair = { applicationId: 'a', lineId: 'wanted' };
  expect(gotUnder('choices-first', [])).toEqual(['a other', 'b wanted']);
  expect(gotUnder('choices-first', [pair])).toEqual(['a wanted']);
  // Need comes first: two seats filled are more than one, whoever was asked back.
  expect(gotUnder('need-first', [pair])).toEqual(['a other', 'b wanted']);
  expect(gotUnder('stable', [])).toEqual(['a other', 'b wanted']);
  expect(gotUnder('stable', [pair])).toEqual(['a wanted']);
});

test('under policy stable nobody blocks by the definition, and the only one asked back is placed there where they can be', () => {
  let placed = 0;
  fc.assert(
    fc.property(seasons({ applications: 4, requests: 3, policies: ['stable'] }), (snapshot) => {
      const result = match(snapshot);
      expect(result.status).toBe('stable');
      expect(checkMatch(snapshot, result)).toEqual({ stable: true });
      expect(blockingByDefinition(snapshot, result.matches)).toEqual([]);
      const [pair, ...others] = snapshot.askedBack ?? [];
      if (pair === undefined || others.length > 0) return;
      const free = { ...snapshot, provinces: [{ code: '530000', quota: null }], locks: { keep: [], exclude: [] } };
      const opening = openingsOf(free).find(({ lineId }) => lineId === pair.lineId)!;
      const beds = free.counties.find(({ code }) => code === opening.countyCode)!.beds;
      const canBe =
        isEligible(
          free.applications.find(({ id }) => id === pair.applicationId)!,
          opening,
          false,
        ) &&
        (beds !== 0 || opening.delivery === 'distance');
      expect(has(match(free).matches, pair)).toBe(canBe);
      placed += Number(canBe);
    }),
    { numRuns: 250 },
  );
  expect(placed).toBeGreaterThan(10);
});

test('teams, several placements and requests that close keep their proof when people are asked back', () => {
  const policies = ['need-first', 'choices-first', 'stable'] as const;
  const many = fc.tuple(snapshotsBeyondFlow({ applications: 5, requests: 3, policies }), asking(5));
  fc.assert(
    fc.property(many, ([made, lines]) => {
      const snapshot = withAskedBack(made, lines);
      expect(checkMatch(snapshot, match(snapshot))).not.toHaveProperty('wrong');
    }),
    { numRuns: 80 },
  );
});

test('whoever was asked back is told so, and why not where a condition fails or a goal before it decided', () => {
  const snapshot: Snapshot = {
    ...tinySeason({
      lines: [{ id: 'got' }, { id: 'maths', subject: 'maths' }, { id: 'scarce', tier: 3 }, { id: 'needed', minimum: 1, county: 2 }],
      people: [
        { id: 'a', choices: ['r-got'], anywhere: false },
        { id: 'b', choices: ['r-maths'], anywhere: false },
        { id: 'c', choices: ['r-scarce'] },
      ],
    }),
    policy: 'need-first',
    askedBack: [
      { applicationId: 'a', lineId: 'got' },
      { applicationId: 'b', lineId: 'maths' },
      { applicationId: 'c', lineId: 'scarce' },
    ],
  };
  const result = match(snapshot);
  const search = hasExactCosts(snapshot, result) ? new WhySearch(solvedNetworkOf(snapshot, result)) : undefined;
  const reasons = new ReasonSearch(snapshot, result, search);
  expect(reasons.reasonFor('a')).toMatchObject({ placed: [{ lineId: 'got', rank: 1, askedBack: true }], missed: [] });
  expect(reasons.reasonFor('b')).toMatchObject({
    placed: [],
    missed: [{ lineId: 'maths', askedBack: true, because: { kind: 'rules', failedRules: ['subject'] } }],
  });
  expect(reasons.reasonFor('c')).toMatchObject({
    placed: [{ lineId: 'needed', rank: null }],
    missed: [{ lineId: 'scarce', askedBack: true, because: { kind: 'goal', goal: 'minimum-tier-1' } }],
  });
});

test('a snapshot in which nobody was asked back has the text and the hash that it always had', () => {
  const snapshot = tinySeason({ lines: [{ id: 'l', maximum: 1 }], people: [{ id: 'a', choices: ['r-l'] }] });
  const always = '9ecc3544b49607351bf32bc6f84ced3b9a60332e42ed696f4228abd42cef02f0';
  for (const same of [snapshot, { ...snapshot, askedBack: [] }]) expect(sha256Of(canonicalText(same))).toBe(always);
  const askedBack = [{ applicationId: 'a', lineId: 'l' }];
  expect(sha256Of(canonicalText({ ...snapshot, askedBack }))).not.toBe(always);
  expect(danglingReferences({ ...snapshot, askedBack })).toEqual([]);
  const [application] = snapshot.applications;
  const unranked = { ...snapshot, applications: [{ ...application!, choices: [] }], askedBack };
  expect(danglingReferences(unranked)).toEqual(['asked back a l: not in the snapshot, or not the first choice']);
});
