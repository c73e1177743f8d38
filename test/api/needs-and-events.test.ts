import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { advance, makeRoad, propose, recordMove, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;

beforeAll(async () => {
  road = await makeRoad(database.sql, { maximum: 2 });
});

async function openSeason(): Promise<void> {
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    await tx`update seasons set state = 'open' where id = ${road.seasonId}`;
    await recordMove(tx, 'season', road.seasonId, 'planned', 'open');
  });
}

test('needs are open to everybody once the season is, and count the seats still wanted', async () => {
  const site = siteFor(database);
  expect((await site('GET', '/needs')).body).toEqual({ items: [], nextCursor: null });
  await openSeason();
  const need = { requestId: road.requestId, countyCode: '532926', subject: 'english', startDay: '2027-07-12' };
  expect((await site('GET', '/needs?county=532926&subject=english')).body).toMatchObject({ items: [{ ...need, seatsWanted: 2 }] });
  await advance(database.sql, await propose(database.sql, road), 'offered', 'accepted');
  expect((await site('GET', '/needs')).body).toMatchObject({ items: [{ ...need, seatsWanted: 1 }] });
  expect((await site('GET', '/needs?delivery=distance')).body).toEqual({ items: [], nextCursor: null });
  expect((await site('GET', '/needs?county=12')).status).toBe(422);
});

test('events are read newest first, page by page, by coordinators only', async () => {
  const coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
  const first = await coordinator('GET', '/events?limit=2');
  const items = first.body['items'] as { sequence: number }[];
  expect(items).toHaveLength(2);
  const second = await coordinator('GET', `/events?limit=2&cursor=${encodeURIComponent(String(first.body['nextCursor']))}`);
  expect((second.body['items'] as { sequence: number }[])[0]?.sequence).toBe(items[1]!.sequence - 1);
  const of = await coordinator('GET', `/events?thing=season&thingId=${road.seasonId}`);
  expect((of.body['items'] as { toState: string }[]).map(({ toState }) => toState)).toEqual(['open', 'planned']);
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId) });
  expect((await volunteer('GET', '/events')).status).toBe(403);
  expect((await volunteer('GET', '/me/events')).status).toBe(200);
  expect((await siteFor(database)('GET', '/me/events')).status).toBe(401);
});
