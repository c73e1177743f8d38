import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { extendOffer } from '../../src/actions/placements/extend-offer.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { testDatabase } from '../support/database.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';
import { acting } from '../support/site.ts';

const database = testDatabase();
const volunteer = (accountId: string | undefined): Actor => ({
  kind: 'account',
  accountId: accountId ?? '',
  roles: ['volunteer'],
  countyCodes: [],
});

/** An offer whose time to answer ends at the start of 20 May, and the way to ask for longer. */
async function offered(volunteers = 1) {
  const road = await makeRoad(database.sql, { volunteers });
  const id = await propose(database.sql, road, 0);
  await advance(database.sql, id, 'offered');
  const [own, other] = road.volunteers.map(({ accountId }) => volunteer(accountId));
  const extend = async (actor: Actor, at = '2027-05-19T08:00:00Z') =>
    acting(database, actor, DateTime.fromISO(at, { zone: 'utc' }), async (context) => extendOffer(context, id));
  return { id, extend, own: own ?? volunteer(undefined), other: other ?? volunteer(undefined) };
}

const replyByOf = async (id: string) =>
  new Date(String((await database.sql`select reply_by_at from placements where id = ${id}`)[0]?.['reply_by_at'])).toISOString();

test('the time to answer is made 48 hours longer, once, and it is on record', async () => {
  const { id, extend, own } = await offered();
  expect((await extend(own)).ok).toBe(true);
  expect(await replyByOf(id)).toBe('2027-05-22T00:00:00.000Z');
  expect(await extend(own)).toEqual({ ok: false, error: { kind: 'no-extension', why: 'extended-before' } });
  expect(await replyByOf(id)).toBe('2027-05-22T00:00:00.000Z');
  const events = await database.sql`select event, details, subject_id is not null as concerns from events
    where thing_id = ${id} and event = 'placement.extended'`;
  expect([...events]).toEqual([{ event: 'placement.extended', details: { replyByAt: '2027-05-22T00:00:00.000Z' }, concerns: true }]);
});

test('an offer that has lapsed, another’s, or an answered one is not put off', async () => {
  const { id, extend, own, other } = await offered(2);
  expect(await extend(other)).toEqual({ ok: false, error: { kind: 'not-found', thing: 'placement' } });
  expect(await extend(own, '2027-05-20T00:00:00Z')).toMatchObject({ ok: false, error: { kind: 'offer-lapsed' } });
  await advance(database.sql, id, 'accepted');
  expect(await extend(own)).toMatchObject({ ok: false, error: { kind: 'illegal-move', state: 'accepted' } });
  const coordinator: Actor = { kind: 'account', accountId: crypto.randomUUID(), roles: ['coordinator'], countyCodes: [] };
  expect(await extend(coordinator)).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
});

test('nobody has longer than until the first day', async () => {
  const { id, extend, own } = await offered();
  await database.sql`update placements set reply_by_at = '2027-07-10T16:00:00Z' where id = ${id}`;
  expect((await extend(own)).ok).toBe(true);
  // 12 July begins in Shanghai.
  expect(await replyByOf(id)).toBe('2027-07-11T16:00:00.000Z');
});

test('the database itself lets the time be made longer only once', async () => {
  const { id, extend, own } = await offered();
  await extend(own);
  await expect(database.sql`update placements set extended_at = now() where id = ${id}`).rejects.toThrow('made longer once');
});
