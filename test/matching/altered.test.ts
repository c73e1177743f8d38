import fc from 'fast-check';
import { expect, test } from 'vitest';

import { policies } from '../../src/domain/run.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { resultSchema, type MatchResult } from '../../src/matching/result.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { smallSnapshots, snapshotsBeyondFlow } from './snapshots.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every value that differs from the given one in one leaf, one entry of a list, or one key. */
function* altered(value: Json): Generator<Json> {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number') yield* [value + 1, value - 1, -value].filter((other) => other !== value);
    else if (typeof value === 'string') yield* [`${value}x`, ''];
    else if (typeof value === 'boolean') yield !value;
    else yield 0;
    return;
  }
  if (Array.isArray(value)) {
    for (const [i, entry] of value.entries()) {
      yield value.toSpliced(i, 1);
      yield value.toSpliced(i, 0, entry);
      for (const other of altered(entry)) yield value.with(i, other);
    }
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    const { [key]: _, ...rest } = value;
    yield rest;
    yield { ...rest, [`${key}x`]: entry };
    for (const other of altered(entry)) yield { ...value, [key]: other };
  }
}

const isTaken = (snapshot: Snapshot, result: Json): boolean => {
  const read = resultSchema.safeParse(result);
  return read.success && !('wrong' in checkMatch(snapshot, read.data));
};

/** The file as it is written and read again. */
const written = (result: MatchResult): Json => JSON.parse(JSON.stringify(result)) as Json;

test.each([
  ['flows and stable matches', smallSnapshots({ applications: 3, requests: 2, policies }), 12],
  ['matches beyond a flow', snapshotsBeyondFlow({ applications: 3, requests: 2 }), 4],
] as const)('of %s, whatever single thing is changed in a result, it is refused', (_, some, numRuns) => {
  let refused = 0;
  fc.assert(
    fc.property(some, (snapshot) => {
      const result = written(match(snapshot));
      expect(isTaken(snapshot, result)).toBe(true);
      for (const other of altered(result)) {
        // What is left out where it says nothing is read as if it stood there.
        if (JSON.stringify(resultSchema.safeParse(other).data) === JSON.stringify(resultSchema.parse(result))) continue;
        if (isTaken(snapshot, other)) expect.fail(`taken: ${JSON.stringify(other)}`);
        refused += 1;
      }
    }),
    { numRuns },
  );
  expect(refused).toBeGreaterThan(500);
});

/** The same snapshot with every list in it shuffled, at every depth. */
function shuffled(value: Json, draw: () => number): Json {
  if (value === null || typeof value !== 'object') return value;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, draw)] as const);
    return Object.fromEntries(entries.toSorted(() => draw() - 0.5));
  }
  const list = value.map((inner) => shuffled(inner, draw));
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(draw() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

test('a snapshot shuffled at every depth gives the same match, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.oneof(smallSnapshots({ applications: 8, requests: 4, policies }), snapshotsBeyondFlow({ applications: 5, requests: 3 })),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (snapshot, stream) => {
        const draw = () => stream.next().value!;
        const other = shuffled(JSON.parse(JSON.stringify(snapshot)) as Json, draw) as unknown as Snapshot;
        expect(JSON.stringify(match(other))).toBe(JSON.stringify(match(snapshot)));
      },
    ),
    { numRuns: 150 },
  );
});
