import { instantOf } from '../../actions/context.ts';
import { record } from '../../actions/record.ts';
import type { Connection } from '../../db/client.ts';
import { listSeasonsNamed, type NamedSeason } from '../../db/queries/import-placements.ts';
import { listPartners } from '../../db/queries/import-requests.ts';
import { listFaultyLines, type StagedRow, type WeighedRow } from '../../db/queries/import-rows.ts';
import { listStationsOf } from '../../db/queries/import-stations.ts';
import { findByKeys, insertOrigins, type Import } from '../../db/queries/imports.ts';
import { insertRequest, listRequestsAt, saveRequest, saveRequestState, type TeachingRequest } from '../../db/queries/requests.ts';
import type { RowFault } from '../../domain/import/field.ts';
import { conditionFields, wholeRequestFields, type RequestRecord } from '../../domain/import/requests.ts';
import { stationKey } from '../../domain/import/stations.ts';
import { needsStation } from '../../domain/station.ts';
import { requestFaults, requestInputSchema, type RequestFields } from '../../domain/request.ts';
import type { ImportWork, RowToWrite, WritingContext } from './work.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of this work are lines of requests
const said = (row: StagedRow) => row.record as RequestRecord;

/** More lines a request cannot have. */
const mostLines = 50;

function lineIn({ subject, level, role, minimum, ideal, maximum, kinds, languages, minimumAge, teachingPermit }: RequestRecord) {
  return {
    subject,
    level: Number(level),
    role: role ?? 'teacher',
    minimum,
    ideal,
    maximum,
    kinds: kinds ?? [],
    languages: languages ?? [],
    minimumAge: minimumAge ?? 18,
    teachingPermit: teachingPermit ?? false,
  };
}

/** Ids of stations by county and name. */
type StationsByKey = ReadonlyMap<string, string>;

async function stationsByKey(db: Connection, rows: readonly StagedRow[]): Promise<StationsByKey> {
  const named = rows.map(said).filter(({ station }) => station !== null);
  const known = named.length === 0 ? [] : await listStationsOf(db, [...new Set(named.map(({ county }) => county))]);
  return new Map(known.toReversed().map(({ id, countyCode, nameZh }) => [stationKey({ county: countyCode, nameZh }), id]));
}

function stationOf({ station, county }: RequestRecord, stations: StationsByKey): string | undefined {
  return station === null ? undefined : stations.get(stationKey({ county, nameZh: station }));
}

/** A station that is not there, and none where the request cannot be handed in without one. */
function stationFaults(whole: RequestRecord, request: RequestFields, submits: boolean): RowFault[] {
  if (whole.station !== null && (request.stationId ?? null) === null) return [{ field: 'station', code: 'unknown' }];
  const isMissing = submits && whole.station === null && needsStation(request);
  return isMissing ? [{ field: 'station', code: 'missing' }] : [];
}

/** The request that rows with the same number say together, each row a line. */
function requestIn(records: readonly RequestRecord[], stations: StationsByKey): RequestFields {
  const [first] = records;
  if (first === undefined) throw new Error('a request without rows');
  const { kind, delivery, place, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum } = first;
  const conditions = records.find(({ lodging }) => lodging !== null);
  return requestFieldsSchema.parse({
    stationId: stationOf(first, stations) ?? null,
    kind,
    delivery,
    place,
    startDay,
    endDay,
    weeklyHours,
    squadMaximum,
    asksForReturners: asksForReturners ?? false,
    belowMinimum: belowMinimum ?? 'goes_ahead',
    hostConditions: conditions === undefined ? null : Object.fromEntries(conditionFields.map((name) => [name, conditions[name]])),
    lines: records.map(lineIn),
  });
}

const requestFieldsSchema = requestInputSchema.omit({ seasonId: true, countyCode: true });

const inOrder = (fields: object) => Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** What a request says, in one order, whatever the order in which the database gives it. */
function textOf(request: RequestFields, conditions: RequestFields['hostConditions']): string {
  const { hostConditions, lines, ...whole } = request;
  return JSON.stringify([inOrder(whole), inOrder(conditions ?? {}), lines.map(inOrder)]);
}

/** Does the record say what the file says? What the file leaves open it does not contradict. */
function isSame({ lines, hostConditions, ...known }: TeachingRequest, request: RequestFields): boolean {
  const { kind, delivery, place, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum, stationId } = known;
  const whole = { stationId, kind, delivery, place, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum };
  const recorded = lines.map(
    ({ subjectCode: subject, level, role, minimum, ideal, maximum, kinds, languages, minimumAge, teachingPermit }) => {
      const taught = ([1, 2, 3] as const).find((one) => one === level) ?? 1;
      return { subject, level: taught, role, minimum, ideal, maximum, kinds, languages, minimumAge, teachingPermit };
    },
  );
  const held = { ...whole, hostConditions, lines: recorded };
  const asked = { ...request, stationId: request.stationId ?? stationId };
  return textOf(held, hostConditions) === textOf(asked, request.hostConditions ?? hostConditions);
}

type Against = {
  readonly season: NamedSeason | undefined;
  readonly isPartner: boolean;
  readonly faultyLine: number | undefined;
  readonly known: TeachingRequest | undefined;
  readonly submits: boolean;
  readonly stations: StationsByKey;
};

function seasonFaults(season: NamedSeason | undefined, submits: boolean): RowFault[] {
  if (season === undefined) return [{ field: 'season', code: 'season-unknown' }];
  const isOpen = season.state === 'open' || (season.state === 'planned' && !submits);
  return isOpen ? [] : [{ field: 'season', code: 'season-not-open' }];
}

/** Faults of the request as a whole, told at its first row; and of each row that says otherwise than the first. */
function groupFaults(
  rows: readonly StagedRow[],
  { season, isPartner, faultyLine, submits, stations }: Against,
): ReadonlyMap<number, RowFault[]> {
  const [first] = rows;
  if (first === undefined) return new Map();
  const [whole, request] = [said(first), requestIn(rows.map(said), stations)];
  const teaching = season === undefined ? undefined : { startDay: season.teachingStartDay, endDay: season.teachingEndDay };
  const outside = teaching === undefined ? [] : requestFaults(request, teaching).filter(({ code }) => code === 'outside-season');
  const faults: RowFault[] = [
    ...seasonFaults(season, submits),
    ...stationFaults(whole, request, submits),
    ...(isPartner ? [] : [{ field: 'county', code: 'not-a-partner' } as const]),
    ...outside.map(({ pointer }): RowFault => ({ field: pointer.slice(1), code: 'outside-season' })),
    ...(submits && request.hostConditions === null ? [{ field: 'lodging', code: 'missing' } as const] : []),
    ...(faultyLine === undefined ? [] : [{ field: 'reference', code: 'other-row-faulty', line: faultyLine } as const]),
  ];
  const differs = rows.slice(1).map((row) => {
    const fields = wholeRequestFields.filter((name) => String(said(row)[name]) !== String(whole[name]));
    return [row.line, fields.map((field): RowFault => ({ field, code: 'differs-from-line', line: first.line }))] as const;
  });
  return new Map([[first.line, faults], ...differs]);
}

function weighGroup(rows: readonly StagedRow[], against: Against): WeighedRow[] {
  if (rows.length > mostLines)
    return rows.map(({ line }) => ({ line, verdict: 'faulty', thingId: null, faults: [{ field: 'reference', code: 'too-big' }] }));
  const faults = groupFaults(rows, against);
  const thingId = against.known?.id ?? null;
  const faulty = rows.find(({ line }) => (faults.get(line) ?? []).length > 0);
  if (faulty !== undefined) {
    return rows.map(({ line }) => {
      const own = faults.get(line) ?? [];
      return {
        line,
        verdict: 'faulty',
        thingId,
        faults: own.length > 0 ? own : [{ field: 'reference', code: 'other-row-faulty', line: faulty.line }],
      };
    });
  }
  const { known } = against;
  if (known === undefined) return rows.map(({ line }) => ({ line, verdict: 'new', thingId, faults: [] }));
  if (isSame(known, requestIn(rows.map(said), against.stations)))
    return rows.map(({ line }) => ({ line, verdict: 'same', thingId, faults: [] }));
  if (known.state === 'draft') return rows.map(({ line }) => ({ line, verdict: 'changed', thingId, faults: [] }));
  return rows.map(({ line }) => ({ line, verdict: 'faulty', thingId, faults: [{ field: 'reference', code: 'not-a-draft' }] }));
}

async function seasonsByName(db: Connection, rows: readonly StagedRow[]): Promise<ReadonlyMap<string, NamedSeason>> {
  const seasons = await listSeasonsNamed(db, [...new Set(rows.map((row) => said(row).season))]);
  return new Map(seasons.toReversed().flatMap((season) => [[season.nameZh, season] as const, [season.nameEn, season] as const]));
}

async function weigh(db: Connection, rows: readonly StagedRow[], imported: Import): Promise<WeighedRow[]> {
  const groups = [...Map.groupBy(rows, ({ key }) => key)];
  const keys = groups.map(([key]) => key);
  const [seasons, ids] = [await seasonsByName(db, rows), await findByKeys(db, 'request', keys)];
  const partners = await listPartners(db, [...new Set(rows.map((row) => said(row).county))]);
  const stations = await stationsByKey(db, rows);
  const requests = await listRequestsAt(db, [...ids.values()]);
  const faultyLines = await listFaultyLines(db, imported.id, keys);
  const weighed: WeighedRow[] = [];
  for (const [key, group] of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const { season, county } = said(first);
    const against = {
      season: seasons.get(season),
      isPartner: partners.has(county),
      faultyLine: faultyLines.get(key),
      known: requests.get(ids.get(key) ?? ''),
      submits: imported.submits,
      stations,
    };
    weighed.push(...weighGroup(group, against));
  }
  return weighed;
}

async function write(context: WritingContext, rows: readonly RowToWrite[]): Promise<ReadonlyMap<number, string>> {
  const { db } = context;
  const [seasons, stations] = [await seasonsByName(db, rows), await stationsByKey(db, rows)];
  const idByLine = new Map<number, string>();
  const origins: Parameters<typeof insertOrigins>[1][number][] = [];
  for (const [key, group] of Map.groupBy(rows, (row) => row.key)) {
    const [first] = group;
    const season = first === undefined ? undefined : seasons.get(said(first).season);
    if (first === undefined || season === undefined) continue;
    const fields = requestIn(group.map(said), stations);
    const id = first.thingId ?? (await begin(context, { seasonId: season.id, countyCode: said(first).county }, fields, first.line));
    if (first.thingId !== null) await change(context, { id, seasonId: season.id }, fields, first.line);
    for (const [i, { line, confidence }] of group.entries()) {
      const own = i === 0 && first.thingId === null ? key : null;
      origins.push({ importId: context.imported.id, line, thing: 'request', thingId: id, key: own, confidence });
      idByLine.set(line, id);
    }
  }
  await insertOrigins(db, origins);
  return idByLine;
}

type Whose = { readonly seasonId: string; readonly countyCode: string };

async function begin(context: WritingContext, whose: Whose, fields: RequestFields, line: number): Promise<string> {
  const { db, imported, now } = context;
  const id = await insertRequest(db, { ...whose, recordedBy: null }, fields);
  const details = { importId: imported.id, line };
  await record(context, { thing: 'request', thingId: id, event: 'request.begun', to: 'draft', details });
  if (!imported.submits) return id;
  await saveRequestState(db, id, { state: 'submitted', submittedAt: instantOf(now) });
  await record(context, { thing: 'request', thingId: id, event: 'request.submitted', from: 'draft', to: 'submitted', details });
  return id;
}

async function change(
  context: WritingContext,
  request: { readonly id: string; readonly seasonId: string },
  fields: RequestFields,
  line: number,
): Promise<void> {
  const { stationId, ...rest } = fields;
  await saveRequest(context.db, request, { ...rest, ...(stationId === null ? {} : { stationId }) }, null);
  const details = { importId: context.imported.id, line };
  await record(context, { thing: 'request', thingId: request.id, event: 'request.changed', details });
}

export const requestsWork: ImportWork = { keyField: 'reference', weigh, write };
