import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { PageReader, valueIn, wordsOf } from '../../support/page-reader.ts';
import { advance, makeRoad, propose, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let captain: PageReader;
let coordinator: PageReader;
const now = '2027-07-13T06:00:00Z';

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  for (const index of [0, 1]) await advance(database.sql, await propose(database.sql, road, index), 'offered', 'accepted');
  await database.sql`update lines set role = 'captain' where id = ${road.lineId}`;
  captain = await PageReader.of(database, road.volunteers[0]!.accountId, now);
  coordinator = await PageReader.of(database, road.coordinatorId, now);
});

const fields = { day: '2027-07-13', outcome: 'held', learners: '28', everybodyWell: 'yes', hadIncident: 'no', note: '' };

test('a captain reports the day by the form, sees it on the squad’s page, and an incident leads on to its own form', async () => {
  const page = await captain.get(`/squads/${road.requestId}/report`);
  const [key, by] = [valueIn(page, 'key'), valueIn(page, 'by')];
  expect([page.status, valueIn(page, 'day')]).toEqual([200, '2027-07-13']);
  const empty = await captain.send(`/squads/${road.requestId}/report`, { key, by, day: '2027-07-13' });
  expect(empty.status).toBe(422);
  expect(wordsOf(empty)).toContain('Say whether teaching took place');
  const sent = await captain.send(`/squads/${road.requestId}/report`, { ...fields, key, by });
  expect(sent.location).toBe(`/squads/${road.requestId}?done=reported`);
  expect(wordsOf(await captain.get(`/squads/${road.requestId}`))).toMatch(/13 July 2027 Held 28 .*志愿者 0/);
  const bad = await captain.send(`/squads/${road.requestId}/report`, { ...fields, by, key: crypto.randomUUID(), hadIncident: 'yes' });
  expect(bad.location).toMatch(/^\/incidents\/new\?done=reported&placementId=/);
  expect((await captain.get(bad.location ?? '')).text).toMatch(/<option value="[^"]+" selected="">/);
  expect(wordsOf(await coordinator.get('/desk/reports'))).toMatch(/Need attention 1 Overdue 0 .*Incident/);
});

test('a report that another wrote on the same device is not sent in the name of whoever is signed in by then', async () => {
  const path = `/squads/${road.requestId}/report`;
  const by = valueIn(await captain.get(path), 'by');
  const mate = await PageReader.of(database, road.volunteers[1]!.accountId, now);
  const [before] = await database.sql`select count(*)::int from day_reports`;
  for (const sender of [mate, coordinator]) {
    const refused = await sender.send(path, { ...fields, by, key: crypto.randomUUID() });
    expect([refused.status, wordsOf(refused).includes('You did not write this report')]).toEqual([409, true]);
  }
  expect((await captain.send(path, { ...fields, key: crypto.randomUUID() })).status).toBe(409);
  expect((await database.sql`select count(*)::int from day_reports`)[0]).toEqual(before);
  expect(valueIn(await mate.get(path), 'by')).not.toBe(by);
});

test('by the link anybody reports, told of nobody, until three days after the last day or until there is a new link', async () => {
  const made = await captain.send(`/squads/${road.requestId}/link`);
  const path = new URL(/href="(http[^"]+\/report\/[^"]+)"/.exec(made.text)?.[1] ?? '').pathname;
  const visitor = new Visitor(database);
  const page = await visitor.get(path, { now });
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('志愿者');
  const key = crypto.randomUUID();
  const sent = await visitor.send(path, { ...fields, outcome: 'cancelled', cancelReason: 'illness', key }, { now });
  expect(sent.location).toBe(`${path}?done=reported`);
  const [count] = await database.sql`select count(*)::int from day_reports`;
  expect((await visitor.send(path, { ...fields, key }, { now })).location).toBe(`${path}?done=reported`);
  expect((await database.sql`select count(*)::int from day_reports`)[0]).toEqual(count);
  const [newest] = await database.sql`select outcome, reported_by from day_reports order by version desc limit 1`;
  expect(newest).toEqual({ outcome: 'cancelled', reported_by: null });
  expect((await visitor.get(path, { now: '2027-07-29T15:59:00Z' })).status).toBe(200);
  expect((await visitor.get(path, { now: '2027-07-29T16:01:00Z' })).status).toBe(404);
  await captain.send(`/squads/${road.requestId}/link`);
  expect((await visitor.get(path, { now })).status).toBe(404);
});

test('the form that the browser keeps for when there is no network names no squad and nobody', async () => {
  const page = await captain.get('/report-offline');
  expect(page.text).not.toContain('南涧一中');
  expect(page.text).toContain('data-report');
  expect(page.text).not.toMatch(/<form[^>]*action=/);
});

test('a member shares a phone on the page; the list for paper has room to sign', async () => {
  const path = `/squads/${road.requestId}`;
  expect((await captain.send(`${path}/contact`)).status).toBe(422);
  expect((await captain.send(`${path}/contact`, { phone: '13800000000' })).location).toBe(`${path}?done=shared`);
  const mate = await PageReader.of(database, road.volunteers[1]!.accountId, now);
  expect((await mate.get(path)).text).toContain('tel:13800000000');
  expect((await coordinator.get(path)).text).not.toContain('13800000000');
  expect(wordsOf(await captain.get(`${path}/cover`))).toContain('0 of 2 have an agreement and an insurance');
});
