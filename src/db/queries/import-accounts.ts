import { sql } from 'drizzle-orm';

import type { Role, VolunteerProfile } from '../../domain/account.ts';
import type { Connection } from '../client.ts';
import { accountCounties, accountRoles, accounts, volunteers } from '../tables/accounts.ts';

export type KnownAccount = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly countyCodes: readonly string[];
  readonly profile: Partial<VolunteerProfile> | null;
  /** Frozen, erased or merged: nothing is written to it. */
  readonly isClosed: boolean;
};

/** Accounts with these addresses. */
export async function listAccountsAt(db: Connection, emails: readonly string[]): Promise<KnownAccount[]> {
  return [
    ...(await db.execute<KnownAccount>(sql`
      select a.id, lower(a.email) as email, a.name,
        coalesce((select json_agg(r.role order by r.role) from account_roles r where r.account_id = a.id), '[]') as roles,
        coalesce((select json_agg(c.county_code order by c.county_code) from account_counties c where c.account_id = a.id), '[]') as "countyCodes",
        (select json_build_object('kind', v.kind, 'homeInstitution', v.home_institution, 'homeRegion', v.home_region, 'timeZone', v.time_zone,
          'bornDay', v.born_day, 'languages', to_json(v.languages)) from volunteers v where v.account_id = a.id) as profile,
        (a.frozen_at is not null or a.erased_at is not null or a.merged_into is not null) as "isClosed"
      from accounts a where lower(a.email) in (select jsonb_array_elements_text(${JSON.stringify(emails)}::jsonb))`)),
  ];
}

/** So many new ids, in the order in which they are to be used. */
export async function newIds(db: Connection, count: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select uuidv7() as id from generate_series(1, ${count}::int)`);
  return rows.map(({ id }) => id);
}

export type NewAccount = Pick<typeof accounts.$inferInsert, 'email' | 'name' | 'locale' | 'madeUp'> & {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly countyCodes: readonly string[];
  readonly profile: (Omit<VolunteerProfile, 'bornDay'> & { readonly bornDay: string | null }) | null;
};

/** Adds accounts with their roles, counties and profiles. */
export async function insertAccounts(db: Connection, rows: readonly NewAccount[]): Promise<void> {
  if (rows.length === 0) return;
  await db.insert(accounts).values(rows.map(({ id, email, name, locale, madeUp }) => ({ id, email, name, locale, madeUp })));
  await addParts(db, rows);
}

/** Adds what accounts have not: roles, counties, a profile; a profile that is there is written anew. */
export async function addParts(
  db: Connection,
  rows: readonly Pick<NewAccount, 'id' | 'roles' | 'countyCodes' | 'profile'>[],
): Promise<void> {
  const roles = rows.flatMap(({ id, roles: held }) => held.map((role) => ({ accountId: id, role })));
  const counties = rows.flatMap(({ id, countyCodes }) => countyCodes.map((countyCode) => ({ accountId: id, countyCode })));
  const profiles = rows.flatMap(({ id, profile }) => (profile === null ? [] : [{ accountId: id, ...profile }]));
  if (roles.length > 0) await db.insert(accountRoles).values(roles).onConflictDoNothing();
  if (counties.length > 0) await db.insert(accountCounties).values(counties).onConflictDoNothing();
  if (profiles.length === 0) return;
  await db
    .insert(volunteers)
    .values(profiles)
    .onConflictDoUpdate({
      target: volunteers.accountId,
      set: {
        kind: sql`excluded.kind`,
        homeInstitution: sql`excluded.home_institution`,
        homeRegion: sql`excluded.home_region`,
        timeZone: sql`excluded.time_zone`,
        bornDay: sql`excluded.born_day`,
        languages: sql`excluded.languages`,
      },
    });
}

/** Writes names anew, and which counties officers answer for. */
export async function saveAccounts(
  db: Connection,
  rows: readonly { readonly id: string; readonly name: string; readonly countyCodes: readonly string[] }[],
): Promise<void> {
  if (rows.length === 0) return;
  const given = JSON.stringify(rows);
  await db.execute(
    sql`update accounts a set name = x.name from jsonb_to_recordset(${given}::jsonb) as x(id uuid, name text) where a.id = x.id`,
  );
  await db.execute(sql`delete from account_counties c using jsonb_to_recordset(${given}::jsonb) as x(id uuid, "countyCodes" jsonb)
    where c.account_id = x.id and not x."countyCodes" ? c.county_code`);
}
