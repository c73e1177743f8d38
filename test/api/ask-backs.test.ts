import { beforeAll, beforeEach, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';
import { testDatabase } from '../support/database.ts';
import { makeEarlierGuest } from '../support/earlier-guest.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf, makeOfficer, makePerson, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { makeRoad, moveRow, type Road } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
const april = '2027-04-01T08:00:00Z';
let past: Road;
let road: Road;
let officer: Person;
let stranger: Person;
let coordinator: Person;
let guest: Person;
let placementId: string;
let next = 0;

beforeAll(async () => {
  const { sql } = database;
  past = await makeRoad(sql, { volunteers: 12, maximum: 12, stage: 'open' });
  road = await makeRoad(sql, { volunteers: 1, maximum: 2, stage: 'open' });
  await sql`delete from season_checks`;
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01')`;
  officer = await makeOfficer(database, '532926');
  stranger = await makeOfficer(database, '530111');
  coordinator = await personOf(database, road.coordinatorId);
});

/** An earlier guest of the county who has not applied for the new season. */
beforeEach(async () => {
  guest = await personOf(database, past.volunteers[next]!.accountId);
  placementId = await makeEarlierGuest(database.sql, past, next);
  next += 1;
  await delivered(database);
});

const invitation = (more: object = {}) => ({ placementId, subject: 'english', message: '孩子们还记得您', ...more });
const ask = async (requestId = road.requestId) => officer.at(april)('POST', `/requests/${requestId}/ask-backs`, invitation());
const invited = async (requestId?: string) => String((await ask(requestId)).body['id']);
const answer = async (id: string, verb: string, body: object) => guest.at(april)('POST', `/ask-backs/${id}/${verb}`, body);
const agree = async (id: string, applicationVersion: number | null = null) => answer(id, 'agree', { applicationVersion });
const letters = async () => (await delivered(database)).map(({ subject }) => subject);
const own = async () => {
  const applications = itemsOf(await guest.at(april)('GET', '/applications'));
  return applications.find(({ seasonId }) => seasonId === road.seasonId) as { id: string; version: number; choices: unknown } | undefined;
};

async function draftElsewhere(state: 'draft' | 'approved' = 'draft'): Promise<string> {
  const fields = { seasonId: road.seasonId, countyCode: '532926', kind: 'camp', delivery: 'on_site', place: '无量山中学' };
  const days = { startDay: '2027-08-01', endDay: '2027-08-14', weeklyHours: 20 };
  const lines = [{ subject: 'english', level: 1, minimum: 0, ideal: 1, maximum: 1 }];
  const begun = await officer.at(april)('POST', '/requests', { ...fields, ...days, lines });
  const id = String(begun.body['id']);
  if (state === 'approved') {
    await database.sql.begin(async (transaction) => {
      const tx = transaction as unknown as typeof database.sql;
      await moveRow(tx, 'request', id, 'draft', 'submitted');
      await moveRow(tx, 'request', id, 'submitted', 'approved');
    });
  }
  return id;
}

test('a county sees of its earlier guests what it knew, asks one of them, and the letter goes out with it', async () => {
  const guests = await officer.at(april)('GET', `/requests/${road.requestId}/earlier-guests`);
  expect(itemsOf(guests)).toContainEqual({ placementId, name: `志愿者 ${next - 1}`, years: [2026] });
  const asked = await ask();
  expect(asked.status).toBe(201);
  expect(asked.body).toMatchObject({ state: 'invited', subject: 'english', volunteerName: `志愿者 ${next - 1}`, place: '南涧一中' });
  const [letter, ...others] = await delivered(database);
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ subject: '南涧彝族自治县邀请您重返', text: expect.stringContaining('孩子们还记得您') as unknown });
  expect(refusalOf(await ask())).toEqual(refused(409, 'asked-back-already'));
  const at = `/requests/${road.requestId}/ask-backs`;
  const wrong = await officer.at(april)('POST', at, invitation({ placementId: crypto.randomUUID(), subject: 'music' }));
  expect(refusalOf(wrong)).toMatchObject({ status: 422, kind: 'invalid' });
  expect(itemsOf(await coordinator.at(april)('GET', at))).toContainEqual(asked.body);
  const nobody = await makePerson(database, 'volunteer', '旁人');
  const one = `/ask-backs/${String(asked.body['id'])}`;
  for (const other of [nobody, stranger]) expect(refusalOf(await other.at(april)('GET', one))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await stranger.at(april)('POST', at, invitation()))).toEqual(refused(404, 'not-found'));
});

test('a yes begins the application with the request first, or moves what came first down, and the county hears it', async () => {
  const id = await invited();
  await letters();
  expect((await agree(id)).body).toMatchObject({ state: 'agreed' });
  const begun = await own();
  expect(begun?.choices).toEqual([{ rank: 1, targets: [{ kind: 'request', id: road.requestId }] }]);
  expect(await letters()).toEqual([`志愿者 ${next - 1}答应重返`]);
  expect(await eventsOf(database.sql, 'ask_back', id)).toEqual(['ask_back.invited', 'ask_back.agreed']);
  // A second county place: what came first moves down, and the first yes ends with it.
  const other = await draftElsewhere();
  const second = await invited(other);
  await letters();
  expect(refusalOf(await agree(second, null))).toEqual(refused(412, 'stale'));
  expect((await agree(second, begun!.version)).body).toMatchObject({ state: 'agreed' });
  expect((await own())?.choices).toEqual([
    { rank: 1, targets: [{ kind: 'request', id: other }] },
    { rank: 2, targets: [{ kind: 'request', id: road.requestId }] },
  ]);
  expect(await letters()).toEqual([`志愿者 ${next - 1}不再答应重返`, `志愿者 ${next - 1}答应重返`]);
  expect((await guest.at(april)('GET', `/ask-backs/${id}`)).body).toMatchObject({ state: 'refused' });
});

test('whoever takes the request off the first place again, or withdraws, has said yes no more', async () => {
  const id = await invited();
  await agree(id);
  const { id: applicationId, version } = (await own())!;
  await letters();
  const headers = { 'If-Match': `"${version}"` };
  const tied = [
    {
      rank: 1,
      targets: [
        { kind: 'county', code: '532926' },
        { kind: 'request', id: road.requestId },
      ],
    },
  ];
  const kept = await guest.at(april)('PATCH', `/applications/${applicationId}`, { choices: tied }, headers);
  expect(kept.status).toBe(200);
  expect(await letters()).toEqual([]);
  const later = [{ rank: 1, targets: [{ kind: 'county', code: '532926' }] }];
  const now = { 'If-Match': kept.headers.get('ETag') ?? '' };
  expect((await guest.at(april)('PATCH', `/applications/${applicationId}`, { choices: later }, now)).status).toBe(200);
  expect((await guest.at(april)('GET', `/ask-backs/${id}`)).body).toMatchObject({ state: 'refused' });
  expect(await letters()).toEqual([`志愿者 ${next - 1}不再答应重返`]);
  const again = await invited();
  await agree(again, (await own())!.version);
  await letters();
  expect((await guest.at(april)('POST', `/applications/${applicationId}/withdraw`, { reason: '另有安排' })).status).toBe(200);
  expect((await guest.at(april)('GET', `/ask-backs/${again}`)).body).toMatchObject({ state: 'refused' });
  expect(await letters()).toEqual([`志愿者 ${next - 1}不再答应重返`]);
});

test('a no reaches the county as a no alone; why is for coordinators', async () => {
  const id = await invited();
  await letters();
  expect((await answer(id, 'refuse', { reason: '家里有人生病' })).body).toMatchObject({ state: 'refused' });
  const [letter] = await delivered(database);
  expect(letter?.subject).toBe(`志愿者 ${next - 1}谢绝重返`);
  const listed = await officer.at(april)('GET', `/requests/${road.requestId}/ask-backs`);
  for (const text of [JSON.stringify(letter), JSON.stringify(listed.body)]) expect(text).not.toContain('家里有人生病');
  const [event] = await database.sql`select reason from events where thing_id = ${id} and to_state = 'refused'`;
  expect(event?.['reason']).toBe('家里有人生病');
  expect(refusalOf(await agree(id))).toEqual(refused(409, 'illegal-move'));
});

test('the county takes it back, with its request as well, and the volunteer hears it', async () => {
  const id = await invited();
  await letters();
  expect((await officer.at(april)('POST', `/ask-backs/${id}/withdraw`)).body).toMatchObject({ state: 'withdrawn' });
  expect(await letters()).toEqual(['南涧彝族自治县收回了重返邀请']);
  const other = await draftElsewhere('approved');
  const agreed = await invited(other);
  await agree(agreed);
  await letters();
  expect((await coordinator.at(april)('POST', `/requests/${other}/cancel`, { reason: '学校停课' })).status).toBe(200);
  expect((await guest.at(april)('GET', `/ask-backs/${agreed}`)).body).toMatchObject({ state: 'withdrawn' });
  expect(await letters()).toContain('南涧彝族自治县收回了重返邀请');
});

test('after the day of the match nobody asks or answers: what was not answered has lapsed', async () => {
  const id = await invited();
  const after = guest.at('2027-05-11T08:00:00Z');
  expect((await after('GET', `/ask-backs/${id}`)).body).toMatchObject({ state: 'lapsed' });
  expect(refusalOf(await after('POST', `/ask-backs/${id}/refuse`, {}))).toEqual(refused(409, 'ask-back-lapsed'));
  expect(refusalOf(await after('POST', `/ask-backs/${id}/agree`, { applicationVersion: null }))).toEqual(refused(409, 'ask-back-lapsed'));
  const late = await officer.at('2027-05-11T08:00:00Z')('POST', `/requests/${road.requestId}/ask-backs`, invitation());
  expect(refusalOf(late)).toEqual(refused(409, 'ask-back-lapsed'));
});

test('the export holds what was asked, and an erased person is asked no more', async () => {
  const id = await invited();
  await letters();
  expect((await guest.at(april)('GET', '/me/export')).body).toMatchObject({ askBacks: [{ id, message: '孩子们还记得您' }] });
  expect((await guest.at(april)('POST', '/me/erase', { confirm: 'erase' })).status).toBe(200);
  const [row] = await database.sql`select state, message from ask_backs where id = ${id}`;
  expect(row).toMatchObject({ state: 'refused', message: '' });
});

test('the database itself asks back earlier guests alone, once, for a subject that is asked', async () => {
  const { sql } = database;
  const refusal = async (accountId: string, more: { subject?: string; county?: string } = {}) =>
    sql`insert into ask_backs (season_id, request_id, county_code, subject_code, account_id)
      values (${road.seasonId}, ${road.requestId}, ${more.county ?? '532926'}, ${more.subject ?? 'english'}, ${accountId})`.then(
      () => undefined,
      (error: unknown) => (error as { constraint_name?: string }).constraint_name,
    );
  expect(await refusal(road.volunteers[0]!.accountId)).toBe('ask_backs_earlier_guest');
  expect(await refusal(guest.id, { county: '530111' })).toBe('ask_backs_own_request');
  expect(await refusal(guest.id, { subject: 'none' })).toBe('ask_backs_subject');
  expect(await refusal(guest.id)).toBe('moves_have_events');
  await invited();
  expect(await refusal(guest.id)).toBe('ask_backs_one_live');
});

test('the match counts it as a first choice on both sides, and the volunteer reads that they were asked back', async () => {
  const { sql } = database;
  const id = await invited();
  await agree(id);
  const { id: applicationId } = (await own())!;
  await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
  await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
  await sql`update applications set deliveries = array['on_site'] where id = ${applicationId}`;
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    await moveRow(tx, 'application', applicationId, 'draft', 'submitted');
    await moveRow(tx, 'application', applicationId, 'submitted', 'approved');
    await moveRow(tx, 'season', road.seasonId, 'open', 'matching');
  });
  const site = coordinator.at('2027-05-10T08:00:00Z');
  const run = await site('POST', `/seasons/${road.seasonId}/runs`, {});
  await runDueJobs(jobFor(database, '2027-05-10T08:01:00Z'));
  const found = await site('GET', `/runs/${String(run.body['id'])}/snapshot`);
  expect(snapshotSchema.parse(found.body).askedBack).toEqual([{ applicationId, lineId: road.lineId }]);
  expect((await site('POST', `/runs/${String(run.body['id'])}/publish`, {})).status).toBe(200);
  await runDueJobs(jobFor(database, '2027-05-10T08:02:00Z'));
  expect((await site('POST', `/seasons/${road.seasonId}/release`)).status).toBe(200);
  const why = await guest.at('2027-05-10T09:00:00Z')('GET', `/applications/${applicationId}/why?lang=en`);
  expect(why.body).toMatchObject({
    placed: [{ lineId: road.lineId, rank: 1, askedBack: true }],
    sentences: [
      'Nanjian, English: your first choice.',
      'You were asked back by Nanjian, and you said yes: each of you put the other first.',
    ],
  });
});
