import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

test('a hundred kills lose nothing that was confirmed, double nothing, and break no invariant', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/chaos.ts', '--kills', '100', '--seed', '7'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^0 lost, 0 doubled, 0 broken invariants\. Seed 7, \d+ s\.$/m);
  expect(stdout).toMatch(/; 1\d\d kills together\.$/m);
  expect(status).toBe(0);
}, 1_200_000);
