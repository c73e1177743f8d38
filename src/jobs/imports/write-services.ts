import { instantOf } from '../../actions/context.ts';
import { recordAll } from '../../actions/record.ts';
import { drawSeed } from '../../actions/seasons/draw-seed.ts';
import { newIds } from '../../db/queries/import-accounts.ts';
import {
  insertApplications,
  insertApplicationSubjects,
  insertCompletions,
  insertPlacements,
  insertRequests,
  listApplicationsOf,
  listSeasonsNamed,
  moveAll,
  type NewService,
} from '../../db/queries/import-placements.ts';
import { insertOrigins } from '../../db/queries/imports.ts';
import { insertSeason } from '../../db/queries/seasons.ts';
import { daysIn } from '../../domain/calendar.ts';
import { personKey, seasonOf, type PlacementRecord } from '../../domain/import/placements.ts';
import type { SeasonDays } from '../../domain/season.ts';
import { goThrough } from './go-through.ts';
import { serviceIn } from './service-people.ts';
import type { RowToWrite, WritingContext } from './work.ts';
import { writePeople } from './write-people.ts';

type Written = { readonly row: RowToWrite; readonly record: PlacementRecord; readonly accountId: string; readonly seasonId: string };

/**
 * Writes services of the past with all that a placement rests on: the person, a season that is closed, an application, a request with its lines,
 * and the completion. Each goes through its states, with an event for every step that names the file and the line.
 */
export async function writeServices(context: WritingContext, rows: readonly RowToWrite[]): Promise<ReadonlyMap<number, string>> {
  const people = await writePeople(context, rows);
  const seasons = await writeSeasons(context, rows);
  const written = rows.map((row): Written => {
    const record = serviceIn(row);
    return { row, record, accountId: people.get(personKey(record)) ?? '', seasonId: seasons.get(seasonOf(record).nameZh) ?? '' };
  });
  const applications = await writeApplications(context, written);
  const lines = await writeRequests(context, written);
  const ids = await newIds(context.db, written.length);
  const services = written.map(({ row, record, accountId, seasonId }, i): NewService => {
    const line = lines.get(lineKey(record, seasonId));
    return {
      id: ids[i] ?? '',
      applicationId: applications.get(`${accountId} ${seasonId}`) ?? '',
      accountId,
      seasonId,
      requestId: line?.requestId ?? '',
      lineId: line?.lineId ?? '',
      countyCode: record.county,
      startDay: record.startDay,
      endDay: record.endDay,
      subjectCode: record.subject,
      delivery: record.delivery,
      volunteerKind: record.kind,
      homeRegion: record.region,
      daysServed: record.daysServed ?? daysIn(record),
      lessonsHeld: record.lessons ?? 0,
      minutesTaught: record.hours ?? 0,
      learners: record.learners ?? 0,
      year: record.year,
      tier: record.tier,
      institution: record.institution,
      firstTimer: record.firstTimer,
      madeUp: record.madeUp ?? false,
      source: sourceText(context, row.line),
    };
  });
  await writePlacements(context, written, services);
  return new Map(written.map(({ row }, i) => [row.line, ids[i] ?? '']));
}

function sourceText({ imported }: WritingContext, line: number): string {
  return `${imported.fileName.slice(0, 90)}：第 ${line} 行 / line ${line}`;
}

/** The days of a season of which only the teaching is known. */
function daysOf(teachingStartDay: string, teachingEndDay: string): SeasonDays {
  const [opens, closes] = [teachingStartDay, teachingStartDay];
  return {
    applicationsOpenDay: opens,
    applicationsCloseDay: closes,
    requestsOpenDay: opens,
    requestsCloseDay: closes,
    matchDay: closes,
    teachingStartDay,
    teachingEndDay,
  };
}

async function writeSeasons(context: WritingContext, rows: readonly RowToWrite[]): Promise<ReadonlyMap<string, string>> {
  const { db } = context;
  const wanted = Map.groupBy(rows, (row) => seasonOf(serviceIn(row)).nameZh);
  const known = await listSeasonsNamed(db, [...wanted.keys()]);
  const idByName = new Map(known.toReversed().flatMap(({ id, nameZh, nameEn }) => [[nameZh, id] as const, [nameEn, id] as const]));
  for (const [name, ofSeason] of wanted) {
    const [first] = ofSeason;
    if (idByName.has(name) || first === undefined) continue;
    const records = ofSeason.map(serviceIn);
    const { nameZh, nameEn, year } = seasonOf(serviceIn(first));
    const teachingStartDay = records.map(({ startDay }) => startDay).reduce((a, b) => (a < b ? a : b), `${year}-01-01`);
    const id = await insertSeason(db, {
      nameZh,
      nameEn,
      ...daysOf(teachingStartDay, `${year}-12-31`),
      replyHours: 72,
      checks: { on_site: [], distance: [], blended: [] },
      ...(await drawSeed()),
    });
    await goThrough(context, 'season', [{ id, line: first.line }], ['planned', 'open', 'matching', 'placing', 'teaching', 'closed']);
    idByName.set(name, id);
  }
  return idByName;
}

async function writeApplications(context: WritingContext, written: readonly Written[]): Promise<ReadonlyMap<string, string>> {
  const { db, now } = context;
  const first = new Map<string, Written>();
  for (const one of written) first.set(`${one.accountId} ${one.seasonId}`, first.get(`${one.accountId} ${one.seasonId}`) ?? one);
  const known = await listApplicationsOf(
    db,
    [...first.values()].map(({ accountId, seasonId }) => ({ accountId, seasonId })),
  );
  const idByPair = new Map(known.map(({ id, accountId, seasonId }) => [`${accountId} ${seasonId}`, id]));
  const lacking = [...first].filter(([pair]) => !idByPair.has(pair));
  const ids = await newIds(db, lacking.length);
  const made = lacking.map(([pair, { accountId, seasonId, record, row }], i) => ({
    pair,
    id: ids[i] ?? '',
    accountId,
    seasonId,
    delivery: record.delivery,
    line: row.line,
  }));
  await insertApplications(db, made, instantOf(now));
  const going = made.map(({ id, line, accountId }) => ({ id, line, subjectId: accountId }));
  await goThrough(context, 'application', going, ['draft', 'submitted', 'approved']);
  for (const { pair, id } of made) idByPair.set(pair, id);
  const subjects = written.map(({ accountId, seasonId, record }) => ({
    applicationId: idByPair.get(`${accountId} ${seasonId}`) ?? '',
    subjectCode: record.subject,
  }));
  await insertApplicationSubjects(db, subjects);
  return idByPair;
}

function requestKeyOf({ county, startDay, endDay, delivery, requestKind, place }: PlacementRecord, seasonId: string): string {
  return [seasonId, county, startDay, endDay, delivery, requestKind ?? '', place ?? ''].join(' ');
}
const roleOf = ({ role }: PlacementRecord) => role ?? 'teacher';

function lineKey(record: PlacementRecord, seasonId: string): string {
  return `${requestKeyOf(record, seasonId)} ${record.subject} ${roleOf(record)}`;
}

/** What those ask for who served at one place on the same days. */
function requestFor({ imported }: WritingContext, { record, seasonId, row }: Written, id: string) {
  const { county: countyCode, delivery, startDay, endDay } = record;
  const kind = record.requestKind ?? (delivery === 'distance' ? 'distance' : 'camp');
  const place = record.place ?? imported.fileName.slice(0, 200);
  const { line, confidence } = row;
  const weeklyHours = weeklyHoursOf(record);
  return {
    id,
    key: requestKeyOf(record, seasonId),
    seasonId,
    countyCode,
    kind,
    delivery,
    place,
    startDay,
    endDay,
    weeklyHours,
    line,
    confidence,
  };
}

/** One request for those who served at one place on the same days, with a line for each subject and role. */
async function writeRequests(context: WritingContext, written: readonly Written[]) {
  const { db, now, imported } = context;
  const firsts = firstOfEach(written, ({ record, seasonId }) => requestKeyOf(record, seasonId));
  const requestIds = await newIds(db, firsts.length);
  const requests = firsts.map(({ first }, i) => requestFor(context, first, requestIds[i] ?? ''));
  const idByRequest = new Map(requests.map(({ key, id }) => [key, id]));
  const ofLines = firstOfEach(written, ({ record, seasonId }) => lineKey(record, seasonId));
  const lineIds = await newIds(db, ofLines.length);
  const lines = ofLines.map(({ key, first: { record, seasonId }, count: seats }, i) => {
    const requestId = idByRequest.get(requestKeyOf(record, seasonId)) ?? '';
    return { key, id: lineIds[i] ?? '', requestId, seasonId, position: i, subjectCode: record.subject, role: roleOf(record), seats };
  });
  await insertRequests(db, requests, lines, instantOf(now));
  await goThrough(context, 'request', requests, ['draft', 'submitted', 'approved']);
  await insertOrigins(
    db,
    requests.map(({ id, line, confidence }) => ({ importId: imported.id, line, thing: 'request', thingId: id, confidence })),
  );
  return new Map(lines.map(({ key, id, requestId }) => [key, { lineId: id, requestId }]));
}

/** The first of those with the same key, and how many there are. */
function firstOfEach(written: readonly Written[], keyOf: (one: Written) => string) {
  return [...Map.groupBy(written, keyOf)].flatMap(([key, group]) => {
    const [first] = group;
    return first === undefined ? [] : [{ key, first, count: group.length }];
  });
}

/** Hours a week, where the source says how many were taught in all; else the least that a request can ask. */
function weeklyHoursOf({ hours, startDay, endDay }: PlacementRecord): number {
  if (hours === null) return 1;
  return Math.min(60, Math.max(1, Math.round(hours / 60 / (daysIn({ startDay, endDay }) / 7))));
}

async function writePlacements(context: WritingContext, written: readonly Written[], services: readonly NewService[]): Promise<void> {
  const { db, now, imported } = context;
  const at = instantOf(now);
  await insertPlacements(db, services, at);
  const going = services.map(({ id, accountId }, i) => ({ id, subjectId: accountId, line: written[i]?.row.line ?? 0 }));
  await goThrough(context, 'placement', going, ['proposed', 'offered', 'accepted', 'started']);
  await insertCompletions(db, services, at);
  await moveAll(
    db,
    'placements',
    services.map(({ id }) => id),
    'completed',
  );
  await recordAll(
    context,
    going.map(({ id, line, subjectId }) => ({
      thing: 'placement',
      thingId: id,
      event: 'placement.completed',
      from: 'started',
      to: 'completed',
      subjectId,
      details: { importId: imported.id, line },
    })),
  );
  await insertOrigins(
    db,
    written.map(({ row: { line, confidence } }, i) => ({
      importId: imported.id,
      line,
      thing: 'placement',
      thingId: services[i]?.id ?? '',
      confidence,
    })),
  );
}
