import { and, asc, eq, inArray } from 'drizzle-orm';

import type { Checks, SeasonInput, SeasonState } from '../../domain/season.ts';
import { deliveries, type Delivery } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { seasonChecks, seasons } from '../tables/seasons.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

type SeasonRow = typeof seasons.$inferSelect;
export type Season = SeasonRow & { readonly checks: Checks };

export async function findSeason(db: Connection, id: string): Promise<Season | undefined> {
  return (await withChecks(db, await db.select().from(seasons).where(eq(seasons.id, id))))[0];
}

/** The season's row, held until the transaction ends. */
export async function lockSeason(db: Connection, id: string): Promise<Season | undefined> {
  return (await withChecks(db, await db.select().from(seasons).where(eq(seasons.id, id)).for('update')))[0];
}

/** Seasons by id. */
export async function listSeasons(
  db: Connection,
  filter: { readonly state?: SeasonState | undefined },
  page: PageWanted,
): Promise<Page<Season>> {
  const rows = await db
    .select()
    .from(seasons)
    .where(and(filter.state === undefined ? undefined : eq(seasons.state, filter.state), afterKey(seasons.id, page)))
    .orderBy(byKey(seasons.id, page))
    .limit(page.limit + 1);
  return pageOf(await withChecks(db, rows), page, (row) => row.id);
}

export async function insertSeason(
  db: Connection,
  season: SeasonInput & { readonly lotterySeed: string; readonly lotterySeedSha256: string },
): Promise<string> {
  const { checks, ...columns } = season;
  const [row] = await db.insert(seasons).values(columns).returning({ id: seasons.id });
  if (row === undefined) throw new Error('an insert returned no row');
  await saveChecks(db, row.id, checks);
  return row.id;
}

export async function saveSeason(
  db: Connection,
  id: string,
  fields: Partial<SeasonInput> & { readonly state?: SeasonState; readonly lotterySeed?: string; readonly lotterySeedSha256?: string },
): Promise<void> {
  const { checks, ...columns } = fields;
  await db
    .update(seasons)
    .set({ id, ...columns })
    .where(eq(seasons.id, id));
  if (checks !== undefined) await saveChecks(db, id, checks);
}

async function saveChecks(db: Connection, seasonId: string, checks: Checks): Promise<void> {
  await db.delete(seasonChecks).where(eq(seasonChecks.seasonId, seasonId));
  const rows = deliveries.flatMap((delivery) => [...new Set(checks[delivery])].map((kind) => ({ seasonId, delivery, kind })));
  if (rows.length > 0) await db.insert(seasonChecks).values(rows);
}

async function withChecks(db: Connection, rows: readonly SeasonRow[]): Promise<Season[]> {
  if (rows.length === 0) return [];
  const asked = await db
    .select()
    .from(seasonChecks)
    .where(
      inArray(
        seasonChecks.seasonId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(seasonChecks.kind));
  const asksOf = (seasonId: string, delivery: Delivery) =>
    asked.filter((check) => check.seasonId === seasonId && check.delivery === delivery).map((check) => check.kind);
  return rows.map((row) => ({
    ...row,
    checks: { on_site: asksOf(row.id, 'on_site'), distance: asksOf(row.id, 'distance'), blended: asksOf(row.id, 'blended') },
  }));
}
