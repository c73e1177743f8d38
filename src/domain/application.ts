import { z } from 'zod';

import { always, periodFaults, periodShape, type Period } from './calendar.ts';
import type { Lifecycle } from './lifecycle.ts';
import { soundFields } from './sound-fields.ts';
import { countyCodeSchema, deliverySchema, levelSchema, provinceCodeSchema } from './teaching.ts';

export const applicationStates = ['draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn'] as const;
export type ApplicationState = (typeof applicationStates)[number];
export type ApplicationMove = 'submit' | 'approve' | 'return' | 'reject' | 'withdraw';

export const applicationLifecycle: Lifecycle<ApplicationState, ApplicationMove> = {
  thing: 'application',
  states: applicationStates,
  initial: ['draft'],
  by: {
    begun: ['application.write'],
    submit: ['application.write'],
    withdraw: ['application.write'],
    approve: ['application.decide'],
    return: ['application.decide'],
    reject: ['application.decide'],
  },
  moves: {
    draft: { submit: 'submitted', withdraw: 'withdrawn' },
    submitted: { approve: 'approved', return: 'returned', reject: 'rejected', withdraw: 'withdrawn' },
    returned: { submit: 'submitted', withdraw: 'withdrawn' },
    rejected: { withdraw: 'withdrawn' },
    approved: { withdraw: 'withdrawn' },
  },
};

/** States in which the volunteer may still change what the application says. */
export const editableApplicationStates: readonly ApplicationState[] = ['draft', 'returned'];

/** What a volunteer ranks, or rules out: a request, a county or a province. */
export type Target =
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'county'; readonly code: string }
  | { readonly kind: 'province'; readonly code: string };

/** A target whose request id keeps to the schema given: a UUID in an application, opaque in a snapshot. */
export function targetSchemaOf(requestId: z.ZodString | z.ZodUUID) {
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('request'), id: requestId }),
    z.strictObject({ kind: z.literal('county'), code: countyCodeSchema }),
    z.strictObject({ kind: z.literal('province'), code: provinceCodeSchema }),
  ]);
}
export const choiceTargetSchema = targetSchemaOf(z.uuid());

/** How many placements one application may be given; more than one only in terms that do not overlap. */
export const mostPlacementsSchema = z.int().min(1).max(6);

/** After the choices: nowhere else, or anywhere. */
export const choiceScopes = ['only_these', 'anywhere_after'] as const;

const applicationFields = {
  subjects: z.array(z.strictObject({ subject: z.string().min(1).max(40), level: levelSchema })).max(20),
  deliveries: z.array(deliverySchema).max(3),
  windows: z.array(z.strictObject({ ...periodShape, weeklyHours: z.int().min(1).max(60) })).max(20),
  /** One entry a rank; targets of one rank are ties. */
  choices: z.array(z.strictObject({ rank: z.int().min(1).max(50), targets: z.array(choiceTargetSchema).min(1).max(20) })).max(50),
  scope: z.enum(choiceScopes),
  mostPlacements: mostPlacementsSchema,
  never: z.array(choiceTargetSchema).max(50),
  statement: z.string().trim().max(4000),
};

export const applicationInputSchema = z.strictObject({
  seasonId: z.uuid(),
  ...z.strictObject(applicationFields).partial().shape,
});
export const applicationPatchSchema = z.strictObject(applicationFields).partial();
export type ApplicationFields = z.infer<z.ZodObject<typeof applicationFields>>;
export type ApplicationPatch = z.infer<typeof applicationPatchSchema>;

export type ApplicationFault = {
  readonly pointer: string;
  readonly code: 'ends-before-start' | 'outside-season' | 'twice' | 'rank-twice' | 'ranked-and-never' | 'missing';
};

/** What is wrong between the fields of an application, beyond each field's own form. */
export function applicationFaults(fields: ApplicationPatch, teaching: Period): ApplicationFault[] {
  return [
    ...(fields.windows ?? []).flatMap((window, i) => periodFaults(window, teaching, `/windows/${i}`)),
    ...rankFaults(fields.choices ?? []),
    ...twiceFaults(
      (fields.subjects ?? []).map((taught) => taught.subject),
      (i) => `/subjects/${i}/subject`,
    ),
    ...twiceFaults(fields.deliveries ?? [], (i) => `/deliveries/${i}`),
    ...targetFaults(fields.choices ?? [], fields.never ?? []),
  ];
}

/** Faults between fields of an input that does not keep to its schema: those that can be told all the same. */
export function applicationFaultsIn(raw: unknown): ApplicationFault[] {
  return applicationFaults(soundFields(applicationFields, raw), always);
}

/** What an application still lacks before it can be submitted. */
export function applicationGaps(fields: ApplicationPatch): ApplicationFault[] {
  const gaps: ApplicationFault[] = [];
  for (const name of ['subjects', 'deliveries', 'windows'] as const) {
    if ((fields[name] ?? []).length === 0) gaps.push({ pointer: `/${name}`, code: 'missing' });
  }
  if (fields.scope === 'only_these' && (fields.choices ?? []).length === 0) {
    gaps.push({ pointer: '/choices', code: 'missing' });
  }
  return gaps;
}

function rankFaults(choices: ApplicationFields['choices']): ApplicationFault[] {
  const seen = new Set<number>();
  return choices.flatMap(({ rank }, i): ApplicationFault[] => {
    if (seen.has(rank)) return [{ pointer: `/choices/${i}/rank`, code: 'rank-twice' }];
    seen.add(rank);
    return [];
  });
}

function targetFaults(choices: ApplicationFields['choices'], never: readonly Target[]): ApplicationFault[] {
  const ranked = choices.flatMap((choice, i) =>
    choice.targets.map((target, j) => ({ key: targetKey(target), pointer: `/choices/${i}/targets/${j}` })),
  );
  const keys = ranked.map((entry) => entry.key);
  const twice = twiceFaults(keys, (i) => ranked[i]?.pointer ?? '');
  const both = never.flatMap((target, i): ApplicationFault[] =>
    keys.includes(targetKey(target)) ? [{ pointer: `/never/${i}`, code: 'ranked-and-never' }] : [],
  );
  return [...twice, ...both];
}

function twiceFaults(values: readonly string[], pointerOf: (index: number) => string): ApplicationFault[] {
  return values.flatMap((value, i): ApplicationFault[] => (values.indexOf(value) < i ? [{ pointer: pointerOf(i), code: 'twice' }] : []));
}

function targetKey(target: Target): string {
  return target.kind === 'request' ? `request:${target.id}` : `${target.kind}:${target.code}`;
}
