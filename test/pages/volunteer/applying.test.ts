import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makePerson, makeVolunteer } from '../../support/people.ts';
import { PageReader, valueIn, wordsOf } from '../../support/page-reader.ts';
import { makeRoad, type Road } from '../../support/rows.ts';

const database = testDatabase();
let road: Road;

beforeAll(async () => {
  road = await makeRoad(database.sql, { stage: 'open' });
  await database.sql`insert into texts (kind, version, zh, en, published_at)
    values ('pass_to_county', 1, '县里会看到您的姓名。', 'The county sees your name.', '2026-01-01')`;
});

const profile = {
  name: '周远',
  'profile.kind': 'student',
  'profile.homeInstitution': '示范大学',
  'profile.homeRegion': 'mainland',
  'profile.timeZone': 'Asia/Shanghai',
  'profile.bornDay': '2005-02-03',
  'profile.languages': ['zh-CN', 'en'],
};

async function newcomer(name: string): Promise<PageReader> {
  return PageReader.of(database, (await makePerson(database, 'volunteer', name)).id);
}

/** A volunteer with a profile and a draft; gives its address. */
async function withDraft(name: string) {
  const { id } = await makeVolunteer(database, name);
  const reader = await PageReader.of(database, id);
  const begun = await reader.send('/applications', { seasonId: road.seasonId });
  return { id, reader, path: String(begun.location).replace('?done=begun', '') };
}

/** Opens a part, sends it with the version that stands in it. */
async function fill(reader: PageReader, path: string, fields: Parameters<PageReader['send']>[1]) {
  const page = await reader.get(path);
  return reader.send(path, { version: valueIn(page, 'version'), accountVersion: valueIn(page, 'accountVersion'), ...fields });
}

test('whoever comes for the first time says who they are, fills in part after part, and submits', async () => {
  const reader = await newcomer('新人');
  const list = await reader.get('/applications');
  expect(wordsOf(list)).toContain('You have no application yet.');
  expect(wordsOf(list)).toContain('Summer 2027');
  const asked = await reader.send('/applications', { seasonId: road.seasonId });
  expect(asked.location).toBe(`/applications/profile?season=${road.seasonId}`);
  const begun = await fill(reader, String(asked.location), profile);
  expect(begun.location).toMatch(/^\/applications\/[\w-]{36}\?done=begun$/);
  const path = String(begun.location).replace('?done=begun', '');
  expect(wordsOf(await reader.get(String(begun.location)))).toContain('1 of 4 needed parts done');

  const missing = await reader.send(`${path}/submit`);
  expect(missing.status).toBe(422);
  for (const gap of [
    'Choose the subjects you can teach',
    'Choose a delivery and say when you are free',
    'Agree to the texts that are needed',
  ]) {
    expect(wordsOf(missing)).toContain(gap);
  }
  expect((await fill(reader, `${path}/subjects`, { 'level.english': '2' })).location).toBe(`${path}/availability`);
  const window = { 'windows.0.startDay': '2027-07-05', 'windows.0.endDay': '2027-08-05', 'windows.0.weeklyHours': '20' };
  const dated = await fill(reader, `${path}/availability`, { deliveries: ['on_site', 'distance'], ...window });
  expect(dated.location).toBe(`${path}/choices`);
  const agreed = await reader.send(`${path}/checks`, { kind: 'pass_to_county', version: '1' });
  expect(agreed.location).toBe(`${path}/checks?done=agreed#pass_to_county`);
  const check = wordsOf(await reader.get(`${path}/check-answers`));
  expect(check).toContain('English (Confident)');
  expect(check).toContain('5 July – 5 August 2027, 20 hours a week');
  expect(check).not.toContain('Still missing');
  expect((await reader.send(`${path}/submit`)).location).toBe(`${path}?done=submitted`);
  const copy = wordsOf(await reader.get(`${path}?done=submitted`));
  expect(copy).toContain('Your application is submitted.');
  expect(copy).toContain('This is what you submitted. It stays here.');
  expect(copy).toContain('周远');
  const again = await reader.send('/applications', { seasonId: road.seasonId });
  expect(again.location).toBe(path);
});

test('what was typed stays when it is wrong, with what is wrong beside it', async () => {
  const { reader, path } = await withDraft('填错的人');
  const window = { 'windows.0.startDay': '2027-08-20', 'windows.0.endDay': '2027-08-12', 'windows.0.weeklyHours': '99' };
  const page = await fill(reader, `${path}/availability`, window);
  expect(page.status).toBe(422);
  for (const fault of ['Choose one way of teaching at least', 'This ends before it starts', 'Give a whole number from 1 to 60']) {
    expect(wordsOf(page)).toContain(fault);
  }
  expect([valueIn(page, 'windows.0.endDay'), valueIn(page, 'windows.0.weeklyHours')]).toEqual(['2027-08-12', '99']);
  const outside = await fill(reader, `${path}/availability`, { ...window, 'windows.0.endDay': '2027-12-01', 'windows.0.weeklyHours': '9' });
  expect(wordsOf(outside)).toContain('This lies outside the season’s teaching window');
  expect(wordsOf(await fill(reader, `${path}/subjects`, {}))).toContain('Choose one subject at least');
  const who = await fill(reader, `${path}/profile`, { ...profile, 'profile.kind': 'wizard', 'profile.bornDay': '2090-01-01', name: ' ' });
  expect([who.status, valueIn(who, 'profile.homeInstitution')]).toEqual([422, '示范大学']);
  expect(wordsOf(who)).toContain('Give your name');
  expect(wordsOf(who)).toContain('Say what you are');
  expect(wordsOf(await fill(reader, `${path}/profile`, { ...profile, 'profile.bornDay': '2090-01-01' }))).toContain('lies before today');
  expect((await fill(reader, `${path}/statement`, { statement: 'x'.repeat(4001) })).status).toBe(422);
  expect((await fill(reader, `${path}/most-placements`, { mostPlacements: '7' })).status).toBe(422);
});

test('windows are added and removed one by one, and the calendar shows each', async () => {
  const { reader, path } = await withDraft('有空的人');
  const first = { 'windows.0.startDay': '2027-07-05', 'windows.0.endDay': '2027-07-20', 'windows.0.weeklyHours': '20' };
  const added = await fill(reader, `${path}/availability`, { ...first, move: 'add' });
  expect(added.location).toBe(`${path}/availability?row=new#windows.1.startDay`);
  const page = await reader.get(`${path}/availability?row=new`);
  expect(page.text).toContain('name="windows.1.startDay"');
  expect(page.text.match(/class="free"/g)).toHaveLength(16);
  expect(page.text).toMatch(/aria-label="Free: 5\s–\s20 July 2027, 20 hours a week"/);
  const second = { 'windows.1.startDay': '2027-08-01', 'windows.1.endDay': '2027-08-10', 'windows.1.weeklyHours': '5' };
  await fill(reader, `${path}/availability`, { ...first, ...second, move: 'add' });
  await fill(reader, `${path}/availability`, { ...first, ...second, move: 'remove:0' });
  const left = await reader.get(`${path}/availability`);
  expect([valueIn(left, 'windows.0.startDay'), left.text.includes('windows.1.')]).toEqual(['2027-08-01', false]);
});

test('who saves over what was changed elsewhere is told, loses nothing, and may save it all the same', async () => {
  const { reader, path } = await withDraft('两个窗口');
  const version = valueIn(await reader.get(`${path}/statement`), 'version');
  await fill(reader, `${path}/subjects`, { 'level.english': '1' });
  const page = await reader.send(`${path}/statement`, { version, statement: 'I taught for two summers.' });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain('This application was just changed elsewhere');
  expect(page.text).toContain('I taught for two summers.');
  const saved = await reader.send(`${path}/statement`, { version: valueIn(page, 'version'), statement: 'I taught for two summers.' });
  expect(saved.status).toBe(303);
  expect((await reader.get(`${path}/statement`)).text).toContain('I taught for two summers.');
});

test('outside of the window nothing is submitted, and the page says when it could be', async () => {
  const { reader, path } = await withDraft('迟到的人');
  const late = reader.at('2027-05-02T08:00:00Z');
  expect(wordsOf(await late.get(`${path}/check-answers`))).toContain('Applications are not open now (1 November 2026 to 30 April 2027)');
  expect((await late.send(`${path}/submit`)).status).toBe(422);
  expect(wordsOf(await late.get('/applications'))).toContain('Draft');
});

test('an application is withdrawn with a reason, from a page that says what it means', async () => {
  const { reader, path } = await withDraft('不去了');
  expect(wordsOf(await reader.get(`${path}/withdraw`))).toContain('You will take no part in the match of Summer 2027');
  const empty = await reader.send(`${path}/withdraw`, { reason: ' ' });
  expect([empty.status, wordsOf(empty).includes('Give a reason')]).toEqual([422, true]);
  expect((await reader.send(`${path}/withdraw`, { reason: 'My internship' })).location).toBe('/applications?done=withdrawn');
  expect(wordsOf(await reader.get(path))).toContain('it was never submitted');
  const anew = await reader.send('/applications', { seasonId: road.seasonId });
  expect(anew.location).toMatch(/done=begun$/);
  expect((await reader.send(`${path}/subjects`, { 'level.english': '1' })).location).toBe(`${path}?done=closed`);
});

test('nobody sees another’s, and what names nothing is not there', async () => {
  const { path } = await withDraft('一位');
  const { reader } = await withDraft('另一位');
  for (const part of [
    '',
    '/profile',
    '/subjects',
    '/availability',
    '/choices',
    '/needs',
    '/team',
    '/checks',
    '/check-answers',
    '/withdraw',
  ]) {
    expect((await reader.get(`${path}${part}`)).status).toBe(404);
  }
  for (const part of ['/profile', '/subjects', '/availability', '/choices', '/needs', '/team', '/checks', '/submit', '/withdraw']) {
    expect((await reader.send(`${path}${part}`)).status).toBe(404);
  }
  expect((await reader.get('/applications/nonsense')).status).toBe(404);
  expect((await reader.send('/applications', { seasonId: 'nonsense' })).status).toBe(422);
  expect((await reader.send('/applications', { seasonId: '01900000-0000-7000-8000-000000000000' })).status).toBe(422);
});
