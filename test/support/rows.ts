import type postgres from 'postgres';

export type Road = {
  readonly seasonId: string;
  readonly requestId: string;
  readonly lineId: string;
  readonly volunteers: readonly { readonly accountId: string; readonly applicationId: string }[];
  readonly coordinatorId: string;
};

/** A move with its event, as the actions write it, in the caller's transaction. */
export async function recordMove(sql: postgres.Sql, thing: string, id: string, from: string | null, to: string): Promise<void> {
  await sql`insert into events (at, actor_name, thing, thing_id, event, from_state, to_state)
    values (now(), 'test', ${thing}, ${id}, ${`${thing}.${to}`}, ${from}, ${to})`;
}

/** Reference rows, one season at a stage, one approved request with one line, and approved applications. */
export async function makeRoad(
  sql: postgres.Sql,
  {
    volunteers = 1,
    maximum = 1,
    stage = 'planned',
  }: { volunteers?: number; maximum?: number; stage?: 'planned' | 'open' | 'matching' } = {},
): Promise<Road> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`insert into provinces (code, name_zh, name_en) values ('530000', '云南省', 'Yunnan') on conflict do nothing`;
    await tx`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day, beds)
      values ('532926', '530000', '南涧彝族自治县', 'Nanjian', 1, '2013-01-01', 20) on conflict do nothing`;
    await tx`insert into subjects (code, name_zh, name_en, position) values ('english', '英语', 'English', 1) on conflict do nothing`;
    const coordinatorId = await makeAccount(tx, 'coordinator', '云南省');
    const seed = '00'.repeat(32);
    const [season] = await tx`insert into seasons (name_zh, name_en, applications_open_day, applications_close_day, requests_open_day,
        requests_close_day, match_day, reply_hours, teaching_start_day, teaching_end_day, lottery_seed, lottery_seed_sha256)
      values ('2027 年暑期', 'Summer 2027', '2026-11-01', '2027-04-30', '2026-11-01', '2027-04-30', '2027-05-10', 72,
        '2027-07-01', '2027-08-31', ${seed}, encode(sha256(decode(${seed}, 'hex')), 'hex')) returning id`;
    const seasonId = String(season?.['id']);
    await recordMove(tx, 'season', seasonId, null, 'planned');
    if (stage !== 'planned') await moveRow(tx, 'season', seasonId, 'planned', 'open');
    if (stage === 'matching') await moveRow(tx, 'season', seasonId, 'open', 'matching');
    await tx`insert into season_checks (season_id, delivery, kind) values (${seasonId}, 'on_site', 'identity')`;
    const [request] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${seasonId}, '532926', 'camp', 'on_site', '南涧一中', '2027-07-12', '2027-07-26', 20) returning id`;
    const requestId = String(request?.['id']);
    await recordMove(tx, 'request', requestId, null, 'draft');
    await moveRow(tx, 'request', requestId, 'draft', 'submitted');
    await moveRow(tx, 'request', requestId, 'submitted', 'approved');
    const [line] = await tx`insert into lines (request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
      values (${requestId}, ${seasonId}, 0, 'english', 1, 'teacher', 1, ${maximum}, ${maximum}) returning id`;
    const made = [];
    for (let i = 0; i < volunteers; i += 1) made.push(await makeApplication(tx, seasonId, i));
    return { seasonId, requestId, lineId: String(line?.['id']), volunteers: made, coordinatorId };
  });
}

export async function makeAccount(sql: postgres.Sql, role: string, name: string): Promise<string> {
  const email = `${crypto.randomUUID()}@example.org`;
  const [account] = await sql`insert into accounts (email, name) values (${email}, ${name}) returning id`;
  const id = String(account?.['id']);
  await sql`insert into account_roles (account_id, role) values (${id}, ${role})`;
  return id;
}

async function makeApplication(sql: postgres.Sql, seasonId: string, index: number) {
  const accountId = await makeAccount(sql, 'volunteer', `志愿者 ${index}`);
  await sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
    values (${accountId}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2005-01-01', ${['zh-CN']})`;
  const [row] =
    await sql`insert into applications (season_id, account_id, deliveries) values (${seasonId}, ${accountId}, ${['on_site']}) returning id`;
  const applicationId = String(row?.['id']);
  await recordMove(sql, 'application', applicationId, null, 'draft');
  await moveRow(sql, 'application', applicationId, 'draft', 'submitted');
  await moveRow(sql, 'application', applicationId, 'submitted', 'approved');
  return { accountId, applicationId };
}

/** Moves a row and records it. */
export async function moveRow(
  sql: postgres.Sql,
  thing: string,
  id: string,
  from: string,
  to: string,
  set: Record<string, unknown> = {},
): Promise<void> {
  await sql`update ${sql(`${thing}s`)} set ${sql({ ...set, state: to })} where id = ${id}`;
  await recordMove(sql, thing, id, from, to);
}

/** A proposed placement of one of the road's volunteers. */
export async function propose(sql: postgres.Sql, road: Road, index = 0): Promise<string> {
  const volunteer = road.volunteers[index];
  if (volunteer === undefined) throw new Error('no such volunteer');
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      values (${volunteer.applicationId}, ${volunteer.accountId}, ${road.seasonId}, ${road.lineId}, ${road.requestId}, '532926', '2027-07-12', '2027-07-26')
      returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'placement', id, null, 'proposed');
    return id;
  });
}

/** Takes a placement through its states in order, each with its event. */
export async function advance(sql: postgres.Sql, placementId: string, ...states: readonly string[]): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`select state from placements where id = ${placementId}`;
    let from = String(row?.['state']);
    for (const to of states) {
      await moveRow(tx, 'placement', placementId, from, to, to === 'offered' ? { reply_by_at: '2027-05-20T00:00:00Z' } : {});
      from = to;
    }
  });
}

/** Somebody who signs certificates from a day on. */
export async function makeSignatory(
  sql: postgres.Sql,
  { name = '签发人甲', fromDay = '2020-01-01', throughDay = null as string | null } = {},
) {
  await sql`insert into signatories (name_zh, name_en, title_zh, title_en, issuer_zh, issuer_en, contact, from_day, through_day)
    values (${name}, ${`${name} in English`}, '主任', 'Director', '示范支教项目办公室', 'Demonstration Teaching Office', 'office@example.org', ${fromDay}, ${throughDay})`;
}

/** A started placement with lessons and both words on it, so that a coordinator can complete it. */
export async function makeTaught(sql: postgres.Sql, road: Road, index = 0): Promise<string> {
  const id = await propose(sql, road, index);
  await sql`delete from season_checks where season_id = ${road.seasonId}`;
  await advance(sql, id, 'offered', 'accepted', 'started');
  const accountId = road.volunteers[index]?.accountId ?? '';
  for (const day of ['13', '14', '15']) {
    await sql`insert into lessons (placement_id, account_id, during, subject_code, learners)
      values (${id}, ${accountId}, ${`[2027-07-${day} 09:00+08,2027-07-${day} 10:30+08)`}::text::tstzrange, 'english', 31)`;
  }
  await sql`insert into reports (placement_id, days_served, text, submitted_at) values (${id}, 15, 'x', now())`;
  await sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at) values (${id}, 15, 'x', now())`;
  return id;
}

/** A season that is matching, with three volunteers for one seat: one ranks it first, one second, and the third is not up to its level. */
export async function makeContested(sql: postgres.Sql): Promise<Road> {
  const road = await makeRoad(sql, { stage: 'matching', volunteers: 3 });
  await sql`delete from season_checks`;
  await sql`update lines set level = 2`;
  for (const [i, { applicationId }] of road.volunteers.entries()) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', ${i === 2 ? 1 : 2})`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    await sql`insert into application_choices (application_id, season_id, position, rank, request_id)
      values (${applicationId}, ${road.seasonId}, 0, ${i === 1 ? 2 : 1}, ${road.requestId})`;
  }
  return road;
}

/** An open station of a county, with rooms of ten seats each. */
export async function makeStation(
  sql: postgres.Sql,
  { county = '532926', rooms = 1, name = '站', openedDay = '2010-01-01', closedDay = null as string | null } = {},
): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into stations (county_code, name_zh, name_en, rooms, seats, link, opened_day, closed_day)
      values (${county}, ${name}, ${`Station ${name}`}, ${rooms}, ${rooms * 10}, 'internet', ${openedDay}, ${closedDay}) returning id`;
    const id = String(row?.['id']);
    await tx`insert into station_rooms (station_id, position, name, seats) select ${id}, n, '教室 ' || n, 10 from generate_series(0, ${rooms - 1}) n`;
    return id;
  });
}
