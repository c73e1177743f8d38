import { z } from 'zod';

import type { Lifecycle } from '../lifecycle.ts';

export const importKinds = ['stations', 'accounts', 'placements', 'requests'] as const;
export const importKindSchema = z.enum(importKinds);
export type ImportKind = (typeof importKinds)[number];

export const importStates = ['received', 'checking', 'checked', 'applying', 'done', 'failed', 'stopped'] as const;
export type ImportState = (typeof importStates)[number];
export type ImportMove = 'check' | 'finish-check' | 'map' | 'apply' | 'finish' | 'fail' | 'stop';

export const importLifecycle: Lifecycle<ImportState, ImportMove> = {
  thing: 'import',
  states: importStates,
  initial: ['received'],
  by: {
    begun: ['import.run'],
    check: ['import.run'],
    'finish-check': [],
    map: ['import.run'],
    apply: ['import.run'],
    finish: [],
    fail: [],
    stop: ['import.run'],
  },
  moves: {
    received: { check: 'checking', stop: 'stopped' },
    checking: { 'finish-check': 'checked', fail: 'failed', stop: 'stopped' },
    checked: { map: 'received', check: 'checking', apply: 'applying', stop: 'stopped' },
    applying: { finish: 'done', fail: 'failed', stop: 'stopped' },
    failed: { check: 'checking' },
    stopped: { check: 'checking' },
  },
  unasked: ['finish-check', 'finish', 'fail'],
};

/** States in which the job has work. */
export const importAtWork: readonly ImportState[] = ['checking', 'applying'];
/** States in which the columns may be said anew; what was checked under others counts no more. */
export const mappableStates: readonly ImportState[] = ['received', 'checked', 'failed', 'stopped'];

/** Either everything is written or nothing, or every row that has no fault. */
export const importModes = ['all', 'rows'] as const;
export const importModeSchema = z.enum(importModes);
export type ImportMode = (typeof importModes)[number];

export const importFormats = ['csv', 'xlsx'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What a row would do, or did. */
export const rowVerdicts = ['new', 'changed', 'same', 'faulty'] as const;
export type RowVerdict = (typeof rowVerdicts)[number];
export type RowCounts = Readonly<Record<RowVerdict, number>>;

/** How sure a source is of what it says. */
export const confidences = ['certain', 'probable', 'uncertain'] as const;
export type Confidence = (typeof confidences)[number];

export const largestFileBytes = 64 * 1024 * 1024;
export const mostRows = 200_000;
export const mostColumns = 100;
export const longestCell = 20_000;

const mappingSchema = z.record(
  z.string().max(40),
  z
    .int()
    .min(0)
    .max(mostColumns - 1),
);

export const importPatchSchema = z
  .strictObject({
    mapping: mappingSchema,
    mode: importModeSchema,
    /** Requests are handed in for their counties, instead of being left as drafts. */
    submits: z.boolean(),
  })
  .partial();
export type ImportPatch = z.infer<typeof importPatchSchema>;
