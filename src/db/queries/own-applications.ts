import { sql } from 'drizzle-orm';

import type { ApplicationState } from '../../domain/application.ts';
import type { Connection } from '../client.ts';
import { placementsOf, seasonOf, type SheetPlacement, type SheetSeason } from './application-sheet.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type OwnApplication = {
  readonly id: string;
  readonly state: ApplicationState;
  readonly submittedAt: string | null;
  readonly season: SheetSeason;
  readonly placements: readonly SheetPlacement[];
};

/** A volunteer's applications, newest first, each with its season and what came of it. */
export async function listOwnApplications(db: Connection, accountId: string, page: PageWanted): Promise<Page<OwnApplication>> {
  const after = page.after === undefined ? sql`` : sql`and a.id < ${page.after}`;
  const rows = await db.execute<{ json: OwnApplication }>(sql`
    select json_build_object('id', a.id, 'state', a.state, 'submittedAt', a.submitted_at, 'season', ${seasonOf}, 'placements', ${placementsOf}) as json
    from applications a join seasons s on s.id = a.season_id
    where a.account_id = ${accountId} ${after} order by a.id desc limit ${page.limit + 1}`);
  return pageOf(
    rows.map((row) => row.json),
    page,
    ({ id }) => id,
  );
}

/** Seasons that take applications now or will, in which this volunteer has none that stands; the first to close first. */
export async function listSeasonsToApplyTo(db: Connection, accountId: string): Promise<SheetSeason[]> {
  const rows = await db.execute<{ json: SheetSeason }>(sql`
    select ${seasonOf} as json from seasons s
    where s.state in ('planned', 'open')
      and not exists (select from applications a where a.season_id = s.id and a.account_id = ${accountId} and a.state <> 'withdrawn')
    order by s.applications_close_day, s.id limit 20`);
  return rows.map((row) => row.json);
}
