import { runChecks } from './check/steps.ts';

process.exitCode = runChecks().failed === 0 ? 0 : 1;
