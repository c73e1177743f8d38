import { beforeAll, expect, test } from 'vitest';

import { seedReference } from '../../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../../support/database.ts';
import { makeRoad } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
const county = 'href="/counties/532926"';
const camp = {
  asked: 'yes',
  'level.english': '1',
  deliveries: 'on_site',
  from: '2027-07-01',
  to: '2027-08-31',
  weeklyHours: '0',
  kind: 'student',
  languages: 'en',
  age: '20',
};

beforeAll(async () => {
  await seedReference(database.sql);
  await database.sql`update counties set tier = 1, partner_since_day = '2013-01-01' where code = '532926'`;
  await makeRoad(database.sql, { stage: 'open', maximum: 4 });
});

const fit = async (changed: Record<string, string> = {}) =>
  new Visitor(database).get(`/needs/for-me?${new URLSearchParams({ ...camp, ...changed }).toString()}`);

test('whoever reads the needs comes to the county of each, and a filter leaves what it asks for', async () => {
  const visitor = new Visitor(database);
  for (const search of ['', '?subject=english', '?delivery=on_site', '?province=530000', '?from=2027-07-12&to=2027-07-26']) {
    expect((await visitor.get(`/needs${search}`)).text, search).toContain(county);
  }
  for (const search of ['?subject=computing', '?delivery=distance', '?province=110000', '?from=2027-07-13', '?to=2027-07-25']) {
    const { status, text } = await visitor.get(`/needs${search}`);
    expect([status, text.includes(county), text.includes('No need matches these filters.')], search).toEqual([200, false, true]);
  }
});

test('a filter that is nonsense counts as not asked, and a day that cannot be read is told', async () => {
  const visitor = new Visitor(database);
  const { status, text } = await visitor.get('/needs?subject=%27&delivery=flying&province=x&from=tomorrow&after=5');
  expect(status).toBe(200);
  expect(text).toContain('A date could not be read');
});

test('without an account somebody learns what fits them', async () => {
  const { status, text } = await fit();
  expect(status).toBe(200);
  expect(text).toContain('1 of 1 needs fit.');
  expect(text).toContain('Sign in and apply');
});

test('what does not fit stands below with every rule that stands in the way', async () => {
  const { text } = await fit({ 'level.english': '', 'level.computing': '3', deliveries: 'distance', to: '2027-07-20', age: '17' });
  expect(text).toContain('None of 1 needs fits.');
  expect(text).toContain('Subject or level; Delivery you did not choose; Dates, or hours a week; Kind, languages or age');
});

test('a question left open is told, and what was answered stays', async () => {
  const { status, text } = await fit({ from: '2027-08-31', to: '2027-07-01', age: '' });
  expect(status).toBe(422);
  expect(text).toContain('<a href="#to">');
  expect(text).toContain('<a href="#age">');
  expect(text).toContain('value="2027-08-31"');
  expect(text).toMatch(/<option value="1" selected/);
});
