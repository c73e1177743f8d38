import { z } from 'zod';

import { always, daySchema, periodFaults, periodShape, type Period } from './calendar.ts';
import type { Lifecycle } from './lifecycle.ts';
import { soundFields } from './sound-fields.ts';
import {
  countyCodeSchema,
  deliverySchema,
  languageSchema,
  levelSchema,
  lineRoleSchema,
  requestKindSchema,
  volunteerKindSchema,
  type Delivery,
} from './teaching.ts';

export const requestStates = ['draft', 'submitted', 'returned', 'approved', 'rejected', 'cancelled'] as const;
export type RequestState = (typeof requestStates)[number];
export type RequestMove = 'submit' | 'approve' | 'return' | 'reject' | 'cancel';

export const requestLifecycle: Lifecycle<RequestState, RequestMove> = {
  thing: 'request',
  states: requestStates,
  initial: ['draft'],
  by: {
    begun: ['request.write'],
    submit: ['request.write'],
    approve: ['request.decide'],
    return: ['request.decide'],
    reject: ['request.decide'],
    cancel: ['request.cancel'],
  },
  moves: {
    draft: { submit: 'submitted', cancel: 'cancelled' },
    submitted: { approve: 'approved', return: 'returned', reject: 'rejected', cancel: 'cancelled' },
    returned: { submit: 'submitted', cancel: 'cancelled' },
    approved: { cancel: 'cancelled' },
  },
};

export const editableRequestStates: readonly RequestState[] = ['draft', 'returned'];

/** What a volunteer must know before going; dated and signed by the county, and kept in every version. */
export const hostConditionsSchema = z.strictObject({
  lodging: z.string().trim().min(1).max(1000),
  waterAndPower: z.string().trim().min(1).max(1000),
  altitudeMetres: z.int().min(-200).max(6000),
  nearestHospital: z.string().trim().min(1).max(500),
  bandwidthMbps: z.number().min(0).max(100_000),
  largestClass: z.int().min(1).max(500),
  knownRisks: z.string().trim().min(1).max(2000),
  signedBy: z.string().trim().min(1).max(120),
  signedDay: daySchema,
});
export type HostConditions = z.infer<typeof hostConditionsSchema>;

const lineFields = {
  subject: z.string().min(1).max(40),
  level: levelSchema,
  role: lineRoleSchema.default('teacher'),
  minimum: z.int().min(0).max(1000),
  ideal: z.int().min(0).max(1000),
  maximum: z.int().min(1).max(1000),
  /** Who may fill it; empty means anyone. */
  kinds: z.array(volunteerKindSchema).max(2).default([]),
  languages: z.array(languageSchema).max(10).default([]),
  minimumAge: z.int().min(16).max(80).default(18),
  teachingPermit: z.boolean().default(false),
};
export const lineInputSchema = z.strictObject(lineFields);
export type LineInput = z.infer<typeof lineInputSchema>;

/** What becomes of a request where a line would stay below its minimum: it goes ahead, closes, or turns from on site to distance. */
export const belowMinimumSchema = z.enum(['goes_ahead', 'closes', 'turns_to_distance']);
export type BelowMinimum = z.infer<typeof belowMinimumSchema>;

const requestFields = {
  stationId: z.uuid().nullable(),
  kind: requestKindSchema,
  delivery: deliverySchema,
  place: z.string().trim().min(1).max(200),
  ...periodShape,
  weeklyHours: z.int().min(1).max(60),
  squadMaximum: z.int().min(1).max(10_000).nullable(),
  asksForReturners: z.boolean(),
  belowMinimum: belowMinimumSchema,
  hostConditions: hostConditionsSchema.nullable(),
  lines: z.array(lineInputSchema).max(50),
};

export const requestInputSchema = z.strictObject({
  seasonId: z.uuid(),
  countyCode: countyCodeSchema,
  ...requestFields,
  stationId: requestFields.stationId.default(null),
  squadMaximum: requestFields.squadMaximum.default(null),
  asksForReturners: requestFields.asksForReturners.default(false),
  belowMinimum: requestFields.belowMinimum.default('goes_ahead'),
  hostConditions: requestFields.hostConditions.default(null),
  lines: requestFields.lines.default([]),
});
export const requestPatchSchema = z.strictObject(requestFields).partial();
export type RequestInput = z.infer<typeof requestInputSchema>;
export type RequestPatch = z.infer<typeof requestPatchSchema>;
/** What a request says, apart from whose it is. */
export type RequestFields = Omit<RequestInput, 'seasonId' | 'countyCode'>;

export type RequestFault = {
  readonly pointer: string;
  readonly code:
    | 'ends-before-start'
    | 'outside-season'
    | 'minimum-above-ideal'
    | 'ideal-above-maximum'
    | 'minimum-above-maximum'
    | 'minimum-above-squad'
    | 'at-a-distance-already'
    | 'missing';
};

export type RequestWhole = Period & {
  readonly delivery: Delivery;
  readonly belowMinimum: BelowMinimum;
  readonly squadMaximum: number | null;
  readonly lines: readonly Pick<LineInput, 'minimum' | 'ideal' | 'maximum'>[];
};

/** What is wrong between the fields of a request, beyond each field's own form. */
export function requestFaults(request: RequestWhole, teaching: Period): RequestFault[] {
  const faults: RequestFault[] = periodFaults(request, teaching, '');
  for (const [i, line] of request.lines.entries()) faults.push(...seatFaults(line, `/lines/${i}`));
  const minimum = request.lines.reduce((sum, line) => sum + line.minimum, 0);
  if (request.squadMaximum !== null && minimum > request.squadMaximum) {
    faults.push({ pointer: '/squadMaximum', code: 'minimum-above-squad' });
  }
  if (request.delivery === 'distance' && request.belowMinimum === 'turns_to_distance') {
    faults.push({ pointer: '/belowMinimum', code: 'at-a-distance-already' });
  }
  return faults;
}

/** Faults between fields of an input that does not keep to its schema: those that can be told all the same. */
export function requestFaultsIn(raw: unknown): RequestFault[] {
  const { startDay, endDay } = soundFields(periodShape, raw);
  const period = startDay === undefined || endDay === undefined ? [] : periodFaults({ startDay, endDay }, always, '');
  const { lines = [] } = soundFields({ lines: z.array(z.unknown()).max(50) }, raw);
  const seats = { minimum: lineFields.minimum, ideal: lineFields.ideal, maximum: lineFields.maximum };
  return [
    ...period,
    ...lines.flatMap((line, i) => {
      const { minimum, ideal, maximum } = soundFields(seats, line);
      if (minimum === undefined || ideal === undefined || maximum === undefined) return [];
      return seatFaults({ minimum, ideal, maximum }, `/lines/${i}`);
    }),
  ];
}

/** What a request still lacks before it can be submitted. */
export function requestGaps(request: { readonly hostConditions: unknown; readonly lines: readonly unknown[] }): RequestFault[] {
  const gaps: RequestFault[] = [];
  if (request.hostConditions === null) gaps.push({ pointer: '/hostConditions', code: 'missing' });
  if (request.lines.length === 0) gaps.push({ pointer: '/lines', code: 'missing' });
  return gaps;
}

function seatFaults(line: RequestWhole['lines'][number], pointer: string): RequestFault[] {
  const faults: RequestFault[] = [];
  if (line.minimum > line.ideal) faults.push({ pointer: `${pointer}/minimum`, code: 'minimum-above-ideal' });
  if (line.ideal > line.maximum) faults.push({ pointer: `${pointer}/ideal`, code: 'ideal-above-maximum' });
  if (line.minimum > line.maximum) faults.push({ pointer: `${pointer}/minimum`, code: 'minimum-above-maximum' });
  return faults;
}
