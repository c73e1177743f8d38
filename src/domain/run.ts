import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';

export const runStates = ['queued', 'running', 'done', 'failed', 'stopped', 'published'] as const;
export type RunState = (typeof runStates)[number];
export type RunMove = 'begin' | 'finish' | 'fail' | 'stop' | 'publish';

export const runLifecycle: Lifecycle<RunState, RunMove> = {
  thing: 'run',
  states: runStates,
  initial: ['queued'],
  by: { begun: ['run.change'], begin: [], finish: [], fail: [], stop: ['run.change'], publish: ['run.change'] },
  moves: {
    queued: { begin: 'running', stop: 'stopped' },
    running: { finish: 'done', fail: 'failed', stop: 'stopped' },
    done: { publish: 'published' },
  },
  unasked: ['begin', 'finish', 'fail'],
};

/** What a match puts first, beyond every line's minimum; or `stable`, where no volunteer and county would both rather have each other. */
export const policies = ['need-first', 'choices-first', 'stable'] as const;
export type PolicyName = (typeof policies)[number];

const pairSchema = z.strictObject({ applicationId: z.uuid(), lineId: z.uuid() });

export const runInputSchema = z.strictObject({
  policy: z.enum(policies).default('need-first'),
  /** Pairs that must stay, and pairs that must not be. */
  locks: z
    .strictObject({
      keep: z.array(pairSchema).max(10_000).default([]),
      exclude: z.array(pairSchema).max(10_000).default([]),
    })
    .default({ keep: [], exclude: [] }),
});
export type RunInput = z.infer<typeof runInputSchema>;

/** Exclusions of pairs that must stay as well: nobody can keep both. */
export function contradictions({ keep, exclude }: RunInput['locks']): { readonly pointer: string; readonly code: 'kept-and-excluded' }[] {
  const kept = new Set(keep.map(({ applicationId, lineId }) => `${applicationId} ${lineId}`));
  return exclude.flatMap(({ applicationId, lineId }, i) =>
    kept.has(`${applicationId} ${lineId}`) ? [{ pointer: `/locks/exclude/${i}`, code: 'kept-and-excluded' }] : [],
  );
}
