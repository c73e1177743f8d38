import fc from 'fast-check';
import { expect, test } from 'vitest';

import { solvedNetworkOf } from '../../src/matching/explain/solved-network.ts';
import { whyShort } from '../../src/matching/explain/why-short.ts';
import { match } from '../../src/matching/match.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { smallSnapshots } from './snapshots.ts';

function placedIn(snapshot: Snapshot, lineId: string): number {
  const { ideal } = snapshot.lines.find(({ id }) => id === lineId)!;
  return Math.min(ideal, match(snapshot).matches.filter((pair) => pair.lineId === lineId).length);
}

const oneMore = (most: number | null) => (most === null ? null : most + 1);

/** The season with a line that takes either kind of volunteer, or one place more in its squad or province. */
function remedied(snapshot: Snapshot, lineId: string, kind: string): Snapshot {
  const { requestId } = snapshot.lines.find(({ id }) => id === lineId)!;
  if (kind === 'kinds') return { ...snapshot, lines: snapshot.lines.map((line) => (line.id === lineId ? { ...line, kinds: [] } : line)) };
  if (kind === 'squad') {
    return {
      ...snapshot,
      requests: snapshot.requests.map((r) => (r.id === requestId ? { ...r, squadMaximum: oneMore(r.squadMaximum) } : r)),
    };
  }
  return { ...snapshot, provinces: snapshot.provinces.map((p) => ({ ...p, quota: oneMore(p.quota) })) };
}

test('a remedy gains exactly what a new match with it gains, and what is left out gains nothing', () => {
  const seen = { kinds: 0, squad: 0, quota: 0 };
  fc.assert(
    fc.property(smallSnapshots({ applications: 6, requests: 4 }), fc.nat(), (given, pick) => {
      // Some are teachers, and some lines ask for students only.
      const snapshot: Snapshot = {
        ...given,
        applications: given.applications.map((own, a) => (a % 2 === 1 ? { ...own, kind: 'teacher' } : own)),
        lines: given.lines.map((own, l) => (l % 2 === 0 ? { ...own, kinds: ['student'] } : own)),
      };
      const { id: lineId } = snapshot.lines[pick % snapshot.lines.length]!;
      const why = whyShort(solvedNetworkOf(snapshot, match(snapshot)), lineId)!;
      const before = placedIn(snapshot, lineId);
      expect(Math.min(why.placed, why.ideal)).toBe(before);
      for (const kind of ['kinds', 'squad', 'quota'] as const) {
        if (kind !== 'kinds' && !why.full.includes(kind)) continue;
        const gains = why.remedies.find((remedy) => remedy.kind === kind)?.gains ?? 0;
        expect(gains).toBe(Math.max(0, placedIn(remedied(snapshot, lineId, kind), lineId) - before));
        if (gains > 0) seen[kind] += 1;
      }
    }),
    { numRuns: 500 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

test('those who compete are named with what they ask for and who could come', () => {
  const [given] = fc.sample(smallSnapshots({ applications: 1, requests: 1 }), { numRuns: 1, seed: 3 });
  const request = {
    ...given!.requests[0]!,
    squadMaximum: null,
    delivery: 'distance' as const,
    startDay: '2027-07-01',
    endDay: '2027-07-14',
  };
  const line = { ...given!.lines[0]!, level: 2 as const, minimum: 1, ideal: 1, maximum: 1 };
  const county = { ...given!.counties[0]!, tier: 1 as const };
  const snapshot: Snapshot = {
    ...given!,
    provinces: [{ code: '530000', quota: null }],
    counties: [county],
    requests: [
      { ...request, id: 'r0', countyCode: county.code },
      { ...request, id: 'r1', countyCode: county.code },
    ],
    lines: [
      { ...line, id: 'l0', requestId: 'r0' },
      { ...line, id: 'l1', requestId: 'r1' },
    ],
    applications: [
      { ...given!.applications[0]!, id: 'able', subjects: [{ subject: 'english', level: 2 }], choices: [], scope: 'anywhere_after' },
      { ...given!.applications[0]!, id: 'beginner', subjects: [{ subject: 'english', level: 1 }], choices: [], scope: 'anywhere_after' },
    ],
    locks: { keep: [], exclude: [] },
  };
  const result = match(snapshot);
  const empty = snapshot.lines.find(({ id }) => !result.matches.some(({ lineId }) => lineId === id))!;
  expect(whyShort(solvedNetworkOf(snapshot, result), empty.id)).toEqual({
    minimum: 1,
    ideal: 1,
    placed: 0,
    full: [],
    competition: { lineIds: ['l0', 'l1'], requestIds: ['r0', 'r1'], seatsAsked: 2, placed: 1, eligible: 1, placedElsewhere: 0 },
    remedies: [
      { kind: 'level', volunteers: 1, gains: 1 },
      { kind: 'volunteer', volunteers: 1, gains: 1 },
    ],
  });
});
