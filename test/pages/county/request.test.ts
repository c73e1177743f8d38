import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { eventsOf, makeOfficer, personOf } from '../../support/people.ts';
import { advance, makeRoad, moveRow, propose, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let officer: Visitor;

async function visitorOf(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 2, maximum: 3, stage: 'open' });
  // The sign-in's clock is the machine's, so the window is open on whatever day the tests run.
  await database.sql`update seasons set requests_open_day = '2020-01-01' where id = ${road.seasonId}`;
  await database.sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day)
    values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01')`;
  officer = await visitorOf((await makeOfficer(database, '532926')).id);
});

const host = {
  'hostConditions.lodging': '学校宿舍，四人一间',
  'hostConditions.waterAndPower': '全天',
  'hostConditions.altitudeMetres': '1400',
  'hostConditions.nearestHospital': '县医院，2 公里',
  'hostConditions.bandwidthMbps': '50',
  'hostConditions.largestClass': '45',
  'hostConditions.knownRisks': '雨天山路',
  'hostConditions.signedBy': '王校长',
  'hostConditions.signedDay': '2026-12-01',
};
const line = (index: number, fields: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({
      subject: 'english',
      level: '1',
      role: 'teacher',
      minimum: '1',
      ideal: '2',
      maximum: '3',
      minimumAge: '18',
      ...fields,
    }).map(([name, value]) => [`lines.${index}.${name}`, value]),
  );
const base = {
  place: '宝华中学',
  kind: 'camp',
  delivery: 'on_site',
  startDay: '2027-07-12',
  endDay: '2027-07-26',
  weeklyHours: '20',
  belowMinimum: 'goes_ahead',
};

async function begin(place: string): Promise<string> {
  const begun = await officer.send('/county/requests/new', { season: road.seasonId, county: '532926', from: 'blank', place, kind: 'camp' });
  expect(begun.status).toBe(303);
  return String(begun.location).replace(/\?.*/, '');
}

const storedAt = async (path: string) => (await database.sql`select * from requests where id = ${path.split('/').at(-1) ?? ''}`)[0];
const linesAt = async (path: string) =>
  (await database.sql`select subject_code, maximum from lines where request_id = ${path.split('/').at(-1) ?? ''} order by position`).map(
    (row) => ({ ...row }),
  );

test('a request is begun, filled in and submitted in one sitting, and then waits for a coordinator', async () => {
  const path = await begin('宝华中学');
  const form = await officer.get(path);
  expect(form.text).toContain('Still missing');
  expect(form.text).toContain('href="#hostConditions.lodging"');
  expect(form.text).toContain('A camp may not teach the school’s curriculum');
  const early = await officer.send(path, { ...base, do: 'submit' });
  expect(early.status).toBe(422);
  expect(early.text).toContain('Host conditions: This is needed');
  expect(early.text).toContain('href="#lines"');
  const submitted = await officer.send(path, { ...base, ...host, ...line(0), ...line(4, { role: 'captain', maximum: '2' }), do: 'submit' });
  expect([submitted.status, submitted.location]).toEqual([303, `${path}?done=submitted`]);
  expect(await linesAt(path)).toEqual([
    { subject_code: 'english', maximum: 3 },
    { subject_code: 'english', maximum: 2 },
  ]);
  const read = await officer.get(`${path}?done=submitted`);
  expect(read.text).toContain('Your request is submitted');
  expect(read.text).toContain('With a coordinator');
  expect(read.text).not.toContain('name="place"');
  // A form that was left open changes nothing any more.
  const late = await officer.send(path, { ...base, place: '别处', do: 'save' });
  expect(late.status).toBe(422);
  expect((await storedAt(path))?.['place']).toBe('宝华中学');
});

test('what is sound is stored, what is not is told, and everything typed is shown again', async () => {
  const path = await begin('小湾东中学');
  const sent = {
    ...base,
    place: '小湾东完小',
    weeklyHours: 'many',
    endDay: '2027-09-30',
    ...host,
    'hostConditions.largestClass': '',
    do: 'save',
  };
  const answer = await officer.send(path, { ...sent, ...line(0, { minimum: '5' }) });
  expect(answer.status).toBe(422);
  for (const told of ['Weekly hours', 'Last day', 'Largest class', 'Line 1 · Minimum']) expect(answer.text).toContain(`${told}: `);
  for (const typed of ['value="many"', 'value="2027-09-30"', '学校宿舍，四人一间', 'value="5"']) expect(answer.text).toContain(typed);
  expect(answer.text).toContain('not saved yet: Weekly hours, Host conditions, Last day, Lines. The rest is saved.');
  const stored = await storedAt(path);
  expect([stored?.['place'], stored?.['weekly_hours']]).toEqual(['小湾东完小', 20]);
  expect(await linesAt(path)).toEqual([]);
  const mended = await officer.send(path, {
    ...sent,
    endDay: '2027-07-30',
    weeklyHours: '12',
    'hostConditions.largestClass': '40',
    ...line(0),
  });
  expect(mended.location).toBe(`${path}?done=saved`);
  expect((await storedAt(path))?.['weekly_hours']).toBe(12);
  expect(
    (await database.sql`select conditions from host_conditions where request_id = ${path.split('/').at(-1) ?? ''}`)[0]?.['conditions'],
  ).toMatchObject({
    largestClass: 40,
  });
});

test('lines are added and removed by buttons of the form, which store nothing and lose nothing', async () => {
  const path = await begin('拥翠中学');
  const added = await officer.send(path, { ...base, place: '没有保存', ...line(0), do: 'add-line' });
  expect(added.status).toBe(200);
  expect(added.text).toContain('name="lines.1.subject"');
  expect(added.text).toContain('value="没有保存"');
  const removed = await officer.send(path, { ...base, place: '没有保存', ...line(0), ...line(1, { maximum: '77' }), do: 'remove-line.0' });
  expect(removed.text).not.toContain('name="lines.0.subject"');
  expect(removed.text).toContain('value="77"');
  expect((await storedAt(path))?.['place']).toBe('拥翠中学');
});

test('a draft that somebody else changed meanwhile is not overwritten unseen', async () => {
  const path = await begin('公郎中学');
  const version = /name="version" value="(\d+)"/.exec((await officer.get(path)).text)?.[1] ?? '';
  await officer.send(path, { ...base, place: '公郎镇中学', do: 'save' });
  const stale = await officer.send(path, { ...base, place: '公郎完小', version, do: 'save' });
  expect(stale.status).toBe(422);
  expect(stale.text).toContain('was changed after you opened the page');
  expect(stale.text).toContain('value="公郎完小"');
  expect((await storedAt(path))?.['place']).toBe('公郎镇中学');
  const now = /name="version" value="(\d+)"/.exec(stale.text)?.[1] ?? '';
  expect((await officer.send(path, { ...base, place: '公郎完小', version: now, do: 'save' })).status).toBe(303);
  expect((await storedAt(path))?.['place']).toBe('公郎完小');
});

test('an earlier request is copied into the season: its lines, its dates moved, its conditions to be signed anew', async () => {
  const copied = await officer.send('/county/requests/new', { season: road.seasonId, from: road.requestId });
  expect(copied.status).toBe(303);
  const path = String(copied.location).replace(/\?.*/, '');
  expect(await linesAt(path)).toEqual([{ subject_code: 'english', maximum: 3 }]);
  expect((await storedAt(path))?.['place']).toBe('南涧一中');
  const nothing = await officer.send('/county/requests/new', {});
  expect(nothing.status).toBe(422);
  expect(nothing.text).toContain('Choose a season');
});

test('a returned request says why, among what needs the county, and can be mended', async () => {
  const path = await begin('乐秋中学');
  await officer.send(path, { ...base, place: '乐秋中学', ...host, ...line(0), do: 'submit' });
  const id = path.split('/').at(-1) ?? '';
  await database.sql.begin(async (tx) => moveRow(tx as never, 'request', id, 'submitted', 'returned', { decision_reason: '请写明洗浴。' }));
  const desk = await officer.get('/county');
  expect(desk.text).toContain('Mend the returned request for 乐秋中学');
  expect(desk.text).toContain('Reason: 请写明洗浴。');
  expect((await officer.get(path)).text).toContain('Returned by a coordinator: 请写明洗浴。');
  const again = await officer.send(path, {
    ...base,
    place: '乐秋中学',
    ...host,
    'hostConditions.lodging': '有热水',
    ...line(0),
    do: 'submit',
  });
  expect(again.status).toBe(303);
  expect(await eventsOf(database.sql, 'request', id)).toEqual([
    'request.begun',
    'request.submitted',
    'request.returned',
    'request.submitted',
  ]);
});

test('the timeline says on which day a coordinator decided', async () => {
  const path = await begin('公郎中学');
  await officer.send(path, { ...base, place: '公郎中学', ...host, ...line(0), do: 'submit' });
  const coordinator = (await personOf(database, road.coordinatorId)).at('2027-02-03T04:00:00Z');
  expect((await coordinator('POST', `/requests/${path.split('/').at(-1)}/approve`)).status).toBe(200);
  expect((await officer.get(path)).text.replaceAll(/<[^>]+>/g, ' ')).toMatch(/Approved\s+3 Feb 2027, 12:00/);
});

test('cancelling says whom it touches, asks why, and ends their placements', async () => {
  const placement = await propose(database.sql, road, 0);
  await advance(database.sql, placement, 'offered', 'accepted');
  await propose(database.sql, road, 1);
  const path = `/county/requests/${road.requestId}`;
  expect((await officer.get(path)).text).toContain('1 accepted, 3 ideal');
  const asked = await officer.get(`${path}/cancel`);
  expect(asked.text).toContain('One person loses a placement');
  expect(asked.text).toContain('志愿者 0');
  expect(asked.text).not.toContain('志愿者 1');
  expect(asked.text).toContain('Cancel the request and 1 placement');
  const without = await officer.send(`${path}/cancel`);
  expect([without.status, without.text.includes('Reason: This is needed')]).toEqual([422, true]);
  expect((await officer.send(`${path}/cancel`, { reason: '校舍维修' })).location).toBe(`${path}?done=cancelled`);
  expect((await officer.get(path)).text).toContain('Cancelled: 校舍维修');
  expect((await database.sql`select state from placements where id = ${placement}`)[0]?.['state']).toBe('cancelled');
});

test('another county’s requests are not there, and the list keeps to its filters', async () => {
  const other = await visitorOf((await makeOfficer(database, '530111')).id);
  for (const part of ['', '/cancel', '/squad', '/arrival']) {
    expect((await other.get(`/county/requests/${road.requestId}${part}`)).status).toBe(404);
  }
  expect((await other.send(`/county/requests/${road.requestId}`, { do: 'save' })).status).toBe(404);
  expect((await other.get('/county/requests/not-an-id')).status).toBe(404);
  expect((await other.get('/county/requests')).text).toContain('There are no requests yet');
  const cancelled = await officer.get('/county/requests?state=cancelled');
  expect(cancelled.text).toContain('南涧一中');
  expect(cancelled.text).not.toContain('乐秋中学');
  expect((await officer.get('/county/requests?state=nonsense&after=x&season=y')).status).toBe(200);
});
