import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeOfficer, makePerson, type Person } from '../support/people.ts';
import { makeRoad, makeStation } from '../support/rows.ts';

const database = testDatabase();
let [coordinator, officer] = [] as unknown as [Person, Person];

const course = {
  kind: 'short_course',
  delivery: 'classroom',
  titleZh: '班',
  titleEn: 'Course',
  originZh: '处',
  originEn: 'Hall',
  hours: 4,
  startDay: '2027-05-10',
  endDay: '2027-05-12',
};

beforeAll(async () => {
  await makeRoad(database.sql);
  [coordinator, officer] = [await makePerson(database, 'coordinator', '协调员'), await makeOfficer(database, '532926')];
  await makeStation(database.sql);
});

test('days out of order or outside, and a kind that is none, are refused at once; only a coordinator plans', async () => {
  const wrong = await coordinator.site('POST', '/trainings', { ...course, sessionDays: ['2027-05-10', '2027-05-13', '2027-05-10'] });
  expect([wrong.status, (wrong.body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])]).toEqual(
    [
      422,
      [
        ['/sessionDays/1', 'outside-training'],
        ['/sessionDays/2', 'twice'],
      ],
    ],
  );
  expect((await coordinator.site('POST', '/trainings', { ...course, kind: 'party' })).status).toBe(422);
  expect((await officer.site('POST', '/trainings', course)).status).toBe(403);
});

test('a training without stations is not opened; sent to those of a province it is, and changes with its version until somebody has reported', async () => {
  const made = await coordinator.site('POST', '/trainings', course);
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ state: 'planned', stations: 0, sessionDays: ['2027-05-10'] })]);
  const path = `/trainings/${String(made.body['id'])}`;
  expect((await coordinator.site('POST', `${path}/open`)).body).toMatchObject({ status: 409, type: '/problems/no-stations' });
  const provinces = { receivers: { kind: 'provinces', provinceCodes: ['530000'] } };
  expect((await coordinator.site('POST', `${path}/stations`, provinces)).body['stations']).toBe(1);
  expect((await coordinator.site('POST', `${path}/stations`, provinces)).body['errors']).toEqual([
    expect.objectContaining({ pointer: '/receivers', code: 'no-further-station' }),
  ]);
  const opened = await coordinator.site('POST', `${path}/open`);
  const etag = { 'If-Match': opened.headers.get('ETag') ?? '' };
  const changed = await coordinator.site('PATCH', path, { hours: 6 }, etag);
  expect([changed.status, changed.body['hours']]).toEqual([200, 6]);
  expect((await coordinator.site('PATCH', path, { hours: 7 }, etag)).status).toBe(412);
  expect((await coordinator.site('POST', `${path}/cancel`, { reason: '教师有事' })).body).toMatchObject({
    state: 'cancelled',
    reason: '教师有事',
  });
  expect((await officer.site('GET', '/trainings?state=cancelled&year=2027')).body['items']).toMatchObject([
    { titleZh: '班', people: null },
  ]);
});
