import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openKeys } from '../../scripts/installation/keys.ts';
import { returnAddress } from '../../src/actions/outbox/return-address.ts';
import { testDatabase } from '../support/database.ts';
import { reportForms } from '../support/delivery-reports.ts';
import { makePerson } from '../support/people.ts';

const database = testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-bounce-'));
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = { signInSecret: 'a secret of the tests, long enough', hashKey: key(9), fieldKeys: { 1: key(1) } };
/** Where a letter comes back to that was sent to somebody. */
let to: string;
let accountId: string;

beforeAll(async () => {
  writeFileSync(path.join(folder, 'keys.json'), JSON.stringify(keys));
  accountId = (await makePerson(database, 'volunteer', '退信')).id;
  const messageId = await database.sql.begin(async (tx) => {
    const [event] = await tx`insert into events (at, actor_name, thing, thing_id, event)
      values (now(), 'test', 'account', ${accountId}, 'account.told') returning id`;
    const [message] = await tx`insert into messages (event_id, account_id, template, sent_at)
      values (${event?.['id']}, ${accountId}, 'certificate', now()) returning id`;
    return String(message?.['id']);
  });
  const [account] = await database.sql`select email from accounts where id = ${accountId}`;
  to = await returnAddress(openKeys(keys), 'bounces.zhijiao.test', { messageId, email: String(account?.['email']) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bounce(mail: Uint8Array, asked: readonly string[] = [], data = folder) {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, ZHIJIAO_DATA: data };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/bounce.ts', ...asked], { env, input: mail, encoding: 'utf8' });
  return { status, said: (stdout + stderr).trim() };
}

test('a mail server hands a mail in by the command; whom it came to is given, or stands in the mail', async () => {
  expect(bounce(reportForms.Postfix({ to: 'postmaster@zhijiao.test' }))).toEqual({
    status: 0,
    said: 'No report of a letter of ours: dropped.',
  });
  expect(bounce(reportForms.Postfix({ to })).said).toBe('Counted against the address.');
  expect(bounce(reportForms.Exim({ to: 'postmaster@zhijiao.test' }), [to]).said).toBe('Counted before.');
  const rows = await database.sql`select in_a_row, last_answer from bounces where account_id = ${accountId}`;
  expect(rows.map((row) => ({ ...row }))).toEqual([{ in_a_row: 1, last_answer: '550 5.1.1' }]);
});

test('without the installation’s keys, or with something else asked, it says what is missing and does nothing', () => {
  expect(bounce(reportForms.Postfix({ to }), [], path.join(folder, 'nowhere'))).toMatchObject({
    status: 1,
    said: expect.stringContaining('ZHIJIAO_DATA') as string,
  });
  expect(bounce(reportForms.Postfix({ to }), ['--help']).said).toContain('Usage: npm run --silent bounce');
});
