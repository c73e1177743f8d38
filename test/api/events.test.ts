import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeRoad, recordMove, type Road } from '../support/rows.ts';
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

beforeAll(openSeason);

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
