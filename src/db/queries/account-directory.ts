import { sql } from 'drizzle-orm';

import type { Locale, Role } from '../../domain/account.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page } from './page.ts';

export type AccountState = 'active' | 'frozen' | 'erased';
export const accountStates = ['active', 'frozen', 'erased'] as const satisfies readonly AccountState[];

type County = { readonly code: string; readonly zh: string; readonly en: string };
export type DirectoryAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly version: number;
  readonly madeUp: boolean;
  readonly createdAt: string;
  readonly frozenAt: string | null;
  readonly erasedAt: string | null;
  readonly roles: readonly Role[];
  readonly counties: readonly County[];
  readonly hasProfile: boolean;
  /** Since when nothing is sent to the address, and what it answered last. */
  readonly mailStoppedAt: string | null;
  readonly mailAnswer: string | null;
};

const account = sql`select a.id, a.name, a.email, a.locale, a.version, a.made_up as "madeUp", a.created_at as "createdAt",
    a.frozen_at as "frozenAt", a.erased_at as "erasedAt", (select true from volunteers v where v.account_id = a.id) is true as "hasProfile",
    b.stopped_at as "mailStoppedAt", b.last_answer as "mailAnswer",
    coalesce((select json_agg(r.role order by r.role) from account_roles r where r.account_id = a.id), '[]') as roles,
    coalesce((select json_agg(json_build_object('code', c.code, 'zh', c.name_zh, 'en', c.name_en) order by c.code)
      from account_counties ac join counties c on c.code = ac.county_code where ac.account_id = a.id), '[]') as counties
  from accounts a left join bounces b on b.account_id = a.id`;

export type AccountFilter = {
  /** Part of a name or of an address. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly state?: AccountState | undefined;
};

/** Accounts, the newest first. */
export async function listDirectory(
  db: Connection,
  { text, role, state }: AccountFilter,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<DirectoryAccount>> {
  const inState = {
    active: sql`a.frozen_at is null and a.erased_at is null`,
    frozen: sql`a.frozen_at is not null`,
    erased: sql`a.erased_at is not null`,
  };
  const wanted = [
    text === undefined ? undefined : sql`a.id in (select accounts_with(${text}, false))`,
    role === undefined ? undefined : sql`exists (select from account_roles r where r.account_id = a.id and r.role = ${role})`,
    state === undefined ? undefined : inState[state],
    page.after === undefined ? undefined : sql`a.id < ${page.after}::uuid`,
  ].filter((part) => part !== undefined);
  const where = wanted.length === 0 ? sql`` : sql`where ${sql.join(wanted, sql` and `)}`;
  const rows = await db.execute<DirectoryAccount>(sql`${account} ${where} order by a.id desc limit ${page.limit + 1}`);
  return pageOf(rows, { limit: page.limit }, ({ id }) => id);
}

export async function findInDirectory(db: Connection, id: string): Promise<DirectoryAccount | undefined> {
  const [row] = await db.execute<DirectoryAccount>(sql`${account} where a.id = ${id}::uuid`);
  return row;
}

/** Counties that have one of these names, in either language. */
export async function listCountiesNamed(db: Connection, names: readonly string[]): Promise<County[]> {
  if (names.length === 0) return [];
  const list = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );
  return [
    ...(await db.execute<County>(
      sql`select code, name_zh as zh, name_en as en from counties where name_zh in (${list}) or name_en in (${list}) order by code`,
    )),
  ];
}
