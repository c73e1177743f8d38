import { beforeAll, beforeEach, expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, makeTaught, type Road } from '../support/rows.ts';
import { delivered } from '../support/letters.ts';
import { appFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
/** The last day is 26 July 2027, and the last to say something 16 August. */
const [tooEarly, lastDay, lastMoment, over] = [
  '2027-07-25T15:00:00Z',
  '2027-07-26T01:00:00Z',
  '2027-08-16T15:00:00Z',
  '2027-08-16T17:00:00Z',
];
let road: Road;
let next = 0;
let path: string;
let tokens: { volunteer: string; officer: string; coordinator: string };

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 12, maximum: 12, stage: 'matching' });
  const officerId = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  tokens = { volunteer: '', officer: await tokenOf(database.sql, officerId), coordinator: await tokenOf(database.sql, road.coordinatorId) };
});

beforeEach(async () => {
  path = `/placements/${await makeTaught(database.sql, road, next)}/feedback`;
  tokens = { ...tokens, volunteer: await tokenOf(database.sql, road.volunteers[next]!.accountId) };
  next += 1;
});

const as = (who: keyof typeof tokens, now: string) => siteFor(database, { token: tokens[who], now });
const ofVolunteer = { scores: { prepared: 4, lodging: 3, support: 5, as_described: 4, again: 5 }, text: '食宿很好。' };
const ofCounty = { scores: { lessons: 5, reliable: 5, learners: 4, together: 5, again: 5 }, text: '学生舍不得。' };

test('neither side reads the other before both have handed in; coordinators read at once; then nothing is changed', async () => {
  expect((await as('volunteer', lastDay)('PUT', path, ofVolunteer)).body).toMatchObject({
    opensDay: '2027-07-26',
    closesDay: '2027-08-16',
    volunteer: { ...ofVolunteer },
    county: null,
  });
  expect((await as('officer', lastDay)('GET', path)).body).toMatchObject({ volunteer: null, county: null });
  expect((await as('coordinator', lastDay)('GET', path)).body).toMatchObject({ volunteer: { text: '食宿很好。' }, county: null });
  expect((await as('volunteer', lastDay)('PUT', path, { ...ofVolunteer, text: '食宿很好，谢谢。' })).status).toBe(200);

  await delivered(database);
  expect((await as('officer', lastMoment)('PUT', path, ofCounty)).body).toMatchObject({
    volunteer: { text: '食宿很好，谢谢。' },
    county: ofCounty,
  });
  // Whoever waited for it hears that it can be read, and nothing of what it says.
  const letters = await delivered(database);
  const [waiting] = await database.sql`select email from accounts where id = ${road.volunteers[0]!.accountId}`;
  expect(letters.map(({ to }) => to)).toEqual([waiting?.['email']]);
  expect([letters[0]?.subject.includes('双方都已反馈'), letters[0]?.text.includes(ofCounty.text)]).toEqual([true, false]);
  expect((await as('volunteer', lastMoment)('GET', path)).body).toMatchObject({ county: ofCounty });
  expect((await as('volunteer', lastMoment)('PUT', path, ofVolunteer)).body).toMatchObject({
    type: '/problems/feedback-closed',
    why: 'both-in',
  });
});

test('feedback is taken from the last day on, for three weeks; after that whoever said nothing reads what the other did', async () => {
  expect((await as('volunteer', tooEarly)('PUT', path, ofVolunteer)).body).toMatchObject({
    type: '/problems/feedback-closed',
    why: 'too-early',
  });
  expect((await as('volunteer', lastDay)('PUT', path, ofVolunteer)).status).toBe(200);
  expect((await as('officer', over)('PUT', path, ofCounty)).body).toMatchObject({ status: 409, why: 'over' });
  expect((await as('officer', over)('GET', path)).body).toMatchObject({ volunteer: ofVolunteer, county: null });
});

test('each side answers its own questions, all of them, and no other', async () => {
  const { again, ...some } = ofVolunteer.scores;
  const refused = await as('volunteer', lastDay)('PUT', path, { scores: { ...some, lessons: again } });
  expect((refused.body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/scores/again', 'missing'],
    ['/scores/lessons', 'unknown-field'],
  ]);
  expect((await as('coordinator', lastDay)('PUT', path, ofCounty)).status).toBe(403);
});

test('a county’s averages are told without names, and not of fewer than three', async () => {
  const averages = async () => (await as('coordinator', over)('GET', '/feedback')).body['items'];
  // Of the tests before, one service has both sides and one the volunteer's alone.
  expect(await averages()).toMatchObject([
    { countyCode: '532926', side: 'volunteer', count: 2, averages: null },
    { countyCode: '532926', side: 'county', count: 1, averages: null },
  ]);
  await as('volunteer', lastDay)('PUT', path, { ...ofVolunteer, scores: { ...ofVolunteer.scores, lodging: 1 } });
  expect(await averages()).toMatchObject([
    { side: 'volunteer', count: 3, averages: { lodging: 2.3, again: 5 } },
    { side: 'county', count: 1 },
  ]);
});

test('the database keeps from each side what the other wrote', async () => {
  await as('volunteer', lastDay)('PUT', path, ofVolunteer);
  const placementId = path.split('/')[2] ?? '';
  const [officer] = await database.sql`select account_id as id from account_counties where county_code = '532926'`;
  const actor = { kind: 'account', accountId: String(officer?.['id']), roles: ['county'], countyCodes: ['532926'] } as const;
  const read = await actingAs(database.db, actor, async (tx) =>
    tx.execute(`select side from feedback where placement_id = '${placementId}' union all
      select side from feedback_of_placement('${placementId}', '2027-07-27', 21)`),
  );
  expect([...read]).toEqual([]);
});

test('a county hears its average from the fifth volunteer on, and anew with every fifth, whoever said what', async () => {
  const heard = async () => (await as('officer', over)('GET', '/counties/532926/feedback')).body;
  const give = async (lodging: number) => {
    path = `/placements/${await makeTaught(database.sql, road, next)}/feedback`;
    tokens = { ...tokens, volunteer: await tokenOf(database.sql, road.volunteers[next]!.accountId) };
    next += 1;
    expect((await as('volunteer', lastDay)('PUT', path, { scores: { ...ofVolunteer.scores, lodging }, text: '' })).status).toBe(200);
  };
  const [said] =
    await database.sql`select count(*)::int as people, sum((scores->>'lodging')::int)::int as lodging from feedback where side = 'volunteer'`;
  expect(said?.['people']).toBeLessThan(5);
  expect(await heard()).toEqual({ countyCode: '532926', people: null, averages: null });
  for (let people = Number(said?.['people']); people < 5; people += 1) await give(5);
  const first = await heard();
  const sum = Number(said?.['lodging']) + 5 * (5 - Number(said?.['people']));
  expect(first).toMatchObject({ people: 5, averages: { lodging: Math.round((10 * sum) / 5) / 10 } });
  await give(1);
  expect(await heard()).toEqual(first);
  expect((await as('volunteer', over)('GET', '/counties/532926/feedback')).status).toBe(403);
  expect((await as('officer', over)('GET', '/counties/530111/feedback')).status).toBe(404);
  const page = await appFor(database, { now: over }).request('/county/feedback', {
    headers: { Accept: 'text/html', 'Accept-Language': 'en', Authorization: `Bearer ${tokens.officer}` },
  });
  expect(await page.text()).toContain('The average of 5 volunteers');
});
