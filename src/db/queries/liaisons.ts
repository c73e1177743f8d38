import { eq, sql } from 'drizzle-orm';

import { liaisonSchema, type Liaison } from '../../domain/station.ts';
import type { Connection } from '../client.ts';
import type { FieldKeys } from '../field-keys.ts';
import { stationLiaisons } from '../tables/stations.ts';

/** Where a liaison's name and numbers belong: the station they are of. */
export function liaisonPlace(stationId: string): string {
  return `station_liaisons.sealed_liaison ${stationId}`;
}

export type StationLiaison = Liaison & { readonly confirmedDay: string };

/** Whom the programme calls about a station; for its county and for those who run the programme. */
export async function findLiaison(db: Connection, keys: FieldKeys, stationId: string): Promise<StationLiaison | undefined> {
  const [row] = await db.select().from(stationLiaisons).where(eq(stationLiaisons.stationId, stationId));
  if (row === undefined) return undefined;
  const told: unknown = JSON.parse(await keys.open(row.sealedLiaison, liaisonPlace(stationId)));
  return { ...liaisonSchema.parse(told), confirmedDay: row.confirmedDay };
}

type Naming = {
  readonly stationId: string;
  readonly countyCode: string;
  readonly liaison: Liaison;
  readonly day: string;
  readonly by: string | null;
};

/** Naming somebody confirms them as well. */
export async function saveLiaison(db: Connection, keys: FieldKeys, { stationId, countyCode, liaison, day, by }: Naming): Promise<void> {
  const sealedLiaison = await keys.seal(JSON.stringify(liaison), liaisonPlace(stationId));
  const confirmed = { sealedLiaison, confirmedDay: day, confirmedBy: by, remindedAt: null };
  await db
    .insert(stationLiaisons)
    .values({ stationId, countyCode, ...confirmed })
    .onConflictDoUpdate({ target: stationLiaisons.stationId, set: confirmed });
}

/** Gives whether there is one to confirm. */
export async function confirmLiaison(db: Connection, stationId: string, day: string, by: string | null): Promise<boolean> {
  const rows = await db
    .update(stationLiaisons)
    .set({ confirmedDay: day, confirmedBy: by, remindedAt: null })
    .where(eq(stationLiaisons.stationId, stationId))
    .returning({ stationId: stationLiaisons.stationId });
  return rows.length > 0;
}

export type DueLiaisons = {
  readonly countyCode: string;
  readonly stations: readonly { id: string; nameZh: string; nameEn: string; confirmedDay: string }[];
};

/** Counties with liaisons that were confirmed before the day and of whom nobody was reminded yet, with their stations. */
export async function listDueLiaisons(db: Connection, confirmedBefore: string, today: string, most: number): Promise<DueLiaisons[]> {
  return [
    ...(await db.execute<DueLiaisons>(sql`
      select l.county_code as "countyCode", json_agg(json_build_object('id', s.id, 'nameZh', s.name_zh, 'nameEn', s.name_en,
        'confirmedDay', l.confirmed_day) order by l.confirmed_day, s.id) as stations
      from station_liaisons l join stations s on s.id = l.station_id
      where l.reminded_at is null and l.confirmed_day < ${confirmedBefore}::date and (s.closed_day is null or s.closed_day > ${today}::date)
      group by l.county_code order by l.county_code limit ${most}`)),
  ];
}

export async function noteLiaisonsReminded(db: Connection, stationIds: readonly string[], at: string): Promise<void> {
  for (const stationId of stationIds) {
    await db.update(stationLiaisons).set({ remindedAt: at }).where(eq(stationLiaisons.stationId, stationId));
  }
}
