import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { typesOf } from '../../scripts/client/write-types.ts';
import { document } from '../../scripts/matrix/cases.ts';
import { completed } from '../../src/api/document.ts';
import { testDatabase } from '../support/database.ts';
import { makePerson, type Person } from '../support/people.ts';
import { makeRoad } from '../support/rows.ts';
import { appFor } from '../support/site.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const client = path.join(root, 'client');
const database = testDatabase();
let admin: Person;
let folder: string;

beforeAll(async () => {
  await makeRoad(database.sql);
  admin = await makePerson(database, 'admin', '管理');
  folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-client-'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

test('the client’s types are those of the document; npm run client writes them anew', async () => {
  const written = await readFile(path.join(client, 'operations.d.ts'), 'utf8');
  expect(written === typesOf(completed(document))).toBe(true);
});

/** The package as somebody else installs it: out of its tarball, beside its one dependency, and nothing of ours. */
async function install(): Promise<void> {
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: client });
  const modules = path.join(folder, 'node_modules');
  const installed = path.join(modules, '@zhijiao/client');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', path.join(folder, stdout.trim()), '-C', installed, '--strip-components=1']);
  for (const name of ['standardwebhooks', '@types']) await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
}

test('the program of its README compiles against the packed client, and runs against the site', async () => {
  await install();
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(await readFile(path.join(client, 'README.md'), 'utf8')) ?? [];
  await writeFile(path.join(folder, 'program.ts'), program);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  const wrong = `import { ZhijiaoClient } from '@zhijiao/client';
const zhijiao = new ZhijiaoClient({ baseUrl: '' });
// @ts-expect-error there is no such operation
await zhijiao.call('GET /nothing');
// @ts-expect-error its address needs an id
await zhijiao.call('GET /webhooks/{id}');
// @ts-expect-error it is no such state
await zhijiao.call('GET /webhooks/{id}/deliveries', { params: { id: '' }, query: { state: 'lost' } });
`;
  await writeFile(path.join(folder, 'wrong.ts'), wrong);
  const strict = {
    strict: true,
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    module: 'nodenext',
    types: ['node'],
  };
  const whole = { compilerOptions: { ...strict, exactOptionalPropertyTypes: true }, files: ['program.ts', 'wrong.ts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(whole));
  const compiled = await run(path.join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch((error: { stdout: string }) => error);
  expect(compiled.stdout).toBe('');

  const server = serve({ fetch: appFor(database).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const { stdout } = await run(process.execPath, ['program.ts', `http://127.0.0.1:${port}`, admin.token], { cwd: folder }).finally(() =>
    server.close(),
  );
  const lines = stdout.trim().split('\n');
  const [{ accounts, events } = { accounts: 0, events: 0 }] = await database.sql<{ accounts: number; events: number }[]>`
    select (select count(*)::int from accounts) as accounts, (select count(*)::int from events) as events`;
  expect(lines.filter((line) => line.startsWith('account ')).length).toBe(accounts);
  expect(lines.filter((line) => line.startsWith('event ')).length).toBe(events);
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['I am 管理', `event ${events} webhook.changed`, 'refused 422 /address']);
});
