import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import type { AccountInput, Role, VolunteerProfile } from '../../domain/account.ts';
import type { Connection } from '../client.ts';
import { accountCounties, accountRoles, accounts, volunteers } from '../tables/accounts.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

type AccountRow = typeof accounts.$inferSelect;
export type Account = AccountRow & {
  readonly roles: readonly Role[];
  readonly countyCodes: readonly string[];
  readonly profile: VolunteerProfile | null;
};

export async function findAccount(db: Connection, id: string): Promise<Account | undefined> {
  return (await withParts(db, await db.select().from(accounts).where(eq(accounts.id, id))))[0];
}

/** The name alone, for whoever needs no more. */
export async function findName(db: Connection, id: string): Promise<string | undefined> {
  const [row] = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, id));
  return row?.name;
}

/** The account's row, held until the transaction ends. */
export async function lockAccount(db: Connection, id: string): Promise<Account | undefined> {
  return (await withParts(db, await db.select().from(accounts).where(eq(accounts.id, id)).for('update')))[0];
}

export async function findAccountByEmail(db: Connection, email: string): Promise<Account | undefined> {
  return (
    await withParts(
      db,
      await db
        .select()
        .from(accounts)
        .where(sql`lower(${accounts.email}) = lower(${email})`),
    )
  )[0];
}

/** Is anybody else an admin who can sign in? Holds every admin's role, so that two cannot step down past each other. */
export async function hasOtherAdmin(db: Connection, accountId: string): Promise<boolean> {
  const admins = await db
    .select({ id: accounts.id, frozenAt: accounts.frozenAt, mergedInto: accounts.mergedInto })
    .from(accountRoles)
    .innerJoin(accounts, eq(accounts.id, accountRoles.accountId))
    .where(eq(accountRoles.role, 'admin'))
    .orderBy(accountRoles.accountId)
    .for('update', { of: accountRoles });
  return admins.some(({ id, frozenAt, mergedInto }) => id !== accountId && frozenAt === null && mergedInto === null);
}

/** Accounts by id. */
export async function listAccounts(db: Connection, filter: { readonly role?: Role | undefined }, page: PageWanted): Promise<Page<Account>> {
  const withRole = db
    .select({ id: accountRoles.accountId })
    .from(accountRoles)
    .where(eq(accountRoles.role, filter.role ?? 'volunteer'));
  const rows = await db
    .select()
    .from(accounts)
    .where(and(filter.role === undefined ? undefined : inArray(accounts.id, withRole), afterKey(accounts.id, page)))
    .orderBy(byKey(accounts.id, page))
    .limit(page.limit + 1);
  return pageOf(await withParts(db, rows), page, (row) => row.id);
}

/** Everybody with the role, by id. */
export async function listAccountsOfRole(db: Connection, role: Role): Promise<AccountRow[]> {
  const rows = await db
    .select({ account: accounts })
    .from(accounts)
    .innerJoin(accountRoles, and(eq(accountRoles.accountId, accounts.id), eq(accountRoles.role, role)))
    .where(and(isNull(accounts.erasedAt), isNull(accounts.mergedInto)))
    .orderBy(accounts.id);
  return rows.map(({ account }) => account);
}

/** Adds the account with its roles; nothing when the address is taken. */
export async function insertAccount(
  db: Connection,
  { roles, countyCodes, profile, ...columns }: AccountInput,
): Promise<string | undefined> {
  const [row] = await db.insert(accounts).values(columns).onConflictDoNothing().returning({ id: accounts.id });
  if (row === undefined) return undefined;
  await saveRoles(db, row.id, roles);
  await saveCounties(db, row.id, countyCodes);
  if (profile !== null) await saveVolunteer(db, row.id, profile);
  return row.id;
}

export async function saveAccount(
  db: Connection,
  id: string,
  { roles, countyCodes, profile, ...columns }: Partial<AccountInput>,
): Promise<void> {
  await db
    .update(accounts)
    .set({ id, ...columns })
    .where(eq(accounts.id, id));
  if (roles !== undefined) await saveRoles(db, id, roles);
  if (countyCodes !== undefined) await saveCounties(db, id, countyCodes);
  if (profile !== undefined && profile !== null) await saveVolunteer(db, id, profile);
}

/** Freezes the account from an instant on, or thaws it. */
export async function saveFrozen(db: Connection, id: string, frozenAt: string | null): Promise<void> {
  await db.update(accounts).set({ frozenAt }).where(eq(accounts.id, id));
}

/** Which of these accounts are volunteers'. */
export async function listVolunteerIds(db: Connection, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: volunteers.accountId })
    .from(volunteers)
    .where(inArray(volunteers.accountId, [...accountIds]));
  return new Set(rows.map(({ id }) => id));
}

/** The volunteer's profile, where it is whole: people of the past are on record without a birthday. */
export async function findVolunteer(db: Connection, accountId: string): Promise<VolunteerProfile | undefined> {
  const [row] = await db.select().from(volunteers).where(eq(volunteers.accountId, accountId));
  return row === undefined ? undefined : profileOf(row);
}

async function saveRoles(db: Connection, accountId: string, roles: readonly Role[]): Promise<void> {
  await db.delete(accountRoles).where(eq(accountRoles.accountId, accountId));
  const rows = [...new Set(roles)].map((role) => ({ accountId, role }));
  if (rows.length > 0) await db.insert(accountRoles).values(rows);
}

async function saveCounties(db: Connection, accountId: string, codes: readonly string[]): Promise<void> {
  await db.delete(accountCounties).where(eq(accountCounties.accountId, accountId));
  const rows = [...new Set(codes)].map((countyCode) => ({ accountId, countyCode }));
  if (rows.length > 0) await db.insert(accountCounties).values(rows);
}

async function saveVolunteer(db: Connection, accountId: string, profile: VolunteerProfile): Promise<void> {
  await db
    .insert(volunteers)
    .values({ accountId, ...profile })
    .onConflictDoUpdate({ target: volunteers.accountId, set: profile });
}

async function withParts(db: Connection, rows: readonly AccountRow[]): Promise<Account[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const roleRows = await db.select().from(accountRoles).where(inArray(accountRoles.accountId, ids)).orderBy(accountRoles.role);
  const countyRows = await db
    .select()
    .from(accountCounties)
    .where(inArray(accountCounties.accountId, ids))
    .orderBy(accountCounties.countyCode);
  const volunteerRows = await db.select().from(volunteers).where(inArray(volunteers.accountId, ids));
  return rows.map((row) => {
    const volunteer = volunteerRows.find((profile) => profile.accountId === row.id);
    return {
      ...row,
      roles: roleRows.filter(({ accountId }) => accountId === row.id).map(({ role }) => role),
      countyCodes: countyRows.filter(({ accountId }) => accountId === row.id).map(({ countyCode }) => countyCode),
      profile: volunteer === undefined ? null : (profileOf(volunteer) ?? null),
    };
  });
}

function profileOf({ accountId, bornDay, ...profile }: typeof volunteers.$inferSelect): VolunteerProfile | undefined {
  return bornDay === null ? undefined : { ...profile, bornDay };
}
