import type postgres from 'postgres';

import { advance, propose, type Road } from './rows.ts';

/** A placement that one of the road's volunteers completed in a year before, with its completion; written past the database's rules. */
export async function makeEarlierGuest(sql: postgres.Sql, road: Road, index: number): Promise<string> {
  const id = await propose(sql, road, index);
  await advance(sql, id, 'offered', 'accepted');
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`update placements set state = 'completed', start_day = '2026-07-12', end_day = '2026-07-26' where id = ${id}`;
    await tx`update lines set taken = 0 where id = ${road.lineId}`;
    await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
        home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
      select id, account_id, season_id, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 15, 0, 0, 0, now() from placements where id = ${id}`;
  });
  return id;
}
