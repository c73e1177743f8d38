import { expect, test } from 'vitest';

import { foldTallies } from '../../src/jobs/fold-tallies.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const fold = async () => foldTallies(jobFor(database, '2027-09-01T00:00:00Z'));

test('what was noted of completions is taken into the tallies once, no figure changes by it, and nobody’s account stays in a note', async () => {
  const road = await makeRoad(database.sql);
  const coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
        home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
      select uuidv7(), uuidv7(), ${road.seasonId}, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 15, 10, 600, 30, now()
      from generate_series(1, 7)`;
    await tx`update completions set days_served = 16 where placement_id = (select max(placement_id::text)::uuid from completions)`;
  });
  const recorded = async () => (await coordinator('GET', '/statistics')).body['recorded'];
  const before = await recorded();
  expect(before).toMatchObject({ rows: [{ completions: 7, volunteers: 7, daysServed: 7 * 15 + 1 }] });
  expect(await fold()).toBe(8);
  expect(await recorded()).toEqual(before);
  expect(await fold()).toBe(0);
  expect([...(await database.sql`select was from tally_changes`)]).toEqual([]);
});
