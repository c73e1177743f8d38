import type postgres from 'postgres';

import { layOut } from '../../src/domain/station.ts';
import { copyRows, type Row } from './copy.ts';

type StationRow = Row & { readonly id: string; readonly rooms: number; readonly seats: number };

/** Writes stations with their rooms, numbered, their seats spread evenly. */
export async function writeStations(sql: postgres.Sql, stations: readonly StationRow[]): Promise<void> {
  await copyRows(sql, 'stations', stations);
  await copyRows(
    sql,
    'station_rooms',
    stations.flatMap(({ id, rooms, seats }) =>
      layOut([], { rooms, seats }).map((room, position) => ({ station_id: id, position, ...room })),
    ),
  );
}

type Taught = {
  readonly county_code: string;
  readonly delivery: string;
  readonly start_day: string;
  readonly end_day: string;
};
type Station = { readonly id: string; readonly rooms: number; readonly terms: { start: string; end: string }[] };

/** The stations of counties as requests fill them: who teaches at a distance gets a room of one while there is one. */
export class StationRooms {
  readonly #byCounty: ReadonlyMap<string, readonly Station[]>;

  private constructor(byCounty: ReadonlyMap<string, readonly Station[]>) {
    this.#byCounty = byCounty;
  }

  /** The stations that are open, with what is approved already. */
  static async read(sql: postgres.Sql, codes: readonly string[]): Promise<StationRooms> {
    const rows = await sql<{ id: string; county_code: string; rooms: number; terms: { start: string; end: string }[] }[]>`
      select s.id, s.county_code, s.rooms, coalesce((select json_agg(json_build_object('start', r.start_day, 'end', r.end_day)) from requests r
        where r.station_id = s.id and r.state = 'approved'), '[]') as terms
      from stations s where s.closed_day is null and s.county_code = any(${sql.array([...codes])}::text[]) order by s.id`;
    return new StationRooms(Map.groupBy(rows, (row) => row.county_code));
  }

  /** A station with a free room on all days of the term, taken with it; null where there is none, or none is needed. */
  take({ county_code, delivery, start_day: start, end_day: end }: Taught): string | null {
    if (delivery === 'on_site') return null;
    const station = this.#byCounty.get(county_code)?.find(({ rooms, terms }) => {
      const over = terms.filter((term) => term.start <= end && start <= term.end);
      return over.length < rooms;
    });
    station?.terms.push({ start, end });
    return station?.id ?? null;
  }
}
