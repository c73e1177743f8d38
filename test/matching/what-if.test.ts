import fc from 'fast-check';
import { expect, test } from 'vitest';

import { mostAddedSeats, type Change } from '../../src/matching/explain/change.ts';
import { solvedNetworkOf } from '../../src/matching/explain/solved-network.ts';
import { whatIf } from '../../src/matching/explain/what-if.ts';
import { match } from '../../src/matching/match.ts';
import type { MatchResult } from '../../src/matching/result.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { smallSnapshots } from './snapshots.ts';

/** The snapshot as it would be written with the change made; `unranked` costs stay, for nobody's ranks go. */
function changed(snapshot: Snapshot, change: Change, whole: Snapshot): Snapshot {
  const { locks, lines } = snapshot;
  if (change.kind === 'pin') return { ...snapshot, locks: { ...locks, keep: [...locks.keep, change] } };
  if (change.kind === 'forbid') return { ...snapshot, locks: { ...locks, exclude: [...locks.exclude, change] } };
  if (change.kind === 'seats')
    return { ...snapshot, lines: lines.map((line) => (line.id === change.lineId ? withSeats(line, change.by) : line)) };
  if (change.kind === 'close') {
    return { ...snapshot, lines: lines.map((line) => (line.requestId === change.requestId ? withSeats(line, -100) : line)) };
  }
  if (change.kind === 'withdraw') {
    // Without a subject nobody is eligible for anything.
    return { ...snapshot, applications: snapshot.applications.map((a) => (a.id === change.applicationId ? { ...a, subjects: [] } : a)) };
  }
  if (change.kind === 'another') {
    const like = whole.applications.find(({ id }) => id === change.likeApplicationId)!;
    return { ...snapshot, applications: [...snapshot.applications, { ...like, id: `${like.id}+1` }] };
  }
  if (change.kind === 'request') return withRequest(snapshot, change.likeRequestId, whole);
  if (change.kind === 'beds') {
    return { ...snapshot, counties: snapshot.counties.map((c) => (c.code === change.countyCode ? { ...c, beds: change.maximum } : c)) };
  }
  if (change.kind === 'squad') {
    const { maximum: squadMaximum, requestId } = change;
    return { ...snapshot, requests: snapshot.requests.map((r) => (r.id === requestId ? { ...r, squadMaximum } : r)) };
  }
  return { ...snapshot, provinces: snapshot.provinces.map((p) => (p.code === change.provinceCode ? { ...p, quota: change.maximum } : p)) };
}

function withRequest(snapshot: Snapshot, likeId: string, whole: Snapshot): Snapshot {
  const like = whole.requests.find(({ id }) => id === likeId)!;
  const lines = whole.lines.filter(({ requestId }) => requestId === likeId);
  return {
    ...snapshot,
    requests: [...snapshot.requests, { ...like, id: `${likeId}+1` }],
    lines: [...snapshot.lines, ...lines.map((line) => ({ ...line, id: `${line.id}+1`, requestId: `${likeId}+1` }))],
  };
}

function withSeats(line: Snapshot['lines'][number], by: number): Snapshot['lines'][number] {
  const maximum = Math.max(0, line.maximum + by);
  return { ...line, maximum, ideal: Math.min(line.ideal, maximum), minimum: Math.min(line.minimum, maximum) };
}

const kinds = ['pin', 'forbid', 'seats', 'close', 'withdraw', 'another', 'request', 'beds', 'squad', 'quota'] as const;
const wishes = fc.array(fc.record({ kind: fc.constantFrom(...kinds), a: fc.nat(), l: fc.nat(), by: fc.integer({ min: -2, max: 2 }) }), {
  minLength: 1,
  maxLength: 3,
});

function changeOf({ kind, a, l, by }: { kind: (typeof kinds)[number]; a: number; l: number; by: number }, snapshot: Snapshot): Change {
  const applicationId = snapshot.applications[a % snapshot.applications.length]!.id;
  const { id: lineId, requestId } = snapshot.lines[l % snapshot.lines.length]!;
  if (kind === 'pin' || kind === 'forbid') return { kind, applicationId, lineId };
  if (kind === 'seats') return { kind, lineId, by };
  if (kind === 'close') return { kind, requestId };
  if (kind === 'withdraw') return { kind, applicationId };
  if (kind === 'another') return { kind, likeApplicationId: applicationId };
  if (kind === 'request') return { kind, likeRequestId: requestId };
  if (kind === 'beds') {
    const { countyCode } = snapshot.requests.find(({ id }) => id === requestId)!;
    return { kind, countyCode, maximum: Math.abs(by) };
  }
  if (kind === 'squad') return { kind, requestId, maximum: Math.abs(by) };
  return { kind, provinceCode: '530000', maximum: Math.abs(by) };
}

/** Pairs that stand among changes already, or that one change asks for and another rules out, mean nothing new. */
function isSound(snapshot: Snapshot, changes: readonly Change[]): boolean {
  const pairs = [...snapshot.locks.keep, ...changes.filter((change) => 'applicationId' in change && 'lineId' in change)].map((pair) =>
    JSON.stringify([(pair as { applicationId: string }).applicationId, (pair as { lineId: string }).lineId]),
  );
  return new Set(pairs).size === pairs.length && changes.filter(({ kind }) => kind === 'another' || kind === 'request').length <= 1;
}

const sorted = (matches: readonly Pick<MatchResult['matches'][number], 'applicationId' | 'lineId'>[]) =>
  matches.map(({ applicationId, lineId }) => `${applicationId} ${lineId}`).toSorted();

test('what if: the outcome is that of a new match of the changed season, and the run is left as it was', () => {
  let asked = 0;
  fc.assert(
    fc.property(smallSnapshots({ applications: 7, requests: 4 }), wishes, (snapshot, wanted) => {
      const changes = wanted.map((wish) => changeOf(wish, snapshot));
      if (!isSound(snapshot, changes)) return;
      const result = match(snapshot);
      const solved = solvedNetworkOf(snapshot, result, mostAddedSeats);
      const flow = solved.flow.slice();
      const outcome = whatIf(solved, changes);
      expect(solved.flow).toEqual(flow);
      if ('what' in outcome) return;
      const anew = match(changes.reduce((sofar, change) => changed(sofar, change, snapshot), snapshot));
      const lineOf = new Map(result.matches.map(({ applicationId, lineId }) => [applicationId, lineId]));
      for (const { applicationId, fromLineId, toLineId } of outcome.moves) {
        expect(lineOf.get(applicationId) ?? null).toBe(fromLineId);
        if (toLineId === null) lineOf.delete(applicationId);
        else lineOf.set(applicationId, toLineId);
      }
      expect(sorted([...lineOf].map(([applicationId, lineId]) => ({ applicationId, lineId })))).toEqual(sorted(anew.matches));
      const differences = result.goals.flatMap(({ name, value }, k) => {
        const by = anew.goals[k]!.value - value;
        return by === 0 || name === 'locks' ? [] : [{ goal: name, by }];
      });
      expect(outcome.costs.filter(({ goal }) => goal !== 'locks')).toEqual(differences);
      asked += 1;
    }),
    { numRuns: 1000 },
  );
  expect(asked).toBeGreaterThan(200);
});

test('what if names the first change that means nothing here', () => {
  const [snapshot] = fc.sample(smallSnapshots({ applications: 3, requests: 2 }), { numRuns: 1, seed: 2 });
  const solved = solvedNetworkOf(snapshot!, match(snapshot!), mostAddedSeats);
  const known: Change = { kind: 'withdraw', applicationId: 'a0' };
  expect(whatIf(solved, [known, { kind: 'close', requestId: 'nothing' }])).toEqual({ change: 1, what: 'request' });
  expect(whatIf(solved, [{ kind: 'pin', applicationId: 'a0', lineId: 'nothing' }])).toEqual({ change: 0, what: 'pair' });
});
