import { beforeAll, describe, expect, test } from 'vitest';

import { serialIn } from '../../src/domain/certificate.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, makeSignatory, makeTaught, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-08-01T08:00:00Z';
let anyone: ReturnType<typeof siteFor>;
let road: Road;
let coordinator: ReturnType<typeof siteFor>;
let next = 0;

beforeAll(async () => {
  anyone = siteFor(database, { now });
  road = await makeRoad(database.sql, { volunteers: 12, maximum: 12, stage: 'matching' });
  await makeSignatory(database.sql, { name: '前任', fromDay: '2020-01-01', throughDay: '2027-07-31' });
  await makeSignatory(database.sql, { name: '现任', fromDay: '2027-08-01' });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
});

type Body = Record<string, unknown>;

/** A completed placement of its own for each test, with its certificate. */
async function certified(at = now) {
  const index = next;
  next += 1;
  const placementId = await makeTaught(database.sql, road, index);
  const { accountId } = road.volunteers[index]!;
  const decider = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now: at });
  expect((await decider('POST', `/placements/${placementId}/complete`)).status).toBe(200);
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, accountId), now });
  const { body } = await volunteer('GET', '/certificates');
  const [first] = body['items'] as { serial: string }[];
  return { placementId, accountId, volunteer, index, serial: first?.serial ?? '' };
}

const letters = async (accountId: string) =>
  (await database.sql`select count(*)::int as n from messages where account_id = ${accountId} and template = 'certificate'`)[0]?.[
    'n'
  ] as number;

test('a completion issues its certificate by itself: its facts, whoever was in office that day, and one letter', async () => {
  const { serial, accountId, placementId } = await certified();
  expect(serial).toBe(serialIn(serial));
  const { status, body } = await anyone('GET', `/certificates/${serial}`);
  expect([status, body['state'], body['maskedName'], body['supersededBy']]).toEqual([200, 'issued', '志*** 0***', null]);
  expect(body['facts']).toMatchObject({
    daysServed: 15,
    minutesTaught: 270,
    learners: 31,
    completedDay: '2027-08-01',
    startDay: '2027-07-12',
    endDay: '2027-07-26',
    place: '南涧一中',
    county: { zh: '南涧彝族自治县', en: 'Nanjian', code: '532926' },
    subjects: [{ code: 'english', zh: '英语', lessons: 3, minutes: 270 }],
    issuer: { zh: '示范支教项目办公室', contact: 'office@example.org' },
    signatory: { name: { zh: '现任' }, title: { en: 'Director' } },
    documentType: null,
  });
  const again = await coordinator('POST', `/placements/${placementId}/certificate`);
  expect([again.status, again.body['serial']]).toEqual([201, serial]);
  expect(await letters(accountId)).toBe(1);
});

test('the signatory is the one in office on the day of completion in the season’s zone, not on the day of issue', async () => {
  // The last of July in UTC is the first of August in China one second later.
  const { serial } = await certified('2027-07-31T15:59:59Z');
  expect((await anyone('GET', `/certificates/${serial}`)).body['facts']).toMatchObject({
    completedDay: '2027-07-31',
    signatory: { name: { zh: '前任' } },
  });
});

test('a completion on a day without a signatory stands, and its certificate waits until there is one', async () => {
  const { placementId, serial, accountId } = await certified('2019-08-01T08:00:00Z');
  expect(serial).toBe('');
  const refused = await coordinator('POST', `/placements/${placementId}/certificate`);
  expect(refused.body).toMatchObject({ status: 409, type: '/problems/no-signatory', completedDay: '2019-08-01' });
  await makeSignatory(database.sql, { name: '首任', fromDay: '2019-01-01', throughDay: '2019-12-31' });
  expect((await coordinator('POST', `/placements/${placementId}/certificate`)).status).toBe(201);
  expect(await letters(accountId)).toBe(1);
});

test('what is not completed has no certificate, and only a coordinator issues, issues anew or revokes', async () => {
  const { serial, volunteer } = await certified();
  const taught = await makeTaught(database.sql, road, next);
  next += 1;
  expect((await coordinator('POST', `/placements/${taught}/certificate`)).body).toMatchObject({
    status: 409,
    type: '/problems/not-editable',
  });
  for (const path of [`/placements/${taught}/certificate`, `/certificates/${serial}/revoke`, `/certificates/${serial}/reissue`]) {
    expect((await volunteer('POST', path, path.endsWith('certificate') ? undefined : { reason: 'x' })).status).toBe(403);
  }
});

describe('checking', () => {
  test('nothing that names the holder is told; the full name is confirmed when it is typed', async () => {
    const { serial, index, accountId } = await certified();
    const answer = JSON.stringify((await anyone('GET', `/certificates/${serial}`)).body);
    for (const secret of [`志愿者 ${index}`, accountId]) expect(answer).not.toContain(secret);
    const isHolder = async (name: string) => (await anyone('POST', `/certificates/${serial}/holder`, { name })).body['isHolder'];
    expect([await isHolder(`志愿者 ${index}`), await isHolder(`志愿者${index}`), await isHolder('志愿者'), await isHolder('志')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect((await anyone('POST', `/certificates/${serial}/holder`, { name: '' })).status).toBe(422);
  });

  test('a number is found however it is typed; one sign off, or two changed places, it is nobody’s', async () => {
    const { serial } = await certified();
    const typed = serial.toLowerCase().replaceAll('-', ' ');
    expect((await anyone('GET', `/certificates/${encodeURIComponent(typed)}`)).body['serial']).toBe(serial);
    for (let i = 8; i < serial.length; i += 1) {
      if (serial[i] === '-') continue;
      const other = serial[i] === '2' ? '3' : '2';
      expect(serialIn(serial.slice(0, i) + other + serial.slice(i + 1))).toBeUndefined();
      const after = serial[i + 1];
      if (after === undefined || after === '-' || after === serial[i]) continue;
      expect(serialIn(serial.slice(0, i) + after + serial[i] + serial.slice(i + 2))).toBeUndefined();
    }
    expect((await anyone('GET', '/certificates/ZJ-2027-0000000-0000000')).status).toBe(404);
    expect((await anyone('GET', '/certificates')).status).toBe(401);
  });

  test('whoever tries too often must wait', async () => {
    const client = { 'CF-Connecting-IP': '203.0.113.9' };
    const statuses: number[] = [];
    for (let i = 0; i < 61; i += 1) statuses.push((await anyone('GET', '/certificates/ZJ-2027-1', undefined, client)).status);
    expect([statuses.slice(0, 60).every((status) => status === 404), statuses[60]]).toEqual([true, 429]);
  });
});

test('put right, a certificate has a new number; the old one says so and points on, and nothing is mailed again', async () => {
  const { serial, accountId, volunteer, index } = await certified();
  const asked = { text: '姓名写错了' };
  expect((await volunteer('POST', `/certificates/${serial}/correction`, asked)).status).toBe(200);
  expect((await volunteer('POST', `/certificates/${serial}/correction`, asked)).body).toMatchObject({ type: '/problems/asked-already' });
  const waiting = await coordinator('GET', '/certificates?askedAbout=true');
  expect((waiting.body['items'] as Body[]).map((item) => item['serial'])).toEqual([serial]);

  await database.sql`update accounts set name = '欧阳示范' where id = ${accountId}`;
  const renewed = await coordinator('POST', `/certificates/${serial}/reissue`, { reason: '更正姓名' });
  const newer = String(renewed.body['serial']);
  expect([renewed.status, renewed.body['supersedes'], renewed.body['maskedName']]).toEqual([201, serial, '欧***']);
  expect((await anyone('GET', `/certificates/${serial}`)).body).toMatchObject({
    state: 'superseded',
    supersededBy: newer,
    closedBecause: '更正姓名',
    maskedName: '志*** ' + String(index)[0] + '***',
  });
  expect((await coordinator('POST', `/certificates/${serial}/reissue`, { reason: 'x' })).body).toMatchObject({
    status: 409,
    state: 'superseded',
    allowed: [],
  });
  expect((await coordinator('GET', '/certificates?askedAbout=true')).body['items']).toEqual([]);
  expect(await letters(accountId)).toBe(1);
});

test('a revoked certificate says so without the reason, which may be about a person, and can be followed by another', async () => {
  const { serial, volunteer, accountId } = await certified();
  expect((await coordinator('POST', `/certificates/${serial}/revoke`, {})).status).toBe(422);
  expect((await coordinator('POST', `/certificates/${serial}/revoke`, { reason: '课时不实' })).body['state']).toBe('revoked');
  expect((await anyone('GET', `/certificates/${serial}`)).body).toMatchObject({
    state: 'revoked',
    closedBecause: null,
    supersededBy: null,
  });
  expect((await volunteer('POST', `/certificates/${serial}/correction`, { text: '请更正一下' })).body).toMatchObject({ status: 409 });
  const { body } = await coordinator('POST', `/certificates/${serial}/reissue`, { reason: '课时已核实' });
  expect((await anyone('GET', `/certificates/${serial}`)).body).toMatchObject({ state: 'revoked', supersededBy: body['serial'] });
  expect((await coordinator('POST', `/certificates/${serial}/reissue`, { reason: 'x' })).status).toBe(404);
  expect(await letters(accountId)).toBe(1);
});

test('a correction that is not made is answered in words, and may be asked for again', async () => {
  const { serial, volunteer } = await certified();
  expect((await coordinator('POST', `/certificates/${serial}/decline-correction`, { answer: '与记录一致' })).body).toMatchObject({
    type: '/problems/nothing-asked',
  });
  await volunteer('POST', `/certificates/${serial}/correction`, { text: '天数应为二十' });
  expect((await coordinator('POST', `/certificates/${serial}/decline-correction`, { answer: '与记录一致' })).status).toBe(200);
  expect((await volunteer('POST', `/certificates/${serial}/correction`, { text: '天数应为二十' })).status).toBe(200);
});

test('a certificate is its holder’s: another volunteer finds none, nor does the host county', async () => {
  const { serial } = await certified();
  const stranger = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'volunteer', '路人')), now });
  expect((await stranger('GET', '/certificates')).body['items']).toEqual([]);
  expect((await stranger('POST', `/certificates/${serial}/correction`, { text: '不是我的' })).status).toBe(404);
  const officerId = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  const officer = siteFor(database, { token: await tokenOf(database.sql, officerId), now });
  expect((await officer('GET', '/certificates')).status).toBe(403);
});
