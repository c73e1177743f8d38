import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runChecks } from './check/steps.ts';

type Count = { readonly passed: number; readonly failed: number };

/** The checks first, then every test; ends with one line that counts both. */
function main(): number {
  const counts = [runChecks(), runTests()];
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function runTests(): Count {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-report-'));
  const file = path.join(folder, 'report.json');
  const { status } = spawnSync('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // Tests start the same programs many times: each is compiled once.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compiled') },
  });
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    // A run that ended badly, or that ran nothing, has failed whatever it counted.
    const endedWell = status === 0 && report.numPassedTests > 0;
    const failed = endedWell ? report.numFailedTests : Math.max(1, report.numFailedTests);
    return { passed: report.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
