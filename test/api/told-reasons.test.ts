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

const work = async () => runDueJobs(jobFor(database, now));
const applicationOf = (volunteer: number) => road.volunteers[volunteer]!.applicationId;

async function whyOf(volunteer: number, { of = volunteer, lang = 'en' } = {}) {
  const site = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[volunteer]!.accountId), now });
  return site('GET', `/applications/${applicationOf(of)}/why?lang=${lang}`);
}

beforeAll(async () => {
  const { sql } = database;
  road = await makeContested(sql);
  coordinator = siteFor(database, { token: await tokenOf(sql, road.coordinatorId), now });
  runId = String((await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' })).body['id']);
  await work();
});

test('nobody hears half a result: until it is released a match gives no reasons, not even to a coordinator', async () => {
  const nothing = { runId: null, placed: [], missed: [], sentences: [] };
  expect((await whyOf(1)).body).toEqual({ applicationId: applicationOf(1), ...nothing });
  await coordinator('POST', `/runs/${runId}/publish`);
  await work();
  expect(await database.sql`select count(*)::int as count from run_reasons`).toMatchObject([{ count: 3 }]);
  expect((await whyOf(1)).body).toMatchObject(nothing);
  expect((await coordinator('GET', `/applications/${applicationOf(1)}/why`)).body).toMatchObject(nothing);
});

test('once it is released everybody reads why not what they put first, in their language, and nothing of anybody else', async () => {
  expect((await coordinator('POST', `/seasons/${road.seasonId}/release`)).status).toBe(200);
  expect((await whyOf(0)).body).toEqual({
    applicationId: applicationOf(0),
    runId,
    placed: [{ lineId: road.lineId, rank: 1, askedBack: false }],
    missed: [],
    sentences: ['Nanjian, English: your first choice.'],
  });
  const second = await whyOf(1);
  expect(second.body).toMatchObject({
    placed: [],
    missed: [
      {
        rank: 2,
        target: { kind: 'request', id: road.requestId },
        kind: 'goal',
        goal: 'choices',
        sentence: 'Your second, Nanjian, went to volunteers who would otherwise have had a later choice.',
      },
    ],
    sentences: [
      'You have no place in this match.',
      'Places that asked for your subjects: 1. You met the conditions of 1, and no seat there could be given to you.',
    ],
  });
  for (const other of [0, 2]) {
    const { accountId, applicationId } = road.volunteers[other]!;
    for (const mark of [accountId, applicationId, `志愿者 ${other}`]) expect(JSON.stringify(second.body)).not.toContain(mark);
  }
  expect((await whyOf(2, { lang: 'zh' })).body).toMatchObject({
    missed: [{ kind: 'rules', failedRules: ['subject'], sentence: '您的第一志愿南涧彝族自治县要求英语达到 2 级，您没有填报。' }],
    sentences: ['这次匹配没有给您安排名额。', '招募您填报的学科的地方共 1 处，您都不符合条件，最常见的原因是学科水平。'],
  });
});

test('another’s reasons are not there; a coordinator reads what the volunteer reads, and the export holds it', async () => {
  expect((await whyOf(0, { of: 1 })).status).toBe(404);
  const read = await coordinator('GET', `/applications/${applicationOf(1)}/why?lang=en`);
  expect(read.body).toEqual((await whyOf(1)).body);
  const own = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[1]!.accountId), now });
  expect((await own('GET', '/me/export')).body).toMatchObject({ toldReasons: [{ applicationId: applicationOf(1), reason: { runId } }] });
});

test('a request that is cancelled since still has its name in the reasons', async () => {
  expect((await coordinator('POST', `/requests/${road.requestId}/cancel`, { reason: 'The school is rebuilt' })).status).toBe(200);
  expect((await whyOf(1)).body).toMatchObject({ missed: [{ sentence: expect.stringContaining('Nanjian') as unknown }] });
});
