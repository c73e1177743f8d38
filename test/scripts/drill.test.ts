import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

test('after a mistake a second cluster is as the first was just before: nothing confirmed is lost, nothing later is there', () => {
  const flags = ['--import', './scripts/pages/read-tsx.ts', 'scripts/drill.ts', '--empty'];
  const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^0 of [1-9]\d* confirmed stations lost, 0 of the later ones there; of \d+ tables with [1-9]\d* rows 0 differ; the chain of events holds\.$/m,
  );
  expect(status).toBe(0);
});
