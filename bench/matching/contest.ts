import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** A program that solves a file and prints one line of JSON. */
export type Contender = { readonly name: string; readonly command: readonly [string, ...string[]] };

export type Outcome =
  | { readonly kind: 'solved'; readonly objective: string; readonly solveMs: number; readonly peakMiB: number }
  /** It took longer than the limit and was ended. */
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly message: string };

const solveScript = path.join(import.meta.dirname, '../../scripts/solve.js');

export const ours: Contender = { name: 'ours', command: [process.execPath, solveScript] };

const questionsScript = path.join(import.meta.dirname, 'questions.ts');

export type Answers = {
  readonly solveMs: number;
  readonly checkMs: number;
  readonly repairMs: number;
  readonly whyNotMs: number;
  readonly whyNotMostMs: number;
};

/** What is asked of an instance once it is solved, in a process of its own; null where it is no plain assignment. */
export async function askOnce(file: string): Promise<Answers | null> {
  const { stdout } = await promisify(execFile)(process.execPath, [questionsScript, file]);
  return JSON.parse(stdout) as Answers | null;
}

export function lemonContenders(program: string): Contender[] {
  return [
    { name: 'LEMON network simplex', command: [program, 'network-simplex'] },
    { name: 'LEMON cost scaling', command: [program, 'cost-scaling'] },
  ];
}

/** Runs a contender on a file in a process of its own, which is ended when it takes longer than the limit or `signal` says so. */
export async function runOnce({ command }: Contender, file: string, limitSeconds: number, signal: AbortSignal): Promise<Outcome> {
  const [program, ...words] = command;
  const child = spawn(program, [...words, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitSeconds * 1000,
    killSignal: 'SIGKILL',
    signal,
  });
  const said = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text));
  const begun = performance.now();
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status === null && performance.now() - begun >= limitSeconds * 1000) return { kind: 'late' };
  if (status === 0) return readAnswer(said.out);
  return { kind: 'failed', message: (said.error || said.out).trim().slice(0, 500) || 'it said nothing' };
}

function readAnswer(text: string): Outcome {
  const { objective, solveMs, peakMiB } = JSON.parse(text) as { objective: string; solveMs: number; peakMiB: number };
  return { kind: 'solved', objective, solveMs, peakMiB };
}
