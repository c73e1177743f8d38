import { beforeAll, describe, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, makeStation, moveRow, type Road } from '../support/rows.ts';
import { siteFor, tokenOf, type Answer } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let officer: ReturnType<typeof siteFor>;
let elsewhere: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;

async function officerOf(countyCode: string) {
  const id = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${id}, ${countyCode})`;
  return siteFor(database, { token: await tokenOf(database.sql, id) });
}

beforeAll(async () => {
  road = await makeRoad(database.sql);
  await database.sql`insert into counties (code, province_code, name_zh, name_en) values ('530111', '530000', '官渡区', 'Guandu District')`;
  await database.sql.begin(async (tx) => moveRow(tx as never, 'season', road.seasonId, 'planned', 'open'));
  officer = await officerOf('532926');
  elsewhere = await officerOf('530111');
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
});

const hostConditions = {
  lodging: '学校宿舍',
  waterAndPower: '全天',
  altitudeMetres: 1400,
  nearestHospital: '县医院，2 公里',
  bandwidthMbps: 50,
  largestClass: 45,
  knownRisks: '雨天山路',
  signedBy: '县联系人',
  signedDay: '2026-12-01',
};
const whole = () => ({
  seasonId: road.seasonId,
  countyCode: '532926',
  kind: 'camp',
  delivery: 'on_site',
  place: '南涧一中',
  startDay: '2027-07-12',
  endDay: '2027-07-26',
  weeklyHours: 20,
  hostConditions,
  lines: [{ subject: 'english', level: 2, minimum: 1, ideal: 2, maximum: 3 }],
});
const pointers = (answer: Answer) => (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();
const allRequests = async () => (await database.sql`select count(*)::int as n, sum(version)::int as versions from requests`)[0];

test('a county asks, a coordinator returns it, the county mends it, and it is approved', async () => {
  const begun = await officer('POST', '/requests', whole());
  expect([begun.status, begun.body['state']]).toEqual([201, 'draft']);
  const path = `/requests/${String(begun.body['id'])}`;
  expect((await elsewhere('GET', path)).status).toBe(404);
  expect((await coordinator('POST', `${path}/approve`)).body).toMatchObject({ status: 409, state: 'draft', allowed: ['submit', 'cancel'] });
  await officer('POST', `${path}/submit`);
  expect((await officer('POST', `${path}/approve`)).status).toBe(403);
  expect((await coordinator('POST', `${path}/return`, {})).status).toBe(422);
  const returned = await coordinator('POST', `${path}/return`, { reason: '请写明住宿。' });
  expect(returned.body).toMatchObject({ state: 'returned', decisionReason: '请写明住宿。' });
  const etag = returned.headers.get('ETag') ?? '';
  const mended = await officer('PATCH', path, { weeklyHours: 18 }, { 'If-Match': etag });
  expect([mended.status, mended.body['weeklyHours']]).toEqual([200, 18]);
  expect((await officer('PATCH', path, { weeklyHours: 10 }, { 'If-Match': etag })).status).toBe(412);
  await officer('POST', `${path}/submit`);
  const approved = await coordinator('POST', `${path}/approve`);
  expect(approved.body).toMatchObject({ state: 'approved', lines: [{ subject: 'english', minimum: 1, taken: 0 }] });
  expect((await officer('PATCH', path, { weeklyHours: 10 }, { 'If-Match': approved.headers.get('ETag') ?? '' })).status).toBe(409);
  const mine = await officer('GET', '/requests?state=approved');
  expect((mine.body['items'] as { countyCode: string }[]).every(({ countyCode }) => countyCode === '532926')).toBe(true);
  expect((await elsewhere('GET', '/requests')).body).toEqual({ items: [], nextCursor: null });
});

test.each([
  ['a term that ends before it starts', { endDay: '2027-07-01' }, ['/endDay']],
  ['a term outside the season', { startDay: '2027-06-12', endDay: '2027-06-26' }, ['/startDay']],
  ['a day that does not exist', { startDay: '2027-02-30' }, ['/startDay']],
  [
    'seats whose minimum is above the maximum',
    { lines: [{ subject: 'english', level: 1, minimum: 3, ideal: 3, maximum: 2 }] },
    ['/lines/0'],
  ],
  [
    'an unknown subject and an unknown level at once',
    { lines: [{ subject: 'english', level: 9, minimum: 1, ideal: 1, maximum: 1 }, { subject: 1 }] },
    ['/lines/0/level', '/lines/1'],
  ],
  ['a negative class', { hostConditions: { ...hostConditions, largestClass: -1 } }, ['/hostConditions/largestClass']],
  ['a field that does not exist', { colour: 'red' }, ['']],
])('%s is refused with its place, and nothing is written', async (_, change, wanted) => {
  const before = await allRequests();
  const refused = await officer('POST', '/requests', { ...whole(), ...change });
  expect(refused.status).toBe(422);
  for (const pointer of wanted) expect(pointers(refused).some((found) => found.startsWith(pointer))).toBe(true);
  expect(await allRequests()).toEqual(before);
});

test('a county that is no partner, or not one’s own, cannot ask', async () => {
  expect((await elsewhere('POST', '/requests', { ...whole(), countyCode: '530111' })).body).toMatchObject({
    status: 409,
    type: '/problems/not-a-partner',
  });
  expect((await officer('POST', '/requests', { ...whole(), countyCode: '530111' })).status).toBe(403);
});

test('the same idempotency key gives the same request once, and refuses another body', async () => {
  const key = { 'Idempotency-Key': 'ask-once' };
  const before = await allRequests();
  const answers = await Promise.all([officer('POST', '/requests', whole(), key), officer('POST', '/requests', whole(), key)]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[0].body['id']).toBe(answers[1].body['id']);
  expect((await allRequests())?.['n']).toBe(Number(before?.['n']) + 1);
  expect((await officer('POST', '/requests', { ...whole(), place: '别处' }, key)).body).toMatchObject({
    status: 422,
    type: '/problems/idempotency-mismatch',
  });
});

const faults = (answer: Answer) =>
  (answer.body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a request at a distance', () => {
  let [station, spare] = ['', ''];
  beforeAll(async () => {
    [station, spare] = [await makeStation(database.sql), await makeStation(database.sql, { name: '二' })];
  });

  const begin = async (change: object = {}) => {
    const { body } = await officer('POST', '/requests', {
      ...whole(),
      kind: 'distance',
      delivery: 'distance',
      stationId: station,
      ...change,
    });
    return `/requests/${String(body['id'])}`;
  };

  test('names an open station of its county before it is handed in, and so does one that may turn to distance', async () => {
    expect(faults(await officer('POST', `${await begin({ stationId: null })}/submit`))).toEqual(['/stationId missing']);
    const turning = await begin({ stationId: null, kind: 'camp', delivery: 'on_site', belowMinimum: 'turns_to_distance' });
    expect(faults(await officer('POST', `${turning}/submit`))).toEqual(['/stationId missing']);
    const elsewhereAt = await makeStation(database.sql, { county: '530111', name: '外县' });
    const closed = await makeStation(database.sql, { name: '将关', closedDay: '2027-07-20' });
    const refused = async (stationId: string) =>
      faults(await officer('POST', '/requests', { ...whole(), delivery: 'distance', stationId }));
    expect([await refused(elsewhereAt), await refused(closed)]).toEqual([['/stationId unknown'], ['/stationId station-closed']]);
  });

  test('gets a room of its station on all its days or is not approved; of two at once one gets the last; moved, it frees its room', async () => {
    const [first, second, later] = [await begin(), await begin(), await begin({ startDay: '2027-07-27', endDay: '2027-08-05' })];
    for (const path of [first, second, later]) expect((await officer('POST', `${path}/submit`)).status).toBe(200);
    const answers = await Promise.all([first, second].map(async (path) => coordinator('POST', `${path}/approve`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
    const [held, waiting] = answers[0]?.status === 200 ? [first, second] : [second, first];
    expect(faults(await coordinator('POST', `${waiting}/approve`))).toEqual(['/stationId station-full']);
    expect((await coordinator('POST', `${later}/approve`)).status).toBe(200);
    // A station that loses what it had leaves the request standing; it goes on from another of the county.
    const before = await officer('GET', `/stations/${station}`);
    const closing = await officer(
      'PATCH',
      `/stations/${station}`,
      { closedDay: '2027-07-15' },
      { 'If-Match': before.headers.get('ETag') ?? '' },
    );
    expect(closing.status).toBe(200);
    expect((await officer('POST', `${held}/station`, { stationId: spare })).body).toMatchObject({ state: 'approved', stationId: spare });
    expect((await elsewhere('POST', `${held}/station`, { stationId: spare })).status).toBe(404);
    expect((await officer('POST', `${waiting}/station`, { stationId: spare })).status).toBe(409);
  });

  test('is not moved to a station that is not its county’s or not there, even where it teaches on site and needs none', async () => {
    const elsewhereAt = await makeStation(database.sql, { county: '530111', name: '外县二' });
    const path = await begin({ stationId: null, kind: 'camp', delivery: 'on_site' });
    for (const by of [officer, coordinator])
      expect((await by('POST', `${path}/${by === officer ? 'submit' : 'approve'}`)).status).toBe(200);
    for (const stationId of [elsewhereAt, crypto.randomUUID()]) {
      expect(faults(await officer('POST', `${path}/station`, { stationId }))).toEqual(['/stationId unknown']);
    }
  });

  test('is held to its station by the database as well', async () => {
    const path = await begin({ stationId: spare, startDay: '2027-08-10', endDay: '2027-08-20' });
    const id = path.split('/').at(-1) ?? '';
    const refusal = async (change: object, to: string, from: string) =>
      database.sql
        .begin(async (tx) => {
          await tx`update requests set ${tx(change as Record<string, string>)} where id = ${id}`;
          await moveRow(tx as never, 'request', id, from, to);
        })
        .then(
          () => undefined,
          (error: { constraint_name?: string }) => error.constraint_name,
        );
    expect(await refusal({ station_id: null }, 'submitted', 'draft')).toBe('requests_station_named');
    expect(await refusal({ start_day: '2009-01-01' }, 'submitted', 'draft')).toBe('requests_station_open');
    await database.sql.begin(async (tx) => moveRow(tx as never, 'request', id, 'draft', 'submitted'));
    expect(await refusal({ start_day: '2027-07-26' }, 'approved', 'submitted')).toBe('requests_station_full');
  });
});
