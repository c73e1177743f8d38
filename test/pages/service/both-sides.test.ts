import { beforeAll, beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeOfficer } from '../../support/people.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { advance, makeRoad, makeTaught, propose, type Road } from '../../support/rows.ts';

/** What the two sides of a service say to each other on their pages: disputes over the record, feedback, and the days of whoever is there. */

const database = testDatabase();
const now = '2027-07-28T08:00:00Z';
let road: Road;
let officer: PageReader;
let coordinator: PageReader;
let volunteer: PageReader;
let placementId: string;
let next = 0;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 6, maximum: 6, stage: 'matching' });
  officer = await PageReader.of(database, (await makeOfficer(database, '532926')).id, now);
  coordinator = await PageReader.of(database, road.coordinatorId, now);
});

beforeEach(async () => {
  volunteer = await PageReader.of(database, road.volunteers[next]!.accountId, now);
});

/** A service of the next volunteer: three lessons, reported and countersigned with fifteen days. */
async function taught(): Promise<void> {
  placementId = await makeTaught(database.sql, road, next);
  next += 1;
}

test('a county disputes the days, the volunteer stands by them, a coordinator settles; each step is asked for what it needs', async () => {
  await taught();
  const at = `/county/placements/${placementId}/dispute`;
  expect((await officer.get(`/county/placements/${placementId}`)).text).toContain(`href="${at}"`);
  const wordless = await officer.send(at, { claimed: '12', reason: '' });
  expect([wordless.status, wordless.text.includes('value="12"')]).toEqual([422, true]);
  const opened = await officer.send(at, { claimed: '12', reason: '最后三天没有上课' });
  const dispute = String(opened.location).split('?')[0] ?? '';
  expect(opened.location).toBe(`${dispute}?done=opened`);

  expect((await volunteer.get(`/placements/${placementId}`)).text).toContain(`href="${dispute}"`);
  expect(wordsOf(await volunteer.get(dispute))).toContain('最后三天没有上课');
  const silent = await volunteer.send(`${dispute}/answer`, { answer: 'stands', note: '' });
  expect([silent.status, (await coordinator.get('/desk/disputes')).text.includes(`${dispute}"`)]).toEqual([422, true]);
  expect((await coordinator.send(`${dispute}/settle`, { decided: '14', reason: '有照片' })).status).toBe(422);
  expect((await volunteer.send(`${dispute}/answer`, { answer: 'stands', note: '补课在周末' })).location).toContain(dispute);
  expect((await officer.send(`${dispute}/settle`, { decided: '12', reason: 'x' })).status).toBe(403);
  expect((await coordinator.send(`${dispute}/settle`, { decided: '14', reason: '有照片' })).location).toContain(dispute);
  for (const reader of [officer, volunteer]) {
    for (const said of ['补课在周末', '有照片', '14 days']) expect(wordsOf(await reader.get(dispute))).toContain(said);
  }
  expect(wordsOf(await coordinator.get('/desk/disputes'))).toContain('No dispute is open.');
});

test('feedback is asked question by question, keeps what was typed, and shows the other’s once both are in', async () => {
  await taught();
  const [own, hosted] = [`/placements/${placementId}/feedback`, `/county/placements/${placementId}/feedback`];
  const early = await volunteer.at('2027-07-20T08:00:00Z').get(own);
  expect([
    wordsOf(early).includes('feedback is taken from then on'),
    early.text.includes('<form method="post" action="/placements'),
  ]).toEqual([true, false]);
  const ofVolunteer = {
    'scores.prepared': '4',
    'scores.lodging': '3',
    'scores.support': '5',
    'scores.as_described': '4',
    text: '食宿很好',
  };
  const missing = await volunteer.send(own, ofVolunteer);
  expect([missing.status, missing.text.includes('食宿很好'), wordsOf(missing).includes('Choose from 1 to 5')]).toEqual([422, true, true]);
  expect((await volunteer.send(own, { ...ofVolunteer, 'scores.again': '5' })).location).toBe(`${own}?done=given`);
  expect(wordsOf(await officer.get(hosted))).not.toContain('食宿很好');
  const ofCounty = {
    'scores.lessons': '5',
    'scores.reliable': '5',
    'scores.learners': '4',
    'scores.together': '5',
    'scores.again': '5',
    text: '舍不得',
  };
  expect((await officer.send(hosted, ofCounty)).location).toBe(`${hosted}?done=given`);
  expect(wordsOf(await officer.get(hosted))).toContain('食宿很好');
  expect(wordsOf(await volunteer.get(own))).toContain('舍不得');
});

test('a county says on which days somebody is there, within the placement’s, and all see them', async () => {
  placementId = await propose(database.sql, road, next);
  next += 1;
  await advance(database.sql, placementId, 'offered', 'accepted');
  const [reader, at] = [officer.at('2027-07-01T08:00:00Z'), `/county/placements/${placementId}/days`];
  const outside = await reader.send(at, { firstDay: '2027-07-01', lastDay: '2027-07-20', reason: '学校推迟' });
  expect([outside.status, outside.text.includes('学校推迟')]).toEqual([422, true]);
  const set = await reader.send(at, { firstDay: '2027-07-14', lastDay: '2027-07-24', reason: '学校推迟' });
  expect(set.location).toBe(`/county/placements/${placementId}`);
  for (const page of [
    await reader.get(`/county/placements/${placementId}`),
    await volunteer.at('2027-07-01T08:00:00Z').get(`/placements/${placementId}`),
    await coordinator.get(`/desk/placements/${placementId}`),
  ]) {
    expect(wordsOf(page).replaceAll(/[\u{2009}\u{a0}]/gu, ' ')).toContain('14 – 24 July 2027');
  }
});
