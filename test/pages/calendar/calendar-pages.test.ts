import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeOfficer, makeVolunteer, personOf, type Person } from '../../support/people.ts';
import { advance, makeRoad, recordMove } from '../../support/rows.ts';
import { appFor } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let volunteer: Person;
let officer: Person;

beforeAll(async () => {
  await makeRoad(database.sql);
  volunteer = await makeVolunteer(database, '林晓');
  officer = await makeOfficer(database, '532926');
});

async function signedIn(person: Person): Promise<Visitor> {
  const visitor = new Visitor(database);
  const [account] = await database.sql`select email from accounts where id = ${person.id}`;
  await visitor.signIn(String(account?.['email']));
  return visitor;
}

/** A program that asks for a calendar, with no session and no token. */
async function read(url: string) {
  const response = await appFor(database, { now: new Date().toISOString() }).request(new URL(url).pathname);
  return { status: response.status, text: await response.text() };
}

test('the page makes the address, shows it once, and ends it', async () => {
  const visitor = await signedIn(volunteer);
  const made = await visitor.send('/me/calendar');
  const url = /href="(https?:[^"]+\.ics)"/.exec(made.text)?.[1] ?? '';
  expect([made.status, made.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(made.text).toContain(`href="${url.replace(/^https?/, 'webcal')}"`);
  expect((await read(url)).status).toBe(200);
  const page = await visitor.get('/me/calendar');
  expect([page.text.includes(url), page.text.includes('Make a new address'), page.text.includes('never')]).toEqual([false, true, false]);
  const ended = await visitor.send('/me/calendar/end');
  expect([ended.status, ended.location]).toEqual([303, '/me/calendar?done=ended']);
  expect((await read(url)).status).toBe(404);
  expect((await visitor.get('/county/calendar')).status).toBe(403);
});

test('an officer’s page has an address for each of their counties', async () => {
  const visitor = await signedIn(officer);
  const made = await visitor.send('/county/calendar', { county: '532926' });
  const url = /href="(https?:[^"]+\.ics)"/.exec(made.text)?.[1] ?? '';
  expect((await read(url)).text).toContain('BEGIN:VCALENDAR');
  expect((await visitor.send('/county/calendar', { county: '530100' })).status).toBe(404);
  expect((await visitor.send('/county/calendar/end', { county: '532926' })).location).toBe('/county/calendar?done=ended');
  expect((await read(url)).status).toBe(404);
});

test('a placement at a distance shows the school’s hours on the volunteer’s clock, before and after it is set', async () => {
  const { sql } = database;
  const road = await makeRoad(sql, { volunteers: 1, stage: 'matching' });
  const { accountId, applicationId } = road.volunteers[0]!;
  await sql`update requests set delivery = 'distance', start_day = '2027-09-01', end_day = '2027-12-20' where id = ${road.requestId}`;
  await sql`update volunteers set time_zone = 'America/New_York' where account_id = ${accountId}`;
  const id = await sql.begin(async (tx) => {
    const [row] =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      values (${applicationId}, ${accountId}, ${road.seasonId}, ${road.lineId}, ${road.requestId}, '532926', '2027-09-01', '2027-12-20') returning id`;
    await recordMove(tx as unknown as typeof sql, 'placement', String(row?.['id']), null, 'proposed');
    return String(row?.['id']);
  });
  await advance(sql, id, 'offered');
  const visitor = await signedIn(await personOf(database, accountId));
  const { text } = await visitor.get(`/placements/${id}`);
  expect(text).toContain('Lessons keep to the school’s clock (Asia/Shanghai). This is what yours (America/New_York) shows then.');
  const cells = [...(text.split('id="clocks"')[1]?.split('</table>')[0] ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell);
  expect(cells.map((cell) => cell?.replaceAll(/<[^>]+>/g, '').replaceAll(/[\u2009\u00a0]/g, ' '))).toEqual([
    '1 September – 7 November 2027',
    '20:00 the day before',
    '06:00',
    '8 November – 20 December 2027',
    '19:00 the day before',
    '05:00',
  ]);
});
