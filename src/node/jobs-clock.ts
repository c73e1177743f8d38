import { Worker } from 'node:worker_threads';

import { writeLine } from '../http/log.ts';

export type JobsClock = { readonly wake: () => void; readonly stop: () => Promise<void> };

/** Where another process does the jobs: it looks by itself. */
export const jobsElsewhere: JobsClock = { wake: () => undefined, stop: async () => undefined };

/** What the thread is told. */
export type ToJobs = 'wake' | 'stop';

/**
 * The clock and the jobs, in a thread of their own: a match computes for seconds, and calls go on being answered. A thread that ends by
 * itself is begun anew at the next minute; whatever it did is taken up again.
 */
export function startJobsClock(file: URL, given: object, seconds: number): JobsClock {
  let thread: Worker | undefined;
  let isStopping = false;
  const begin = (): Worker => {
    const begun = new Worker(file, { workerData: given });
    begun.on('error', (error) => writeLine({ level: 'error', fault: 'jobs ended', name: error.name }));
    begun.once('exit', () => {
      if (!isStopping) thread = undefined;
    });
    return begun;
  };
  const wake = (): void => {
    if (isStopping) return;
    thread ??= begin();
    tell(thread, 'wake');
  };
  const clock = setInterval(wake, seconds * 1000);
  wake();
  return {
    wake,
    stop: async () => {
      isStopping = true;
      clearInterval(clock);
      const last = thread;
      if (last === undefined) return;
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      tell(last, 'stop');
      await ended;
    },
  };
}

function tell(thread: Worker, message: ToJobs): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  thread.postMessage(message);
}
