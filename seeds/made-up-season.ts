import type postgres from 'postgres';

import { SeededRandom } from './random.ts';

export type SeasonSize = { readonly applications: number; readonly requests: number; readonly provinces: number };
type Progress = (what: string, done: number, of: number) => void;
type Sql = postgres.Sql;

const teaching = { start: '2027-07-01', end: '2027-08-31' };
const terms = [
  ['2027-07-05', '2027-07-18'],
  ['2027-07-10', '2027-07-31'],
  ['2027-07-20', '2027-08-09'],
  ['2027-08-01', '2027-08-21'],
] as const;
const subjects = ['english', 'computing', 'learning_experience'];
/** Events of one transaction are chained one after the other on one row, so a transaction stays small. */
const rowsATransaction = 200;

/**
 * A made-up season in which a match can be run: partner counties with a station each, approved requests and approved
 * applications. The same size gives the same season. Gives whether it was made; one that is there already stays.
 */
export async function seedSeason(sql: Sql, nameEn: string, size: SeasonSize, progress: Progress): Promise<boolean> {
  const [known] = await sql`select 1 from seasons where name_en = ${nameEn} and made_up`;
  if (known !== undefined) return false;
  const random = new SeededRandom(20_270_701);
  const codes = await makePartners(sql, random, size);
  const subjectCodes = (await sql`select code from subjects order by position`).map((row) => String(row['code']));
  const taught = subjectCodes.length > 0 ? subjectCodes : subjects;
  const seasonId = await makeSeason(sql, nameEn);
  const requests: { id: string; code: string }[] = [];
  for (let i = 0; i < size.requests; i += rowsATransaction) {
    const count = Math.min(rowsATransaction, size.requests - i);
    requests.push(...(await inTransaction(sql, (tx) => makeRequests(tx, random, seasonId, codes, taught, i, count))));
    progress('requests', i + count, size.requests);
  }
  for (let i = 0; i < size.applications; i += rowsATransaction) {
    const count = Math.min(rowsATransaction, size.applications - i);
    await inTransaction(sql, (tx) => makeApplications(tx, random, seasonId, requests, taught, i, count));
    progress('applications', i + count, size.applications);
  }
  await inTransaction(sql, async (tx) => {
    await moveAll(tx, 'season', [seasonId], 'planned', 'open');
    await moveAll(tx, 'season', [seasonId], 'open', 'matching');
  });
  return true;
}

async function inTransaction<T>(sql: Sql, work: (tx: Sql) => Promise<T>): Promise<T> {
  return (await sql.begin((tx) => work(tx as unknown as Sql))) as T;
}

/** The first counties of the first provinces by code become partners, each with a station. */
async function makePartners(sql: Sql, random: SeededRandom, { provinces, requests }: SeasonSize): Promise<string[]> {
  const rows =
    await sql`select c.code from counties c join (select p.code from provinces p where exists (select from counties where province_code = p.code)
      order by p.code limit ${provinces}) p on p.code = c.province_code
    order by row_number() over (partition by c.province_code order by c.code), c.code limit ${requests}`;
  const codes = rows.map((row) => String(row['code'])).toSorted();
  await inTransaction(sql, async (tx) => {
    for (const code of codes) {
      const [tier, beds] = [random.between(1, 3), random.chance(0.7) ? random.between(4, 24) : null];
      await tx`update counties set tier = ${tier}, partner_since_day = '2019-03-01', beds = ${beds}, made_up = true where code = ${code} and tier is null`;
      await tx`insert into stations (county_code, name_zh, name_en, rooms, seats, link, opened_day, made_up)
        values (${code}, '演示远程教学站', 'Demonstration station', ${random.between(1, 4)}, ${random.between(20, 200)}, 'internet', '2019-09-01', true)`;
    }
  });
  return codes;
}

async function makeSeason(sql: Sql, nameEn: string): Promise<string> {
  const seed = 'd0'.repeat(32);
  return inTransaction(sql, async (tx) => {
    const [row] =
      await tx`insert into seasons (name_zh, name_en, applications_open_day, applications_close_day, requests_open_day, requests_close_day,
        match_day, reply_hours, teaching_start_day, teaching_end_day, lottery_seed, lottery_seed_sha256, made_up)
      values ('2027 年暑期（演示数据）', ${nameEn}, '2026-11-01', '2027-04-30', '2026-11-01', '2027-04-30', '2027-05-10', 72, ${teaching.start}, ${teaching.end},
        ${seed}, encode(sha256(decode(${seed}, 'hex')), 'hex'), true) returning id`;
    const id = String(row?.['id']);
    await recordAll(tx, 'season', [id], null, 'planned');
    await tx`insert into season_checks (season_id, delivery, kind) values (${id}, 'on_site', 'identity'), (${id}, 'blended', 'identity')`;
    return id;
  });
}

async function makeRequests(
  tx: Sql,
  random: SeededRandom,
  seasonId: string,
  codes: readonly string[],
  taught: readonly string[],
  from: number,
  count: number,
) {
  const rows = Array.from({ length: count }, (_, i) => {
    const [start, end] = random.pick(terms);
    const delivery = random.chance(0.7) ? 'on_site' : random.chance(0.7) ? 'distance' : 'blended';
    return {
      season_id: seasonId,
      county_code: codes[(from + i) % codes.length]!,
      kind: delivery === 'distance' ? 'distance' : 'camp',
      delivery,
      place: `示范学校 ${from + i + 1}`,
      start_day: start,
      end_day: end,
      weekly_hours: random.between(4, 20),
      squad_maximum: random.chance(0.5) ? random.between(3, 8) : null,
      asks_for_returners: random.chance(0.3),
    };
  });
  const made = await tx`insert into requests ${tx(rows)} returning id, county_code`;
  const requests = made.map((row) => ({ id: String(row['id']), code: String(row['county_code']) }));
  const lines = requests.flatMap(({ id }) =>
    Array.from({ length: random.between(1, 2) }, (_, position) => {
      const minimum = random.between(0, 2);
      const ideal = minimum + random.between(1, 2);
      const maximum = ideal + random.between(0, 2);
      return {
        request_id: id,
        season_id: seasonId,
        position,
        subject_code: random.pick(taught),
        level: random.between(1, 3),
        role: 'teacher',
        minimum,
        ideal,
        maximum,
      };
    }),
  );
  await tx`insert into lines ${tx(lines)}`;
  const ids = requests.map(({ id }) => id);
  await recordAll(tx, 'request', ids, null, 'draft');
  await moveAll(tx, 'request', ids, 'draft', 'submitted');
  await moveAll(tx, 'request', ids, 'submitted', 'approved');
  return requests;
}

async function makeApplications(
  tx: Sql,
  random: SeededRandom,
  seasonId: string,
  requests: readonly { id: string; code: string }[],
  taught: readonly string[],
  from: number,
  count: number,
): Promise<void> {
  const people = Array.from({ length: count }, (_, i) => ({
    email: `volunteer-${from + i + 1}@example.org`,
    name: `志愿者 ${String(from + i + 1).padStart(5, '0')}`,
  }));
  const accountIds = (await tx`insert into accounts ${tx(people)} returning id`).map((row) => String(row['id']));
  await tx`insert into account_roles ${tx(accountIds.map((id) => ({ account_id: id, role: 'volunteer' })))}`;
  const volunteers = accountIds.map((id) => ({
    account_id: id,
    kind: random.chance(0.85) ? 'student' : 'teacher',
    home_institution: '示范大学',
    home_region: random.chance(0.7) ? 'mainland' : random.pick(['united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan']),
    time_zone: 'Asia/Shanghai',
    born_day: `${random.between(1990, 2006)}-06-15`,
    languages: ['zh-CN', 'en'],
  }));
  await tx`insert into volunteers ${tx(volunteers)}`;
  const rows = accountIds.map((id) => ({
    season_id: seasonId,
    account_id: id,
    deliveries: random.chance(0.6) ? ['on_site', 'blended'] : ['on_site', 'distance', 'blended'],
    scope: random.chance(0.15) ? 'only_these' : 'anywhere_after',
  }));
  const ids = (await tx`insert into applications ${tx(rows)} returning id`).map((row) => String(row['id']));
  await fillApplications(tx, random, seasonId, ids, requests, taught);
  await recordAll(tx, 'application', ids, null, 'draft');
  await moveAll(tx, 'application', ids, 'draft', 'submitted');
  await moveAll(tx, 'application', ids, 'submitted', 'approved');
  await clearIdentities(tx, random, accountIds);
}

async function fillApplications(
  tx: Sql,
  random: SeededRandom,
  seasonId: string,
  ids: readonly string[],
  requests: readonly { id: string; code: string }[],
  taught: readonly string[],
) {
  const subjectRows = ids.map((id) => ({ application_id: id, subject_code: random.pick(taught), level: random.between(1, 3) }));
  await tx`insert into application_subjects ${tx(subjectRows)}`;
  const windows = ids.map((id) => {
    const [start, end] = random.chance(0.4) ? [teaching.start, teaching.end] : random.pick(terms);
    return { application_id: id, position: 0, days: `[${start},${end}]`, weekly_hours: random.between(5, 40) };
  });
  await tx`insert into application_windows ${tx(windows)}`;
  const choices = ids.flatMap((id) =>
    Array.from({ length: random.between(1, 4) }, (_, i) => {
      const { id: requestId, code } = random.pick(requests);
      const target = random.chance(0.6)
        ? { request_id: requestId, county_code: null, province_code: null }
        : random.chance(0.6)
          ? { request_id: null, county_code: code, province_code: null }
          : { request_id: null, county_code: null, province_code: `${code.slice(0, 2)}0000` };
      return { application_id: id, season_id: seasonId, position: i + 1, rank: i + 1, ...target };
    }),
  );
  await tx`insert into application_choices ${tx(choices)} on conflict do nothing`;
}

/** For nine in ten: the others wait for it, and cannot travel. */
async function clearIdentities(tx: Sql, random: SeededRandom, accountIds: readonly string[]): Promise<void> {
  const cleared = accountIds.filter(() => random.chance(0.9));
  const ids = (await tx`insert into clearances ${tx(cleared.map((id) => ({ account_id: id, kind: 'identity' })))} returning id`).map(
    (row) => String(row['id']),
  );
  await recordAll(tx, 'clearance', ids, null, 'requested');
  await moveAll(tx, 'clearance', ids, 'requested', 'submitted');
  await tx`update clearances set state = 'cleared', valid_through_day = '2027-12-31', verified_at = now(),
    verified_by = (select id from accounts where email = 'coordinator@example.org') where id in ${tx(ids)}`;
  await recordAll(tx, 'clearance', ids, 'submitted', 'cleared');
}

async function moveAll(tx: Sql, thing: string, ids: readonly string[], from: string, to: string): Promise<void> {
  await tx`update ${tx(`${thing}s`)} set state = ${to} where id in ${tx([...ids])}`;
  await recordAll(tx, thing, ids, from, to);
}

async function recordAll(tx: Sql, thing: string, ids: readonly string[], from: string | null, to: string): Promise<void> {
  const rows = ids.map((id) => ({
    actor_name: 'demonstration data',
    thing,
    thing_id: id,
    event: `${thing}.${to}`,
    from_state: from,
    to_state: to,
  }));
  const at = new Date();
  await tx`insert into events ${tx(rows.map((row) => ({ ...row, at })))}`;
}
