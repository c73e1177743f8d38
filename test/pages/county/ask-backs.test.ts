import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeEarlierGuest } from '../../support/earlier-guest.ts';
import { makeOfficer } from '../../support/people.ts';
import { PageReader, valueIn, wordsOf } from '../../support/page-reader.ts';
import { makeRoad, type Road } from '../../support/rows.ts';

const database = testDatabase();
const now = '2027-04-01T08:00:00Z';
let road: Road;
let officer: PageReader;
let guest: PageReader;
let coordinator: PageReader;
let placementId: string;
let at: string;

beforeAll(async () => {
  const { sql } = database;
  const past = await makeRoad(sql, { volunteers: 1, maximum: 2, stage: 'open' });
  road = await makeRoad(sql, { volunteers: 1, maximum: 2, stage: 'open' });
  placementId = await makeEarlierGuest(sql, past, 0);
  await sql`update accounts set name = '往届甲' where id = ${past.volunteers[0]!.accountId}`;
  await sql`update accounts set name = '从未来过' where id = ${road.volunteers[0]!.accountId}`;
  officer = await PageReader.of(database, (await makeOfficer(database, '532926')).id, now);
  guest = await PageReader.of(database, past.volunteers[0]!.accountId, now);
  coordinator = await PageReader.of(database, road.coordinatorId, now);
  at = `/county/requests/${road.requestId}/ask-back`;
});

const askBackId = async () => String((await database.sql`select id from ask_backs order by id desc limit 1`)[0]?.['id']);

test('an officer chooses among the county’s own earlier guests, and is told what is missing', async () => {
  expect((await officer.get(`/county/requests/${road.requestId}`)).text).toContain(`href="${at}"`);
  const page = await officer.get(at);
  expect(page.text).toContain('往届甲 (2026)');
  expect(page.text).not.toContain('从未来过');
  const nobody = await officer.send(at, { placementId: '', subject: 'english', message: '盼您再来' });
  expect(nobody.status).toBe(422);
  for (const said of ['Choose an earlier volunteer', '盼您再来']) expect(nobody.text).toContain(said);
  const sent = await officer.send(at, { placementId, subject: 'english', message: '盼您再来' });
  expect(sent.location).toBe(`${at}?done=invited`);
  const after = await officer.get(`${at}?done=invited`);
  for (const said of ['The invitation is sent by letter.', 'To be answered', 'All your earlier volunteers are asked.']) {
    expect(wordsOf(after)).toContain(said);
  }
});

test('the volunteer sees what a yes does to their choices before it is done, and says it', async () => {
  const id = await askBackId();
  expect(wordsOf(await guest.get('/me'))).toContain('1 to answer');
  expect((await guest.get('/applications')).text).toContain(`href="/ask-backs/${id}"`);
  const begun = await guest.send('/applications', { seasonId: road.seasonId });
  const [applicationId] = /[0-9a-f-]{36}/.exec(begun.location ?? '') ?? [];
  const page = await guest.get(`/ask-backs/${id}`);
  // An application just begun has no subject yet: what stands in the way is said before the answer, with where it is mended.
  for (const said of ['You have ranked nothing yet.', 'What stands in the way now']) expect(wordsOf(page)).toContain(said);
  expect(page.text).toContain(`href="/applications/${applicationId}/subjects"`);
  const shown = valueIn(page, 'applicationVersion');
  await database.sql`update applications set statement = '又改了' where id = ${applicationId ?? ''}`;
  const stale = await guest.send(`/ask-backs/${id}/agree`, { applicationVersion: shown });
  expect([stale.status, stale.text.includes('Your choices were changed elsewhere')]).toEqual([422, true]);
  const agreed = await guest.send(`/ask-backs/${id}/agree`, { applicationVersion: valueIn(stale, 'applicationVersion') });
  expect(agreed.location).toBe(`/ask-backs/${id}?done=agreed`);
  expect(wordsOf(await guest.get('/ask-backs'))).toContain('Said yes');
  expect(wordsOf(await officer.get(at))).toContain('Said yes');
  for (const path of [`/desk/requests/${road.requestId}`, `/desk/applications/${applicationId}`]) {
    expect(wordsOf(await coordinator.get(path))).toContain('Said yes');
  }
  const ended = await guest.send(`/ask-backs/${id}/refuse`, { reason: '另有安排' });
  expect(ended.location).toBe(`/ask-backs/${id}?done=refused`);
  expect(wordsOf(await officer.get(at))).not.toContain('另有安排');
});

test('an officer takes an invitation back, having read whom it touches; nobody else’s is there', async () => {
  await officer.send(at, { placementId, subject: 'english', message: '' });
  const withdraw = `/county/ask-backs/${await askBackId()}/withdraw`;
  expect((await guest.get(withdraw)).status).toBe(403);
  expect(wordsOf(await officer.get(withdraw))).toContain('Take back that you asked 往届甲');
  expect((await officer.send(withdraw)).location).toBe(`${at}?done=withdrawn`);
  expect(wordsOf(await guest.get(`/ask-backs/${await askBackId()}`))).toContain('The county has taken its invitation back.');
  const late = officer.at('2027-05-11T08:00:00Z');
  expect(wordsOf(await late.get(at))).toContain('Nobody can be asked back to this request now');
});
