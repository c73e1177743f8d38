import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import type { Call } from '../../scripts/fuzz/calls.ts';
import { faultsOf, type Answered } from '../../scripts/fuzz/judge.ts';

test('whatever is sent to it, no operation fails, and each answers as the document says', () => {
  const flags = ['--import', './scripts/pages/read-tsx.ts', 'scripts/fuzz.ts', '--calls', '1000', '--seed', '7'];
  const { stdout, stderr, status } = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 380_000 });
  // Nothing but how far the made-up season is loaded.
  expect(
    stderr
      .split('\n')
      .filter((line) => !/^ {2}#*\.* +\d+ %/.test(line))
      .join('\n')
      .trim(),
  ).toBe('');
  expect(stdout).toMatch(
    /^0 server errors, 0 schema mismatches, 0 leaks, 0 slow answers, 0 things half done in [\d,]+ calls and 100 files\. Seed 7\.$/m,
  );
  expect(status).toBe(0);
});

const call: Call = { caller: 'public', method: 'GET', address: '/subjects?limit=1', headers: {}, body: undefined };
const problem = 'application/problem+json';
const answered = (status: number, text: string, type = problem): Answered => ({ status, text, type });
const kinds = (given: Answered, asked = call) => faultsOf(asked, given, ['somebody@example.org']).map(({ kind }) => kind);

test('it sees a failure, an answer unlike the document, and what must not be told', () => {
  expect(kinds(answered(500, '{}'))).toEqual(['server error']);
  expect(kinds(answered(200, '{"items":[{"code":1}]}', 'application/json'))).toContain('schema mismatch');
  expect(kinds(answered(200, 'no JSON', 'application/json'))).toEqual(['schema mismatch']);
  expect(kinds(answered(200, '<p>', 'text/html'))).toEqual(['schema mismatch']);
  const refused = (detail: string) =>
    answered(404, JSON.stringify({ type: '/problems/not-found', title: 'x', status: 404, detail, instance: '/' }));
  expect(kinds(refused('x'))).toEqual([]);
  expect(kinds(refused('at query (/src/db/client.ts:12:3)'))).toEqual(['leak']);
  expect(kinds(refused('somebody@example.org'))).toEqual(['leak']);
  expect(kinds(refused('somebody@example.org'), { ...call, address: '/subjects?name=somebody@example.org' })).toEqual([]);
});
