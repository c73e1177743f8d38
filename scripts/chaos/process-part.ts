import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** A part of the installation that can be killed, and comes again by itself as under any supervisor. */
export type Part = {
  readonly name: string;
  readonly isAlive: () => boolean;
  /** For how long it has been at work; 0 while it is down or starts. */
  readonly readyMilliseconds: () => number;
  /** Ends it at once, in the middle of whatever it does. */
  readonly kill: () => Promise<void>;
  readonly untilReady: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The last that it said of faults. */
  readonly faults: () => readonly string[];
};

type Program = { readonly name: string; readonly flags: () => readonly string[]; readonly environment: Readonly<Record<string, string>> };

const restartMilliseconds = 50;
const faultsKept = 400;

/** A program of Node's, begun anew whenever it ends. */
export function startProcess({ name, flags, environment }: Program): Part {
  const state = { child: undefined as ChildProcess | undefined, readySince: undefined as number | undefined, isStopping: false };
  const faults: string[] = [];
  const begin = (): void => {
    if (state.isStopping) return;
    const child = spawn(process.execPath, ['--import', './scripts/installation/end-with-parent.ts', ...flags()], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    state.child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"event":"started"')) state.readySince = Date.now();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      faults.push(...chunk.toString().split('\n').filter(Boolean));
      faults.splice(0, faults.length - faultsKept);
    });
    child.once('exit', () => {
      state.child = undefined;
      state.readySince = undefined;
      setTimeout(begin, restartMilliseconds);
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const { child } = state;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  begin();
  return {
    name,
    isAlive: () => state.child !== undefined,
    readyMilliseconds: () => (state.readySince === undefined ? 0 : Date.now() - state.readySince),
    kill: async () => end('SIGKILL'),
    untilReady: async () => {
      while (state.readySince === undefined) await pause(20);
    },
    stop: async () => {
      state.isStopping = true;
      await end('SIGKILL');
    },
    faults: () => faults,
  };
}
