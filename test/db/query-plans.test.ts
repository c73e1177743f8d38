import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { makeFixture, type Fixture } from '../access/fixture.ts';
import { testDatabase } from '../support/database.ts';
import { rowsByLargeTable, wholeReads } from '../support/scale/judge-plans.ts';
import { makeDue, makeManyRows } from '../support/scale/many-rows.ts';
import { connectionsTold, tellPlans, type PlanTeller } from '../support/scale/plans.ts';
import { callsAtScale, callsWhilePlacing, type CallAtScale } from '../support/scale/calls.ts';
import { jobsAtScale } from '../support/scale/jobs.ts';
import { appFor, jobFor } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

const now = '2027-04-01T08:00:00Z';
const database = testDatabase();
let fixture: Fixture;
let teller: PlanTeller;
let large: ReadonlyMap<string, number>;
const names: Record<string, string> = {};

beforeAll(async () => {
  fixture = await makeFixture(database);
  await makeManyRows(database.sql, { seasonId: fixture.things['seasons'] ?? '', countyCode: '532926' });
  large = await rowsByLargeTable(database.sql);
  Object.assign(names, fixture.things, await cursors());
  teller = await tellPlans(database);
});

afterAll(async () => teller.end());

/** From the middle of each list on, as `{<table>.next}`. */
async function cursors(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [table, key] of Object.entries({
    placements: 'id',
    requests: 'id',
    applications: 'id',
    accounts: 'id',
    certificates: 'serial',
  })) {
    const [row] = await database.sql.unsafe(
      `select ${key} as key from ${table} order by ${key} offset (select count(*) / 2 from ${table}) limit 1`,
    );
    found[`${table}.next`] = encodeURIComponent(btoa(String(row?.['key'])));
  }
  for (const { id, nth } of await database.sql<
    { id: string; nth: string }[]
  >`select p.id, replace(a.name, 'Person ', '') as nth from placements p
    join accounts a on a.id = p.account_id where a.name in ('Person 19501', 'Person 19504')`)
    found[`placement.${nth}`] = id;
  return found;
}

async function ask({ by, asked, body, headers = {} }: CallAtScale): Promise<number> {
  const [method = '', path = ''] = asked.split(' ');
  const token = by in fixture.tokens ? fixture.tokens[by as keyof Fixture['tokens']] : by;
  const address = path.replaceAll(/\{([\w./ -]+)\}/g, (_, name: string) => names[name] ?? `no ${name}`);
  const response = await appFor(teller, { now }).request(address, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(path.startsWith('/api/') ? {} : { Accept: 'text/html' }),
      'If-Match': '"1"',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
}

/** What was read whole and must not be. */
function faultsOf(what: string, found: ReadonlyMap<string, string>, excused: Readonly<Record<string, string>> = {}): string[] {
  return [...found].filter(([table]) => excused[table] === undefined).map(([, told]) => `${what}: ${told}`);
}

/** After so many times a connection keeps a plan for any values, where that seems as good as one for the values at hand. */
const timesUntilKept = 6 * connectionsTold;

async function faultsOfCalls(calls: readonly CallAtScale[]): Promise<string[]> {
  const faults: string[] = [];
  for (const call of calls) {
    let status = 0;
    const before = call.asked.startsWith('GET') ? timesUntilKept - 1 : 0;
    for (let times = 0; times < before; times += 1) await ask(call);
    const told = await teller.plansOf(async () => {
      status = await ask(call);
    });
    const what = `${call.asked} by ${call.by}`;
    if (status !== (call.status ?? 200)) faults.push(`${what} is answered with ${status}`);
    faults.push(...faultsOf(what, wholeReads(told, large), call.wholly));
  }
  return faults;
}

describe('at the size of many years no large table is read whole, but where the table says why', () => {
  test('by somebody who signs in, and whose session opens a page', async () => {
    const visitor = new Visitor({ ...database, db: teller.db });
    const told = await teller.plansOf(async () => {
      await visitor.signIn('person7@example.org');
      expect((await visitor.get('/me')).status).toBe(200);
    });
    expect(told.some(({ statement }) => statement.includes('FROM sessions s JOIN accounts a'))).toBe(true);
    expect(faultsOf('the sign-in', wholeReads(told, large))).toEqual([]);
  });

  test('by calls and pages', async () => {
    expect(await faultsOfCalls(callsAtScale)).toEqual([]);
  });

  test('by the jobs of the clock, each with something to do', async () => {
    await makeDue(database.sql);
    const faults: string[] = [];
    for (const { name, work, isDue = false, wholly } of jobsAtScale) {
      let done: unknown;
      const told = await teller.plansOf(async () => {
        done = await work(jobFor(teller, now));
      });
      if (isDue && Number(done) === 0) faults.push(`${name} did nothing`);
      faults.push(...faultsOf(name, wholeReads(told, large), wholly));
      for (let times = 1; times < timesUntilKept; times += 1) await work(jobFor(teller, now));
      const later = await teller.plansOf(async () => void (await work(jobFor(teller, now))));
      faults.push(...faultsOf(`${name}, its plans kept`, wholeReads(later, large), wholly));
    }
    expect(faults).toEqual([]);
  });

  test('by whoever publishes a match', async () => {
    expect(await faultsOfCalls(callsWhilePlacing)).toEqual([]);
  });
});

/** Indexes, and what is asked for by them. */
const needed: readonly (readonly [index: string, table: string, asked: string])[] = [
  ['tokens_sha256', 'tokens', 'GET /api/v1/me'],
  ['placements_application', 'placements', 'GET /applications'],
  ['certificates_placement', 'certificates', 'GET /placements/{placements}'],
];

test.each(needed)('without the index %s it is said that %s is read whole', async (index, table, asked) => {
  const call = { by: 'volunteer', asked };
  const [made] = await database.sql`select pg_get_indexdef(${index}::regclass) as text`;
  await database.sql`drop index ${database.sql(index)}`;
  const without = await teller.plansOf(async () => ask(call));
  await database.sql.unsafe(String(made?.['text']));
  const again = await teller.plansOf(async () => ask(call));
  expect(wholeReads(without, large).has(table)).toBe(true);
  expect(wholeReads(again, large).has(table)).toBe(false);
});
