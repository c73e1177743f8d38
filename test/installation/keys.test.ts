import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';

import { sealedColumns } from '../../src/db/queries/sealed-columns.ts';
import { clientFor, valueOf } from '../../scripts/road/client.ts';
import { Installations, untilReady, type Started } from '../support/installation.ts';

const installations = new Installations();
const keysFile = path.join(installations.data, 'keys.json');
afterAll(() => installations.end());

type Kept = { readonly fieldKeys: Record<string, string> };
const kept = () => JSON.parse(readFileSync(keysFile, 'utf8')) as Kept;

function run(script: string, ...flags: string[]) {
  const environment = { ...process.env, ZHIJIAO_DATA: installations.data };
  return spawnSync(process.execPath, [`scripts/${script}.ts`, ...flags], { encoding: 'utf8', env: environment });
}

async function stop(started: Started): Promise<void> {
  started.process.kill('SIGINT');
  await started.ended;
}

async function withDatabase<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const { databaseUrl } = JSON.parse(readFileSync(path.join(installations.data, 'installation.json'), 'utf8')) as { databaseUrl: string };
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

function volunteerOf(site: Started) {
  const token = run('token', 'volunteer@example.org').stdout.trim();
  return clientFor(`http://localhost:${site.port}/api/v1`, { token });
}

test('keys are rotated: what was encrypted is encrypted anew, opens after the old key is gone, and nothing else changes', async () => {
  const first = await installations.start(['--empty']);
  await untilReady(first);
  const volunteer = volunteerOf(first);
  const { items } = await valueOf(volunteer.texts.$get({ query: {} }));
  const version = items.find(({ kind }) => kind === 'sensitive_data')?.version ?? 0;
  await valueOf(volunteer.me.consents.$post({ json: { kind: 'sensitive_data', version } }));
  await valueOf(volunteer.me.identity.$put({ json: { documentType: 'passport', number: 'E12345678' } }));
  await valueOf(volunteer.me['health-note'].$put({ json: { text: 'Nuts' } }));
  expect(run('rotate-keys').stderr).toContain('already runs');
  await stop(first);

  const rotated = run('rotate-keys', '--forget-old');
  expect([rotated.status, rotated.stdout]).toEqual([
    0,
    expect.stringContaining('Key 2 is in use; 2 values were encrypted anew.') as string,
  ]);
  expect(Object.keys(kept().fieldKeys)).toEqual(['2']);

  const second = await installations.start(['--empty']);
  await untilReady(second);
  const again = volunteerOf(second);
  expect((await valueOf(again.me.identity.$get())).maskedNumber).toBe('•••••5678');
  expect((await valueOf(again.me['health-note'].$get())).text).toBe('Nuts');
  const versions = await withDatabase(
    async (sql) =>
      sql`select get_byte(sealed_number, 0) as number, (select get_byte(sealed_text, 0) from health_notes) as note from identity_documents`,
  );
  expect([...versions]).toEqual([{ number: 2, note: 2 }]);
  const columns = await withDatabase(
    async (sql) =>
      sql`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and column_name like 'sealed%'`,
  );
  expect(columns.map(({ name }) => String(name)).toSorted()).toEqual(
    sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted(),
  );
});

test('the first administrator is made from the command line, once; what is due is shown before it goes', async () => {
  expect(run('admin', 'nobody').stderr).toContain('is no e-mail address');
  expect(run('admin', 'head@example.org').stderr).toContain('There is an administrator already');
  await withDatabase(async (sql) => sql`delete from account_roles where role = 'admin'`);
  expect(run('admin', 'head@example.org').stdout).toContain('head@example.org is an administrator');
  const roles = await withDatabase(
    async (sql) => sql`select role from account_roles r join accounts a on a.id = r.account_id where a.email = 'head@example.org'`,
  );
  expect([...roles]).toEqual([{ role: 'admin' }]);

  // The day's turn is taken, so that the command and not the clock lets it go.
  await withDatabase(
    async (sql) => sql`insert into job_days values ('clean-up', '2999-01-01') on conflict (job) do update set day = excluded.day`,
  );
  await withDatabase(
    async (sql) => sql`insert into idempotency_keys (account_id, key, request_sha256, created_at)
    select id, 'old', 'x', now() - interval '8 days' from accounts where email = 'head@example.org'`,
  );
  const shown = run('retention');
  expect([shown.status, /idempotencyKeys .* 1$/m.test(shown.stdout), shown.stdout.includes('Nothing was changed')]).toEqual([
    0,
    true,
    true,
  ]);
  const count = async () =>
    withDatabase(async (sql) => (await sql`select count(*)::int as held from idempotency_keys`)[0]?.['held'] as number);
  expect(await count()).toBe(1);
  expect(run('retention', '--run').stdout).toContain('It is done.');
  expect(await count()).toBe(0);
});
