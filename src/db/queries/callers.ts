import { sql } from 'drizzle-orm';

import type { Role } from '../../domain/account.ts';
import { idleHours, privilegedRoles } from '../../domain/session.ts';
import type { Connection } from '../client.ts';

/** What is asked before anybody acts; the database lets the application ask nothing else then. */
type Holder = { readonly accountId: string; readonly roles: Role[]; readonly countyCodes: string[] };

/** Whose token this is, what they may act as and what the token was made for, if it is known and has not run out. */
export async function findTokenHolder(
  db: Connection,
  sha256: Uint8Array,
  at: string,
): Promise<(Holder & { readonly scopes?: string[] }) | undefined> {
  const [row] = await db.execute<Holder & { scopes: string[] | null }>(sql`
    select account_id as "accountId", to_json(roles) as roles, to_json(counties) as "countyCodes", to_json(scopes) as scopes
    from holder_of_token(${sha256}, ${at})`);
  if (row === undefined) return undefined;
  const { scopes, ...holder } = row;
  return scopes === null ? holder : { ...holder, scopes };
}

/** The zone is a volunteer's own; others have none. */
type SessionHeld = {
  readonly sessionId: string;
  readonly name: string;
  readonly zone: string | null;
  /** Notices, at most a hundred. */
  readonly unread: number;
};

/** Whose session this is, if it is known, has not run out and was used lately. */
export async function findSessionHolder(db: Connection, hash: string, at: string): Promise<(Holder & SessionHeld) | undefined> {
  const [row] = await db.execute<Holder & SessionHeld>(sql`
    select account_id as "accountId", to_json(roles) as roles, to_json(counties) as "countyCodes", session_id as "sessionId", name, zone, unread
    from holder_of_session(${hash}, ${at}, make_interval(hours => ${idleHours.plain}), make_interval(hours => ${idleHours.privileged}),
      string_to_array(${privilegedRoles.join(',')}, ','))`);
  return row;
}

/** Up to which event the record goes. */
export async function findRecordVersion(db: Connection): Promise<string> {
  const [row] = await db.execute<{ version: string }>(sql`select record_version()::text as version`);
  return row?.version ?? '';
}

/** Is this the statement that asks how far the record goes? */
export function isRecordVersion(text: string): boolean {
  return text.startsWith('select record_version()');
}

type Calls = { readonly caller: string; readonly calls: number; readonly windowEndsAt: string };

/** Adds calls to those of the minute that ends then; gives how many there were from everywhere. */
export async function countCalls(db: Connection, { caller, calls, windowEndsAt }: Calls): Promise<number> {
  const [row] = await db.execute<{ calls: number }>(sql`select count_calls(${caller}, ${calls}, ${windowEndsAt}) as calls`);
  return row?.calls ?? calls;
}

type Knock = {
  readonly door: string;
  readonly knocker: string;
  readonly most: number;
  readonly windowSeconds: number;
  readonly at: string;
};

/** Counts a knock in the door's window; gives the seconds until the next may come, or 0 when this one may pass. */
export async function knock(db: Connection, { door, knocker, most, windowSeconds, at }: Knock): Promise<number> {
  const [row] = await db.execute<{ seconds: number }>(sql`select knock(${door}, ${knocker}, ${most}, ${windowSeconds}, ${at}) as seconds`);
  return row?.seconds ?? 0;
}
