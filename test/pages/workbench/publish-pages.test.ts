import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../../src/jobs/jobs.ts';
import { testDatabase } from '../../support/database.ts';
import { makeRoad, moveRow, type Road } from '../../support/rows.ts';
import { jobFor } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let coordinator: Visitor;
let season: string;

const work = async () => runDueJobs(jobFor(database, new Date().toISOString()));
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

/** Three volunteers for two seats. */
beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { stage: 'matching', volunteers: 3, maximum: 2 });
  await sql`delete from season_checks`;
  for (const { applicationId } of road.volunteers) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 1)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
  }
  await sql`update accounts set email = 'coordinator@example.org' where id = ${road.coordinatorId}`;
  coordinator = new Visitor(database);
  await coordinator.signIn('coordinator@example.org');
  season = `/desk/seasons/${road.seasonId}`;
});

async function doneRun(kind = 'anew'): Promise<string> {
  const { location } = await coordinator.send(`${season}/runs`, { policy: 'need-first', kind });
  await work();
  return location!;
}

test('nothing is offered before a match is published', async () => {
  expect(textOf((await coordinator.get(`${season}/release`)).text)).toContain('There is nothing to offer. Publish a match first.');
  expect((await coordinator.send(`${season}/release`)).status).toBe(422);
});

test('publishing says how many and what changed; a pair that no longer holds stops it, and is named with the reason', async () => {
  const run = await doneRun();
  const before = textOf((await coordinator.get(`${run}/publish`)).text);
  expect(before).toContain('No application, request or check has changed since the match was computed.');
  expect(before).toContain('Publish 2 proposals');
  const [placed] = await database.sql`select application_id from run_matches order by application_id limit 1`;
  const applicationId = String(placed!['application_id']);
  await database.sql.begin(async (tx) => {
    await moveRow(tx as never, 'application', applicationId, 'approved', 'withdrawn');
  });
  expect(textOf((await coordinator.get(`${run}/publish`)).text)).toContain('1 application, request or check has changed');
  const refused = await coordinator.send(`${run}/publish`);
  expect(refused.status).toBe(409);
  expect(textOf(refused.text)).toMatch(
    /Things have changed since the match.*Run the match again.*志愿者 \d Nanjian · English, basics The application no longer stands/,
  );
  expect((await database.sql`select count(*)::int as count from placements`)[0]).toMatchObject({ count: 0 });
});

test('a match is published, then offered to everybody at once, and each step is told; twice is refused in words', async () => {
  const run = await doneRun();
  const published = await coordinator.send(`${run}/publish`);
  expect([published.status, published.location]).toEqual([303, `${run}?done=published`]);
  expect(textOf((await coordinator.get(published.location!)).text)).toContain('the volunteers have not heard yet');
  expect(textOf((await coordinator.get(`${run}/publish`)).text)).toContain('it cannot be published');
  expect((await coordinator.send(`${run}/publish`)).status).toBe(409);

  const release = textOf((await coordinator.get(`${season}/release`)).text);
  expect(release).toContain('2 volunteers hear at the same moment where they may go.');
  expect(release).toContain('72 hours after sending');
  expect(release).toContain('Offer 2 placements');
  const offered = await coordinator.send(`${season}/release`);
  expect([offered.status, offered.location]).toEqual([303, `${season}/runs?done=released`]);
  expect(textOf((await coordinator.get(offered.location!)).text)).toContain('2 placements are offered or accepted');
});

test('a repair says how many of those told stay, and publishing one names whoever loses a place', async () => {
  const { sql } = database;
  await sql`update lines set maximum = 2`;
  const run = await doneRun('repair');
  const bench = textOf((await coordinator.get(run)).text);
  expect(bench).toContain('Of those who were told, 2 stay and 0 are moved.');
  expect(textOf((await coordinator.get(`${run}/publish`)).text)).toContain('As proposed now 2');
  await sql`delete from application_windows where application_id = (select min(application_id::text)::uuid from placements)`;
  const other = await doneRun('repair');
  expect(textOf((await coordinator.get(`${other}/publish`)).text)).toContain('1 person who was told loses the place they were told of');
});

test('another’s or a missing run is not there, and nobody but a coordinator comes in', async () => {
  for (const path of [
    '/desk/runs/not-an-id',
    '/desk/runs/00000000-0000-4000-8000-000000000000',
    '/desk/seasons/x/runs',
    '/desk/seasons/x/release',
  ]) {
    expect((await coordinator.get(path)).status).toBe(404);
  }
  expect((await new Visitor(database).get(`${season}/runs`)).location).toBe('/sign-in');
});
