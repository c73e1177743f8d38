import ICAL from 'ical.js';
import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeOfficer, personOf, type Person } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';
import { appFor } from '../support/site.ts';

const database = testDatabase();
const now = '2027-05-15T08:00:00Z';
let road: Road;
let people: Person[];
let officer: Person;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 5, maximum: 5, stage: 'matching' });
  people = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  officer = await makeOfficer(database, '532926');
});

/** The clock of events that tests write is the database's. */
const thisInstant = () => new Date().toISOString();

/** A program that asks for a calendar, with no session and no token. */
async function read(url: string, headers: Record<string, string> = {}, at = now) {
  const response = await appFor(database, { now: at }).request(new URL(url).pathname, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function addressOf(person: Person, path = '/me/calendar'): Promise<string> {
  const { status, body } = await person.at(now)('POST', path);
  expect(status).toBe(201);
  return String(body['url']);
}

type Told = { uid: string; status: string; summary: string; start: string; end: string; sequence: number };

/** The entries as an outside parser reads them, by uid. */
function entriesOf(text: string): Told[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const entries = calendar.getAllSubcomponents('vevent').map((component): Told => {
    const event = new ICAL.Event(component);
    const status = String(component.getFirstPropertyValue('status'));
    const [start, end] = [event.startDate.toString(), event.endDate.toString()];
    return { uid: event.uid, status, summary: event.summary, start, end, sequence: event.sequence };
  });
  return entries.toSorted((a, b) => a.uid.localeCompare(b.uid));
}

const withUid = (text: string, uid: string) => entriesOf(text).find((entry) => entry.uid === uid);
test('a volunteer’s calendar is tentative while offered, confirmed once accepted, cancelled for thirty days; each time with a higher number', async () => {
  const [person] = people as [Person];
  const placementId = await propose(database.sql, road, 0);
  const url = await addressOf(person);
  // Nobody hears half a result.
  expect(withUid((await read(url)).text, `placement-${placementId}@zhijiao`)).toBeUndefined();

  await advance(database.sql, placementId, 'offered');
  const offered = (await read(url)).text;
  expect(withUid(offered, `placement-${placementId}@zhijiao`)).toMatchObject({
    status: 'TENTATIVE',
    summary: '待答复 · 支教：英语 · 南涧一中',
    start: '2027-07-12',
    end: '2027-07-27',
  });
  expect(withUid(offered, `reply-${placementId}@zhijiao`)).toMatchObject({ status: 'CONFIRMED', start: '2027-05-20T08:00:00' });
  expect(withUid(offered, `match-${road.seasonId}@zhijiao`)).toMatchObject({
    summary: '匹配日：2027 年暑期',
    start: '2027-05-10',
    end: '2027-05-11',
  });
  expect(withUid(offered, `teaching-${road.seasonId}@zhijiao`)).toMatchObject({ start: '2027-07-01', end: '2027-09-01' });

  await advance(database.sql, placementId, 'accepted');
  const accepted = (await read(url)).text;
  expect(withUid(accepted, `placement-${placementId}@zhijiao`)?.status).toBe('CONFIRMED');
  expect(withUid(accepted, `reply-${placementId}@zhijiao`)?.status).toBe('CANCELLED');

  await advance(database.sql, placementId, 'withdrawn');
  const withdrawn = (await read(url, {}, thisInstant())).text;
  expect(withUid(withdrawn, `placement-${placementId}@zhijiao`)).toMatchObject({ status: 'CANCELLED', start: '2027-07-12' });
  const numbers = [offered, accepted, withdrawn].map((text) => withUid(text, `placement-${placementId}@zhijiao`)?.sequence ?? 0);
  expect(numbers[0]! < numbers[1]! && numbers[1]! < numbers[2]!).toBe(true);

  const [moved] = await database.sql`select max(at) as at from events where thing_id = ${placementId}`;
  const days = (count: number) => new Date(new Date(String(moved?.['at'])).getTime() + count * 86_400_000).toISOString();
  expect(withUid((await read(url, {}, days(29.9))).text, `placement-${placementId}@zhijiao`)?.status).toBe('CANCELLED');
  expect(withUid((await read(url, {}, days(30.1))).text, `placement-${placementId}@zhijiao`)).toBeUndefined();
});

test('a change of the request is a change of the entry, under the same uid', async () => {
  const person = people[1]!;
  const placementId = await propose(database.sql, road, 1);
  await advance(database.sql, placementId, 'offered', 'accepted');
  const url = await addressOf(person);
  const before = withUid((await read(url)).text, `placement-${placementId}@zhijiao`);
  await database.sql`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', 'request', ${road.requestId}, 'request.changed')`;
  const after = withUid((await read(url)).text, `placement-${placementId}@zhijiao`);
  expect([after?.uid, after?.sequence]).toEqual([before?.uid, (before?.sequence ?? 0) + 1]);
});

test('it is read without signing in or cookies, kept for a while, and not sent again while nothing changed', async () => {
  const person = people[2]!;
  const url = await addressOf(person);
  const first = await read(url);
  expect([first.status, first.headers.get('Content-Type'), first.headers.get('Cache-Control'), first.headers.get('Set-Cookie')]).toEqual([
    200,
    'text/calendar; charset=utf-8',
    'private, max-age=300',
    null,
  ]);
  const etag = first.headers.get('ETag') ?? '';
  const again = await read(url, { 'If-None-Match': `"other", W/${etag}` });
  expect([again.status, again.text, again.headers.get('ETag')]).toEqual([304, '', etag]);
  await advance(database.sql, await propose(database.sql, road, 2), 'offered');
  const changed = await read(url, { 'If-None-Match': etag });
  expect([changed.status, changed.headers.get('ETag') === etag]).toEqual([200, false]);
  const { body } = await person.at(now)('GET', '/me/calendar');
  expect(body).toEqual({ countyCode: null, createdAt: '2027-05-15T08:00:00.000Z', lastReadAt: '2027-05-15T08:00:00.000Z' });
});

test('a new address ends the old one; an ended one, a wrong one and a frozen person’s are not there', async () => {
  const person = people[3]!;
  const old = await addressOf(person);
  const url = await addressOf(person);
  expect([(await read(old)).status, (await read(url)).status]).toEqual([404, 200]);
  expect((await read(url.replace('.ics', ''))).status).toBe(404);
  expect((await read(url.replace(/.\.ics$/, '_.ics'))).status).toBe(404);
  const [stored] = await database.sql`select encode(key_sha256, 'escape') as kept from calendar_addresses where account_id = ${person.id}`;
  expect(String(stored?.['kept'])).not.toContain(url.split('/').at(-1)!.slice(0, 43));

  await database.sql`update accounts set frozen_at = now() where id = ${person.id}`;
  expect((await read(url)).status).toBe(404);
  await database.sql`update accounts set frozen_at = null where id = ${person.id}`;
  await database.sql`delete from account_roles where account_id = ${person.id}`;
  expect((await read(url)).status).toBe(404);
  await database.sql`insert into account_roles (account_id, role) values (${person.id}, 'volunteer')`;
  expect((await person.at(now)('DELETE', '/me/calendar')).status).toBe(200);
  expect((await read(url)).status).toBe(404);
  expect((await person.at(now)('DELETE', '/me/calendar')).status).toBe(404);
});

test('whoever guesses is slowed down, and whoever has an address is not', async () => {
  const url = await addressOf(people[0]!);
  const caller = { 'CF-Connecting-IP': '203.0.113.9' };
  const guess = async (i: number) => (await read(`http://localhost/calendar/${String(i).padStart(43, 'x')}.ics`, caller)).status;
  const statuses = [];
  for (let i = 0; i < 61; i += 1) statuses.push(await guess(i));
  expect([statuses.slice(0, 60).every((status) => status === 404), statuses[60]]).toEqual([true, 429]);
  expect((await read(url, caller)).status).toBe(200);
});

test('a county’s calendar says who comes and when, to its own officers and as long as they are', async () => {
  const placementId = await propose(database.sql, road, 4);
  await advance(database.sql, placementId, 'offered', 'accepted');
  const url = await addressOf(officer, '/counties/532926/calendar');
  expect((await officer.at(now)('POST', '/counties/530100/calendar')).status).toBe(404);
  expect((await people[0]!.at(now)('POST', '/counties/532926/calendar')).status).toBe(403);
  const { text } = await read(url);
  expect(withUid(text, `guest-${placementId}@zhijiao`)).toMatchObject({
    status: 'CONFIRMED',
    summary: '志愿者 4 · 英语 · 南涧一中',
    start: '2027-07-12',
    end: '2027-07-27',
  });
  expect(entriesOf(text).filter(({ uid }) => uid.startsWith('reply-'))).toEqual([]);
  // Nobody's private address and no account's id is in it.
  expect(text).not.toContain('example.org');
  await database.sql`delete from account_counties where account_id = ${officer.id}`;
  expect((await read(url)).status).toBe(404);
  await database.sql`insert into account_counties (account_id, county_code) values (${officer.id}, '532926')`;
});

test('a lesson at a distance says whose clock counts and what the other shows, before and after it is set', async () => {
  const { sql } = database;
  const other = await makeRoad(sql, { volunteers: 1, stage: 'matching' });
  await sql`update requests set delivery = 'distance', start_day = '2027-09-01', end_day = '2027-12-20' where id = ${other.requestId}`;
  await sql`update volunteers set time_zone = 'America/New_York' where account_id = ${other.volunteers[0]!.accountId}`;
  await sql`update accounts set locale = 'en' where id = ${other.volunteers[0]!.accountId}`;
  const placementId = await sql.begin(async (tx) => {
    const [row] =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      values (${other.volunteers[0]!.applicationId}, ${other.volunteers[0]!.accountId}, ${other.seasonId}, ${other.lineId}, ${other.requestId},
        '532926', '2027-09-01', '2027-12-20') returning id`;
    await tx`insert into events (at, actor_name, thing, thing_id, event, to_state)
      values (now(), 'test', 'placement', ${String(row?.['id'])}, 'placement.proposed', 'proposed')`;
    return String(row?.['id']);
  });
  await advance(sql, placementId, 'offered');
  const person = await personOf(database, other.volunteers[0]!.accountId);
  const { text } = await read(await addressOf(person));
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const described = calendar
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component))
    .find(({ uid }) => uid === `placement-${placementId}@zhijiao`)!;
  expect(described.summary).toBe('Offered · Teaching English · 南涧一中');
  expect(described.description).toContain(
    'The school’s clock (Asia/Shanghai) counts. When it is 9:00 there, with you (America/New_York) it is:',
  );
  expect(described.description).toContain(
    '2027-09-01 to 2027-11-07: the day before, 21:00\n2027-11-08 to 2027-12-20: the day before, 20:00',
  );
  expect(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual(['America/New_York']);
  // The deadline, 2027-05-20 at midnight UTC, on the volunteer's own clock.
  expect(withUid(text, `reply-${placementId}@zhijiao`)?.start).toBe('2027-05-19T20:00:00');
});
