import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { acceptOffer } from '../../src/actions/placements/accept-offer.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { testDatabase } from '../support/database.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';
import { acting } from '../support/site.ts';

const database = testDatabase();
const volunteer = (accountId: string): Actor => ({ kind: 'account', accountId, roles: ['volunteer'], countyCodes: [] });
const now = DateTime.fromISO('2027-05-12T08:00:00Z');

test('the last seat goes to one of two hundred who accept at once; the others are told it is gone', async () => {
  const road = await makeRoad(database.sql, { volunteers: 200, maximum: 1 });
  const offers: { accountId: string; id: string }[] = [];
  for (const [index, { accountId }] of road.volunteers.entries()) {
    const id = await propose(database.sql, road, index);
    await advance(database.sql, id, 'offered');
    offers.push({ accountId, id });
  }
  const answers = await Promise.all(
    offers.map(({ accountId, id }) => acting(database, volunteer(accountId), now, async (context) => acceptOffer(context, id))),
  );
  const outcomes = Object.groupBy(answers, (answer) => (answer.ok ? 'accepted' : answer.error.kind));
  expect(outcomes['accepted']?.length).toBe(1);
  expect(outcomes['line-full']?.length).toBe(199);
  const [count] = await database.sql`select count(*)::int as taken from placements where line_id = ${road.lineId} and state = 'accepted'`;
  expect(count).toEqual({ taken: 1 });
});

test('an offer cannot be accepted by another volunteer, nor after its deadline', async () => {
  const road = await makeRoad(database.sql, { volunteers: 2 });
  const id = await propose(database.sql, road, 0);
  const accept = async (actor: Actor, at = now) => acting(database, actor, at, async (context) => acceptOffer(context, id));
  const as = (index: number) => volunteer(road.volunteers[index]?.accountId ?? '');
  expect(await accept(as(0))).toEqual({
    ok: false,
    error: { kind: 'not-found', thing: 'placement' },
  });
  await advance(database.sql, id, 'offered');
  expect(await accept(as(1))).toEqual({
    ok: false,
    error: { kind: 'not-found', thing: 'placement' },
  });
  const late = await accept(as(0), DateTime.fromISO('2027-05-20T00:00:00Z'));
  expect(late).toEqual({
    ok: false,
    error: { kind: 'offer-lapsed', state: 'offered', allowed: [], replyByAt: '2027-05-20T00:00:00.000Z' },
  });
  expect((await accept({ kind: 'public' })).ok).toBe(false);
});
