import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { faultsOfLock, verdictOf, type Lock } from './audit/verdict.ts';

/**
 * Looks over the dependencies: every package of the lock file is held by its hash, and, where the registry can be asked,
 * none that is shipped has a known vulnerability of severity high or critical. Without a network the first half stands alone.
 */
function main(): number {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const faults = faultsOfLock(lock);
  for (const fault of faults) console.log(fault);
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=15000'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 30_000,
  });
  const { isBad, said } = verdictOf(stdout);
  console.log(said);
  return faults.length > 0 || isBad ? 1 : 0;
}

process.exitCode = main();
