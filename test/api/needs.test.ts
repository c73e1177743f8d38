import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { advance, makeRoad, propose, recordMove, type Road } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';

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
