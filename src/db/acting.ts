import { sql } from 'drizzle-orm';

import type { Actor } from '../domain/actor.ts';
import type { Connection, Transaction } from './client.ts';

type Isolation = { readonly isolationLevel: 'repeatable read' };

/**
 * A transaction in which somebody acts: the rows they may see and write follow from who they are (row-level security).
 * Outside of one the application may touch nothing.
 */
export async function actingAs<T>(db: Connection, actor: Actor, work: (tx: Transaction) => Promise<T>, isolation?: Isolation): Promise<T> {
  return db.transaction(async (tx) => {
    await become(tx, actor);
    return work(tx);
  }, isolation);
}

/** The actor of the rest of this transaction. */
export async function become(tx: Connection, actor: Actor): Promise<void> {
  const account = actor.kind === 'account' ? actor.accountId : '';
  const roles = actor.kind === 'account' ? actor.roles.join(',') : actor.kind === 'system' ? 'system' : '';
  const counties = actor.kind === 'account' ? actor.countyCodes.join(',') : '';
  await tx.execute(sql`select set_config('role', session_user || '_actor', true), set_config('zhijiao.account', ${account}, true),
    set_config('zhijiao.roles', ${roles}, true), set_config('zhijiao.counties', ${counties}, true)`);
}

/** Is this the statement that says who acts? */
export function isActing(text: string): boolean {
  return text.startsWith("select set_config('role'");
}

/** What follows from a consequence is part of it, and does not end it. */
async function isConsequence(tx: Connection): Promise<boolean> {
  const [now] = await tx.execute<{ roles: string | null }>(sql`select current_setting('zhijiao.roles', true) as roles`);
  return now?.roles === 'system';
}

/**
 * Does what follows from the actor's move by itself, on rows that the actor may not see, such as proposals nobody has
 * heard of, or that are kept from the very person who acts; then the actor is the actor again. What the actor may do was
 * decided before.
 */
export async function asConsequence<T>(tx: Connection, actor: Actor, work: () => Promise<T>): Promise<T> {
  if (actor.kind === 'system' || (await isConsequence(tx))) return work();
  await become(tx, { kind: 'system', job: 'consequence' });
  const done = await work();
  await become(tx, actor);
  return done;
}
