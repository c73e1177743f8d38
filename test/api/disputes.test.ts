import { beforeAll, beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { makeAccount, makeRoad, makeTaught, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-07-28T08:00:00Z';
const afterTheAnswer = '2027-08-05T08:00:00Z';
let road: Road;
let next = 0;
let placementId: string;
let lessonId: string;
let volunteer: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;
let officer: ReturnType<typeof siteFor>;
let stranger: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 8, maximum: 8, stage: 'matching' });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  officer = siteFor(database, { token: await tokenOf(database.sql, await officerOf('532926')), now });
  stranger = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[7]!.accountId), now });
});

async function officerOf(county: string): Promise<string> {
  const id = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${id}, ${county})`;
  return id;
}

/** Every test has a service of its own: three lessons of 90 minutes, reported and countersigned with 15 days. */
beforeEach(async () => {
  placementId = await makeTaught(database.sql, road, next);
  const [lesson] = await database.sql`select id from lessons where placement_id = ${placementId} order by during limit 1`;
  lessonId = String(lesson?.['id']);
  volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[next]!.accountId), now });
  next += 1;
});

const dispute = async (body: Record<string, unknown>) => officer('POST', `/placements/${placementId}/disputes`, body);
const reason = '第二节课停电，没有上。';
const minutesOf = async () =>
  (await database.sql`select extract(epoch from upper(during) - lower(during)) / 60 as minutes from lessons where id = ${lessonId}`).map(
    (row) => Number(row['minutes']),
  );

test('a county disputes a lesson, the volunteer corrects it, the county lets it drop and signs again: only then is it completed', async () => {
  const opened = await dispute({ lessonId, claimed: 45, reason });
  expect(opened.status).toBe(201);
  expect(opened.body).toMatchObject({ state: 'opened', recorded: 90, claimed: 45, lessonStartsAt: '2027-07-13T01:00:00Z' });
  expect((await delivered(database)).map(({ text }) => text.includes(reason))).toEqual([true]);
  const path = `/disputes/${String(opened.body['id'])}`;
  expect((await coordinator('POST', `/placements/${placementId}/complete`)).body).toMatchObject({
    type: '/problems/not-ready',
    gaps: ['confirmation-missing', 'dispute-open'],
  });
  expect((await stranger('GET', path)).status).toBe(404);
  expect((await dispute({ lessonId, claimed: 30, reason })).body).toMatchObject({ type: '/problems/dispute-open' });

  expect((await volunteer('POST', `${path}/answer`, { answer: 'corrected' })).status).toBe(422);
  const answered = await volunteer('POST', `${path}/answer`, { answer: 'corrected', figure: 45 });
  expect(answered.body).toMatchObject({ state: 'answered', corrected: 45, recorded: 90 });
  expect(await minutesOf()).toEqual([45]);
  expect((await volunteer('POST', `${path}/answer`, { answer: 'stands', note: 'x' })).body).toMatchObject({
    type: '/problems/illegal-move',
    state: 'answered',
    allowed: ['drop', 'settle'],
  });

  expect((await officer('POST', `${path}/drop`, { reason: '已经改正' })).body).toMatchObject({
    state: 'dropped',
    closingReason: '已经改正',
  });
  expect((await officer('POST', `/placements/${placementId}/confirm`, { daysServed: 15, signedBy: '教育局' })).status).toBe(200);
  expect((await coordinator('POST', `/placements/${placementId}/complete`)).status).toBe(200);
  const [completion] = await database.sql`select minutes_taught from completions where placement_id = ${placementId}`;
  expect(completion).toEqual({ minutes_taught: 225 });
  expect((await dispute({ lessonId, claimed: 30, reason })).status).toBe(409);
});

test('days that a coordinator settles are the days of the completion, whatever either side states', async () => {
  const opened = await dispute({ claimed: 10, reason });
  expect(opened.body).toMatchObject({ lessonId: null, recorded: 15, claimed: 10 });
  const path = `/disputes/${String(opened.body['id'])}`;
  const decided = { decided: 12, reason: '按考勤表计。' };
  expect((await coordinator('POST', `${path}/settle`, decided)).body).toMatchObject({ type: '/problems/answer-awaited' });
  await volunteer('POST', `${path}/answer`, { answer: 'stands', note: '有三天在邻村上课。' });
  expect((await coordinator('POST', `${path}/settle`, { ...decided, decided: 99 })).status).toBe(422);
  expect((await coordinator('POST', `${path}/settle`, decided)).body).toMatchObject({ state: 'settled', decided: 12 });
  expect((await coordinator('POST', `/placements/${placementId}/complete`)).status).toBe(200);
  const [completion] = await database.sql`select days_served from completions where placement_id = ${placementId}`;
  expect(completion).toEqual({ days_served: 12 });
});

test('whoever does not answer in time does not hold up the settlement, and a lesson that was not held goes', async () => {
  const path = `/disputes/${String((await dispute({ lessonId, claimed: 0, reason })).body['id'])}`;
  const later = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now: afterTheAnswer });
  expect((await later('POST', `${path}/settle`, { decided: 0, reason: '县里有停课通知。' })).body).toMatchObject({
    state: 'settled',
    lessonId: null,
    lessonStartsAt: '2027-07-13T01:00:00Z',
  });
  expect(await minutesOf()).toEqual([]);
});

test('nobody disputes what the record says, another placement’s lesson, or more minutes than another lesson leaves', async () => {
  expect((await dispute({ lessonId, claimed: 90, reason })).status).toBe(422);
  expect((await dispute({ lessonId: road.lineId, claimed: 10, reason })).status).toBe(422);
  expect((await volunteer('POST', `/placements/${placementId}/disputes`, { claimed: 3, reason })).status).toBe(403);
  const accountId = road.volunteers[next - 1]!.accountId;
  await database.sql`insert into lessons (placement_id, account_id, during, subject_code, learners)
    values (${placementId}, ${accountId}, '[2027-07-13 11:00+08,2027-07-13 12:00+08)', 'english', 31)`;
  const path = `/disputes/${String((await dispute({ lessonId, claimed: 200, reason })).body['id'])}`;
  expect((await volunteer('POST', `${path}/answer`, { answer: 'corrected', figure: 200 })).body).toMatchObject({
    type: '/problems/lesson-overlaps',
  });
  expect(await minutesOf()).toEqual([90]);
});

test('the database completes nothing that is in dispute, and keeps what was said in it', async () => {
  const id = String((await dispute({ lessonId, claimed: 10, reason })).body['id']);
  const completed = database.sql`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery,
      volunteer_kind, home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
    select id, account_id, season_id, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 1, 0, 0, 0, now() from placements where id = ${placementId}`;
  await database.sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at) values (${placementId}, 15, 'x', now())`;
  await expect(completed).rejects.toMatchObject({ constraint_name: 'completions_undisputed' });
  await expect(database.sql`update disputes set claimed = 20 where id = ${id}`).rejects.toMatchObject({ constraint_name: 'disputes_kept' });
});

test('everybody finds the disputes that are theirs', async () => {
  const { body } = await dispute({ claimed: 9, reason });
  const idsFor = async (site: typeof officer) =>
    ((await site('GET', `/disputes?placementId=${placementId}`)).body['items'] as { id: string }[]).map(({ id }) => id);
  expect([await idsFor(volunteer), await idsFor(officer), await idsFor(coordinator), await idsFor(stranger)]).toEqual([
    [body['id']],
    [body['id']],
    [body['id']],
    [],
  ]);
});
