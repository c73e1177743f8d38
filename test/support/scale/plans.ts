import postgres from 'postgres';

import { databaseOn } from '../../../src/db/client.ts';
import type { TestDatabase } from '../database.ts';

/** A step of a plan as PostgreSQL tells it, with what it did: rows are those of one turn. */
type Step = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Step[];
};

/** A statement with the plan by which it ran, and how a table was read in it: by which way, and how many rows of it were looked at. */
export type Told = { readonly statement: string; readonly reads: readonly Read[] };
export type Read = { readonly table: string; readonly way: string; readonly index: string | undefined; readonly rows: number };

export type PlanTeller = Pick<TestDatabase, 'db'> & {
  /** Does some work and gives the plans of all statements it came to. */
  plansOf(work: () => Promise<unknown>): Promise<Told[]>;
  end(): Promise<void>;
};

/** Asked in turn; more than one, since some calls look something up beside their transaction. */
export const connectionsTold = 2;

/**
 * The database as the application knows it, telling the plan of every statement as it is done: with its values, as the role and under the
 * settings under which it runs, and of functions, triggers and foreign keys too. PostgreSQL's own auto_explain says so to the connection.
 */
export async function tellPlans({ sql, applicationUrl }: TestDatabase): Promise<PlanTeller> {
  const name = new URL(applicationUrl).pathname.slice(1);
  const settings = {
    log_min_duration: '0',
    log_analyze: 'on',
    log_timing: 'off',
    log_nested_statements: 'on',
    log_format: 'json',
    log_level: 'notice',
  };
  await sql.unsafe(`alter database ${name} set session_preload_libraries = 'auto_explain'`);
  for (const [setting, value] of Object.entries(settings))
    await sql.unsafe(`alter database ${name} set auto_explain.${setting} = '${value}'`);
  let notices: string[] = [];
  const pool = postgres(applicationUrl, {
    max: connectionsTold,
    fetch_types: false,
    onnotice: ({ message = '' }) => notices.push(message),
  });
  return {
    db: databaseOn(pool),
    plansOf: async (work) => {
      notices = [];
      await work();
      return notices.flatMap(toldIn);
    },
    end: async () => pool.end(),
  };
}

const planMark = 'plan:\n';

function toldIn(notice: string): Told[] {
  const start = notice.indexOf(planMark);
  if (start === -1) return [];
  const { 'Query Text': statement, Plan: plan } = JSON.parse(notice.slice(start + planMark.length)) as { 'Query Text': string; Plan: Step };
  return [{ statement, reads: readsOf(plan) }];
}

/** A bitmap's rows are counted where the table is read, under the names of its indexes. */
function readsOf(step: Step): Read[] {
  const below = (step.Plans ?? []).flatMap(readsOf);
  const { 'Node Type': way, 'Relation Name': table, 'Actual Loops': loops = 1 } = step;
  if (table === undefined || !way.endsWith('Scan')) return below;
  const rows = (step['Actual Rows'] ?? 0) + (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Index Recheck'] ?? 0);
  return [{ table, way, index: step['Index Name'], rows: Math.round(rows * loops) }, ...below];
}
