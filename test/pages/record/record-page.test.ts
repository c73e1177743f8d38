import { beforeAll, expect, test } from 'vitest';
import type postgres from 'postgres';

import { seedReference } from '../../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../../support/database.ts';
import { makeRoad, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
const visitor = new Visitor(database);
let road: Road;

const filled = (seats: number, taken: number) => ({ seats, filled: taken });
const summary = {
  applications: 30,
  requests: 1,
  lines: 1,
  pairs: 30,
  placed: 22,
  locksKept: 0,
  tiers: [{ tier: 1, minimum: filled(5, 5), ideal: filled(23, 22), maximum: filled(24, 22) }],
  choices: [
    { rank: 1, placed: 14 },
    { rank: 2, placed: 2 },
    { rank: 4, placed: 6 },
  ],
  unranked: 0,
  unplaced: 8,
  linesShort: 0,
  seatsShort: 0,
  blockingPairs: 0,
  status: 'optimal',
  goals: [],
};

/** Rows as they stand after years, without the road that leads there: what is tested is how they are counted. */
async function asOfLater(write: (tx: postgres.Sql) => Promise<unknown>): Promise<void> {
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await write(tx);
  });
}

async function complete(county: string, subject: string, count: number): Promise<void> {
  await asOfLater(async (tx) => {
    for (let i = 0; i < count; i += 1) {
      await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
          home_region, year, days_served, lessons_held, minutes_taught, learners, completed_at)
        values (${crypto.randomUUID()}, ${crypto.randomUUID()}, ${road.seasonId}, '530000', ${county}, ${subject}, 'on_site', 'student',
          'mainland', 2027, 15, 10, 600, 30, now())`;
    }
  });
}

async function publish(): Promise<void> {
  await asOfLater(async (tx) => {
    await tx`insert into runs (season_id, state, policy, locks, snapshot_sha256, summary, published_at)
      values (${road.seasonId}, 'published', 'need-first', '{"keep":[],"exclude":[]}', 'x', ${tx.json(summary)}, '2027-05-12T02:00:00Z')`;
  });
}

beforeAll(async () => {
  await seedReference(database.sql);
  road = await makeRoad(database.sql, { stage: 'open' });
});

test('before anything is completed the record says so, and the reported totals stand apart with their source', async () => {
  const { text } = await visitor.get('/record');
  expect(text).toContain('No placement is completed yet.');
  for (const part of ['3,865', '2,333', '1,149', 'Source: ']) expect(text).toContain(part);
});

test('completions are counted in every way; a county of fewer than five is kept back, and another with it', async () => {
  await complete('532926', 'english', 30);
  await complete('532925', 'english', 6);
  await complete('530102', 'computing', 2);
  const overview = (await visitor.get('/record')).text;
  for (const figure of ['38', '570', '380', '1,140']) expect(overview).toContain(`${figure}</`);
  for (const caption of ['By year', 'By province', 'By delivery']) expect(overview).toContain(`<caption>${caption}`);
  const byCounty = (await visitor.get('/record?by=county')).text;
  expect(byCounty).toContain('/record/rows?county=532926');
  for (const kept of ['532925', '530102']) expect(byCounty).not.toContain(kept);
  expect(byCounty).toContain('2 more are kept back');
  expect((await visitor.get('/record?by=shoe-size')).status).toBe(200);
});

test('two ways at once are a table whose cells lead to what they count; a third way is refused in words', async () => {
  const crossed = (await visitor.get('/record?by=year&and=delivery')).text;
  expect(crossed).toContain('/record/rows?year=2027&amp;delivery=on_site');
  const subjects = (await visitor.get('/record?by=year&and=subject')).text;
  expect(subjects).not.toMatch(/subject=(english|computing)&|subject=computing"/);
  expect((await visitor.get('/record?by=year&and=subject&province=530000')).text).toContain('It cannot be counted like this: ');
});

test('a figure leads to the services behind it, in bands and without anything of one of them', async () => {
  const { text } = await visitor.get('/record/rows?county=532926');
  for (const part of ['15–28', '10–19', '>30<']) expect(text).toContain(part);
  expect((await visitor.get('/record/rows?county=530102')).text).toContain('This figure is kept back');
  for (const language of ['zh', 'en']) expect((await visitor.get('/record/definitions', { language })).status).toBe(200);
});

test('a year is one page with its figures, and a year that cannot be told says so', async () => {
  const { text } = await visitor.get('/record/years/2027');
  for (const part of ['38', 'By province', 'Tsinghua University', '2,333']) expect(text).toContain(part);
  expect((await visitor.get('/record/years')).text).toContain('/record/years/2027');
  expect((await visitor.get('/record/years/2019')).text).toContain('Nothing can be told of this year.');
  expect((await visitor.get('/record/years/soon')).status).toBe(404);
});

test('a county’s page holds back, by season and by year, what so few did', async () => {
  const many = (await visitor.get('/counties/532926')).text;
  for (const part of ['Summer 2027', 'Tsinghua University', '/record/years/2027', '>300<']) expect(many).toContain(part);
  expect(many).not.toContain('kept back');
  const few = (await visitor.get('/counties/530102')).text;
  expect(few).toContain('fewer than 5');
  expect(few).not.toContain('Computing');
});

test('the record can be taken along as a table that no spreadsheet takes for formulas', async () => {
  await asOfLater(async (tx) => tx`update seasons set name_en = '=1+1, "Summer"' where id = ${road.seasonId}`);
  const { status, text, headers } = await visitor.get('/record.csv?by=season');
  expect(status).toBe(200);
  expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(text).toContain(`"'=1+1, ""Summer""",38,38,570,380,380,1140,0,`);
  const byCounty = (await visitor.get('/record.csv?by=county')).text;
  expect(byCounty).toMatch(/532926,[^\r]+,30,30,450,300,300,900,0,/);
  expect(byCounty).toMatch(/530102,[^\r]+,kept back,,,,,,,/);
});

test('results and the lottery’s seed are public once the season teaches, and not before', async () => {
  await publish();
  const none = 'No season has published results yet.';
  expect((await visitor.get('/matching')).text).toContain(none);
  const seed = '00'.repeat(32);
  expect((await visitor.get(`/seasons/${road.seasonId}`)).text).not.toContain(seed);

  await asOfLater(async (tx) => tx`update seasons set state = 'teaching' where id = ${road.seasonId}`);
  const { text } = await visitor.get('/matching');
  expect(text).not.toContain(none);
  for (const part of ['First', 'Third', 'Not among their choices', '5 of 5', '22 of 23', '12 May 2027']) expect(text).toContain(part);
  // Two got their second choice: that is not told, nor what came of the next fewest, from which it could be worked out.
  const [, results] = text.split('id="results"');
  expect(['are kept back', 'Second', 'Fourth'].map((part) => results?.includes(part))).toEqual([true, false, false]);
  expect((await visitor.get(`/seasons/${road.seasonId}`)).text).toContain(seed);
});

test('what the site says of itself stands in both languages, and each text in force has its page', async () => {
  for (const language of ['zh', 'en']) {
    for (const path of ['/privacy', '/accessibility', '/matching', '/seasons']) {
      const { status, text } = await visitor.get(path, { language });
      expect([status, text.includes(`<html lang="${language}`)], path).toEqual([200, true]);
    }
  }
  await database.sql`insert into texts (kind, version, zh, en, published_at)
    values ('agreement', 7, '甲方与乙方约定如下，第七版，一共二十个字以上。', 'This is the seventh wording.', now())`;
  expect((await visitor.get('/texts/agreement')).text).toContain('This is the seventh wording.');
  expect((await visitor.get('/texts/agreement', { language: 'zh' })).text).toContain('第七版');
  expect((await visitor.get('/texts/anything')).status).toBe(404);
});
