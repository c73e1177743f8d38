import { sql } from 'drizzle-orm';

import type { Role } from '../../domain/account.ts';
import type { Connection } from '../client.ts';

export type InstallationFacts = {
  readonly postgresVersion: string;
  /** Up to which of its changes the database has come. */
  readonly schemaVersion: number;
  /** With what it was first started: made-up data, or nothing. */
  readonly firstStart: string | null;
  readonly accounts: number;
  readonly madeUp: number;
  readonly frozen: number;
  readonly byRole: Readonly<Partial<Record<Role, number>>>;
};

/** What there is to say of this installation as a whole. */
export async function findInstallation(db: Connection): Promise<InstallationFacts> {
  const [row] = await db.execute<InstallationFacts>(sql`
    select current_setting('server_version') as "postgresVersion", schema_version() as "schemaVersion",
      (select value from installation where key = 'first start') as "firstStart",
      (select count(*)::int from accounts where erased_at is null) as accounts,
      (select count(*)::int from accounts where erased_at is null and made_up) as "madeUp",
      (select count(*)::int from accounts where erased_at is null and frozen_at is not null) as frozen,
      coalesce((select json_object_agg(role, people) from (select role, count(*)::int as people from account_roles group by role) as counted), '{}') as "byRole"`);
  if (row === undefined) throw new Error('a count returned no row');
  return row;
}
