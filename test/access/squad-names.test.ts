import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { testDatabase } from '../support/database.ts';
import { makeOfficer } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let ids: string[];

/** Four volunteers of one request: two accepted, one has an offer, and of one nobody has heard. */
beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 4, maximum: 4, stage: 'matching' });
  ids = [];
  for (const index of [0, 1, 2, 3]) ids.push(await propose(database.sql, road, index));
  await advance(database.sql, ids[0]!, 'offered', 'accepted');
  await advance(database.sql, ids[1]!, 'offered', 'accepted');
  await advance(database.sql, ids[2]!, 'offered');
});

const volunteer = (index: number): Actor => ({
  kind: 'account',
  accountId: road.volunteers[index]!.accountId,
  roles: ['volunteer'],
  countyCodes: [],
});
const officerOf = (countyCode: string): Actor => ({
  kind: 'account',
  accountId: '00000000-0000-4000-8000-000000000000',
  roles: ['county'],
  countyCodes: [countyCode],
});
const mates = async (actor: Actor, of: number) =>
  actingAs(database.db, actor, async (tx) => [...(await tx.execute<{ name: string }>(sql`select * from squad_of_placement(${ids[of]})`))]);

test('the database tells whoever accepted the name and role of the others who accepted, and nothing else of them', async () => {
  expect(await mates(volunteer(0), 0)).toEqual([{ name: '志愿者 1', role: 'teacher' }]);
  expect(await mates(volunteer(1), 1)).toEqual([{ name: '志愿者 0', role: 'teacher' }]);
  const rows = await actingAs(database.db, volunteer(0), async (tx) => [
    ...(await tx.execute(sql`select id from accounts union all select id from placements`)),
  ]);
  expect(rows).toHaveLength(2);
});

test('it tells nobody before they accepted, nor of a placement that is not theirs, nor another county, nor somebody without an account', async () => {
  for (const index of [2, 3]) expect(await mates(volunteer(index), index)).toEqual([]);
  for (const index of [1, 2, 3]) expect(await mates(volunteer(index), 0)).toEqual([]);
  expect(await mates(officerOf('530111'), 0)).toEqual([]);
  expect(await mates(officerOf('532926'), 3)).toEqual([]);
  expect(await mates({ kind: 'public' }, 0)).toEqual([]);
  expect(await mates(officerOf('532926'), 0)).toHaveLength(1);
});

test('a placement’s record holds them for its volunteer, its county and coordinators', async () => {
  const squadFor = async (accountId: string, of = 0) => {
    const site = siteFor(database, { token: await tokenOf(database.sql, accountId) });
    return (await site('GET', `/placements/${ids[of]}`)).body['squad'];
  };
  const squad = [{ name: '志愿者 1', role: 'teacher' }];
  const officer = await makeOfficer(database, '532926');
  for (const accountId of [road.volunteers[0]!.accountId, officer.id, road.coordinatorId]) expect(await squadFor(accountId)).toEqual(squad);
  expect(await squadFor(road.volunteers[2]!.accountId, 2)).toEqual([]);
});

test('who withdraws, or whose data is frozen or erased, is named no more', async () => {
  await database.sql`update accounts set frozen_at = now() where id = ${road.volunteers[1]!.accountId}`;
  expect(await mates(volunteer(0), 0)).toEqual([]);
  await database.sql`update accounts set frozen_at = null where id = ${road.volunteers[1]!.accountId}`;
  expect(await mates(volunteer(0), 0)).toHaveLength(1);
  await advance(database.sql, ids[1]!, 'withdrawn');
  expect(await mates(volunteer(0), 0)).toEqual([]);
});
