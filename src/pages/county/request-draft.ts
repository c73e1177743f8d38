import type { Fault } from '../../actions/context.ts';
import type { RequestSheet } from '../../db/queries/county-requests.ts';
import { requestFaults, requestPatchSchema, type HostConditions, type RequestFields, type RequestPatch } from '../../domain/request.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Typed } from '../typed.ts';

export const hostFields = [
  'lodging',
  'waterAndPower',
  'altitudeMetres',
  'nearestHospital',
  'bandwidthMbps',
  'largestClass',
  'knownRisks',
  'signedBy',
  'signedDay',
] as const satisfies readonly (keyof HostConditions)[];
const hostNumbers: ReadonlySet<string> = new Set(['altitudeMetres', 'bandwidthMbps', 'largestClass']);

/** Fields that a request never lacks: emptied, they are told as missing and keep what they were. */
const needed = ['place', 'kind', 'delivery', 'startDay', 'endDay', 'weeklyHours'] as const;

export type Draft = {
  /** What can be stored as it is: sound in itself, sound with the rest, and other than what is stored. */
  readonly patch: RequestPatch;
  readonly faults: readonly Fault[];
};

/** Reads the form: whatever is sound is kept, whatever is not is told. */
export function readDraft(typed: Typed, sheet: RequestSheet): Draft {
  const raw = rawOf(typed);
  const parsed = requestPatchSchema.safeParse(raw);
  const missing = needed.filter((name) => raw[name] === undefined).map((name) => ({ pointer: `/${name}`, code: 'missing' }));
  const faults = [...missing, ...(parsed.success ? [] : faultsOf(parsed.error))];
  const sound = requestPatchSchema.parse(without(raw, faults));

  const stored = fieldsOf(sheet);
  const teaching = { startDay: sheet.teachingStartDay, endDay: sheet.teachingEndDay };
  const between: Fault[] = requestFaults({ ...stored, ...given(sound) }, teaching);
  // What was wrong before and is not touched is told as well; what is left without the wrong fields must be sound together.
  let patch: RequestPatch = changedOf(without(sound, between), stored);
  for (let left = requestFaults({ ...stored, ...given(patch) }, teaching); left.length > 0 && Object.keys(patch).length > 0;) {
    const fewer = without(patch, left);
    if (Object.keys(fewer).length === Object.keys(patch).length) break;
    patch = fewer;
    left = requestFaults({ ...stored, ...given(patch) }, teaching);
  }
  return { patch, faults: [...faults, ...between] };
}

/** Whether what is typed teaches at a distance, or may turn to it. */
function asksForStation(typed: Typed): boolean {
  const delivery = typed.optional('delivery');
  return (delivery !== undefined && delivery !== 'on_site') || typed.text('belowMinimum') === 'turns_to_distance';
}

/** Leaves out every field that a fault lies in. */
export function without<T extends object>(fields: T, faults: readonly Fault[]): T {
  const names = new Set(faults.map(({ pointer }) => pointer.split('/')[1]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fewer fields of the same
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name))) as T;
}

function given(patch: RequestPatch): Partial<RequestFields> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function changedOf(patch: RequestPatch, stored: RequestFields): RequestPatch {
  const before: Readonly<Record<string, unknown>> = stored;
  return Object.fromEntries(
    Object.entries(patch).filter(([name, value]) => value !== undefined && canonical(value) !== canonical(before[name])),
  );
}

/** The same whatever the order in which the fields stand. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The request's fields as its own input would state them. */
export function fieldsOf(sheet: RequestSheet): RequestFields {
  const { stationId, kind, delivery, place, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum } = sheet;
  const lines = sheet.lines.map(({ subject, level, role, minimum, ideal, maximum, kinds, languages, minimumAge, teachingPermit }) => {
    return { subject, level, role, minimum, ideal, maximum, kinds: [...kinds], languages: [...languages], minimumAge, teachingPermit };
  });
  const own = { stationId, kind, delivery, place, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum };
  return { ...own, hostConditions: sheet.hostConditions, lines };
}

/** What the form shows first: what is stored, or the conditions signed before for the same place, to be signed anew. */
export function typedOf(sheet: RequestSheet): Typed {
  const { hostConditions, lines, ...own } = fieldsOf(sheet);
  const earlier = sheet.earlierConditions === null ? {} : { ...sheet.earlierConditions, signedBy: '', signedDay: '' };
  const shown = { ...own, hostConditions: hostConditions ?? earlier, lines: lines.length === 0 ? [newLine] : lines };
  return Typed.of({ ...shown, version: sheet.version });
}

/** A line as it is added: nothing chosen, what most lines have. */
const newLine = { subject: '', level: 1, role: 'teacher', minimumAge: 18 };

/** The form with one line more. */
export function withLine(typed: Typed): Typed {
  const next = Math.max(-1, ...typed.indexes('lines')) + 1;
  return typed.with(Object.entries(newLine).map(([name, value]) => [`lines.${next}.${name}`, String(value)]));
}

/** The form without one of its lines. */
export function withoutLine(typed: Typed, index: number): Typed {
  return typed.without(`lines.${index}.`);
}

type Raw = Record<string, unknown>;

/** What was typed of the host conditions, part by part. */
export function hostsIn(typed: Typed) {
  return hostFields.map((name) => {
    const field = `hostConditions.${name}`;
    return [name, hostNumbers.has(name) ? typed.number(field) : typed.optional(field)] as const;
  });
}

function rawOf(typed: Typed): Raw {
  const hosts = hostsIn(typed);
  // Whoever has written nothing of the conditions has not begun with them.
  const isBegun = hosts.some(([, value]) => value !== undefined);
  return {
    place: typed.optional('place'),
    kind: typed.optional('kind'),
    delivery: typed.optional('delivery'),
    stationId: typed.optional('stationId') ?? null,
    startDay: typed.optional('startDay'),
    endDay: typed.optional('endDay'),
    weeklyHours: typed.number('weeklyHours'),
    squadMaximum: typed.number('squadMaximum') ?? null,
    asksForReturners: typed.text('asksForReturners') === 'yes',
    belowMinimum: typed.optional('belowMinimum'),
    ...(isBegun ? { hostConditions: Object.fromEntries(hosts) } : {}),
    lines: linesIn(typed).map((i) => lineOf(typed, `lines.${i}`)),
  };
}

/** The numbers of the lines that say something. */
function linesIn(typed: Typed): number[] {
  return typed
    .indexes('lines')
    .filter((i) => ['subject', 'minimum', 'ideal', 'maximum'].some((name) => typed.optional(`lines.${i}.${name}`)));
}

function lineOf(typed: Typed, at: string): Raw {
  return {
    subject: typed.optional(`${at}.subject`),
    level: typed.number(`${at}.level`),
    role: typed.optional(`${at}.role`),
    minimum: typed.number(`${at}.minimum`),
    ideal: typed.number(`${at}.ideal`),
    maximum: typed.number(`${at}.maximum`),
    kinds: typed.list(`${at}.kinds`),
    languages: typed.list(`${at}.languages`),
    minimumAge: typed.number(`${at}.minimumAge`),
    teachingPermit: typed.text(`${at}.teachingPermit`) === 'yes',
  };
}

/** The form with its lines numbered as they will be stored, so that a fault of the second line lies at the second. */
export function renumbered(typed: Typed): Typed {
  const lines = linesIn(typed);
  const fields = lines.flatMap((from, to) => typed.under(`lines.${from}.`).map(([name, value]) => [`lines.${to}.${name}`, value] as const));
  return typed.without('lines.').with(fields);
}

/** Fields that stand empty and must not when the request is handed in. */
export function gapsIn(typed: Typed): string[] {
  const lines = linesIn(typed);
  const ofLines = lines.flatMap((i) =>
    ['subject', 'level', 'role', 'minimum', 'ideal', 'maximum']
      .map((name) => `lines.${i}.${name}`)
      .filter((name) => typed.optional(name) === undefined),
  );
  return [
    ...needed.filter((name) => typed.optional(name) === undefined),
    ...(asksForStation(typed) && typed.optional('stationId') === undefined ? ['stationId'] : []),
    ...(lines.length === 0 ? ['lines'] : ofLines),
    ...hostFields.map((name) => `hostConditions.${name}`).filter((name) => typed.optional(name) === undefined),
  ];
}
