import { z } from 'zod';

import { mostPlacementsSchema, targetSchemaOf } from '../domain/application.ts';
import { daySchema, periodShape } from '../domain/calendar.ts';
import { clearanceKindSchema } from '../domain/clearance.ts';
import { belowMinimumSchema } from '../domain/request.ts';
import { policies } from '../domain/run.ts';
import {
  countyCodeSchema,
  deliverySchema,
  languageSchema,
  levelSchema,
  lineRoleSchema,
  provinceCodeSchema,
  requestKindSchema,
  tierSchema,
  volunteerKindSchema,
} from '../domain/teaching.ts';

/**
 * A snapshot is everything a match depends on, as a value: the same snapshot gives the same match, byte for byte.
 * It names nobody. Ids are opaque strings; every reference inside must resolve.
 */

const id = z.string().min(1).max(64);
const seats = z.int().min(0).max(10_000);

const targetSchema = targetSchemaOf(id);

const provinceSchema = z.strictObject({ code: provinceCodeSchema, quota: seats.nullable() });

const countySchema = z.strictObject({
  code: countyCodeSchema,
  provinceCode: provinceCodeSchema,
  tier: tierSchema,
  /** People the county can lodge at once (on site and blended); null where it does not say. */
  beds: seats.nullable(),
});

const requestSchema = z.strictObject({
  id,
  countyCode: countyCodeSchema,
  kind: requestKindSchema,
  delivery: deliverySchema,
  ...periodShape,
  /** Lesson hours a week; what `distance` availability is compared with. */
  weeklyHours: z.int().min(1).max(60),
  /** Most people of all lines together; null where only the lines limit it. */
  squadMaximum: seats.nullable(),
  asksForReturners: z.boolean(),
  /** What becomes of it where a line would stay below its minimum: all or nothing, unless it goes ahead. */
  belowMinimum: belowMinimumSchema.default('goes_ahead'),
});

const lineSchema = z.strictObject({
  id,
  requestId: id,
  subject: z.string().min(1).max(40),
  level: levelSchema,
  role: lineRoleSchema,
  minimum: seats,
  ideal: seats,
  maximum: seats,
  /** Who may fill it; empty means anyone. */
  kinds: z.array(volunteerKindSchema),
  /** Every one of these is needed. */
  languages: z.array(languageSchema),
  minimumAge: z.int().min(16).max(80),
  teachingPermit: z.boolean(),
});

const applicationSchema = z.strictObject({
  id,
  kind: volunteerKindSchema,
  bornDay: daySchema,
  languages: z.array(languageSchema),
  subjects: z.array(z.strictObject({ subject: z.string().min(1).max(40), level: levelSchema })),
  deliveries: z.array(deliverySchema),
  windows: z.array(z.strictObject({ ...periodShape, weeklyHours: z.int().min(1).max(60) })),
  /** Equal ranks are ties; 1 is the first choice. */
  choices: z.array(z.strictObject({ rank: z.int().min(1).max(50), target: targetSchema })),
  scope: z.enum(['only_these', 'anywhere_after']),
  never: z.array(targetSchema),
  clearances: z.array(z.strictObject({ kind: clearanceKindSchema, validThroughDay: daySchema })),
  /** Placements of the person that stand already, in this season or another. */
  busy: z.array(z.strictObject(periodShape)),
  /** Requests declined or stepped back from before, and counties that barred the person. */
  declinedRequestIds: z.array(id),
  barredByCountyCodes: z.array(countyCodeSchema),
  /** Requests whose changed host conditions they have not agreed to; left out where there are none. */
  unansweredRequestIds: z.array(id).optional(),
  /** After an early end it was decided that they may not come again; left out where it was not. */
  mayNotReturn: z.literal(true).optional(),
  /** Counties served in before. */
  servedCountyCodes: z.array(countyCodeSchema),
  completions: z.int().min(0).max(1000),
  /** More than one only in terms that do not overlap. */
  mostPlacements: mostPlacementsSchema.default(1),
});

/**
 * Together in one county, or not as a team: then those who said "only together" stay at home, and the others may be
 * placed alone.
 */
const teamSchema = z.strictObject({
  id,
  members: z
    .array(z.strictObject({ applicationId: id, onlyTogether: z.boolean() }))
    .min(2)
    .max(6),
});

const pairSchema = z.strictObject({ applicationId: id, lineId: id });

export const snapshotSchema = z.strictObject({
  format: z.literal('zhijiao-snapshot-1'),
  season: z.strictObject({
    id,
    ...periodShape,
    /** Checks asked of each delivery. */
    checks: z.strictObject({
      on_site: z.array(clearanceKindSchema),
      distance: z.array(clearanceKindSchema),
      blended: z.array(clearanceKindSchema),
    }),
  }),
  policy: z.enum(policies),
  /** The lottery's seed in hexadecimal; its SHA-256 is public before applications close. */
  seed: z.string().regex(/^[0-9a-f]{64}$/),
  provinces: z.array(provinceSchema),
  counties: z.array(countySchema),
  requests: z.array(requestSchema),
  lines: z.array(lineSchema),
  applications: z.array(applicationSchema),
  teams: z.array(teamSchema).default([]),
  locks: z.strictObject({ keep: z.array(pairSchema), exclude: z.array(pairSchema) }),
  /** Pairs that people have been told of already: a repair moves as few of them as it can. One an application. */
  told: z.array(pairSchema).default([]),
  /**
   * Pairs of which the county asked the volunteer back by name and the volunteer, putting the request first, said yes: each side's
   * first choice. Left out where there are none, so that a snapshot without any is the text that it always was.
   */
  askedBack: z.array(pairSchema).optional(),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotApplication = Snapshot['applications'][number];
export type SnapshotRequest = Snapshot['requests'][number];

/** Every reference in the snapshot that leads nowhere and every id used twice, in words; empty when it is sound. */
export function danglingReferences(snapshot: Snapshot): string[] {
  return [...leadingNowhere(snapshot), ...notPutFirst(snapshot)];
}

/** Whoever was asked back and said yes put the request first: it would be no first choice of theirs otherwise. */
function notPutFirst({ askedBack = [], applications, lines }: Snapshot): string[] {
  const choicesById = new Map(applications.map(({ id: own, choices }) => [own, choices]));
  const requestOf = new Map(lines.map(({ id: own, requestId }) => [own, requestId]));
  return askedBack.flatMap(({ applicationId, lineId }) => {
    const isFirst = choicesById
      .get(applicationId)
      ?.some(({ rank, target }) => rank === 1 && target.kind === 'request' && target.id === requestOf.get(lineId));
    return isFirst === true ? [] : [`asked back ${applicationId} ${lineId}: not in the snapshot, or not the first choice`];
  });
}

function leadingNowhere(snapshot: Snapshot): string[] {
  const provinces = new Set(snapshot.provinces.map(({ code }) => code));
  const counties = new Set(snapshot.counties.map(({ code }) => code));
  const requests = new Set(snapshot.requests.map(({ id: own }) => own));
  const lines = new Set(snapshot.lines.map(({ id: own }) => own));
  const applications = new Set(snapshot.applications.map(({ id: own }) => own));
  const pairs = [...snapshot.locks.keep, ...snapshot.locks.exclude, ...snapshot.told];
  const members = snapshot.teams.flatMap((team) => team.members.map(({ applicationId }) => ({ team: team.id, applicationId })));
  return [
    ...(provinces.size < snapshot.provinces.length ? ['a province stands twice'] : []),
    ...(counties.size < snapshot.counties.length ? ['a county stands twice'] : []),
    ...(requests.size < snapshot.requests.length ? ['a request stands twice'] : []),
    ...(lines.size < snapshot.lines.length ? ['a line stands twice'] : []),
    ...(applications.size < snapshot.applications.length ? ['an application stands twice'] : []),
    ...(new Set(snapshot.teams.map(({ id: own }) => own)).size < snapshot.teams.length ? ['a team stands twice'] : []),
    ...(new Set(members.map(({ applicationId }) => applicationId)).size < members.length ? ['an application is in two teams'] : []),
    ...members.flatMap(({ team, applicationId }) =>
      applications.has(applicationId) ? [] : [`team ${team}: no application ${applicationId}`],
    ),
    ...snapshot.counties.flatMap((c) => (provinces.has(c.provinceCode) ? [] : [`county ${c.code}: no province ${c.provinceCode}`])),
    ...snapshot.requests.flatMap((r) => (counties.has(r.countyCode) ? [] : [`request ${r.id}: no county ${r.countyCode}`])),
    ...snapshot.requests.flatMap((r) => (r.startDay <= r.endDay ? [] : [`request ${r.id} ends before it starts`])),
    ...snapshot.lines.flatMap((l) => (requests.has(l.requestId) ? [] : [`line ${l.id}: no request ${l.requestId}`])),
    ...snapshot.lines.flatMap((l) =>
      l.minimum <= l.ideal && l.ideal <= l.maximum ? [] : [`line ${l.id}: minimum, ideal, maximum must not fall`],
    ),
    ...pairs.flatMap((pair) =>
      applications.has(pair.applicationId) && lines.has(pair.lineId)
        ? []
        : [`lock ${pair.applicationId} ${pair.lineId}: not in the snapshot`],
    ),
  ];
}
