import { expect, test } from 'vitest';

import { ReasonSearch, type Reason } from '../../src/matching/explain/reason.ts';
import { hasExactCosts } from '../../src/matching/explain/is-exact.ts';
import { solvedNetworkOf } from '../../src/matching/explain/solved-network.ts';
import { WhySearch } from '../../src/matching/explain/why.ts';
import { match } from '../../src/matching/match.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { tinySeason } from './tiny-season.ts';

function reasonsOf(snapshot: Snapshot) {
  const result = match(snapshot);
  const search = hasExactCosts(snapshot, result) ? new WhySearch(solvedNetworkOf(snapshot, result)) : undefined;
  const reasons = new ReasonSearch(snapshot, result, search);
  return (id: string) => reasons.reasonFor(id)!;
}

/** The choices missed, in short. */
const missedOf = ({ missed }: Reason) =>
  missed.map(({ rank, lineId, because }) => [
    rank,
    lineId,
    because.kind === 'rules' ? because.failedRules.join() : because.kind === 'goal' ? because.goal : because.kind,
  ]);

const season = (given: Parameters<typeof tinySeason>[0], policy: Snapshot['policy'] = 'need-first') => ({ ...tinySeason(given), policy });

test('every choice before the place that was got has its reason; those after it have none', () => {
  const reasonOf = reasonsOf(
    season({
      lines: [{ id: 'maths', subject: 'maths' }, { id: 'wanted' }, { id: 'got' }, { id: 'later' }],
      people: [
        { id: 'a', choices: ['r-maths', 'r-nowhere', 'r-wanted', 'r-got', 'r-later'] },
        { id: 'b', choices: ['r-wanted'], anywhere: false, completions: 3 },
      ],
    }),
  );
  expect(reasonOf('a').placed).toEqual([{ lineId: 'got', rank: 4 }]);
  expect(missedOf(reasonOf('a'))).toEqual([
    [1, 'maths', 'subject'],
    [2, null, 'absent'],
    [3, 'wanted', expect.stringMatching(/^maximum|^ideal|choices/)],
  ]);
  expect(reasonOf('b')).toMatchObject({ placed: [{ lineId: 'wanted', rank: 1 }], missed: [], able: null });
});

test('whoever has no place hears why not of every choice, and for how many places they could have been taken', () => {
  const reasonOf = reasonsOf(
    season({
      lines: [{ id: 'one' }, { id: 'other', subject: 'maths' }],
      people: [
        { id: 'a', choices: ['r-one'], completions: 1 },
        { id: 'b', choices: ['r-one'] },
        { id: 'c', choices: [] },
        { id: 'd', choices: [], subjects: ['music'] },
      ],
    }),
  );
  expect(missedOf(reasonOf('b'))).toEqual([[1, 'one', 'fit']]);
  expect(reasonOf('b').able).toMatchObject({ lines: 1, eligible: 1 });
  expect(reasonOf('c')).toMatchObject({ placed: [], missed: [], able: { lines: 1, eligible: 1 } });
  expect(reasonOf('d').able).toMatchObject({ lines: 0, eligible: 0 });
});

test('a choice of a place that stands before it already says nothing of its own; places tied are each told of', () => {
  const snapshot = season({ lines: [{ id: 'one' }, { id: 'other' }], people: [{ id: 'a' }, { id: 'b', completions: 3, choices: [] }] });
  const county = { kind: 'county', code: '532921' } as const;
  const [a, b] = snapshot.applications;
  const request = { kind: 'request', id: 'r-one' } as const;
  const asked = (choices: Snapshot['applications'][number]['choices']) =>
    reasonsOf({ ...snapshot, lines: snapshot.lines.slice(0, 1), applications: [{ ...a!, subjects: [], choices }, b!] })('a');
  expect(
    missedOf(
      asked([
        { rank: 1, target: request },
        { rank: 2, target: county },
      ]),
    ),
  ).toEqual([[1, 'one', 'subject']]);
  const other = { kind: 'request', id: 'r-other' } as const;
  expect(
    missedOf(
      asked([
        { rank: 1, target: request },
        { rank: 1, target: other },
      ]),
    ),
  ).toEqual([
    [1, 'one', 'subject'],
    [1, null, 'absent'],
  ]);
});

test('of a match whose prices tell no cost, what is so: its seats went to others, it does not go ahead, or a better place has those days', () => {
  const stable = reasonsOf(
    season(
      {
        lines: [{ id: 'one' }],
        people: [
          { id: 'a', choices: ['r-one'], completions: 3 },
          { id: 'b', choices: ['r-one'] },
        ],
      },
      'stable',
    ),
  );
  expect(missedOf(stable('b'))).toEqual([[1, 'one', 'taken']]);
  const closed = reasonsOf(
    season({ lines: [{ id: 'one', minimum: 2, maximum: 2, below: 'closes' }], people: [{ id: 'a', choices: ['r-one'], anywhere: false }] }),
  );
  expect(missedOf(closed('a'))).toEqual([[1, 'one', 'closed']]);
  const several = reasonsOf(
    season(
      {
        lines: [{ id: 'first' }, { id: 'same' }, { id: 'august', term: ['2027-08-01', '2027-08-14'] }],
        people: [{ id: 'a', choices: ['r-first', 'r-same', 'r-august'], anywhere: false, most: 2 }],
      },
      'choices-first',
    ),
  );
  expect(
    several('a')
      .placed.map(({ lineId }) => lineId)
      .toSorted(),
  ).toEqual(['august', 'first']);
  expect(missedOf(several('a'))).toEqual([[2, 'same', 'overlap']]);
});
