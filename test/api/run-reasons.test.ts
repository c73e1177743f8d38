import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { makeContested, type Road } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-05-10T08:00:00Z';
let road: Road;
let coordinator: ReturnType<typeof siteFor>;
let runId: string;

const applicationOf = (volunteer: number) => road.volunteers[volunteer]!.applicationId;
const work = async () => runDueJobs(jobFor(database, now));

beforeAll(async () => {
  const { sql } = database;
  road = await makeContested(sql);
  coordinator = siteFor(database, { token: await tokenOf(sql, road.coordinatorId), now });
  runId = String((await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' })).body['id']);
});

test('before the run is done there are no reasons', async () => {
  const early = await coordinator('GET', `/runs/${runId}/why?application=${applicationOf(0)}&request=${road.requestId}`);
  expect(early.body).toMatchObject({ status: 409, type: '/problems/run-not-done', state: 'queued' });
  await work();
});

test('why: the pair that is matched, what the other would cost, and the rule that a third fails', async () => {
  const ask = async (volunteer: number, lang = 'en') =>
    (await coordinator('GET', `/runs/${runId}/why?application=${applicationOf(volunteer)}&request=${road.requestId}&lang=${lang}`)).body;
  expect(await ask(0)).toMatchObject({
    lines: [{ lineId: road.lineId, kind: 'matched', rank: 1, costs: [{ goal: 'choices', by: 1 }, { goal: 'lottery' }] }],
    sentences: ['Nanjian, English: your first choice.'],
  });
  expect(await ask(1)).toMatchObject({
    lines: [
      {
        kind: 'unmatched',
        rank: 2,
        costs: [{ goal: 'choices', by: 1 }, { goal: 'lottery' }],
        moves: [
          { applicationId: applicationOf(1), fromLineId: null, toLineId: road.lineId },
          { applicationId: applicationOf(0), fromLineId: road.lineId, toLineId: null },
        ],
      },
    ],
    sentences: [
      'You have no place in this match.',
      'Places that asked for your subjects: 1. You met the conditions of 1, and no seat there could be given to you.',
      'Your second, Nanjian, went to volunteers who would otherwise have had a later choice.',
    ],
  });
  expect(await ask(2)).toMatchObject({
    lines: [{ kind: 'ineligible', failedRules: ['subject'], costs: [], moves: [] }],
    sentences: [
      'You have no place in this match.',
      'Places that asked for your subjects: 1. You met the conditions of none; most often it was the level asked.',
      'Your first, Nanjian, asked for English at level 2 or above, which you do not offer.',
    ],
  });
  expect(await ask(2, 'zh')).toMatchObject({
    sentences: [
      '这次匹配没有给您安排名额。',
      '招募您填报的学科的地方共 1 处，您都不符合条件，最常见的原因是学科水平。',
      '您的第一志愿南涧彝族自治县要求英语达到 2 级，您没有填报。',
    ],
  });
});

test('why short: a line that asks for more than there are says what would help', async () => {
  await database.sql`update lines set minimum = 3, ideal = 3, maximum = 3`;
  const id = String((await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' })).body['id']);
  await work();
  const why = await coordinator('GET', `/runs/${id}/why-short?line=${road.lineId}`);
  expect(why.body).toMatchObject({
    minimum: 3,
    placed: 2,
    full: [],
    competition: { lineIds: [road.lineId], seatsAsked: 3, placed: 2, eligible: 2, placedElsewhere: 0 },
    remedies: [
      { kind: 'level', volunteers: 1, gains: 1 },
      { kind: 'volunteer', gains: 1 },
    ],
  });
  await database.sql`update lines set minimum = 1, ideal = 1, maximum = 1`;
});

test('what if: exact change, and the run stays as it was; a change of nothing known is told in its place', async () => {
  const whatIf = async (changes: unknown[]) => (await coordinator('POST', `/runs/${runId}/what-if`, { changes })).body;
  expect(await whatIf([{ kind: 'withdraw', applicationId: applicationOf(0) }])).toMatchObject({
    costs: [{ goal: 'choices', by: 1 }, { goal: 'lottery' }],
    moves: [
      { applicationId: applicationOf(0), fromLineId: road.lineId, toLineId: null },
      { applicationId: applicationOf(1), fromLineId: null, toLineId: road.lineId },
    ],
  });
  expect(await whatIf([{ kind: 'seats', lineId: road.lineId, by: 1 }])).toMatchObject({
    costs: [{ goal: 'maximum-tier-1', by: -1 }, {}, {}, {}],
  });
  expect(await whatIf([{ kind: 'request', likeRequestId: road.requestId }])).toMatchObject({
    moves: [{ fromLineId: null, toLineId: `${road.lineId}+1` }],
  });
  expect(await whatIf([{ kind: 'beds', countyCode: '532926', maximum: 0 }])).toMatchObject({
    moves: [{ applicationId: applicationOf(0), fromLineId: road.lineId, toLineId: null }],
  });
  expect(await whatIf([{ kind: 'close', requestId: applicationOf(0) }])).toMatchObject({
    status: 422,
    errors: [{ pointer: '/changes/0', code: 'unknown' }],
  });
  const matches = await coordinator('GET', `/runs/${runId}/placements`);
  expect(matches.body).toMatchObject({ items: [{ applicationId: applicationOf(0) }] });
});

test('of a stable match rules, facts and reasons are told, and no cost', async () => {
  const { body } = await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy: 'stable' });
  await work();
  const why = async (volunteer: number) =>
    (await coordinator('GET', `/runs/${String(body['id'])}/why?application=${applicationOf(volunteer)}&request=${road.requestId}`)).body;
  expect(await why(2)).toMatchObject({ hasCosts: false, lines: [{ kind: 'ineligible', failedRules: ['subject'], costs: [], moves: [] }] });
  const able = [await why(0), await why(1)].map(({ lines }) => (lines as { kind: string }[])[0]!.kind);
  expect(able.toSorted()).toEqual(['eligible', 'matched']);
  expect((await why(2))['sentences']).toContain('Your first, Nanjian, asked for English at level 2 or above, which you do not offer.');
  const short = await coordinator('GET', `/runs/${String(body['id'])}/why-short?line=${road.lineId}`);
  expect(short.body).toMatchObject({ status: 409, type: '/problems/no-exact-costs' });
});

test('unknown things are told where they stand; others may not ask', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  const answer = await coordinator('GET', `/runs/${runId}/why?application=${nobody}&request=${road.requestId}`);
  expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/application', code: 'unknown' }] });
  expect((await coordinator('GET', `/runs/${nobody}/why-short?line=${road.lineId}`)).body).toMatchObject({ status: 404 });
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId), now });
  expect((await volunteer('GET', `/runs/${runId}/why-short?line=${road.lineId}`)).body).toMatchObject({ status: 403 });
});

test('a repair keeps who was told, fills the place of who withdrew, and is published on top', async () => {
  const { sql } = database;
  await sql`update lines set minimum = 2, ideal = 2, maximum = 2, level = 1`;
  const first = String((await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' })).body['id']);
  await work();
  await coordinator('POST', `/runs/${first}/publish`);
  expect((await coordinator('POST', `/seasons/${road.seasonId}/advance`)).status).toBe(200);
  expect((await coordinator('POST', `/seasons/${road.seasonId}/release`)).status).toBe(200);
  const told = await sql`select application_id, id from placements where state = 'offered' order by application_id`;
  expect(told).toHaveLength(2);
  const volunteer = road.volunteers.find(({ applicationId }) => applicationId === told[0]!['application_id'])!;
  const own = siteFor(database, { token: await tokenOf(sql, volunteer.accountId), now });
  expect((await own('POST', `/placements/${told[0]!['id']}/decline`, { reason: 'dates' })).status).toBe(200);

  const asked = await coordinator('POST', `/seasons/${road.seasonId}/repair`, { policy: 'need-first' });
  expect(asked.body).toMatchObject({ isRepair: true, state: 'queued' });
  await work();
  const repair = await coordinator('GET', `/runs/${String(asked.body['id'])}`);
  expect(repair.body).toMatchObject({ state: 'done', summary: { placed: 2, toldKept: 1, toldMoved: 0 } });
  expect((await coordinator('POST', `/runs/${String(asked.body['id'])}/publish`)).status).toBe(200);
  const after = await sql`select application_id, state from placements where state in ('offered', 'proposed') order by state`;
  expect(after.map((row) => row['state'])).toEqual(['offered', 'proposed']);
  expect(after[0]!['application_id']).toBe(told[1]!['application_id']);
});

test('a repair that cannot keep somebody who was told says so, and takes the place back in the moment in which it gives it on', async () => {
  const { sql } = database;
  const [told] = await sql`select id, application_id from placements where state = 'offered'`;
  const [other] = await sql`select application_id from placements where state = 'proposed'`;
  await sql`update lines set level = 2, minimum = 1, ideal = 1, maximum = 1`;
  await sql`update application_subjects set level = 1 where application_id = ${told!['application_id']}`;
  await sql`update application_subjects set level = 2 where application_id = ${other!['application_id']}`;

  const asked = await coordinator('POST', `/seasons/${road.seasonId}/repair`, { policy: 'need-first' });
  await work();
  const id = String(asked.body['id']);
  const repair = await coordinator('GET', `/runs/${id}`);
  expect(repair.body).toMatchObject({ state: 'done', summary: { placed: 1, toldKept: 0, toldMoved: 1 } });
  const standing = await sql`select id from placements where state in ('offered', 'proposed') order by id`;
  expect(standing).toHaveLength(2);

  expect((await coordinator('POST', `/runs/${id}/publish`)).status).toBe(200);
  const volunteer = road.volunteers.find(({ applicationId }) => applicationId === told!['application_id'])!;
  const own = siteFor(database, { token: await tokenOf(sql, volunteer.accountId), now });
  expect((await own('GET', `/placements/${told!['id']}`)).body).toMatchObject({ state: 'cancelled' });
  const after = await sql`select application_id, run_id from placements where state in ('offered', 'proposed')`;
  expect(after).toEqual([{ application_id: other!['application_id'], run_id: id }]);
});
