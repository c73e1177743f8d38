import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { copyOfDatabase, foundIn } from '../../scripts/road/copy-of-database.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount } from '../support/rows.ts';

const database = testDatabase();

test('the road is walked through real sign-in, and a copy of the database holds none of the keys used on it', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/road.ts'], { encoding: 'utf8', timeout: 380_000 });
  // What builds the Worker, ended while it builds, may say so in its own words.
  expect([status, stderr.replace(/^fatal error: all goroutines are asleep[\s\S]*$/, '')]).toEqual([0, '']);
  expect(stdout).toContain('signed in, each by the code in their letter');
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^A copy of the whole database holds none of the \d+ numbers, codes and keys/);
});

test('what stands in the database in clear would be found: as text, as bytes, and a code that stands by itself', async () => {
  await makeAccount(database.sql, 'volunteer', 'key-in-a-name');
  const [account] = await database.sql`select id from accounts limit 1`;
  await database.sql`insert into tokens (account_id, sha256, label, expires_at)
    values (${String(account?.['id'])}, ${Buffer.from('key-in-bytes')}, 'code 493021', now())`;
  const copies = await copyOfDatabase(database.ownerUrl);
  const secrets = { keys: ['key-in-a-name', 'key-in-bytes', 'key-nowhere'], codes: ['493021', '493022'] };
  expect(foundIn(copies, secrets)).toEqual(['key-in-a-name', 'key-in-bytes', '493021']);
});
