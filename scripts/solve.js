import { enableCompileCache } from 'node:module';

// With compiled code from the run before, a process needs some 25 MiB less, and none of the time that taking out types costs.
enableCompileCache();
await import('./solve.ts');
