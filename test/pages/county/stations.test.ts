import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeOfficer } from '../../support/people.ts';
import { makeRoad } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let officer: Visitor;

async function visitorOf(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

beforeAll(async () => {
  await makeRoad(database.sql);
  await database.sql`insert into counties (code, province_code, name_zh, name_en) values ('530111', '530000', '官渡区', 'Guandu')`;
  officer = await visitorOf((await makeOfficer(database, '532926')).id);
});

const station = {
  countyCode: '532926',
  nameZh: '南涧站',
  nameEn: 'Nanjian station',
  rooms: '2',
  seats: '60',
  link: 'satellite',
  openedDay: '2010-03-01',
};
const stored = async () => (await database.sql`select * from stations`)[0];

test('a station is registered, changed and closed; what is wrong is told and what was typed stays', async () => {
  const wrong = await officer.send('/county/stations/new', { ...station, rooms: 'two', nameEn: '' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Rooms: ');
  expect(wrong.text).toContain('Name in English: ');
  expect(wrong.text).toContain('value="two"');
  expect((await officer.send('/county/stations/new', { ...station, countyCode: '530111' })).status).toBe(422);
  expect((await officer.send('/county/stations/new', station)).location).toBe('/county/stations?done=created');
  expect((await officer.get('/county/stations')).text).toContain('Nanjian station');
  const row = await stored();
  const path = `/county/stations/${String(row?.['id'])}`;
  const version = String(row?.['version']);
  expect((await officer.get(path)).text).toContain('value="60"');
  expect((await officer.send(path, { ...station, seats: '80', version })).location).toBe('/county/stations?done=changed');
  const stale = await officer.send(path, { ...station, seats: '90', version });
  expect([stale.status, stale.text.includes('was changed after you opened the page'), stale.text.includes('value="90"')]).toEqual([
    422,
    true,
    true,
  ]);
  expect((await stored())?.['seats']).toBe(80);
  const before = await officer.send(`${path}/close`, { closedDay: '2009-01-01' });
  expect([before.status, before.text.includes('This ends before it starts')]).toEqual([422, true]);
  expect((await officer.send(`${path}/close`, { closedDay: '2026-11-01' })).location).toBe('/county/stations?done=closed');
  expect((await officer.get('/county/stations')).text).toContain('Closed on 1 November 2026');
});

test('another county’s station is not there', async () => {
  const other = await visitorOf((await makeOfficer(database, '530111')).id);
  const path = `/county/stations/${String((await stored())?.['id'])}`;
  expect((await other.get(path)).status).toBe(404);
  expect((await other.send(`${path}/close`, { closedDay: '2026-11-01' })).status).toBe(404);
  expect((await other.get('/county/stations')).text).toContain('No station is registered yet');
});
