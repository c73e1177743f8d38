import type postgres from 'postgres';

import { makeAsked } from './asked.ts';
import { makeEvents } from './events.ts';
import { makePeople } from './people.ts';
import { makePlaces, makeSeasons } from './places.ts';
import { makeServed } from './served.ts';
import { withoutIndexes } from './without-indexes.ts';

/** What so many completed placements come with; the made-up record is whole where they are a multiple of a thousand. */
const filled = [
  'accounts',
  'account_roles',
  'volunteers',
  'stations',
  'station_rooms',
  'station_sessions',
  'requests',
  'lines',
  'host_conditions',
  'applications',
  'application_subjects',
  'application_windows',
  'application_choices',
  'placements',
  'reports',
  'confirmations',
  'completions',
  'clearances',
  'messages',
  'events',
];

/**
 * Fills a database with so many completed placements and what comes with them: who applied and was not placed, what was declined, what
 * happened on the way, and a season that is open. Rows are made in the database, past its triggers and keys; then the tallies are counted
 * by their own function, and it is told how long that took, in seconds. About five in eight placements are by different people.
 */
export async function makeRecord(sql: postgres.Sql, completions: number): Promise<{ readonly made: number; readonly counted: number }> {
  const begun = performance.now();
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`alter table completions disable trigger user`;
    await withoutIndexes(tx, filled, async () => {
      await makeSeasons(tx);
      await makePlaces(tx);
      await makePeople(tx, completions);
      await makeAsked(tx, completions);
      await makeServed(tx, completions);
      await makeEvents(tx);
    });
    await tx`alter table completions enable trigger user`;
    await tx`alter table completions enable always trigger note_written, enable always trigger note_changed, enable always trigger note_deleted`;
  });
  const made = performance.now();
  await sql`select rebuild_tallies()`;
  const counted = performance.now();
  await sql`vacuum analyze`;
  return { made: (made - begun) / 1000, counted: (counted - made) / 1000 };
}
