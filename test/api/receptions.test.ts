import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, makeOfficer, makePerson, type Person } from '../support/people.ts';
import { makeRoad, makeStation } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let [coordinator, officer, other] = [] as unknown as [Person, Person, Person];
let [own, second, elsewhere] = ['', '', ''];
let id = '';

const course = {
  kind: 'certificate_programme',
  delivery: 'both',
  titleZh: '乡村小学英语教师证书项目',
  titleEn: 'Certificate for rural teachers of English',
  originZh: '主会场',
  originEn: 'Main hall',
  hours: 16,
  startDay: '2026-11-09',
  endDay: '2026-11-10',
  sessionDays: ['2026-11-10', '2026-11-09'],
};

beforeAll(async () => {
  const { sql } = database;
  await makeRoad(sql);
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01')`;
  coordinator = await makePerson(database, 'coordinator', '协调员');
  officer = await makeOfficer(database, '532926');
  other = await makeOfficer(database, '530111');
  [own, second, elsewhere] = [
    await makeStation(sql),
    await makeStation(sql, { name: '二' }),
    await makeStation(sql, { county: '530111', name: '三' }),
  ];
  await makeStation(sql, { name: '已关闭', closedDay: '2020-01-01' });
  const made = await coordinator.site('POST', '/trainings', { ...course, receivers: { kind: 'all' } });
  id = String(made.body['id']);
});

const attendance = (stationId: string, first: object, secondDay: object) => ({
  stationId,
  sessions: [
    { day: '2026-11-09', heads: first },
    { day: '2026-11-10', heads: secondDay },
  ],
});

test('a training that is planned goes to every open station, and nobody but coordinators hears of it until it is opened', async () => {
  expect((await coordinator.site('GET', `/trainings/${id}`)).body).toMatchObject({
    state: 'planned',
    stations: 3,
    provinces: 1,
    reported: 0,
  });
  expect((await siteFor(database)('GET', `/trainings/${id}`)).status).toBe(404);
  expect((await officer.site('PUT', `/trainings/${id}/enrolment`, { stationId: own, expected: { cadres: 1 } })).status).toBe(404);
  const opened = await coordinator.site('POST', `/trainings/${id}/open`);
  expect([opened.status, opened.body['state']]).toEqual([200, 'open']);
  expect((await siteFor(database)('GET', `/trainings/${id}`)).body).toMatchObject({ sessionDays: ['2026-11-09', '2026-11-10'] });
  const told = await database.sql`select account_id from messages where template = 'training-opened' order by account_id`;
  expect(told.map(({ account_id }) => String(account_id))).toEqual([officer.id, other.id].toSorted());
});

test('each county enrols groups and reports who came at its own stations, all in one call; a correction says why and leaves what was said', async () => {
  expect(
    (await officer.site('PUT', `/trainings/${id}/enrolment`, { stationId: own, expected: { primaryTeachers: 20 } })).body,
  ).toMatchObject({
    expected: { primaryTeachers: 20, cadres: 0 },
    people: null,
  });
  expect((await other.site('POST', `/trainings/${id}/attendance`, attendance(own, {}, {}))).status).toBe(404);
  const report = { ...attendance(own, { cadres: 8, primaryTeachers: 18 }, { primaryTeachers: 21, students: 30 }), certificates: 15 };
  const reported = await officer.site('POST', `/trainings/${id}/attendance`, report);
  // Of each group the fuller session: nobody counts twice for coming on both days.
  expect([reported.status, reported.body]).toEqual([
    201,
    expect.objectContaining({
      people: { cadres: 8, officials: 0, primaryTeachers: 21, secondaryTeachers: 0, students: 30 },
      attendances: 77,
      certificates: 15,
      reports: 1,
    }),
  ]);
  const unsaid = await officer.site('POST', `/trainings/${id}/attendance`, report);
  expect([unsaid.status, unsaid.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/reason', code: 'missing' })]]);
  const corrected = { ...report, certificates: 14, reason: '有一人未通过考核' };
  expect((await officer.site('POST', `/trainings/${id}/attendance`, corrected)).body).toMatchObject({ certificates: 14, reports: 2 });
  const { body } = await officer.site('GET', `/trainings/${id}/attendance`);
  const items = body['items'] as { stationId: string; history: { number: number; certificates: number; reason: string | null }[] }[];
  expect(items.map(({ stationId }) => stationId).toSorted()).toEqual([own, second].toSorted());
  expect(items.find(({ stationId }) => stationId === own)?.history).toMatchObject([
    { number: 1, certificates: 15, reason: null },
    { number: 2, certificates: 14, reason: '有一人未通过考核' },
  ]);
  expect(await eventsOf(database.sql, 'training', id)).toEqual([
    'training.planned',
    'training.open',
    'training.enrolled',
    'training.reported',
    'training.corrected',
  ]);
});

test('a day without a session, a group that is none, certificates beyond the people: every fault at once; what is to come is not reported', async () => {
  const wrong = await officer.site('POST', `/trainings/${id}/attendance`, {
    stationId: second,
    sessions: [{ day: '2026-11-12', heads: { cadres: 1 } }],
    certificates: 2,
  });
  expect([wrong.status, wrong.body['errors']]).toEqual([
    422,
    [
      expect.objectContaining({ pointer: '/sessions/0/day', code: 'no-session-then' }),
      expect.objectContaining({ pointer: '/certificates', code: 'more-than-people' }),
    ],
  ]);
  expect((await officer.site('POST', `/trainings/${id}/attendance`, attendance(second, { princes: 1 }, {}))).status).toBe(422);
  const early = await officer.at('2026-11-09T08:00:00+08:00')('POST', `/trainings/${id}/attendance`, attendance(second, {}, { cadres: 1 }));
  expect(early.body['errors']).toEqual([expect.objectContaining({ pointer: '/sessions/1/day', code: 'in-the-future' })]);
});

test('two reports at once: one counts, the other is a correction that lacks its reason', async () => {
  const answers = await Promise.all(
    [5, 6].map(async (cadres) => other.site('POST', `/trainings/${id}/attendance`, attendance(elsewhere, { cadres }, {}))),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
});

/** The constraint by which the database refuses. */
const refused = async (statement: Promise<unknown>) =>
  statement.then(
    () => 'taken',
    (error: { constraint_name?: string }) => error.constraint_name,
  );

test('the database keeps what was reported, and what is counted comes from reports alone', async () => {
  const { sql } = database;
  expect(await refused(sql`update training_reports set certificates = 99`)).toBe('training_reports_kept');
  expect(await refused(sql`update training_receptions set cadres = 99`)).toBe('training_receptions_figures');
  expect(await refused(sql`update trainings set session_days = array['2026-11-09'::date]`)).toBe('trainings_reported');
});

test('counted figures stand: nothing is reported any more until a coordinator reopens it with a reason', async () => {
  expect((await coordinator.site('POST', `/trainings/${id}/count`)).body['state']).toBe('counted');
  const late = await officer.site('POST', `/trainings/${id}/attendance`, { ...attendance(own, {}, {}), reason: 'x' });
  expect([late.status, late.body['state']]).toEqual([409, 'counted']);
  expect((await coordinator.site('POST', `/trainings/${id}/cancel`, { reason: 'x' })).status).toBe(409);
  expect((await coordinator.site('POST', `/trainings/${id}/reopen`, { reason: '一县漏报' })).body).toMatchObject({
    state: 'open',
    reason: '一县漏报',
  });
});
