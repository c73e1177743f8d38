import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeAll, expect, test } from 'vitest';

import { listServices } from '../../src/db/queries/lifetime.ts';
import { testDatabase } from '../support/database.ts';
import { advance, makeAccount, makeRoad, makeSignatory, makeTaught, propose, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-08-01T08:00:00Z';
let road: Road;

const siteOf = async (accountId: string) => siteFor(database, { token: await tokenOf(database.sql, accountId), now });

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 3, maximum: 3, stage: 'matching' });
  await makeSignatory(database.sql);
});

test('a completed service stands in the record with its subjects and its certificate; one that ended early with its hours alone', async () => {
  const { sql } = database;
  const coordinator = await siteOf(road.coordinatorId);
  const [first, second] = road.volunteers as [Road['volunteers'][number], Road['volunteers'][number]];
  expect((await coordinator('POST', `/placements/${await makeTaught(sql, road, 0)}/complete`)).status).toBe(200);
  const { body } = await (await siteOf(first.accountId))('GET', '/me/record');
  expect(body).toMatchObject({
    services: [{ state: 'completed', daysServed: 15, lessons: 3, minutes: 270, learners: 31, subjects: [{ code: 'english', lessons: 3 }] }],
    total: { services: 1, days: 15, lessons: 3, minutes: 270, learners: 31 },
    byYear: [{ year: 2027, services: 1, days: 15 }],
    bySubject: [{ code: 'english', minutes: 270 }],
    firstDay: '2027-07-12',
    lastDay: '2027-07-26',
    endedEarly: 0,
  });
  const [certificate] = await sql`select serial from certificates where account_id = ${first.accountId}`;
  const [service] = body['services'] as { certificate: unknown }[];
  expect(service?.certificate).toEqual({ serial: certificate?.['serial'], state: 'issued' });

  const early = await makeTaught(sql, road, 1);
  const ended = await coordinator('POST', `/placements/${early}/end-early`, { endKind: 'medical', reason: 'ill' });
  expect(ended.status).toBe(200);
  const ofSecond = (await (await siteOf(second.accountId))('GET', '/me/record')).body;
  expect(ofSecond).toMatchObject({
    services: [{ state: 'ended_early', daysServed: null, lessons: 3, minutes: 270, certificate: null }],
    total: { days: 0, minutes: 270 },
    endedEarly: 1,
  });
  expect(JSON.stringify(ofSecond)).not.toContain('medical');
});

test('a record is for its person and for coordinators; what was only accepted is not in it', async () => {
  const [first, , third] = road.volunteers as [Road['volunteers'][number], Road['volunteers'][number], Road['volunteers'][number]];
  const own = await siteOf(first.accountId);
  const other = await siteOf(third.accountId);
  expect((await (await siteOf(road.coordinatorId))('GET', `/accounts/${first.accountId}/record`)).body).toEqual(
    (await own('GET', '/me/record')).body,
  );
  expect((await own('GET', `/accounts/${first.accountId}/record`)).status).toBe(200);
  expect((await other('GET', `/accounts/${first.accountId}/record`)).status).toBe(404);
  expect((await (await siteOf(await makeAccount(database.sql, 'admin', '管')))('GET', '/me/record')).status).toBe(403);
  await advance(database.sql, await propose(database.sql, road, 2), 'offered', 'accepted');
  expect((await other('GET', '/me/record')).body).toMatchObject({ services: [], firstDay: null, total: { services: 0 } });
});

test('one person is found by index, however many there are', async () => {
  const { sql, db } = database;
  const accountId = road.volunteers[0]?.accountId ?? '';
  let text = '';
  const spied = new Proxy(db, {
    get: (target, name: keyof typeof db) =>
      name !== 'execute'
        ? target[name]
        : async (query: never) => {
            text = new PgDialect().sqlToQuery(query).sql;
            return [];
          },
  });
  await listServices(spied, accountId);
  const plan = await sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx.unsafe(`explain ${text.replace('$1', `'${accountId}'`)}`);
  });
  const lines = plan.map((line) => String(line['QUERY PLAN'])).join('\n');
  for (const large of ['placements', 'completions', 'certificates', 'lessons', 'requests']) {
    expect(lines).not.toContain(`Seq Scan on ${large}`);
    expect(lines).toMatch(new RegExp(`(Index.* on ${large}|Bitmap Heap Scan on ${large})`));
  }
});
