import { beforeAll, expect, test } from 'vitest';

import { issueCertificates } from '../../src/jobs/issue-certificates.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, makeSignatory, makeTaught, type Road } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-09-01T08:00:00Z';
const volunteers = 25;
let road: Road;
let coordinator: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: volunteers + 2, maximum: volunteers + 2, stage: 'matching' });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  for (let i = 0; i < volunteers + 2; i += 1) {
    const id = await makeTaught(database.sql, road, i);
    // Nobody is in office yet: none is issued by itself.
    const day = i < volunteers ? '2027-08-01' : '2019-08-01';
    const decider = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now: `${day}T08:00:00Z` });
    expect((await decider('POST', `/placements/${id}/complete`)).status).toBe(200);
  }
  await makeSignatory(database.sql, { fromDay: '2020-01-01' });
});

const path = () => `/seasons/${road.seasonId}/certificates`;
const counts = async () =>
  (
    await database.sql`select (select count(*) from certificates)::int as certificates,
    (select count(*) from messages where template = 'certificate')::int as letters`
  )[0];

test('a season’s certificates are issued in the background, each once, whatever runs twice; the batch says how far it is', async () => {
  expect((await coordinator('GET', path())).body).toEqual({ completed: 27, uncertified: 27, batch: null });
  const begun = await coordinator('POST', path());
  expect([begun.status, begun.body['batch']]).toMatchObject([202, { total: 27, issued: 0, skipped: 0, finishedAt: null }]);
  // Asked again, there is one batch.
  expect((await coordinator('POST', path())).body).toEqual(begun.body);

  const job = jobFor(database, now);
  expect(await issueCertificates(job)).toBe(true);
  const half = (await coordinator('GET', path())).body['batch'] as { issued: number; skipped: number };
  expect(half.issued + half.skipped).toBe(20);
  // Two at once, as when the clock and a call both wake the job.
  await Promise.all([issueCertificates(job), issueCertificates(job)]);
  while (await issueCertificates(job));
  expect((await coordinator('GET', path())).body).toMatchObject({
    uncertified: 2,
    batch: { total: 27, issued: 25, skipped: 2, finishedAt: '2027-09-01T08:00:00.000Z' },
  });
  expect(await counts()).toEqual({ certificates: 25, letters: 25 });
});

test('a second batch takes what was left out, once somebody was in office then, and tells nobody twice', async () => {
  await makeSignatory(database.sql, { fromDay: '2019-01-01', throughDay: '2019-12-31' });
  await coordinator('POST', path());
  while (await issueCertificates(jobFor(database, now)));
  expect(await counts()).toEqual({ certificates: 27, letters: 27 });
  expect((await coordinator('POST', path())).body).toMatchObject({ uncertified: 0, batch: { total: 2, issued: 2 } });
  expect(await issueCertificates(jobFor(database, now))).toBe(false);
});
