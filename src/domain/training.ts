import { z } from 'zod';

import { daySchema } from './calendar.ts';
import type { Lifecycle } from './lifecycle.ts';
import { provinceCodeSchema } from './teaching.ts';

export const trainingKinds = ['short_course', 'visiting_scholar', 'certificate_programme'] as const;
export type TrainingKind = (typeof trainingKinds)[number];

export const trainingDeliveries = ['classroom', 'internet', 'both'] as const;
export type TrainingDelivery = (typeof trainingDeliveries)[number];

/** Whom trainings are for; people are counted in these, never named. */
export const trainingGroups = ['cadres', 'officials', 'primaryTeachers', 'secondaryTeachers', 'students'] as const;
export type TrainingGroup = (typeof trainingGroups)[number];
export type Heads = Readonly<Record<TrainingGroup, number>>;

export const trainingStates = ['planned', 'open', 'counted', 'cancelled'] as const;
export type TrainingState = (typeof trainingStates)[number];
export type TrainingMove = 'open' | 'count' | 'reopen' | 'cancel';

/** Whether it is to come, under way or over follows from its days and is not a state. */
export const trainingLifecycle: Lifecycle<TrainingState, TrainingMove> = {
  thing: 'training',
  states: trainingStates,
  initial: ['planned'],
  by: {
    begun: ['training.plan'],
    open: ['training.plan'],
    count: ['training.plan'],
    reopen: ['training.plan'],
    cancel: ['training.plan'],
  },
  moves: {
    planned: { open: 'open', cancel: 'cancelled' },
    open: { count: 'counted', cancel: 'cancelled' },
    counted: { reopen: 'open' },
  },
};

/** What a training is like at present, for people: its state, and of an open one whether it is to come, under way or over. */
export type TrainingStage = 'planned' | 'enrolling' | 'running' | 'ended' | 'counted' | 'cancelled';

export function stageOf(
  { state, startDay, endDay }: { state: TrainingState; startDay: string; endDay: string },
  today: string,
): TrainingStage {
  if (state !== 'open') return state;
  return today < startDay ? 'enrolling' : today <= endDay ? 'running' : 'ended';
}

const mostDays = 60;
const trainingFields = {
  kind: z.enum(trainingKinds),
  delivery: z.enum(trainingDeliveries),
  titleZh: z.string().trim().min(1).max(200),
  titleEn: z.string().trim().min(1).max(200),
  /** Where it is held or broadcast from. */
  originZh: z.string().trim().min(1).max(200),
  originEn: z.string().trim().min(1).max(200),
  hours: z.int().min(1).max(10_000),
  startDay: daySchema,
  endDay: daySchema,
  /** The days on which a session is held; attendance is reported for each. */
  sessionDays: z.array(daySchema).min(1).max(mostDays),
};

/** To which stations it goes: all that are open, those of some provinces, or those named. */
export const receiversSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('provinces'), provinceCodes: z.array(provinceCodeSchema).min(1).max(40) }),
  z.strictObject({ kind: z.literal('stations'), stationIds: z.array(z.uuid()).min(1).max(2000) }),
]);
export type Receivers = z.infer<typeof receiversSchema>;

export const trainingInputSchema = z.strictObject({
  ...trainingFields,
  sessionDays: trainingFields.sessionDays.optional(),
  receivers: receiversSchema.optional(),
});
export const trainingPatchSchema = z.strictObject(trainingFields).partial();
export type TrainingInput = z.infer<typeof trainingInputSchema>;
export type TrainingPatch = z.infer<typeof trainingPatchSchema>;

export type TrainingFault = {
  readonly pointer: string;
  readonly code:
    | 'ends-before-start'
    | 'outside-training'
    | 'twice'
    | 'in-the-future'
    | 'no-session-then'
    | 'more-than-people'
    | 'no-certificates'
    | 'missing';
};

/** What is wrong between the days of a training. */
export function trainingFaults({
  startDay,
  endDay,
  sessionDays,
}: Pick<TrainingInput, 'startDay' | 'endDay'> & { readonly sessionDays: readonly string[] }): TrainingFault[] {
  if (endDay < startDay) return [{ pointer: '/endDay', code: 'ends-before-start' }];
  return sessionDays.flatMap((day, i): TrainingFault[] => {
    if (day < startDay || day > endDay) return [{ pointer: `/sessionDays/${i}`, code: 'outside-training' }];
    return sessionDays.indexOf(day) === i ? [] : [{ pointer: `/sessionDays/${i}`, code: 'twice' }];
  });
}

const headsOfGroup = z.int().min(0).max(100_000).default(0);
export const headsSchema = z.strictObject({
  cadres: headsOfGroup,
  officials: headsOfGroup,
  primaryTeachers: headsOfGroup,
  secondaryTeachers: headsOfGroup,
  students: headsOfGroup,
});

export const enrolmentSchema = z.strictObject({ stationId: z.uuid(), expected: headsSchema });

/** Everything a station has to say of a training, in one go; the sessions that are not told had nobody. */
export const attendanceSchema = z.strictObject({
  stationId: z.uuid(),
  sessions: z
    .array(z.strictObject({ day: daySchema, heads: headsSchema }))
    .min(1)
    .max(mostDays),
  /** How many certificates were given; of certificate programmes only. */
  certificates: z.int().min(0).max(100_000).nullable().default(null),
  /** Why it is reported again; needed of a correction. */
  reason: z.string().trim().min(1).max(500).optional(),
});
export type AttendanceInput = z.infer<typeof attendanceSchema>;
export type SessionHeads = AttendanceInput['sessions'][number];

/** How many people a group was: the most that were there at once, so that nobody is counted twice for coming again. */
export function peopleIn(sessions: readonly { readonly heads: Heads }[]): Heads {
  const most = (group: TrainingGroup) => Math.max(0, ...sessions.map(({ heads }) => heads[group]));
  return {
    cadres: most('cadres'),
    officials: most('officials'),
    primaryTeachers: most('primaryTeachers'),
    secondaryTeachers: most('secondaryTeachers'),
    students: most('students'),
  };
}

export function sumOf(heads: Heads): number {
  return trainingGroups.reduce((sum, group) => sum + heads[group], 0);
}

type Reported = { readonly kind: TrainingKind; readonly sessionDays: readonly string[] };

/** What is wrong with a report of attendance. */
export function attendanceFaults(
  { kind, sessionDays }: Reported,
  { sessions, certificates }: AttendanceInput,
  today: string,
): TrainingFault[] {
  const days = sessions.map(({ day }) => day);
  const ofDays = days.flatMap((day, i): TrainingFault[] => {
    const pointer = `/sessions/${i}/day`;
    if (!sessionDays.includes(day)) return [{ pointer, code: 'no-session-then' }];
    if (days.indexOf(day) !== i) return [{ pointer, code: 'twice' }];
    return day > today ? [{ pointer, code: 'in-the-future' }] : [];
  });
  if (certificates === null) return ofDays;
  if (kind !== 'certificate_programme') return [...ofDays, { pointer: '/certificates', code: 'no-certificates' }];
  return certificates > sumOf(peopleIn(sessions)) ? [...ofDays, { pointer: '/certificates', code: 'more-than-people' }] : ofDays;
}

/** By what the reach of trainings is counted. */
export const reachDimensions = ['year', 'province', 'station', 'programme', 'group', 'delivery'] as const;
export type ReachDimension = (typeof reachDimensions)[number];
