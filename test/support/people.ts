import type postgres from 'postgres';

import type { TestDatabase } from './database.ts';
import { makeAccount, moveRow, recordMove } from './rows.ts';
import { siteFor, tokenOf } from './site.ts';

type Site = ReturnType<typeof siteFor>;

/** Somebody with an account, and the site as they see it: on the tests' usual day, or at another instant. */
export type Person = { readonly id: string; readonly token: string; readonly site: Site; readonly at: (now: string) => Site };

export async function personOf(database: TestDatabase, id: string): Promise<Person> {
  const token = await tokenOf(database.sql, id);
  const at = (now: string) => siteFor(database, { token, now });
  return { id, token, site: siteFor(database, { token }), at };
}

export async function makePerson(database: TestDatabase, role: string, name: string): Promise<Person> {
  return personOf(database, await makeAccount(database.sql, role, name));
}

/** Somebody with a volunteer's profile, as whoever applies has one. */
export async function makeVolunteer(database: TestDatabase, name: string): Promise<Person> {
  const person = await makePerson(database, 'volunteer', name);
  await database.sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
    values (${person.id}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2005-01-01', ${['zh-CN']})`;
  return person;
}

/** The officer of one county. */
export async function makeOfficer(database: TestDatabase, countyCode: string): Promise<Person> {
  const person = await makePerson(database, 'county', `县 ${countyCode}`);
  await database.sql`insert into account_counties (account_id, county_code) values (${person.id}, ${countyCode})`;
  return person;
}

/** What was recorded of a thing, oldest first. */
export async function eventsOf(sql: postgres.Sql, thing: string, thingId: string): Promise<string[]> {
  const rows = await sql`select event from events where thing = ${thing} and thing_id = ${thingId} order by sequence`;
  return rows.map((row) => String(row['event']));
}

type Cleared = { readonly accountId: string; readonly kind: string; readonly validThroughDay: string; readonly verifiedBy: string };

/** A check that was handed in and cleared; gives its id. */
export async function clearedCheck(sql: postgres.Sql, { accountId, kind, validThroughDay, verifiedBy }: Cleared): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, ${kind}) returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'clearance', id, null, 'requested');
    await moveRow(tx, 'clearance', id, 'requested', 'submitted');
    const verified = { valid_through_day: validThroughDay, verified_by: verifiedBy, verified_at: '2026-01-01T00:00:00Z' };
    await moveRow(tx, 'clearance', id, 'submitted', 'cleared', verified);
    return id;
  });
}

type Items = Record<string, unknown>[];

/** The items of a list. */
export function itemsOf({ body }: { readonly body: Record<string, unknown> }): Items {
  return body['items'] as Items;
}

/** A refusal in short: its status, its kind, and where its faults lie. */
export function refusalOf({ status, body }: { readonly status: number; readonly body: Record<string, unknown> }) {
  const errors = (body['errors'] ?? []) as { pointer: string; code: string }[];
  return { status, kind: String(body['type']).replace('/problems/', ''), faults: errors.map(({ pointer, code }) => `${pointer} ${code}`) };
}

export const refused = (status: number, kind: string, faults: readonly string[] = []) => ({ status, kind, faults });
