import { expect, test } from 'vitest';

import { compareFeed, Feed, type Happening } from '../../../scripts/chaos/feed.ts';
import { Ledger } from '../../../scripts/chaos/ledger.ts';
import { compareListed, type Listed } from '../../../scripts/chaos/read-back.ts';
import { replay } from '../../../scripts/chaos/replay.ts';

let sequence = 0;
const happened = (
  thing: string,
  thingId: string,
  event: string,
  [fromState, toState]: readonly [string | null, string] = [null, 'x'],
): Happening => ({
  sequence: (sequence += 1),
  actor: 'volunteer',
  thing,
  thingId,
  event,
  fromState,
  toState,
});
const accepted = (id: string) => happened('placement', id, 'placement.accepted', ['offered', 'accepted']);
const kinds = (findings: readonly { readonly kind: string }[]) => findings.map(({ kind }) => kind);

const begun = (id: string) => happened('application', id, 'application.begun');

test('what was confirmed and is not in the feed is lost; what is there too often, or nobody asked for, is doubled', () => {
  const ledger = new Ledger();
  ledger.confirm({ id: 'a', event: 'placement.accepted' });
  expect(kinds(compareFeed([accepted('a')], ledger))).toEqual([]);
  expect(kinds(compareFeed([], ledger))).toEqual(['lost']);
  expect(kinds(compareFeed([accepted('a'), accepted('a')], ledger))).toEqual(['doubled']);
  expect(kinds(compareFeed([accepted('a'), accepted('b')], ledger))).toEqual(['doubled']);
});

test('a call whose answer never came may have been done once, and not twice', () => {
  const ledger = new Ledger();
  ledger.allow({ id: 'a', event: 'placement.accepted' });
  ledger.allowNameless('application.begun');
  expect(kinds(compareFeed([], ledger))).toEqual([]);
  expect(kinds(compareFeed([accepted('a'), begun('n')], ledger))).toEqual([]);
  expect(kinds(compareFeed([accepted('a'), accepted('a'), begun('n')], ledger))).toEqual(['doubled']);
  expect(kinds(compareFeed([accepted('a'), begun('n'), begun('m')], ledger))).toEqual(['doubled']);
});

test('an exchange gives two people a place that was never offered; any other such place, or one that is missing, is found', () => {
  const exchanged = (id: string) => happened('placement', id, 'placement.accepted', ['proposed', 'accepted']);
  const confirmed = happened('swap', 's', 'swap.confirmed', ['agreed', 'confirmed']);
  const ledger = new Ledger();
  ledger.confirm({ id: 's', event: 'swap.confirmed' });
  expect(kinds(compareFeed([confirmed, exchanged('a'), exchanged('b')], ledger))).toEqual([]);
  expect(kinds(compareFeed([confirmed, exchanged('a')], ledger))).toEqual(['lost']);
  expect(kinds(compareFeed([confirmed, exchanged('a'), exchanged('b'), exchanged('c')], ledger))).toEqual(['doubled']);
});

const following = async (...places: number[]) =>
  new Feed().follow(async () => ({
    status: 200,
    isOk: true,
    body: { items: places.map((place) => ({ ...accepted('a'), sequence: place })), nextCursor: 'c' },
  }));

test('a feed that leaves a place out has lost an event, and one that gives a place again has doubled it', async () => {
  expect(kinds(await following(1, 2, 3))).toEqual([]);
  expect(kinds(await following(1, 3))).toEqual(['lost']);
  expect(kinds(await following(1, 2, 2))).toEqual(['doubled']);
});

const place = (volunteerId: string, startDay = '2027-07-01', endDay = '2027-07-20') => ({ lineId: 'line', volunteerId, startDay, endDay });
const road = (id: string): Happening[] => [
  happened('placement', id, 'placement.proposed', [null, 'proposed']),
  happened('placement', id, 'placement.offered', ['proposed', 'offered']),
  accepted(id),
];

test('a move that is no way from the state before breaks the lifecycle', () => {
  const nowhere = { ofPlacement: new Map(), maximumOfLine: new Map() };
  expect(kinds(replay(road('p'), nowhere).findings)).toEqual([]);
  expect(kinds(replay([...road('p'), accepted('p')], nowhere).findings)).toEqual(['broken']);
  const backwards = happened('season', 's', 'season.reopened', [null, 'open']);
  expect(kinds(replay([backwards], nowhere).findings)).toEqual(['broken']);
});

test('at no instant a line holds more than its maximum, or a person two places at once', () => {
  const places = (first: ReturnType<typeof place>, second: ReturnType<typeof place>, maximum: number) => ({
    ofPlacement: new Map([
      ['p', first],
      ['q', second],
    ]),
    maximumOfLine: new Map([['line', maximum]]),
  });
  const both = [...road('p'), ...road('q')];
  expect(replay(both, places(place('v'), place('w'), 2)).findings).toEqual([]);
  expect(replay(both, places(place('v'), place('w'), 1)).findings.map(({ what }) => what)).toEqual([
    expect.stringContaining('of 1 holds 2'),
  ]);
  const overlapping = replay(both, places(place('v'), place('v', '2027-07-20', '2027-07-30'), 2)).findings;
  expect(overlapping.every(({ what }) => what.includes('at once')) && overlapping.length > 0).toBe(true);
  expect(replay(both, places(place('v'), place('v', '2027-07-21', '2027-07-30'), 2)).findings).toEqual([]);
});

const listed = (state: string, stations: readonly string[], ids: readonly string[] = ['a']): Listed => ({
  states: new Map(ids.map((id) => [id, state])),
  places: { ofPlacement: new Map(), maximumOfLine: new Map() },
  stationNames: stations,
  findings: [],
});

test('what is listed in another state than its events lead to is broken; what was made and is in no list is lost', () => {
  const ledger = new Ledger();
  ledger.confirm({ id: 'a', event: 'application.begun' });
  ledger.imported.add('Station');
  const states = new Map([['a', 'draft']]);
  expect(kinds(compareListed(listed('draft', ['Station']), ledger, states))).toEqual([]);
  expect(kinds(compareListed(listed('submitted', ['Station']), ledger, states))).toEqual(['broken']);
  expect(kinds(compareListed(listed('draft', []), ledger, states))).toEqual(['lost']);
  expect(kinds(compareListed(listed('draft', ['Station', 'Station']), ledger, states))).toEqual(['doubled']);
  expect(kinds(compareListed(listed('draft', ['Station'], []), ledger, states))).toEqual(['lost']);
});
