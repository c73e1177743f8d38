import { readFileSync } from 'node:fs';

import { beforeEach, expect, test } from 'vitest';

import { runImports } from '../../src/jobs/run-imports.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad } from '../support/rows.ts';
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
  await database.sql`delete from import_origins`;
  await database.sql`delete from stations`;
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
async function checked(kind: string, bytes: Uint8Array, query = '', headers: Record<string, string> = {}, ask = coordinator): Promise<Said> {
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
  [...(await database.sql`select county_code, name_zh, name_en, rooms, seats, link, opened_day::text, closed_day::text from stations order by opened_day`)].map((row) =>
    Object.values(row),
  );

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
