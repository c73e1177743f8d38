import type postgres from 'postgres';

/** Seasons that are closed, one a summer, from 2009 on; the one after them is open. */
export const closedSeasons = 18;
const partners = 1100;

/** Seasons by number, in `seasons_made`. */
export async function makeSeasons(tx: postgres.Sql): Promise<void> {
  await tx`create temp table seasons_made on commit drop as select n, uuidv7() as id from generate_series(1, ${closedSeasons + 1}) n order by n`;
  await tx`insert into seasons (id, name_zh, name_en, state, applications_open_day, applications_close_day, requests_open_day, requests_close_day,
      match_day, reply_hours, teaching_start_day, teaching_end_day, lottery_seed, lottery_seed_sha256)
    select id, '第' || n || '季', 'Season ' || n, case when n > ${closedSeasons} then 'open' else 'closed' end,
      d - 200, d - 90, d - 200, d - 90, d - 60, 72, d, d + 60, repeat('00', 32), encode(sha256(decode(repeat('00', 32), 'hex')), 'hex')
    from seasons_made cross join lateral (select make_date(2008 + n, 7, 1) as d) day`;
}

/** Partner counties, Nanjian first, in `places`, each with a station. */
export async function makePlaces(tx: postgres.Sql): Promise<void> {
  await tx`create temp table places on commit drop as
    select row_number() over (order by code <> '532926', md5(code))::int as n, code, province_code, 1 + (hashtext(code) & 7) % 3 as tier
    from counties order by code <> '532926', md5(code) limit ${partners}`;
  await tx`update counties c set tier = p.tier, partner_since_day = '2009-03-01', beds = 40 from places p where p.code = c.code`;
  await tx`create temp table stations_made on commit drop as
    select n, uuidv7() as id, code from places order by n`;
  await tx`insert into stations (id, county_code, name_zh, name_en, rooms, seats, link, opened_day)
    select id, code, '远程教学站 ' || n, 'Station ' || n, 2, 80, 'internet', '2010-01-01' from stations_made order by n`;
  await tx`insert into station_rooms (station_id, position, name, seats) select id, i, 'Room ' || i, 40 from stations_made cross join generate_series(1, 2) i`;
  await tx`insert into station_sessions (station_id, last_lesson_at) select id, '2026-08-20T02:00:00Z'::timestamptz from stations_made`;
}
