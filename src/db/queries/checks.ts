import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import type { Placement } from './placements.ts';

/** Kinds of checks the season asks of this delivery and the person has not valid through the placement's last day, by name. */
export async function listMissingChecks(
  db: Connection,
  placement: Pick<Placement, 'accountId' | 'seasonId' | 'requestId'>,
  throughDay: string,
): Promise<string[]> {
  const rows = await db.execute<{ missing: string }>(sql`
    select unnest(missing_checks(${placement.accountId}, ${placement.seasonId}, r.delivery, ${throughDay})) as missing
    from requests r where r.id = ${placement.requestId}`);
  return rows.map((row) => row.missing);
}
