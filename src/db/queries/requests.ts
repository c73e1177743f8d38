import { and, asc, desc, eq, gt, inArray, lt, or } from 'drizzle-orm';

import type { Period } from '../../domain/calendar.ts';
import type { HostConditions, LineInput, RequestFields, RequestPatch, RequestState } from '../../domain/request.ts';
import type { Connection } from '../client.ts';
import { hostConditions, lines, requests } from '../tables/requests.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

type RequestRow = typeof requests.$inferSelect;
export type Line = typeof lines.$inferSelect;
export type TeachingRequest = RequestRow & { readonly hostConditions: HostConditions | null; readonly lines: readonly Line[] };

export async function findRequest(db: Connection, id: string): Promise<TeachingRequest | undefined> {
  const rows = await db.select().from(requests).where(eq(requests.id, id));
  return (await withParts(db, rows))[0];
}

/** The requests with these ids, by id. */
export async function listRequestsAt(db: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, TeachingRequest>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(requests)
    .where(inArray(requests.id, [...ids]));
  return new Map((await withParts(db, rows)).map((request) => [request.id, request]));
}

/** The request's row, held until the transaction ends. */
export async function lockRequest(db: Connection, id: string): Promise<TeachingRequest | undefined> {
  const rows = await db.select().from(requests).where(eq(requests.id, id)).for('update');
  return (await withParts(db, rows))[0];
}

/** Requests by id. */
export async function listRequests(
  db: Connection,
  filter: {
    readonly countyCodes?: readonly string[] | undefined;
    readonly seasonId?: string | undefined;
    readonly state?: RequestState | undefined;
  },
  page: PageWanted,
): Promise<Page<TeachingRequest>> {
  const rows = await db
    .select()
    .from(requests)
    .where(
      and(
        filter.countyCodes === undefined ? undefined : inArray(requests.countyCode, [...filter.countyCodes]),
        filter.seasonId === undefined ? undefined : eq(requests.seasonId, filter.seasonId),
        filter.state === undefined ? undefined : eq(requests.state, filter.state),
        afterKey(requests.id, page),
      ),
    )
    .orderBy(byKey(requests.id, page))
    .limit(page.limit + 1);
  return pageOf(await withParts(db, rows), page, (row) => row.id);
}

/** Does a request that was handed in or approved lie outside these days of the season? */
export async function hasRequestOutside(db: Connection, seasonId: string, days: Period): Promise<boolean> {
  const [row] = await db
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.seasonId, seasonId),
        inArray(requests.state, ['submitted', 'approved']),
        or(lt(requests.startDay, days.startDay), gt(requests.endDay, days.endDay)),
      ),
    )
    .limit(1);
  return row !== undefined;
}

export async function insertRequest(
  db: Connection,
  whose: { readonly seasonId: string; readonly countyCode: string; readonly recordedBy: string | null },
  fields: RequestFields,
): Promise<string> {
  const { hostConditions: conditions, lines: wanted, ...columns } = fields;
  const { recordedBy, ...where } = whose;
  const [row] = await db
    .insert(requests)
    .values({ ...where, ...columns })
    .returning({ id: requests.id });
  if (row === undefined) throw new Error('an insert returned no row');
  await insertLines(db, { id: row.id, seasonId: whose.seasonId }, wanted);
  if (conditions !== null) await insertHostConditions(db, row.id, conditions, recordedBy);
  return row.id;
}

/** Writes the fields that are given and leaves the others; given lines replace all lines. */
export async function saveRequest(
  db: Connection,
  request: { readonly id: string; readonly seasonId: string },
  fields: RequestPatch,
  recordedBy: string | null,
): Promise<void> {
  const { hostConditions: conditions, lines: wanted, ...columns } = fields;
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  await db
    .update(requests)
    .set({ id: request.id, ...given })
    .where(eq(requests.id, request.id));
  if (wanted !== undefined) {
    await db.delete(lines).where(eq(lines.requestId, request.id));
    await insertLines(db, request, wanted);
  }
  if (conditions !== undefined && conditions !== null) await insertHostConditions(db, request.id, conditions, recordedBy);
}

export async function saveRequestState(
  db: Connection,
  id: string,
  change: { readonly state: RequestState; readonly decisionReason?: string | null; readonly submittedAt?: string },
): Promise<void> {
  await db.update(requests).set(change).where(eq(requests.id, id));
}

async function insertLines(
  db: Connection,
  request: { readonly id: string; readonly seasonId: string },
  wanted: readonly LineInput[],
): Promise<void> {
  const rows = wanted.map(({ subject, ...line }, position) => ({
    ...line,
    requestId: request.id,
    seasonId: request.seasonId,
    position,
    subjectCode: subject,
  }));
  if (rows.length > 0) await db.insert(lines).values(rows);
}

/** Adds a version that the county signed. */
export async function insertHostConditions(
  db: Connection,
  requestId: string,
  conditions: HostConditions,
  recordedBy: string | null,
): Promise<string> {
  const [row] = await db.insert(hostConditions).values({ requestId, conditions, recordedBy }).returning({ id: hostConditions.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

/** Something that belongs to the request changed, so that it has a new version. */
export async function touchRequest(db: Connection, id: string): Promise<void> {
  await db.update(requests).set({ id }).where(eq(requests.id, id));
}

async function withParts(db: Connection, rows: readonly RequestRow[]): Promise<TeachingRequest[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const lineRows = await db.select().from(lines).where(inArray(lines.requestId, ids)).orderBy(asc(lines.position));
  const conditionRows = await db
    .selectDistinctOn([hostConditions.requestId])
    .from(hostConditions)
    .where(inArray(hostConditions.requestId, ids))
    .orderBy(asc(hostConditions.requestId), desc(hostConditions.id));
  const linesById = Map.groupBy(lineRows, (row) => row.requestId);
  const conditionsById = new Map(conditionRows.map((row) => [row.requestId, row.conditions]));
  return rows.map((row) => ({
    ...row,
    lines: linesById.get(row.id) ?? [],
    hostConditions: conditionsById.get(row.id) ?? null,
  }));
}

/** Holds requests at a distance that allow it still; gives the ids of those that do. Below its minimum such a request closes. */
export async function turnRequests(db: Connection, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .update(requests)
    .set({ delivery: 'distance', belowMinimum: 'closes' })
    .where(and(inArray(requests.id, [...ids]), eq(requests.belowMinimum, 'turns_to_distance'), eq(requests.state, 'approved')))
    .returning({ id: requests.id });
  return rows.map(({ id }) => id);
}
