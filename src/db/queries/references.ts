import { and, eq, inArray, or, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { counties, provinces, stations } from '../tables/counties.ts';
import { requests } from '../tables/requests.ts';
import { subjects } from '../tables/subjects.ts';

export type Reference = {
  readonly kind: 'subject' | 'county' | 'province' | 'request';
  readonly code: string;
  readonly pointer: string;
};

/** Those of the named things that are not there: a request counts only in its season, and once it was approved or they agreed to come back to it. */
export async function listUnknownReferences(db: Connection, seasonId: string, named: readonly Reference[]): Promise<Reference[]> {
  const wanted = named.flatMap(({ kind, code }) => (kind === 'request' ? [code] : []));
  const known = await knownRequests(db, seasonId, wanted);
  const unknown = new Set(await listUnknownCodes(db, named));
  return named.filter((reference) => (reference.kind === 'request' ? !known.has(reference.code) : unknown.has(reference)));
}

/** Whoever said yes to being asked back ranks the request before it is approved; only their own yes is seen by whoever applies. */
const isAgreedTo = sql`exists (select from ask_backs b where b.request_id = ${requests.id} and b.state = 'agreed')`;

async function knownRequests(db: Connection, seasonId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: requests.id })
    .from(requests)
    .where(and(inArray(requests.id, [...ids]), eq(requests.seasonId, seasonId), or(eq(requests.state, 'approved'), isAgreedTo)));
  return new Set(rows.map(({ id }) => id));
}

/** Those of the named subjects, counties and provinces that do not exist; requests are passed over. */
export async function listUnknownCodes(db: Connection, named: readonly Reference[]): Promise<Reference[]> {
  const known = {
    subject: await knownCodes(named, 'subject', (codes) =>
      db.select({ code: subjects.code }).from(subjects).where(inArray(subjects.code, codes)),
    ),
    county: await knownCodes(named, 'county', (codes) =>
      db.select({ code: counties.code }).from(counties).where(inArray(counties.code, codes)),
    ),
    province: await knownCodes(named, 'province', (codes) =>
      db.select({ code: provinces.code }).from(provinces).where(inArray(provinces.code, codes)),
    ),
  };
  return named.filter(({ kind, code }) => kind !== 'request' && !known[kind].has(code));
}

async function knownCodes(
  named: readonly Reference[],
  kind: Reference['kind'],
  read: (codes: string[]) => Promise<{ code: string }[]>,
): Promise<Set<string>> {
  const codes = [...new Set(named.filter((reference) => reference.kind === kind).map(({ code }) => code))];
  if (codes.length === 0) return new Set();
  return new Set((await read(codes)).map(({ code }) => code));
}

/** A station of the county with the days on which it is open, or nothing. */
export async function findStationOf(
  db: Connection,
  id: string,
  countyCode: string,
): Promise<{ openedDay: string; closedDay: string | null } | undefined> {
  const [row] = await db
    .select({ openedDay: stations.openedDay, closedDay: stations.closedDay })
    .from(stations)
    .where(and(eq(stations.id, id), eq(stations.countyCode, countyCode)));
  return row;
}

/** Positions in the list of county codes that do not exist. */
export async function listUnknownCounties(db: Connection, codes: readonly string[]): Promise<number[]> {
  if (codes.length === 0) return [];
  const rows = await db
    .select({ code: counties.code })
    .from(counties)
    .where(inArray(counties.code, [...codes]));
  const known = new Set(rows.map((row) => row.code));
  return codes.flatMap((code, index) => (known.has(code) ? [] : [index]));
}
