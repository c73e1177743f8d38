import { spawnSync } from 'node:child_process';

/** What must hold of the text itself, before any test runs. */
const steps = [
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'unused code', command: ['knip', '--no-config-hints'] },
  { name: 'dependencies', command: ['node', 'scripts/audit.ts'] },
] as const;

/** Runs every step, whatever the ones before said; gives how many passed and failed. */
export function runChecks(): { passed: number; failed: number } {
  let failed = 0;
  for (const { name, command } of steps) {
    const [program, ...flags] = command;
    const { status } = spawnSync(program, flags, { stdio: 'inherit', shell: process.platform === 'win32' });
    console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}`);
    if (status !== 0) failed += 1;
  }
  return { passed: steps.length - failed, failed };
}
