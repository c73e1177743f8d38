import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { PageReader } from '../../support/page-reader.ts';
import { eventsOf, makeOfficer } from '../../support/people.ts';
import { makeRoad, makeStation } from '../../support/rows.ts';

const database = testDatabase();
let [coordinator, officer, elsewhere] = [] as unknown as [PageReader, PageReader, PageReader];
const [before, after] = ['2027-05-01T08:00:00Z', '2027-05-13T08:00:00Z'] as const;

const officerOf = async (county: string) => PageReader.of(database, (await makeOfficer(database, county)).id, before);

beforeAll(async () => {
  const { sql } = database;
  const { coordinatorId } = await makeRoad(sql);
  await sql`insert into counties (code, province_code, name_zh, name_en) values ('530111', '530000', '官渡区', 'Guandu')`;
  coordinator = await PageReader.of(database, coordinatorId, before);
  [officer, elsewhere] = [await officerOf('532926'), await officerOf('530111')];
  for (let i = 1; i <= 9; i += 1) await makeStation(sql, { name: `${i}` });
  await makeStation(sql, { name: 'far', county: '530111' });
});

const course = {
  kind: 'certificate_programme',
  delivery: 'both',
  titleZh: '英语教学法',
  titleEn: 'Teaching English',
  originZh: '主会场',
  originEn: 'Main hall',
  hours: '12',
  startDay: '2027-05-10',
  endDay: '2027-05-12',
  sessionDays: '2027-05-10\n2027-05-12',
};
let planned = '';
let received = '';

test('a coordinator plans a training; what is wrong is told at its field, and what was typed stays', async () => {
  const wrong = await coordinator.send('/desk/trainings/new', { ...course, receivers: 'none', hours: '0', sessionDays: '2027-05-20' });
  expect(wrong.status).toBe(422);
  for (const told of ['Hours: ', 'value="Teaching English"', '2027-05-20</textarea>']) expect(wrong.text).toContain(told);
  const late = await coordinator.send('/desk/trainings/new', { ...course, receivers: 'none', sessionDays: '2027-05-20' });
  expect([late.status, late.text.includes('href="#sessionDays"')]).toEqual([422, true]);
  expect((await officer.send('/desk/trainings/new', { ...course, receivers: 'none' })).status).toBe(403);

  const done = await coordinator.send('/desk/trainings/new', { ...course, receivers: 'none' });
  planned = (done.location ?? '').replace('?done=planned', '');
  expect([done.status, planned]).toEqual([303, expect.stringMatching(/^\/desk\/trainings\/[\da-f-]{36}$/)]);
  expect((await coordinator.get(done.location ?? '')).text).toContain('The training is saved and not open yet.');
  expect((await coordinator.get(planned, 'zh-CN')).text).toContain('英语教学法');
});

const receptionsOf = async (person: PageReader) =>
  (await person.get('/county/trainings')).text.match(/\/county\/trainings\/[\da-f-]{36}/g) ?? [];

test('it is sent to every station at once and opened; only then its counties see it, each its own', async () => {
  const none = await coordinator.send(`${planned}/open`, {});
  expect([none.status, /no station|not go to any/i.test(none.text)]).toEqual([422, true]);
  expect((await coordinator.send(`${planned}/stations`, {})).status).toBe(422);
  expect((await coordinator.send(`${planned}/stations`, { receivers: 'all' })).location).toBe(`${planned}?done=stations`);
  expect((await officer.get('/county/trainings')).text).not.toContain('Teaching English');
  expect((await coordinator.send(`${planned}/open`, {})).location).toBe(`${planned}?done=open`);
  expect(await eventsOf(database.sql, 'training', planned.split('/').at(-1) ?? '')).toEqual(
    expect.arrayContaining(['training.planned', 'training.open']),
  );
  const [own, others] = [await receptionsOf(officer), await receptionsOf(elsewhere)];
  expect([own.length, others.length]).toEqual([9, 1]);
  [received = ''] = own;
  expect((await officer.get(received)).status).toBe(200);
  expect((await elsewhere.get(received)).status).toBe(404);
  expect((await elsewhere.send(`${received}/enrol`, { 'expected.cadres': '3' })).status).toBe(404);
});

test('a county enrols whom it expects, and reports nobody before the training begins', async () => {
  const wrong = await officer.send(`${received}/enrol`, { 'expected.cadres': 'many', 'expected.students': '4' });
  expect(wrong.status).toBe(422);
  for (const told of ['href="#expected.cadres"', 'value="many"', 'value="4"']) expect(wrong.text).toContain(told);
  expect((await officer.send(`${received}/enrol`, { 'expected.cadres': '3', 'expected.students': '4' })).location).toBe(
    `${received}?done=enrolled`,
  );
  expect((await officer.get('/county/trainings')).text).toContain('7 expected');
  expect((await officer.get(received)).text).not.toContain(`${received}/attendance`);
  expect((await officer.send(`${received}/attendance`, { 'heads.0.cadres': '3' })).status).toBe(422);
});

test('once it is over the county reports all sessions in one form, and corrects them with a reason; both stay to be read', async () => {
  expect((await officer.at(after).get('/county/trainings')).text).toContain('to be reported');
  const heads = { 'heads.0.cadres': '3', 'heads.0.students': '2', 'heads.1.cadres': '1', 'heads.1.students': '5' };
  const many = await officer.at(after).send(`${received}/attendance`, { ...heads, certificates: '90' });
  expect([many.status, many.text.includes('href="#certificates"'), many.text.includes('value="90"')]).toEqual([422, true, true]);
  expect((await officer.at(after).send(`${received}/attendance`, { ...heads, certificates: '6' })).location).toBe(
    `${received}?done=reported`,
  );
  // Of each group the session with most people: three cadres and five students.
  expect((await officer.at(after).get(received)).text).toMatch(/8 came[^]*11 attendances in all[^]*First report/);

  const corrected = { ...heads, 'heads.1.students': '7', certificates: '6' };
  const unexplained = await officer.at(after).send(`${received}/attendance`, corrected);
  expect([unexplained.status, unexplained.text.includes('href="#reason"')]).toEqual([422, true]);
  const reason = 'Two came late';
  expect((await officer.at(after).send(`${received}/attendance`, { ...corrected, reason })).location).toBe(`${received}?done=corrected`);
  const read = (await officer.at(after).get(received)).text;
  for (const told of ['10 came', 'First report', reason, 'Report 2']) expect(read).toContain(told);
  expect((await officer.at(after).get(received, 'zh-CN')).text).toContain('到场 10 人');
});

test('the coordinator sees who has reported and who has not, counts it, and may reopen it with a reason', async () => {
  const unreported = (await coordinator.at(after).get(`${planned}?reported=no`)).text;
  expect([unreported.includes(received), unreported.includes('Station far')]).toEqual([false, true]);
  expect((await coordinator.at(after).send(`${planned}/count`, {})).location).toBe(`${planned}?done=count`);
  const closed = (await officer.at(after).get(received)).text;
  expect([closed.includes(`${received}/attendance`), closed.includes('can no longer be changed')]).toEqual([false, true]);
  expect((await officer.at(after).send(`${received}/attendance`, { 'heads.0.cadres': '9', reason: 'x' })).status).toBe(422);
  expect((await coordinator.at(after).send(`${planned}/reopen`, {})).status).toBe(422);
  expect((await coordinator.at(after).send(`${planned}/reopen`, { reason: 'One station missing' })).location).toBe(
    `${planned}?done=reopen`,
  );
  expect((await officer.at(after).get(received)).text).toContain(`${received}/attendance`);
});
