import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { beforeAll, expect, test } from 'vitest';

import { exportColumns } from '../../src/domain/exports/columns.ts';
import { exportKinds } from '../../src/domain/exports/export.ts';
import { testDatabase } from '../support/database.ts';
import { advance, makeAccount, makeRoad, propose, type Road } from '../support/rows.ts';
import { appFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let tokens: Record<'coordinator' | 'officer' | 'other' | 'admin' | 'volunteer', string>;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 2, maximum: 3 });
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01')`;
  const [officer, other] = [await makeAccount(sql, 'county', '县联系人'), await makeAccount(sql, 'county', '他县联系人')];
  await sql`insert into account_counties (account_id, county_code) values (${officer}, '532926'), (${other}, '530111')`;
  const first = road.volunteers[0]?.accountId ?? '';
  await sql`update accounts set name = '=1+1,“引号”' where id = ${first}`;
  await advance(sql, await propose(sql, road, 0), 'offered', 'accepted');
  await propose(sql, road, 1);
  const admin = await makeAccount(sql, 'admin', '管理');
  const ids = { coordinator: road.coordinatorId, officer, other, admin, volunteer: first };
  tokens = Object.fromEntries(
    await Promise.all(Object.entries(ids).map(async ([who, id]) => [who, await tokenOf(sql, id)])),
  ) as typeof tokens;
});

async function file(path: string, who?: keyof typeof tokens): Promise<Response> {
  const headers: Record<string, string> = who === undefined ? {} : { Authorization: `Bearer ${tokens[who]}` };
  return appFor(database).request(`/api/v1/exports/${path}`, { headers: { 'Accept-Language': 'zh-CN', ...headers } });
}

async function rowsOf(answer: Response): Promise<Record<string, string>[]> {
  return Papa.parse<Record<string, string>>((await answer.text()).replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data;
}

test('a list is CSV with the mark of UTF-8, safe from formulas, and the same in XLSX with text as it is', async () => {
  const csv = await file('placements', 'coordinator');
  expect([csv.status, csv.headers.get('Content-Type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(csv.headers.get('Content-Disposition')).toBe('attachment; filename="zhijiao-placements-2026-12-01.csv"');
  const bytes = new Uint8Array(await csv.clone().arrayBuffer());
  expect(bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
  const rows = await rowsOf(csv);
  expect(rows.map(({ volunteer, state, county }) => [volunteer, state, county])).toEqual([
    ["'=1+1,“引号”", 'accepted', '南涧彝族自治县'],
    [expect.any(String), 'proposed', '南涧彝族自治县'],
  ]);
  const xlsx = await file('placements?format=xlsx', 'coordinator');
  const [sheet] = (await readXlsx(new Uint8Array(await xlsx.arrayBuffer()))).sheets;
  const head = exportColumns.placements.map(({ name }) => name);
  expect(sheet?.rows[0]).toEqual(head);
  expect(sheet?.rows[1]?.[head.indexOf('volunteer')]).toBe('=1+1,“引号”');
  expect(sheet?.rows).toHaveLength(3);
});

test('an officer takes what is of their county, without what was only proposed; a volunteer their own; others nothing', async () => {
  expect((await rowsOf(await file('placements', 'officer'))).map(({ state }) => state)).toEqual(['accepted']);
  expect(await rowsOf(await file('placements', 'other'))).toEqual([]);
  expect((await rowsOf(await file('requests', 'officer'))).length).toBeGreaterThan(0);
  expect(await rowsOf(await file('requests', 'other'))).toEqual([]);
  expect(await rowsOf(await file('placements', 'volunteer'))).toHaveLength(1);
  const refused = await Promise.all([
    file('accounts', 'coordinator'),
    file('applications', 'officer'),
    file('events', 'volunteer'),
    file('placements'),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 401]);
});

test('every list can be read in both forms, and has the columns it names', async () => {
  for (const kind of exportKinds) {
    const who = kind === 'accounts' ? 'admin' : 'coordinator';
    const [csv, xlsx] = [await file(kind, who), await file(`${kind}?format=xlsx`, who)];
    const head = exportColumns[kind].map(({ name }) => name);
    const [line = ''] = (await csv.text()).replace(/^\uFEFF/, '').split('\r\n');
    const [sheet] = (await readXlsx(new Uint8Array(await xlsx.arrayBuffer()))).sheets;
    expect([kind, line, sheet?.rows[0]]).toEqual([kind, head.join(','), head]);
  }
});

test('who took which list is written down; what is open to everybody is not', async () => {
  const { sql } = database;
  const before = await sql`select count(*)::int as taken from events where event = 'export.taken'`;
  await (await file('stations')).text();
  await (await file(`placements?format=xlsx&season=${road.seasonId}`, 'officer')).arrayBuffer();
  const [taken] = await sql`select thing_id, actor_name, details from events where event = 'export.taken' order by sequence desc limit 1`;
  expect(taken).toEqual({ thing_id: 'placements', actor_name: 'county', details: { format: 'xlsx', seasonId: road.seasonId } });
  const after = await sql`select count(*)::int as taken from events where event = 'export.taken'`;
  expect(after[0]?.['taken']).toBe(Number(before[0]?.['taken']) + 1);
});

test('a long list comes whole, batch after batch; whoever turns away leaves no transaction behind', async () => {
  const { sql } = database;
  await sql`insert into provinces (code, name_zh, name_en) values ('420000', '湖北省', 'Hubei')`;
  await sql`insert into counties (code, province_code, name_zh, name_en)
    select (420000 + n)::text, '420000', '县' || n, 'County ' || n from generate_series(1, 2500) n`;
  const rows = await rowsOf(await file('counties'));
  const [held] = await sql`select count(*)::int as counties from counties`;
  expect(rows).toHaveLength(Number(held?.['counties']));
  expect(new Set(rows.map(({ countyCode }) => countyCode)).size).toBe(rows.length);

  const reader = (await file('counties')).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect
    .poll(
      async () =>
        (
          await sql`select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`
        )[0],
    )
    .toEqual({ open: 0 });
});

test('a season that is none, or a filter of another list, is refused', async () => {
  const wrong = await Promise.all([
    file('placements?season=summer', 'coordinator'),
    file('stations?season=x'),
    file('stations?format=pdf'),
  ]);
  expect(wrong.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect((await file('volunteers', 'coordinator')).status).toBe(404);
});
