import { beforeAll, describe, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, moveRow, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let volunteer: ReturnType<typeof siteFor>;
let stranger: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;

async function newVolunteer() {
  const id = await makeAccount(database.sql, 'volunteer', '志愿者');
  await database.sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
    values (${id}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2005-01-01', ${['zh-CN']})`;
  return siteFor(database, { token: await tokenOf(database.sql, id) });
}

beforeAll(async () => {
  road = await makeRoad(database.sql);
  await database.sql.begin(async (tx) => moveRow(tx as never, 'season', road.seasonId, 'planned', 'open'));
  volunteer = await newVolunteer();
  stranger = await newVolunteer();
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
});

const whole = () => ({
  seasonId: road.seasonId,
  subjects: [{ subject: 'english', level: 2 }],
  deliveries: ['on_site'],
  windows: [{ startDay: '2027-07-01', endDay: '2027-07-31', weeklyHours: 20 }],
  choices: [{ rank: 1, targets: [{ kind: 'county', code: '532926' }] }],
  scope: 'only_these',
});

test('a coordinator who volunteers does not approve their own application', async () => {
  const { accountId, applicationId } = road.volunteers[0]!;
  await database.sql`insert into account_roles (account_id, role) values (${accountId}, 'coordinator')`;
  const both = siteFor(database, { token: await tokenOf(database.sql, accountId) });
  await database.sql.begin(async (tx) => {
    await tx`alter table applications disable trigger user`;
    await tx`update applications set state = 'submitted' where id = ${applicationId}`;
    await tx`alter table applications enable trigger user`;
  });
  expect((await both('POST', `/applications/${applicationId}/approve`)).body).toMatchObject({
    status: 409,
    type: '/problems/own-application',
  });
  await database.sql`delete from account_roles where account_id = ${accountId} and role = 'coordinator'`;
});

test('a volunteer begins, mends and hands in an application, and a coordinator approves it', async () => {
  const begun = await volunteer('POST', '/applications', { seasonId: road.seasonId });
  expect(begun.status).toBe(201);
  const path = `/applications/${String(begun.body['id'])}`;
  expect(begun.headers.get('Location')).toBe(`/api/v1${path}`);

  const early = await volunteer('POST', `${path}/submit`);
  expect([early.status, (early.body['errors'] as { pointer: string }[]).map((fault) => fault.pointer)]).toEqual([
    422,
    ['/subjects', '/deliveries', '/windows'],
  ]);

  const { seasonId: _, ...fields } = whole();
  expect((await volunteer('PATCH', path, fields)).status).toBe(428);
  expect((await volunteer('PATCH', path, fields, { 'If-Match': '"99"' })).status).toBe(412);
  const changed = await volunteer('PATCH', path, fields, { 'If-Match': begun.headers.get('ETag') ?? '' });
  expect([changed.status, changed.body['choices']]).toEqual([200, fields.choices]);

  expect((await stranger('GET', path)).status).toBe(404);
  expect((await coordinator('POST', `${path}/submit`)).status).toBe(403);
  expect((await siteFor(database)('POST', `${path}/submit`)).status).toBe(401);
  const submitted = await volunteer('POST', `${path}/submit`);
  expect(submitted.body['state']).toBe('submitted');
  const again = await volunteer('POST', `${path}/submit`);
  expect(again.body).toMatchObject({ status: 409, state: 'submitted', allowed: ['approve', 'return', 'reject', 'withdraw'] });

  expect((await coordinator('POST', `${path}/approve`)).body['state']).toBe('approved');
  const mine = await volunteer('GET', '/applications');
  expect((mine.body['items'] as { id: string }[]).map((item) => item.id)).toEqual([begun.body['id']]);
  expect((await stranger('GET', '/applications')).body).toEqual({ items: [], nextCursor: null });
  expect((await volunteer('POST', '/applications', { seasonId: road.seasonId })).status).toBe(409);
});

describe('bad input is named, fault by fault, and changes nothing', () => {
  test.each([
    [
      'a window that ends before it starts',
      { windows: [{ startDay: '2027-07-09', endDay: '2027-07-01', weeklyHours: 2 }] },
      '/windows/0/endDay',
    ],
    ['a window outside the season', { windows: [{ startDay: '2027-06-01', endDay: '2027-07-01', weeklyHours: 2 }] }, '/windows/0/startDay'],
    ['an unknown subject', { subjects: [{ subject: 'alchemy', level: 1 }] }, '/subjects/0/subject'],
    ['an unknown county', { choices: [{ rank: 1, targets: [{ kind: 'county', code: '999999' }] }] }, '/choices/0/targets/0'],
    [
      'a rank twice',
      {
        choices: [1, 1].map((rank, i) => ({
          rank,
          targets: [{ kind: i === 0 ? 'county' : 'province', code: i === 0 ? '532926' : '530000' }],
        })),
      },
      '/choices/1/rank',
    ],
    ['an unknown field', { salary: 1 }, '/salary'],
    ['a wrong type', { scope: 7 }, '/scope'],
    ['a day that does not exist', { windows: [{ startDay: '2027-02-30', endDay: '2027-07-01', weeklyHours: 2 }] }, '/windows/0/startDay'],
  ])('%s', async (_, fields, pointer) => {
    const answer = await stranger('POST', '/applications', { seasonId: road.seasonId, ...fields });
    expect([answer.status, (answer.body['errors'] as { pointer: string }[]).map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
    expect((await stranger('GET', '/applications')).body['items']).toEqual([]);
  });

  test.each([
    ['malformed JSON', '{"seasonId":', {}, 400],
    ['another form than JSON', 'a=b', { 'Content-Type': 'text/plain' }, 415],
    ['a body of 10 MB', `{"statement":"${'x'.repeat(10_000_000)}"}`, {}, 413],
  ])('%s', async (_, body, headers, status) => {
    const answer = await stranger('POST', '/applications', body, headers);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([status, 'application/problem+json; charset=UTF-8']);
  });

  test('an id that is none, an unknown query parameter, a made-up cursor, a wrong token', async () => {
    expect((await stranger('GET', '/applications/none')).status).toBe(404);
    expect((await stranger('GET', '/applications?colour=red')).status).toBe(422);
    expect((await stranger('GET', '/applications?cursor=%00')).status).toBe(422);
    expect((await siteFor(database, { token: 'wrong' })('GET', '/applications')).status).toBe(401);
    expect((await stranger('GET', '/nowhere')).status).toBe(404);
  });
});

test('a retry with the same key has the effect of one; with another body it is refused', async () => {
  const caller = await newVolunteer();
  const key = { 'Idempotency-Key': 'once' };
  const answers = await Promise.all([1, 2, 3].map(() => caller('POST', '/applications', { seasonId: road.seasonId }, key)));
  expect(new Set(answers.map((answer) => `${answer.status} ${String(answer.body['id'])}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
  expect((await caller('POST', '/applications', { seasonId: road.seasonId, scope: 'only_these' }, key)).status).toBe(422);
});

test('the OpenAPI document names every operation with its roles, and health answers', async () => {
  const site = siteFor(database);
  const { body } = await site('GET', '/openapi.json');
  expect(body).toMatchObject({
    openapi: '3.1.0',
    paths: { '/api/v1/applications/{id}/approve': { post: { description: 'Roles: coordinator' } } },
  });
  expect(await site('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
