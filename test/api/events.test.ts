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

test('the feed gives every event once and in order, whoever commits meanwhile, and its cursor is good to ask again with', async () => {
  const { sql } = database;
  const coordinator = siteFor(database, { token: await tokenOf(sql, road.coordinatorId) });
  const [before] = await sql`select max(sequence)::int as last from events`;
  const start = Number(before?.['last']);
  let writing = true;
  const write = async (who: number) => {
    for (let i = 0; i < 8; i += 1) {
      await sql.begin(async (tx) => {
        for (let n = 0; n <= (who + i) % 3; n += 1)
          await tx`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', ${i % 2 === 0 ? 'season' : 'line'}, ${`${who}-${i}-${n}`}, 'season.changed')`;
        await tx`select pg_sleep(${((who * 7 + i * 3) % 5) / 1000})`;
      });
    }
  };
  type Page = { items: { sequence: number; thing: string }[]; nextCursor: string };
  const follow = async (query: string) => {
    const seen: { sequence: number; thing: string }[] = [];
    let cursor = `&after=${start}`;
    for (let isLast = false; !isLast;) {
      isLast = !writing;
      const { body } = await coordinator('GET', `/events?limit=5${query}${cursor}`);
      const { items, nextCursor } = body as Page;
      seen.push(...items);
      cursor = `&order=oldest&cursor=${encodeURIComponent(nextCursor)}`;
      if (items.length > 0) isLast = false;
    }
    const again = (await coordinator('GET', `/events?limit=5${query}${cursor}`)).body as Page;
    expect([again.items, `&order=oldest&cursor=${encodeURIComponent(again.nextCursor)}`]).toEqual([[], cursor]);
    return seen.map(({ sequence }) => sequence);
  };
  const writers = Promise.all([1, 2, 3].map(write)).finally(() => (writing = false));
  const [all, lines] = await Promise.all([follow(''), follow('&thing=line'), writers]);
  const written = await sql`select sequence::int as sequence, thing from events where sequence > ${start} order by sequence`;
  expect(all).toEqual(written.map(({ sequence }) => Number(sequence)));
  expect(all).toEqual(all.map((_, i) => start + 1 + i));
  expect(lines).toEqual(written.filter(({ thing }) => thing === 'line').map(({ sequence }) => Number(sequence)));
  expect((await coordinator('GET', '/events?after=0&cursor=MQ==')).status).toBe(422);
  expect((await coordinator('GET', '/events?after=x')).status).toBe(422);
});
