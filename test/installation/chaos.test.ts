import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

test('thirty kills lose nothing that was confirmed, double nothing, and break no invariant', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/chaos.ts', '--kills', '30', '--seed', '7'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^0 lost, 0 doubled, 0 broken invariants\. Seed 7, \d+ s\.$/m);
  expect(stdout).toMatch(/; 30 kills together\.$/m);
  expect(status).toBe(0);
}, 600_000);
