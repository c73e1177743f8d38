import fc from 'fast-check';
import { expect, test } from 'vitest';

import { failedRules } from '../../src/domain/eligibility/eligibility.ts';
import { solvedNetworkOf } from '../../src/matching/explain/solved-network.ts';
import { WhySearch, type Move } from '../../src/matching/explain/why.ts';
import { match } from '../../src/matching/match.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import type { MatchResult } from '../../src/matching/result.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { smallSnapshots } from './snapshots.ts';
import { tinySeason } from './tiny-season.ts';

type Pair = { readonly applicationId: string; readonly lineId: string };

/** Goal by goal, what one match is worth beyond another, without what stays the same. */
function differences(before: MatchResult, after: MatchResult, except: string) {
  return before.goals.flatMap(({ name, value }, k) => {
    const by = after.goals[k]!.value - value;
    return by === 0 || name === except ? [] : [{ goal: name, by }];
  });
}

function afterMoves(matches: readonly Pair[], moves: readonly Move[]): string[] {
  const lineOf = new Map(matches.map(({ applicationId, lineId }) => [applicationId, lineId]));
  for (const { applicationId, fromLineId, toLineId } of moves) {
    expect(lineOf.get(applicationId) ?? null).toBe(fromLineId);
    if (toLineId === null) lineOf.delete(applicationId);
    else lineOf.set(applicationId, toLineId);
  }
  return [...lineOf].map((pair) => pair.join(' ')).toSorted();
}

const pairsOf = ({ matches }: MatchResult) => matches.map(({ applicationId, lineId }) => `${applicationId} ${lineId}`).toSorted();

test('why, and why not: the cost is that of matching anew with or without the pair, and the moves lead there', () => {
  const seen = { ineligible: 0, impossible: 0, matched: 0, unmatched: 0 };
  fc.assert(
    fc.property(smallSnapshots({ applications: 6, requests: 4 }), fc.nat(), fc.nat(), (given, pickA, pickL) => {
      const snapshot: Snapshot = { ...given, locks: { keep: [], exclude: [] } };
      const result = match(snapshot);
      const application = snapshot.applications[pickA % snapshot.applications.length]!;
      const line = snapshot.lines[pickL % snapshot.lines.length]!;
      const pair = { applicationId: application.id, lineId: line.id };
      const why = new WhySearch(solvedNetworkOf(snapshot, result)).ask(pair.applicationId, pair.lineId)!;
      seen[why.kind] += 1;
      const opening = openingsOf(snapshot).find(({ lineId }) => lineId === line.id)!;
      const failed = failedRules(application, opening, false);
      if (why.kind === 'ineligible') {
        expect(why.failedRules).toEqual(failed);
        return;
      }
      expect(failed).toEqual([]);
      const locks = why.kind === 'matched' ? { keep: [], exclude: [pair] } : { keep: [pair], exclude: [] };
      const anew = match({ ...snapshot, locks });
      if (why.kind === 'impossible') {
        expect(pairsOf(anew)).not.toContain(`${pair.applicationId} ${pair.lineId}`);
        return;
      }
      expect(why.costs).toEqual(differences(result, anew, 'locks'));
      expect(afterMoves(result.matches, why.moves)).toEqual(pairsOf(anew));
    }),
    { numRuns: 600 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

test('of many who could come in, the one is named who costs least, whoever is looked at first', () => {
  const one = tinySeason({
    lines: [{ id: 'l0', maximum: 2 }],
    people: [{ id: 'a1', choices: ['r-l0'] }, ...['a0', 'a2', 'a3', 'a4'].map((id) => ({ id, anywhere: true }))],
    quota: 1,
  });
  for (let draw = 0; draw < 32; draw += 1) {
    const snapshot: Snapshot = { ...one, policy: 'need-first', seed: draw.toString(16).padStart(2, '0').repeat(32) };
    const result = match(snapshot);
    expect(pairsOf(result)).toEqual(['a1 l0']);
    const anew = match({ ...snapshot, locks: { keep: [], exclude: [{ applicationId: 'a1', lineId: 'l0' }] } });
    const why = new WhySearch(solvedNetworkOf(snapshot, result)).ask('a1', 'l0');
    expect(why).toMatchObject({ kind: 'matched', costs: differences(result, anew, 'locks') });
  }
});
