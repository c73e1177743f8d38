import type postgres from 'postgres';

const subjects = ['english', 'computing', 'learning-experience'] as const;
const seasonCount = 18;

/**
 * Fills a database with so many completed placements, past its triggers: rows are made in the database, with chains of foreign keys left
 * out and the exclusion of overlaps taken off; then the tallies are counted by their own function, and it is told how long that took, in
 * seconds. About five in eight are by different people.
 */
export async function makeRecord(sql: postgres.Sql, completions: number): Promise<{ readonly made: number; readonly counted: number }> {
  const begun = performance.now();
  await makeRows(sql, completions);
  const made = performance.now();
  await sql`select rebuild_tallies()`;
  const counted = performance.now();
  for (const table of ['completions', 'placements', 'tallies']) await sql`vacuum analyze ${sql(table)}`;
  return { made: (made - begun) / 1000, counted: (counted - made) / 1000 };
}

async function makeRows(sql: postgres.Sql, completions: number): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`alter table completions disable trigger user`;
    for (const { name } of await tx<
      { name: string }[]
    >`select conname as name from pg_constraint where conrelid = 'placements'::regclass and contype = 'x'`) {
      await tx`alter table placements drop constraint ${tx(name)}`;
    }
    // An index made afterwards of all rows takes a fraction of the time that one takes row by row.
    const indexes = await tx<
      { name: string; made: string }[]
    >`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
      where i.indrelid in ('placements'::regclass, 'completions'::regclass) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;
    for (const { name } of indexes) await tx`drop index ${tx(name)}`;
    await tx`insert into seasons (id, name_zh, name_en, applications_open_day, applications_close_day, requests_open_day, requests_close_day, match_day,
        reply_hours, teaching_start_day, teaching_end_day, lottery_seed, lottery_seed_sha256)
      select md5('season' || n)::uuid, '第' || n || '季', 'Season ' || n, d - 200, d - 90, d - 200, d - 90, d - 60, 72, d, d + 60, repeat('00', 32), encode(sha256(decode(repeat('00', 32), 'hex')), 'hex')
      from generate_series(1, ${seasonCount}) n cross join lateral (select make_date(2008 + n, 7, 1) as d) day`;
    await tx`create temp table places on commit drop as select row_number() over (order by code)::int as n, code, province_code,
        1 + (hashtext(code) & 7) % 3 as tier from counties order by md5(code) limit 1100`;
    await tx`update places p set n = x.n from (select code, row_number() over (order by md5(code))::int as n from places) x where x.code = p.code`;
    await tx`create temp table served on commit drop as select n, uuidv7() as id, md5('person' || (n % (${completions}::int * 5 / 8)))::uuid as account_id,
        1 + (hashtext('s' || n) & 65535) % ${seasonCount} as season, 1 + (power((hashtext('c' || n) & 65535) / 65536.0, 1.5) * 1100)::int % 1100 as place,
        hashtext('x' || n) & 1048575 as dice from generate_series(1, ${completions}) n`;
    await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region,
        year, tier, request_kind, institution, first_timer, role, days_served, lessons_held, minutes_taught, learners, completed_at)
      select s.id, s.account_id, md5('season' || s.season)::uuid, p.province_code, p.code, (${tx.array([...subjects])}::text[])[1 + s.dice % 3],
        (array['on_site', 'on_site', 'distance', 'blended'])[1 + s.dice % 4], (array['student', 'student', 'student', 'teacher'])[1 + (s.dice / 4) % 4],
        (array['mainland', 'mainland', 'mainland', 'mainland', 'united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan', 'other'])[1 + (s.dice / 16) % 10],
        2008 + s.season, p.tier, (array['camp', 'term', 'distance', 'teacher_training'])[1 + (s.dice / 7) % 4], 'University ' || (s.dice / 11) % 300,
        s.n <= ${completions}::int * 5 / 8, (array['teacher', 'teacher', 'teacher', 'teacher', 'lead', 'captain'])[1 + (s.dice / 5) % 6], 7 + s.dice % 40, 10 + s.dice % 60,
        60 * (5 + s.dice % 90), 20 + s.dice % 40, make_timestamptz(2008 + s.season, 9, 1, 0, 0, 0, 'UTC')
      from served s join places p on p.n = s.place`;
    await tx`insert into placements (id, application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day, state)
      select c.placement_id, uuidv7(), c.account_id, c.season_id, uuidv7(), uuidv7(), c.county_code, make_date(c.year, 7, 1), make_date(c.year, 7, 15), 'completed'
      from completions c`;
    await tx`alter table completions enable trigger user`;
    await tx`alter table completions enable always trigger note_written, enable always trigger note_changed, enable always trigger note_deleted`;
    for (const { made } of indexes) await tx.unsafe(made);
  });
}
