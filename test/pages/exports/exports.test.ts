import { readXlsx } from 'hucre/xlsx';
import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { advance, makeRoad, propose, type Road } from '../../support/rows.ts';
import { appFor, tokenOf } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 1 });
  await sql`update accounts set email = 'desk@example.org' where id = ${road.coordinatorId}`;
  await sql`update accounts set email = 'one@example.org' where id = ${road.volunteers[0]?.accountId ?? ''}`;
  await advance(sql, await propose(sql, road, 0), 'offered');
});

const offered = (text: string) => [...text.matchAll(/href="\/lists\/([\w-]+)\.csv/g)].map(([, kind]) => kind);

test('the page offers each the lists they may take, of one season where that is asked', async () => {
  const coordinator = new Visitor(database);
  await coordinator.signIn('desk@example.org');
  const { text } = await coordinator.get(`/lists?season=${road.seasonId}`);
  expect(offered(text)).toEqual([
    'stations',
    'counties',
    'requests',
    'applications',
    'placements',
    'service-records',
    'completions',
    'clearances',
    'certificates',
    'trainings',
    'receptions',
    'partnerships',
    'disputes',
    'events',
  ]);
  expect(text).toContain(`href="/lists/placements.xlsx?season=${road.seasonId}"`);
  expect(text).toContain('Of Summer 2027 alone');
  expect((await coordinator.get('/desk/placements')).text).toContain('href="/lists/placements.csv"');

  const volunteer = new Visitor(database);
  await volunteer.signIn('one@example.org');
  expect(offered((await volunteer.get('/lists')).text)).toEqual([
    'stations',
    'counties',
    'placements',
    'service-records',
    'trainings',
    'partnerships',
    'disputes',
  ]);
  expect((await new Visitor(database).get('/lists')).location).toBe('/sign-in');
});

test('a list from a page speaks to people: columns, codes and times in their language and zone', async () => {
  const token = await tokenOf(database.sql, road.coordinatorId);
  const file = async (language: string) => {
    const headers = { Authorization: `Bearer ${token}`, 'Accept-Language': language };
    const answer = await appFor(database).request('/lists/placements.xlsx', { headers });
    const [sheet] = (await readXlsx(new Uint8Array(await answer.arrayBuffer()))).sheets;
    const [head = [], row = []] = sheet?.rows ?? [];
    return [sheet?.name, Object.fromEntries(head.map((name, i) => [String(name), row[i]]))];
  };
  expect(await file('zh-CN')).toMatchObject(['派遣', { 状态: '待答复', 授课方式: '现场', 岗位: '任课', 县: '南涧彝族自治县' }]);
  expect(await file('en')).toMatchObject(['Placements', { State: 'Offered', Delivery: 'On site', County: 'Nanjian' }]);
});
