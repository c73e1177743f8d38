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
const room = (i: number, name: string, seats: string) => ({ [`roomList.${i}.name`]: name, [`roomList.${i}.seats`]: seats });
const stored = async () => (await database.sql`select * from stations`)[0];

test('a station is registered, changed and closed; what is wrong is told and what was typed stays', async () => {
  const wrong = await officer.send('/county/stations/new', { ...station, rooms: 'two', nameEn: '' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Rooms: ');
  expect(wrong.text).toContain('Name in English: ');
  expect(wrong.text).toContain('value="two"');
  expect((await officer.send('/county/stations/new', { ...station, countyCode: '530111' })).status).toBe(422);
  const created = await officer.send('/county/stations/new', station);
  expect((await officer.get('/county/stations')).text).toContain('Nanjian station');
  const row = await stored();
  const path = `/county/stations/${String(row?.['id'])}`;
  expect(created.location).toBe(`${path}?done=created`);
  const version = String(row?.['version']);
  const form = await officer.get(`${path}/change`);
  expect([form.text.includes('value="教室 1"'), form.text.includes('value="30"')]).toEqual([true, true]);
  const { rooms: _, seats: __, ...named } = station;
  const changed = { ...named, ...room(0, '语音室', '50'), ...room(1, '', '30'), ...room(2, '多功能厅', '30') };
  const twice = await officer.send(`${path}/change`, { ...named, ...room(0, '语音室', '50'), ...room(2, '语音室', '30'), version });
  expect([twice.status, twice.text.includes('href="#roomList.2.name"')]).toEqual([422, true]);
  expect((await officer.send(`${path}/change`, { ...changed, version })).location).toBe(`${path}?done=changed`);
  const stale = await officer.send(`${path}/change`, { ...changed, nameEn: 'Nanjian again', version });
  expect([
    stale.status,
    stale.text.includes('was changed after you opened the page'),
    stale.text.includes('value="Nanjian again"'),
  ]).toEqual([422, true, true]);
  expect(await stored()).toMatchObject({ rooms: 2, seats: 80 });
  const before = await officer.send(`${path}/close`, { closedDay: '2009-01-01' });
  expect([before.status, before.text.includes('This ends before it starts')]).toEqual([422, true]);
  expect((await officer.send(`${path}/close`, { closedDay: '2026-11-01' })).location).toBe(`${path}?done=closed`);
  expect((await officer.get('/county/stations')).text).toContain('Closed on 1 November 2026');
});

test('a test of the link is added and drawn; whom to call is named, confirmed, and shown to nobody else', async () => {
  const path = `/county/stations/${String((await stored())?.['id'])}`;
  const measured = { testedDay: '2026-10-01', downMbps: '80.5', upMbps: '20', latencyMs: '35' };
  const wrong = await officer.send(`${path}/tests`, { ...measured, downMbps: 'fast', testedDay: '2027-01-01' });
  expect([wrong.status, wrong.text.includes('value="fast"')]).toEqual([422, true]);
  expect((await officer.send(`${path}/tests`, measured)).location).toBe(`${path}?done=tested`);
  expect((await officer.send(`${path}/tests`, { ...measured, testedDay: '2026-11-01', downMbps: '95' })).location).toBe(
    `${path}?done=tested`,
  );
  expect((await officer.send(`${path}/liaison`, { name: '罗老师', phone: '', email: '' })).text).toContain('Phone: ');
  expect((await officer.send(`${path}/liaison`, { name: '罗老师', phone: '0872 000', email: '' })).location).toBe(`${path}?done=named`);
  expect((await officer.send(`${path}/confirm-liaison`)).location).toBe(`${path}?done=confirmed`);
  const sheet = await officer.get(path);
  expect([sheet.text.includes('罗老师'), sheet.text.includes('from 80.5 to 95 Mbit/s')]).toEqual([true, true]);
  const open = await new Visitor(database).get(path.replace('/county', ''));
  expect([open.text.includes('95 Mbit/s down'), open.text.includes('罗老师')]).toEqual([true, false]);
});

test('another county’s station is not there', async () => {
  const other = await visitorOf((await makeOfficer(database, '530111')).id);
  const path = `/county/stations/${String((await stored())?.['id'])}`;
  expect((await other.get(path)).status).toBe(404);
  expect((await other.send(`${path}/close`, { closedDay: '2026-11-01' })).status).toBe(404);
  expect((await other.get('/county/stations')).text).toContain('No station is registered yet');
});
