import { readFileSync } from 'node:fs';

import type postgres from 'postgres';
import { beforeEach, expect, test } from 'vitest';

import { runImports } from '../../src/jobs/run-imports.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount, recordMove } from '../support/rows.ts';
import { appFor, jobFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const now = '2026-12-01T08:00:00Z';
const csv = 'text/csv';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const file = (name: string) => new Uint8Array(readFileSync(new URL(`files/${name}`, import.meta.url)));
const bytesOf = (text: string) => new TextEncoder().encode(text);

type Said = Record<string, unknown>;
type Answer = { readonly status: number; readonly headers: Headers; readonly body: Said; readonly text: string };
type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** The site as somebody asks it who sends files as well as JSON. */
function siteOf(token: string | undefined): Ask {
  const app = appFor(database, { now });
  return async (method, path, body, headers = {}) => {
    const isFile = body instanceof Uint8Array;
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        'Accept-Language': 'en',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': isFile ? csv : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isFile ? Uint8Array.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as Said) : {}, text };
  };
}

let coordinator: Ask;

beforeEach(async () => {
  await database.sql`truncate import_origins, stations cascade`;
  await database.sql`insert into subjects (code, name_zh, name_en, position) values ('english', '英语', 'English', 1) on conflict do nothing`;
  await database.sql`insert into provinces (code, name_zh, name_en) values ('530000', '云南省', 'Yunnan') on conflict do nothing`;
  await database.sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day)
    values ('532926', '530000', '南涧彝族自治县', 'Nanjian', 1, '2013-01-01') on conflict do nothing`;
  coordinator = siteOf(await tokenOf(database.sql, await makeAccount(database.sql, 'coordinator', '协调员')));
});

/** Lets the job do all that is due. */
async function work(): Promise<void> {
  while (await runImports(jobFor(database, now)));
}

/** Sends a file and has it checked. */
async function checked(
  kind: string,
  bytes: Uint8Array,
  query = '',
  headers: Record<string, string> = {},
  ask = coordinator,
): Promise<Said> {
  const sent = await ask('POST', `/imports/${kind}${query}`, bytes, headers);
  expect([sent.status, sent.body]).toEqual([202, expect.objectContaining({ kind })]);
  await work();
  return (await ask('GET', `/imports/${String(sent.body['id'])}`)).body;
}

async function applied(id: unknown, mode = 'all', ask = coordinator): Promise<Said> {
  expect((await ask('POST', `/imports/${String(id)}/apply?mode=${mode}`)).status).toBe(202);
  await work();
  return (await ask('GET', `/imports/${String(id)}`)).body;
}

const stationsNow = async () =>
  [
    ...(await database.sql`select county_code, name_zh, name_en, rooms, seats, link, opened_day::text, closed_day::text from stations order by opened_day`),
  ].map((row) => Object.values(row));

test.each([
  ['a GB18030 file', 'stations-gb18030.csv', csv, 'gb18030', 1],
  ['a workbook that LibreOffice saved, with a title, dates and formulas', 'stations.xlsx', xlsx, null, 2],
  ['a UTF-8 file', 'stations.csv', csv, 'utf-8', 1],
])('%s comes in without a wrong character', async (_, name, type, encoding, headerLine) => {
  const held = await checked('stations', file(name), `?name=${name}`, { 'Content-Type': type });
  expect(held).toMatchObject({ state: 'checked', file: { name, encoding, headerLine }, rows: 4, counts: { new: 4, faulty: 0 } });
  expect(await stationsNow()).toEqual([]);
  expect(await applied(held['id'])).toMatchObject({ state: 'done', written: 4 });
  expect(await stationsNow()).toEqual([
    ['532926', '南涧远程教学站', 'Nanjian station', 2, 60, 'satellite', '2013-09-01', null],
    ['532926', '𠀀𪚥丨㐂站，“引号”', '𠀀𪚥丨㐂站，“引号”', 3, 45, 'internet', '2015-03-02', '2020-12-31'],
    ['532926', '鿬䶮𫓧—乡站', 'Xiang', 1, 20, 'satellite', '2016-08-08', null],
    ['532926', '㐀𠮷龘教学点（演示）', '㐀𠮷龘', 1, 30, 'internet', '2019-07-05', null],
  ]);
});

const header = '县,站名,教室数,座位数,接入方式,开通日期,关闭日期';
const station = (i: number, { rooms = '2', opened = '2013-09-01' } = {}) => `532926,第${i}站,${rooms},60,卫星,${opened},`;
const stationsFile = (count: number, faulty: (i: number) => boolean = () => false) =>
  bytesOf(
    [header, ...Array.from({ length: count }, (_, i) => (faulty(i) ? station(i, { rooms: '两间', opened: '31/12/13' }) : station(i)))].join(
      '\r\n',
    ),
  );

test('a file with a thousand planted faults reports each at its line, with every reason, and changes nothing', async () => {
  const held = await checked(
    'stations',
    stationsFile(1250, (i) => i % 5 > 0),
  );
  expect(held).toMatchObject({ state: 'checked', rows: 1250, counts: { new: 250, changed: 0, same: 0, faulty: 1000 } });
  const lines: number[] = [];
  for (let cursor = ''; ;) {
    const { body } = await coordinator('GET', `/imports/${String(held['id'])}/faults?limit=200${cursor}`);
    const items = body['items'] as { line: number; errors: { column: string; code: string; message: string }[] }[];
    for (const { line, errors } of items) {
      lines.push(line);
      expect(errors.map(({ column, code }) => [column, code])).toEqual([
        ['教室数', 'not-a-number'],
        ['开通日期', 'ambiguous-day'],
      ]);
    }
    if (typeof body['nextCursor'] !== 'string') break;
    cursor = `&cursor=${body['nextCursor']}`;
  }
  expect(lines).toEqual(Array.from({ length: 1250 }, (_, i) => i + 2).filter((_, i) => i % 5 > 0));
  const refused = await coordinator('POST', `/imports/${String(held['id'])}/apply?mode=all`);
  expect([refused.status, refused.body['type'], refused.body['faulty']]).toEqual([409, '/problems/import-has-faults', 1000]);
  expect(await stationsNow()).toEqual([]);
});

test('row by row the sound rows come in; the faulty ones come as a file, are mended and sent again, and nothing is written twice', async () => {
  const held = await checked(
    'stations',
    stationsFile(6, (i) => i % 3 === 1),
  );
  expect(await applied(held['id'], 'rows')).toMatchObject({ state: 'done', written: 4, counts: { new: 4, faulty: 2 } });
  // What reads the answer takes away the mark by which spreadsheets see UTF-8.
  const { text } = await coordinator('GET', `/imports/${String(held['id'])}/faults.csv`);
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    `Import line,Import reason,${header}`,
    '3,教室数: This is not a number; 开通日期: It is not clear which is the month; write it like 2019-07-05,532926,第1站,两间,60,卫星,31/12/13,',
  ]);
  const mended = await checked('stations', bytesOf(text.replaceAll('两间', '2').replaceAll('31/12/13', '2013-12-31')));
  expect(mended).toMatchObject({ counts: { new: 2, faulty: 0 } });
  expect(await applied(mended['id'])).toMatchObject({ written: 2 });
  const again = await checked('stations', stationsFile(6));
  expect(again).toMatchObject({ counts: { new: 0, changed: 2, same: 4, faulty: 0 } });
  expect((await stationsNow()).length).toBe(6);
  expect(await database.sql`select count(*)::int as letters from messages`).toEqual([{ letters: 0 }]);
});

const oneStation = (day: string) => bytesOf(`A;B;C;D;E;F\n532926;甲站;1;20;互联网;${day}\n`);

test('columns with names of their own are matched by whoever sends them, and then remembered', async () => {
  const sent = await coordinator('POST', '/imports/stations', oneStation('2019年7月5日'));
  expect(sent.body).toMatchObject({ state: 'received', unmapped: ['county', 'nameZh', 'rooms', 'seats', 'link', 'openedDay'] });
  const at = `/imports/${String(sent.body['id'])}`;
  expect((await coordinator('POST', `${at}/check`)).status).toBe(422);
  const mapping = { county: 0, nameZh: 1, rooms: 2, seats: 3, link: 4, openedDay: 5 };
  const version = { 'If-Match': sent.headers.get('ETag') ?? '' };
  const twice = await coordinator('PATCH', at, { mapping: { ...mapping, seats: 2 } }, version);
  expect([twice.status, twice.body['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/mapping/seats', code: 'twice' })]]);
  expect((await coordinator('PATCH', at, { mapping }, version)).status).toBe(200);
  expect((await coordinator('POST', `${at}/check`)).status).toBe(202);
  await work();
  expect((await coordinator('GET', at)).body).toMatchObject({ state: 'checked', counts: { new: 1 } });
  expect((await coordinator('POST', '/imports/stations', oneStation('2020-01-01'))).body).toMatchObject({ state: 'checking', mapping });
});

test('what is no table is refused with its reason; who may not, and what is too large, before it is read', async () => {
  const refused = async (bytes: Uint8Array, query = '') => {
    const { status, body } = await coordinator('POST', `/imports/stations${query}`, bytes);
    return [status, body['why'], body['line']];
  };
  expect(await refused(bytesOf('县,站名\n"532926,站\n'))).toEqual([422, 'open-quote', 2]);
  expect(await refused(bytesOf('县,站名\n'))).toEqual([422, 'empty', 1]);
  expect(await refused(file('stations-gb18030.csv'), '?encoding=utf-8')).toEqual([422, 'encoding', undefined]);
  expect(await refused(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toEqual([422, 'broken', undefined]);
  expect(await refused(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toEqual([422, 'old-format', undefined]);
  expect(await database.sql`select 1 from import_rows r join imports i on i.id = r.import_id where i.file_bytes = 0`).toEqual([]);
  const large = await coordinator('POST', '/imports/stations', bytesOf('x'), { 'Content-Length': String(65 * 1024 * 1024) });
  expect(large.status).toBe(413);
  expect((await coordinator('POST', '/imports/stations', bytesOf('x'), { 'Content-Type': 'text/html' })).status).toBe(415);
  expect((await coordinator('POST', '/imports/accounts', bytesOf('a,b\n1,2\n'))).status).toBe(403);
  const officer = siteOf(await tokenOf(database.sql, await makeAccount(database.sql, 'county', '县')));
  expect((await officer('POST', '/imports/stations', bytesOf('x'))).status).toBe(403);
});

test('the same file under the same key is one import', async () => {
  const key = { 'Idempotency-Key': 'stations-1' };
  const first = await coordinator('POST', '/imports/stations', stationsFile(2), key);
  const second = await coordinator('POST', '/imports/stations', stationsFile(2), key);
  expect([second.status, second.body['id'], second.headers.get('Idempotency-Replayed')]).toEqual([202, first.body['id'], 'true']);
  expect((await coordinator('POST', '/imports/stations', stationsFile(3), key)).status).toBe(422);
});

const people = (rows: readonly string[]) =>
  bytesOf(['姓名,类别,学校,地区,服务县,学科,授课方式,开始日期,结束日期,天数,课时,小时,学生人数,可信度', ...rows].join('\n'));

test('services of the past come in as completed records that count, once, with where they come from', async () => {
  const rows = [
    '张一,学生,示范大学,内地,南涧彝族自治县,英语,现场,2009/7/5,2009/7/20,16,30,22.5,40,确定',
    '张一,学生,示范大学,内地,532926,英语,现场,2010-07-05,2010-07-20,,,,,存疑',
    'Ann Example,student,Example College,UK,Nanjian,English,online,2009年7月5日,2009年7月20日,10,12,9,35,',
  ];
  const held = await checked('placements', people(rows), '?name=1.csv');
  expect(held).toMatchObject({ state: 'checked', counts: { new: 3, faulty: 0 } });
  expect(await applied(held['id'])).toMatchObject({ state: 'done', written: 3 });
  const completions =
    await database.sql`select s.name_zh, s.state, c.volunteer_kind, c.home_region, c.delivery, c.days_served, c.lessons_held, c.minutes_taught,
    c.learners from completions c join seasons s on s.id = c.season_id order by s.name_zh, c.days_served`;
  expect(completions.map((row) => Object.values(row))).toEqual([
    ['2009 年历史记录', 'closed', 'student', 'united_kingdom', 'distance', 10, 12, 540, 35],
    ['2009 年历史记录', 'closed', 'student', 'mainland', 'on_site', 16, 30, 1350, 40],
    ['2010 年历史记录', 'closed', 'student', 'mainland', 'on_site', 16, 0, 0, 0],
  ]);
  const [whose] = await database.sql`select count(distinct account_id)::int as people from completions`;
  expect(whose).toEqual({ people: 2 });
  const origins = await database.sql`select line, confidence from import_origins where thing = 'placement' order by line`;
  expect(origins.map((row) => Object.values(row))).toEqual([
    [2, 'certain'],
    [3, 'uncertain'],
    [4, 'certain'],
  ]);
  const again = await checked(
    'placements',
    people([...rows, '张一,学生,示范大学,内地,532926,英语,现场,2009-07-10,2009-07-12,,,,,', rows[0]?.replace('22.5', '30') ?? '']),
  );
  expect(again).toMatchObject({ counts: { new: 0, same: 3, faulty: 2 } });
  const { body } = await coordinator('GET', `/imports/${String(again['id'])}/faults`);
  expect(
    (body['items'] as { line: number; errors: { code: string; otherLine: number | null }[] }[]).map(({ line, errors }) => [
      line,
      errors.map(({ code, otherLine }) => [code, otherLine]),
    ]),
  ).toEqual([
    [5, [['overlaps-line', 2]]],
    [6, [['twice', 2]]],
  ]);
  const [, broken] = await database.sql`select first_broken_event() as broken union all select null`;
  expect(broken).toEqual({ broken: null });
  expect(await database.sql`select count(*)::int as letters from messages`).toEqual([{ letters: 0 }]);
});

test('completions taken along from another installation count as they did there, under people whom its accounts name', async () => {
  const { sql } = database;
  const admin = siteOf(await tokenOf(sql, await makeAccount(sql, 'admin', '管理员')));
  const [one, other] = ['0190a1b2-0000-7000-8000-000000000001', '0190a1b2-0000-7000-8000-000000000002'];
  const accounts = bytesOf(
    `id,email,name,roles,isFrozen\n${one},lin@example.org,林一,volunteer,false\n${other},cold@example.org,冷二,volunteer,true`,
  );
  const brought = await checked('accounts', accounts, '?mode=rows', {}, admin);
  expect(brought).toMatchObject({ counts: { new: 1, faulty: 1 } });
  await applied(brought['id'], 'rows', admin);
  const head =
    'season,seasonZh,seasonEn,year,person,volunteer,volunteerKind,institution,homeRegion,firstTimer,countyCode,tier,requestKind,place,subject,role,delivery,startDay,endDay,days,lessons,hours,learners,madeUp';
  const rows = [
    `Autumn 2011,2011 秋,Autumn 2011,2012,${one},林一,student,甲大学,mainland,false,532926,3,term,一中,English,captain,on_site,2011-09-01,2011-12-20,100,40,30.02,50,false`,
    `Autumn 2011,2011 秋,Autumn 2011,2012,${other},冷二,teacher,乙大学,macao,true,532926,2,term,一中,English,teacher,on_site,2011-09-01,2011-12-20,90,40,30,50,false`,
    `Summer 2012,2012 夏,Summer 2012,2012,${one},林一,teacher,丙大学,mainland,false,532926,1,camp,一中,English,lead,on_site,2012-07-01,2012-07-20,20,0,0,0,true`,
  ];
  const completions = bytesOf([head, ...rows].join('\r\n'));
  const held = await checked('placements', completions);
  expect(held).toMatchObject({ unmapped: [], counts: { new: 3, faulty: 0 } });
  await applied(held['id']);
  const counted =
    await sql`select s.name_zh, s.name_en, c.year, a.email like '%@example.org' as known, c.volunteer_kind, c.institution, c.first_timer, c.tier,
      c.request_kind, c.role, c.minutes_taught, c.made_up
    from completions c join seasons s on s.id = c.season_id join accounts a on a.id = c.account_id where c.year = 2012 order by c.completed_at, c.role`;
  expect(counted.map((row) => Object.values(row))).toEqual([
    ['2011 秋', 'Autumn 2011', 2012, true, 'student', '甲大学', false, 3, 'term', 'captain', 1801, false],
    ['2011 秋', 'Autumn 2011', 2012, false, 'teacher', '乙大学', true, 2, 'term', 'teacher', 1800, false],
    ['2012 夏', 'Summer 2012', 2012, true, 'teacher', '丙大学', false, 1, 'camp', 'lead', 0, true],
  ]);
  expect(await checked('placements', completions)).toMatchObject({ counts: { new: 0, same: 3, faulty: 0 } });
  expect(await checked('accounts', accounts, '?mode=rows', {}, admin)).toMatchObject({
    counts: { new: 0, changed: 0, same: 1, faulty: 1 },
  });
});

test('an admin brings accounts in with their roles and profiles; nobody is written to, and roles of accounts that are there stay', async () => {
  const admin = siteOf(await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理员')));
  const text = (more: string) =>
    bytesOf(
      `邮箱,姓名,角色,负责的县,类别,学校,地区,出生日期\nOfficer@Example.org,李县,县联系人,南涧彝族自治县,,,,\nv1@example.org,王生,志愿者,,学生,示范大学,香港,2001-02-03\n${more}`,
    );
  const held = await checked('accounts', text('x@example.org,赵缺,志愿者,,学生,,,\nno-address,钱,县联系人,,,,,\n'), '', {}, admin);
  expect(held).toMatchObject({ counts: { new: 2, faulty: 2 } });
  expect(await applied(held['id'], 'rows', admin)).toMatchObject({ written: 2 });
  const accounts =
    await database.sql`select a.email, a.name, (select string_agg(role, ',') from account_roles r where r.account_id = a.id) as roles,
    (select string_agg(county_code, ',') from account_counties c where c.account_id = a.id) as counties, v.home_region
    from accounts a left join volunteers v on v.account_id = a.id where a.email in ('officer@example.org', 'v1@example.org') order by a.email`;
  expect(accounts.map((row) => Object.values(row))).toEqual([
    ['officer@example.org', '李县', 'county', '532926', null],
    ['v1@example.org', '王生', 'volunteer', null, 'hong_kong'],
  ]);
  const again = await checked(
    'accounts',
    bytesOf('邮箱,姓名,角色,负责的县\nofficer@example.org,李县长,县联系人,532926\nv1@example.org,王生,管理员,\n'),
    '',
    {},
    admin,
  );
  expect(again).toMatchObject({ counts: { changed: 1, faulty: 1 } });
  expect((await coordinator('GET', `/imports/${String(again['id'])}`)).status).toBe(404);
  expect(await database.sql`select count(*)::int as letters from messages`).toEqual([{ letters: 0 }]);
});

const requestsFile = (rows: readonly string[]) =>
  bytesOf(
    ['需求编号,招募季,县,需求类型,授课方式,地点,开始日期,结束日期,每周课时,学科,水平,最少人数,理想人数,最多人数', ...rows].join('\n'),
  );

test('rows with one number are one request of the county, with a line each; a row that says otherwise holds its request back', async () => {
  await database.sql.begin(async (tx) => {
    const seed = '00'.repeat(32);
    const [season] =
      await tx`insert into seasons (name_zh, name_en, applications_open_day, applications_close_day, requests_open_day, requests_close_day,
        match_day, reply_hours, teaching_start_day, teaching_end_day, lottery_seed, lottery_seed_sha256)
      values ('2027 年暑期', 'Summer 2027', '2026-11-01', '2027-04-30', '2026-11-01', '2027-04-30', '2027-05-10', 72, '2027-07-01', '2027-08-31', ${seed},
        encode(sha256(decode(${seed}, 'hex')), 'hex')) returning id`;
    await recordMove(tx as unknown as postgres.Sql, 'season', String(season?.['id']), null, 'planned');
  });
  const whole = '2027 年暑期,532926,夏令营,现场,南涧一中,2027-07-05,2027-07-20,20';
  const rows = [
    `A1,${whole},英语,基础,1,2,3`,
    `A1,${whole},english,2,0,1,1`,
    `A2,${whole},英语,基础,1,1,1`,
    `A2,${whole.replace(/20$/, '30')},英语,基础,1,1,1`,
  ];
  const held = await checked('requests', requestsFile(rows));
  expect(held).toMatchObject({ rows: 4, counts: { new: 2, faulty: 2 } });
  expect(await applied(held['id'], 'rows')).toMatchObject({ written: 2 });
  const lines =
    await database.sql`select r.state, r.county_code, l.level, l.minimum, l.ideal, l.maximum from requests r join lines l on l.request_id = r.id
    join seasons s on s.id = r.season_id where s.state = 'planned' order by l.position`;
  expect(lines.map((row) => Object.values(row))).toEqual([
    ['draft', '532926', 1, 1, 2, 3],
    ['draft', '532926', 2, 0, 1, 1],
  ]);
  expect(await checked('requests', requestsFile(rows.slice(0, 2)))).toMatchObject({ counts: { new: 0, same: 2 } });
  expect(await checked('requests', requestsFile([rows[0] ?? '', `A1,${whole},英语,专长,0,1,2`]))).toMatchObject({ counts: { changed: 2 } });
});
