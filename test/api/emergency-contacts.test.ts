import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { PageReader, wordsOf } from '../support/page-reader.ts';
import { eventsOf, itemsOf, makeOfficer, makePerson, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';

const database = testDatabase();
/** While the squad is away: from 13 to 26 July 2027. */
const now = '2027-07-14T06:00:00Z';
const mother = { name: '示范家长', relation: '母亲', phone: '+86 139 0000 0000' };
let road: Road;
let placementIds: string[];
let captain: Person;
let mate: Person;
let coordinator: Person;
let safeguarding: Person;
let officer: Person;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  placementIds = [];
  for (const index of [0, 1]) {
    placementIds.push(await propose(database.sql, road, index));
    await advance(database.sql, placementIds[index]!, 'offered', 'accepted');
  }
  [captain, mate] = (await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)))) as [Person, Person];
  coordinator = await personOf(database, road.coordinatorId);
  safeguarding = await makePerson(database, 'safeguarding', '保护');
  officer = await makeOfficer(database, '532926');
  await coordinator.at(now)('PUT', `/squads/${road.requestId}/captain`, { placementId: placementIds[0] });
});

const path = () => `/squads/${road.requestId}/emergency-contact`;
const look = async (person: Person, at = now) =>
  person.at(at)('POST', `${path()}s/look`, { placementId: placementIds[1], reason: 'Taken to hospital' });

/** How many contacts the captain finds at an instant. */
const seen = async (at: string) => itemsOf(await captain.at(at)('GET', `${path()}s`)).length;
const day = (from: unknown, days: number) => new Date(Date.parse(String(from)) + days * 86_400_000).toISOString();

test('a member says whom to call, for themselves alone; it is encrypted, and may be put right', async () => {
  expect((await mate.at(now)('GET', path())).body).toEqual({ contact: null });
  expect(refusalOf(await mate.at(now)('PUT', path(), { ...mother, phone: 'none' })).status).toBe(422);
  await mate.at(now)('PUT', path(), { ...mother, relation: '父亲' });
  expect((await mate.at(now)('PUT', path(), mother)).body).toEqual(mother);
  expect((await mate.at(now)('GET', path())).body).toEqual({ contact: mother });
  expect((await captain.at(now)('GET', path())).body).toEqual({ contact: null });
  for (const other of [coordinator, safeguarding, officer]) expect((await other.at(now)('GET', path())).status).toBe(403);
  const [row] = await database.sql`select sealed_contact from emergency_contacts`;
  expect(Buffer.from(row?.['sealed_contact'] as Uint8Array).includes('示范家长')).toBe(false);
  expect((await mate.site('GET', '/me/export')).body['emergencyContacts']).toMatchObject([{ placementId: placementIds[1], ...mother }]);
});

test('captain, safeguarding and coordinators look with a reason, and the member sees every look; nobody else may', async () => {
  for (const person of [captain, safeguarding, coordinator]) {
    const given = await person.at(now)('GET', `${path()}s`);
    expect(itemsOf(given).map(({ name, placementId }) => [name, placementId])).toEqual([['志愿者 1', placementIds[1]]]);
    expect(JSON.stringify(given.body)).not.toContain('139');
    expect((await look(person)).body).toEqual(mother);
  }
  expect((await look(mate)).status).toBe(404);
  expect((await look(officer)).status).toBe(403);
  expect((await captain.at(now)('POST', `${path()}s/look`, { placementId: placementIds[1] })).status).toBe(422);
  expect((await captain.at(now)('POST', `${path()}s/look`, { placementId: placementIds[0], reason: 'x' })).status).toBe(422);
  const events = itemsOf(await mate.site('GET', '/me/events')).filter(({ event }) => event === 'emergency_contact.seen');
  expect(events.map(({ reason }) => reason)).toEqual(['Taken to hospital', 'Taken to hospital', 'Taken to hospital']);
  expect(await eventsOf(database.sql, 'emergency_contact', placementIds[1]!)).toEqual([
    ...Array.from({ length: 2 }, () => 'emergency_contact.given'),
    ...Array.from({ length: 3 }, () => 'emergency_contact.seen'),
  ]);
});

test('it is seen from three days before the squad’s first day to three days after its last', async () => {
  const [row] = await database.sql`select start_day::text as first, end_day::text as last from placements where id = ${placementIds[1]!}`;
  expect([await seen(day(row?.['first'], -4)), await seen(day(row?.['first'], -3))]).toEqual([0, 1]);
  expect([await seen(day(row?.['last'], 3)), await seen(day(row?.['last'], 4))]).toEqual([1, 0]);
  expect((await look(coordinator, day(row?.['last'], 4))).status).toBe(422);
});

test('on pages: a member fills the form in; the captain sees the contact once they say why; taken back it is gone', async () => {
  const [own, leader] = [await PageReader.of(database, mate.id, now), await PageReader.of(database, captain.id, now)];
  const page = `/squads/${road.requestId}`;
  expect((await own.get(page)).text).toContain(`<a href="${page}/emergency-contact">`);
  expect((await own.get(page)).text).not.toContain(`${page}/emergency-contacts"`);
  expect(wordsOf(await own.send(`${page}/emergency-contact`, { name: '', relation: 'x', phone: 'y' }))).toMatch(
    /Give a name .*Give a telephone number/,
  );
  const friend = { name: 'A friend', relation: 'flatmate', phone: '+1 202 555 0100' };
  expect((await own.send(`${page}/emergency-contact`, friend)).location).toBe(`${page}/emergency-contact?done=saved`);
  const list = await leader.get(`${page}/emergency-contacts`);
  expect([list.text.includes('志愿者 1'), list.text.includes('555 0100')]).toEqual([true, false]);
  const silent = await leader.send(`${page}/emergency-contacts`, { placementId: placementIds[1]!, reason: '' });
  expect([silent.status, silent.text.includes('555 0100')]).toEqual([422, false]);
  const told = await leader.send(`${page}/emergency-contacts`, { placementId: placementIds[1]!, reason: 'Hurt' });
  expect(wordsOf(told)).toMatch(/A friend .*flatmate .*\+1 202 555 0100 .*This look is recorded/);
  expect((await own.get(`${page}/emergency-contacts`)).status).toBe(404);

  expect((await own.send(`${page}/emergency-contact/withdraw`)).location).toBe(`${page}/emergency-contact?done=withdrawn`);
  expect(wordsOf(await leader.get(`${page}/emergency-contacts`))).toContain('There is no emergency contact to look at');
  expect(refusalOf(await mate.at(now)('DELETE', path()))).toEqual(refused(404, 'not-found'));
});
