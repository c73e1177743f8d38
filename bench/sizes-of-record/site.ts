import type postgres from 'postgres';
import connect from 'postgres';

import { appWithoutPaper } from '../../scripts/installation/app-without-paper.ts';
import { makeApplicationRole, migrateDatabase } from '../../scripts/installation/migrate.ts';
import { seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { openDatabase } from '../../src/db/client.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import { letIn, type Headers } from './callers.ts';
import { makeRecord } from './made-rows/make-record.ts';
import type { Facts, Question } from './questions.ts';
import { makeSmallSeason, type SmallSeason } from './small-season.ts';
import { timed } from './timing.ts';

const secret = 'of the measurement alone, long enough';
export const quiet = { max: 1, onnotice: () => undefined } as const;

/** What is to be ended, the last that was begun first. */
export type Ends = (() => Promise<void>)[];

/** The app on a database with so many completed placements. */
export type Site = {
  readonly sql: postgres.Sql;
  readonly season: SmallSeason;
  /** How long an answer takes, in milliseconds. */
  readonly ask: (question: Question) => Promise<number>;
  readonly post: (path: string, headers: Headers | undefined) => Promise<void>;
  readonly headersOf: (question: Pick<Question, 'as'>) => Headers | undefined;
};

type Opening = { readonly admin: postgres.Sql; readonly adminUrl: string; readonly completions: number; readonly ends: Ends };

/** Makes a database with its record and a small season, and puts the app on it. */
export async function openSite({ admin, adminUrl, completions, ends }: Opening): Promise<Site> {
  const name = `record_${completions}`;
  await admin.unsafe(`create database ${name}`);
  const owner = new URL(adminUrl);
  owner.pathname = `/${name}`;
  await migrateDatabase(owner.href);
  const role = await makeApplicationRole(owner.href, 'of the measurement alone'.repeat(3));
  // The record is made with more memory than the site is asked with: there it is as PostgreSQL comes.
  const sql = connect(owner.href, { ...quiet, connection: { work_mem: '64MB' } });
  ends.unshift(async () => sql.end({ timeout: 1 }));
  await seedReference(sql);
  await seedAccounts(sql);
  const { made, counted } = await makeRecord(sql, completions);
  console.error(
    `${completions.toLocaleString('en')} completed placements: made in ${made.toFixed(0)} s, counted by rebuild_tallies() in ${counted.toFixed(0)} s`,
  );
  const season = await makeSmallSeason(owner.href);
  const application = new URL(owner.href);
  application.username = role.user;
  application.password = role.password;
  const db = openDatabase(application.href, { connections: 2 });
  ends.unshift(async () => db.$client.end({ timeout: 1 }));
  const app = appWithoutPaper(db, { keys: fieldKeysOf(new Map([[1, key(1)]]), key(9)), secret });
  const headers = await letIn(sql, secret);
  const facts = await factsOf(sql);
  const headersOf = ({ as }: Pick<Question, 'as'>) => (as === undefined ? undefined : headers.get(as));
  const call = async (path: string, init: RequestInit) => {
    const response = await app.request(path, init);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
  };
  return {
    sql,
    season,
    headersOf,
    ask: async (question) => {
      const path = typeof question.path === 'string' ? question.path : question.path(facts);
      return timed(async () => call(path, { headers: { ...headersOf(question) } }));
    },
    post: async (path, whose) => call(path, { method: 'POST', headers: { ...whose } }),
  };
}

async function factsOf(sql: postgres.Sql): Promise<Facts> {
  const [facts] = await sql<Facts[]>`select s.id as "seasonId", p.id as "placementId", p.request_id as "requestId"
    from seasons s cross join lateral (select id, request_id from placements where season_id = s.id and state = 'completed' order by id limit 1) p where s.name_en = 'Season 10'`;
  if (facts === undefined) throw new Error('the record has no tenth season');
  return facts;
}

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
