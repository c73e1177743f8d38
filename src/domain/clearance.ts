import type { DateTime } from 'luxon';
import { z } from 'zod';

import { daySchema } from './calendar.ts';
import type { Lifecycle } from './lifecycle.ts';

/** The checks of a volunteer that a season may ask. Only who verified it and the last valid day are kept, never the content. */
export const clearanceKinds = [
  'identity',
  'first_reference',
  'second_reference',
  'employment_query',
  'health',
  'training',
  'code_of_conduct',
  'agreement',
  'accident_insurance',
  'teaching_permit',
] as const;
export const clearanceKindSchema = z.enum(clearanceKinds);
export type ClearanceKind = (typeof clearanceKinds)[number];

export const clearanceStates = ['requested', 'submitted', 'cleared', 'refused', 'expired', 'revoked'] as const;
export type ClearanceState = (typeof clearanceStates)[number];
export type ClearanceMove = 'submit' | 'clear' | 'refuse' | 'expire' | 'revoke';

export const clearanceLifecycle: Lifecycle<ClearanceState, ClearanceMove> = {
  thing: 'clearance',
  states: clearanceStates,
  initial: ['requested'],
  by: {
    // Who records an attendance or makes a list begins a check in the volunteer's place.
    begun: ['clearance.write', 'clearance.decide'],
    submit: ['clearance.write', 'clearance.decide'],
    clear: ['clearance.decide'],
    refuse: ['clearance.decide'],
    revoke: ['clearance.decide'],
    expire: [],
  },
  moves: {
    requested: { submit: 'submitted' },
    submitted: { clear: 'cleared', refuse: 'refused' },
    cleared: { expire: 'expired', revoke: 'revoked' },
  },
  unasked: ['expire'],
};

/** What the authority's answer to an employment query says of one person. */
export const queryOutcomes = ['no_record', 'record_found'] as const;
export type QueryOutcome = (typeof queryOutcomes)[number];

/** How many days before its end a check's holder is told, the nearest first. */
export const reminderDays = [7, 30, 60] as const;

/** An employment query (从业查询) is good for twelve months from the day it was made. */
const employmentQueryMonths = 12;

/** The last day on which an employment query that was answered on this day is good. */
export function lastQueryDay(answered: DateTime): string {
  return answered.plus({ months: employmentQueryMonths }).minus({ days: 1 }).toISODate() ?? '';
}

export const clearanceInputSchema = z.strictObject({ kind: clearanceKindSchema });
export const clearSchema = z.strictObject({ validThroughDay: daySchema });
