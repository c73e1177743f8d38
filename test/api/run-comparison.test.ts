import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { resultSchema } from '../../src/matching/result.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, moveRow, type Road } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-05-10T08:00:00Z';
let road: Road;
let coordinator: ReturnType<typeof siteFor>;
let wishedLineId: string;

/** One volunteer, whose first choice is a county less in need than the other that asks. */
beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { stage: 'matching' });
  const { accountId, applicationId } = road.volunteers[0]!;
  await sql`delete from season_checks`;
  await sql`update lines set minimum = 0`;
  await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
  await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530111', '530000', '官渡区', 'Guandu', 3, '2013-01-01')`;
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    const [request] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${road.seasonId}, '530111', 'camp', 'on_site', '官渡一中', '2027-07-12', '2027-07-26', 20) returning id`;
    const id = String(request?.['id']);
    await tx`insert into events (at, actor_name, thing, thing_id, event, to_state) values (now(), 'test', 'request', ${id}, 'request.draft', 'draft')`;
    await moveRow(tx, 'request', id, 'draft', 'submitted');
    await moveRow(tx, 'request', id, 'submitted', 'approved');
    const [line] = await tx`insert into lines (request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
      values (${id}, ${road.seasonId}, 0, 'english', 1, 'teacher', 0, 1, 1) returning id`;
    wishedLineId = String(line?.['id']);
    await tx`insert into application_choices (application_id, season_id, position, rank, request_id) values (${applicationId}, ${road.seasonId}, 0, 1, ${id})`;
  });
  await sql`update applications set scope = 'anywhere_after' where account_id = ${accountId}`;
  coordinator = siteFor(database, { token: await tokenOf(sql, road.coordinatorId), now });
});

const ask = async (policy: string) => String((await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy })).body['id']);
const work = () => runDueJobs(jobFor(database, now));

test('two policies stand side by side, with whom they place differently', async () => {
  const [a, b] = [await ask('need-first'), await ask('choices-first')];
  const early = await coordinator('GET', `/runs/compare?a=${a}&b=${b}`);
  expect(early.body).toMatchObject({ status: 409, type: '/problems/run-not-done', state: 'queued', allowed: ['stop'] });
  await work();
  const compared = await coordinator('GET', `/runs/compare?a=${a}&b=${b}`);
  expect(compared.body).toMatchObject({
    a: { id: a, policy: 'need-first', summary: { placed: 1, unranked: 1 } },
    b: { id: b, policy: 'choices-first', summary: { placed: 1, choices: [{ rank: 1, placed: 1 }] } },
    isSameSnapshot: true,
    counts: { same: 0, moved: 1, onlyInA: 0, onlyInB: 0 },
    nextCursor: null,
    items: [
      {
        applicationId: road.volunteers[0]!.applicationId,
        lineIdInA: road.lineId,
        rankInA: null,
        lineIdInB: wishedLineId,
        rankInB: 1,
      },
    ],
  });
  const itself = await coordinator('GET', `/runs/compare?a=${a}&b=${a}`);
  expect(itself.body).toMatchObject({ counts: { same: 1, moved: 0, onlyInA: 0, onlyInB: 0 }, items: [] });
});

/** A tier with one line of one seat, which no minimum asks to be filled. */
const tier = (filled: number) => ({ minimum: { seats: 0, filled: 0 }, ideal: { seats: 1, filled }, maximum: { seats: 1, filled } });

test('a stable match stands beside one by need: who would both rather have each other, coverage, choices, who is unplaced', async () => {
  const [a, b] = [await ask('need-first'), await ask('stable')];
  await work();
  const { body } = await coordinator('GET', `/runs/compare?a=${a}&b=${b}`);
  const both = { unplaced: 0, seatsShort: 0, linesShort: 0 };
  expect(body).toMatchObject({
    a: {
      policy: 'need-first',
      summary: {
        ...both,
        status: 'optimal',
        blockingPairs: 1,
        choices: [],
        unranked: 1,
        tiers: [{ tier: 1, ...tier(1) }, {}, { tier: 3, ...tier(0) }],
      },
    },
    b: {
      policy: 'stable',
      summary: {
        ...both,
        status: 'stable',
        unstableBecause: null,
        blockingPairs: 0,
        choices: [{ rank: 1, placed: 1 }],
        unranked: 0,
        tiers: [{ tier: 1, ...tier(0) }, {}, { tier: 3, ...tier(1) }],
      },
    },
    isSameSnapshot: true,
    counts: { same: 0, moved: 1, onlyInA: 0, onlyInB: 0 },
  });
  const proof = resultSchema.parse((await coordinator('GET', `/runs/${b}/proof`)).body);
  const snapshot = snapshotSchema.parse((await coordinator('GET', `/runs/${b}/snapshot`)).body);
  expect(checkMatch(snapshot, proof)).toEqual({ stable: true });
});

test('what cannot be compared is said, and only coordinators compare', async () => {
  const a = await ask('need-first');
  await work();
  expect((await coordinator('GET', `/runs/compare?a=${a}&b=${crypto.randomUUID()}`)).status).toBe(404);
  expect((await coordinator('GET', `/runs/compare?a=${a}`)).body).toMatchObject({ status: 422, errors: [{ pointer: '/b' }] });
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId), now });
  expect((await volunteer('GET', `/runs/compare?a=${a}&b=${a}`)).status).toBe(403);
});
