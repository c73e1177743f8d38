import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, moveRow, type Road } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2027-05-10T08:00:00Z';
let road: Road;
let sites: ReturnType<typeof siteFor>[];
let coordinator: ReturnType<typeof siteFor>;
let team: { id: string; code: string };

const applicationOf = (volunteer: number) => road.volunteers[volunteer]!.applicationId;
const move = async (from: string, to: string) => database.sql.begin(async (tx) => moveRow(tx as never, 'season', road.seasonId, from, to));

/** Eight volunteers and three seats: the first two are a team that goes only together. */
beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 8, maximum: 3 });
  await sql`delete from season_checks`;
  await move('planned', 'open');
  for (const { applicationId } of road.volunteers) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
  }
  sites = await Promise.all(road.volunteers.map(async ({ accountId }) => siteFor(database, { token: await tokenOf(sql, accountId), now })));
  coordinator = siteFor(database, { token: await tokenOf(sql, road.coordinatorId), now });
  const made = await sites[0]!('POST', '/teams', { applicationId: applicationOf(0), onlyTogether: true });
  expect(made.status).toBe(201);
  team = made.body as never;
});

test('who has the code joins, and nobody else; a team is seen by its members and coordinators', async () => {
  const join = async (volunteer: number, code: string) =>
    sites[volunteer]!('POST', `/teams/${team.id}/join`, { applicationId: applicationOf(volunteer), onlyTogether: true, code });
  expect((await join(1, 'abcdefghjkmn')).body).toMatchObject({ status: 404 });
  expect((await join(1, team.code)).body).toMatchObject({
    members: [{ applicationId: applicationOf(0) }, { applicationId: applicationOf(1) }],
  });
  expect((await join(1, team.code)).body).toMatchObject({ status: 422, errors: [{ pointer: '/applicationId', code: 'in-a-team' }] });
  expect((await sites[1]!('GET', `/teams/${team.id}`)).body).toMatchObject({ code: team.code });
  expect((await sites[2]!('GET', `/teams/${team.id}`)).status).toBe(404);
  expect((await coordinator('GET', `/teams/${team.id}`)).status).toBe(200);
  const stranger = await sites[2]!('POST', '/teams', { applicationId: applicationOf(3), onlyTogether: false });
  expect(stranger.body).toMatchObject({ status: 422, errors: [{ pointer: '/applicationId', code: 'unknown' }] });
});

test('six at most, however many join at once; who leaves may come back', async () => {
  const joined = await Promise.all(
    [2, 3, 4, 5, 6, 7].map(async (v) =>
      sites[v]!('POST', `/teams/${team.id}/join`, { applicationId: applicationOf(v), onlyTogether: false, code: team.code }),
    ),
  );
  expect(joined.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 422, 422]);
  const [members] = await database.sql`select count(*)::int as n from team_members where team_id = ${team.id}`;
  expect(members!['n']).toBe(6);
  for (const v of [2, 3, 4, 5, 6, 7]) await sites[v]!('POST', `/teams/${team.id}/leave`, { applicationId: applicationOf(v) });
  expect((await sites[0]!('GET', `/teams/${team.id}`)).body).toMatchObject({
    members: [{ applicationId: applicationOf(0) }, { applicationId: applicationOf(1) }],
  });
});

test('the database refuses a seventh, and a member of another season', async () => {
  const { sql } = database;
  const other = await makeRoad(sql);
  const [first] = other.volunteers;
  await expect(
    sql`insert into team_members (team_id, application_id, season_id, only_together) values (${team.id}, ${first!.applicationId}, ${other.seasonId}, true)`,
  ).rejects.toMatchObject({ constraint_name: 'team_members_team' });
  const insert = async (v: number) =>
    sql`insert into team_members (team_id, application_id, season_id, only_together) values (${team.id}, ${applicationOf(v)}, ${road.seasonId}, false)`;
  for (const v of [2, 3, 4, 5]) await insert(v);
  await expect(insert(6)).rejects.toMatchObject({ constraint_name: 'team_members_six' });
  for (const v of [2, 3, 4, 5]) await sql`delete from team_members where application_id = ${applicationOf(v)}`;
});

test('a run keeps the team together, turns a request whose beds do not do, and publishes both', async () => {
  const { sql } = database;
  // Two beds for three who must come, if anybody does: at a distance there is no need of beds.
  await sql`update counties set beds = 2 where code = '532926'`;
  await sql`update requests set below_minimum = 'turns_to_distance'`;
  await sql`update lines set minimum = 3, ideal = 3, maximum = 3`;
  await sql`update applications set deliveries = array['on_site', 'distance'] where season_id = ${road.seasonId}`;
  await move('open', 'matching');
  const late = await sites[0]!('POST', `/teams/${team.id}/leave`, { applicationId: applicationOf(0) });
  expect(late.body).toMatchObject({ status: 409, type: '/problems/season-forbids' });

  const run = String((await coordinator('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' })).body['id']);
  await runDueJobs(jobFor(database, now));
  const done = await coordinator('GET', `/runs/${run}`);
  expect(done.body).toMatchObject({ state: 'done', summary: { status: 'optimal', gap: null, placed: 3 } });
  const placed = (await coordinator('GET', `/runs/${run}/placements`)).body['items'] as { applicationId: string }[];
  const isPlaced = (v: number) => placed.some(({ applicationId }) => applicationId === applicationOf(v));
  expect(isPlaced(0)).toBe(isPlaced(1));
  const why = await coordinator('GET', `/runs/${run}/why?application=${applicationOf(0)}&request=${road.requestId}`);
  expect(why.body).toMatchObject({ hasCosts: false });
  const whatIf = await coordinator('POST', `/runs/${run}/what-if`, { changes: [{ kind: 'withdraw', applicationId: applicationOf(0) }] });
  expect(whatIf.body).toMatchObject({ status: 409, type: '/problems/no-exact-costs' });

  expect((await coordinator('POST', `/runs/${run}/publish`)).status).toBe(200);
  const [request] = await sql`select delivery, below_minimum from requests where id = ${road.requestId}`;
  expect(request).toMatchObject({ delivery: 'distance', below_minimum: 'closes' });
  const [event] = await sql`select details from events where event = 'request.turned' and thing_id = ${road.requestId}`;
  expect(event!['details']).toMatchObject({ runId: run, delivery: 'distance' });
});

test('an application says how many placements it takes, a request what becomes of it below its minimum', async () => {
  const officer = siteFor(database, { token: await tokenOf(database.sql, await countyOfficer()), now });
  const request = {
    seasonId: road.seasonId,
    countyCode: '532926',
    kind: 'camp',
    delivery: 'distance',
    place: '南涧一中',
    startDay: '2027-07-12',
    endDay: '2027-07-26',
    weeklyHours: 20,
    belowMinimum: 'turns_to_distance',
  };
  const wrong = await officer('POST', '/requests', request);
  expect(wrong.body).toMatchObject({ status: 422, errors: [{ pointer: '/belowMinimum', code: 'at-a-distance-already' }] });
  const six = await sites[0]!('POST', '/applications', { seasonId: road.seasonId, mostPlacements: 7 });
  expect(six.body).toMatchObject({ status: 422, errors: [{ pointer: '/mostPlacements', code: 'too-big' }] });
  expect((await sites[0]!('GET', `/applications/${applicationOf(0)}`)).body).toMatchObject({ mostPlacements: 1 });
});

async function countyOfficer(): Promise<string> {
  const { sql } = database;
  const [account] = await sql`insert into accounts (email, name) values ('officer@example.org', '县联系人') returning id`;
  const id = String(account!['id']);
  await sql`insert into account_roles (account_id, role) values (${id}, 'county')`;
  await sql`insert into account_counties (account_id, county_code) values (${id}, '532926')`;
  return id;
}
