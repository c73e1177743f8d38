import { beforeAll, expect, test } from 'vitest';

import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../support/database.ts';
import { makePerson } from '../support/people.ts';
import { makeStation } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

const database = testDatabase();
let [first, second] = ['', ''];

/** Two trainings in two years at two stations of two provinces; one cancelled, which nobody was reached by. */
beforeAll(async () => {
  const { sql } = database;
  await seedReference(sql);
  const [other] = await sql`select code from counties where province_code = '520000' order by code limit 1`;
  [first, second] = [await makeStation(sql), await makeStation(sql, { county: String(other?.['code']), name: '黔' })];
  const { site } = await makePerson(database, 'coordinator', '协调员');
  const hold = async (year: number, heads: readonly (readonly [station: string, heads: object])[]) => {
    const day = `${year}-05-10`;
    const course = {
      kind: 'short_course',
      delivery: 'internet',
      titleZh: '班',
      titleEn: 'Course',
      originZh: '处',
      originEn: 'Hall',
      hours: 4,
      startDay: day,
      endDay: day,
    };
    const { body } = await site('POST', '/trainings', { ...course, receivers: { kind: 'all' } });
    await site('POST', `/trainings/${String(body['id'])}/open`);
    for (const [stationId, came] of heads) {
      const reported = await site('POST', `/trainings/${String(body['id'])}/attendance`, { stationId, sessions: [{ day, heads: came }] });
      expect(reported.status).toBe(201);
    }
    return String(body['id']);
  };
  await hold(2024, [
    [first, { cadres: 20, students: 30 }],
    [second, { cadres: 10, officials: 2 }],
  ]);
  await hold(2025, [[first, { cadres: 7 }]]);
  const cancelled = await hold(2026, [[second, { students: 500 }]]);
  await site('POST', `/trainings/${cancelled}/cancel`, { reason: 'x' });
});

const reach = async (by: string) => {
  const { body } = await siteFor(database)('GET', `/trainings/reach?by=${by}`);
  const { counted, reported } = body as unknown as {
    counted: { people: number; trainings: number; rows: { key: string; people: number | null }[] };
    reported: { topic: string; figure: number }[];
  };
  return { counted, reported, rows: counted.rows.map(({ key, people }) => [key, people]) };
};

test('people are counted by year, province, station, programme and delivery; a cancelled training reached nobody', async () => {
  const byYear = await reach('year');
  expect([byYear.counted.people, byYear.counted.trainings, byYear.rows]).toEqual([
    69,
    2,
    [
      ['2025', 7],
      ['2024', 62],
    ],
  ]);
  expect((await reach('province')).rows).toEqual([
    ['530000', 57],
    ['520000', 12],
  ]);
  expect((await reach('station')).rows).toEqual([
    [first, 57],
    [second, 12],
  ]);
  expect((await reach('programme')).rows).toEqual([['short_course 班', 69]]);
  expect((await reach('delivery')).rows).toEqual([['internet', 69]]);
});

test('two people of a group are not told, nor the next smallest group, from which they could be reckoned', async () => {
  const told = (await reach('group')).rows.filter(([, people]) => people !== 0);
  expect(told).toEqual([
    ['cadres', 37],
    ['officials', null],
    ['students', null],
  ]);
});

test('the reported totals stand beside what is counted, with their source, and are not in it', async () => {
  const { reported } = await reach('year');
  expect(reported.map(({ topic, figure }) => [topic, figure])).toEqual([
    ['stations', 1100],
    ['provinces', 27],
    ['people_trained', 2_600_000],
  ]);
});

test('the page shows both, and its table can be had as CSV', async () => {
  const visitor = new Visitor(database);
  const { text } = await visitor.get('/trainings/reach?by=year');
  expect(['62', 'Reported totals', 'never added'].filter((part) => !text.includes(part))).toEqual([]);
  expect((await visitor.get('/trainings/reach.csv?by=province')).text).toContain('520000,');
  expect((await visitor.get('/trainings?year=2024')).text).toContain('>62<');
  expect((await visitor.get('/trainings?year=x&kind=y')).status).toBe(200);
});
