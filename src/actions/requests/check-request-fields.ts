import { always } from '../../domain/calendar.ts';
import { requestFaults, type RequestFields } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isOpenThroughout } from '../../domain/station.ts';
import type { Connection } from '../../db/client.ts';
import { findStationOf, listUnknownCodes } from '../../db/queries/references.ts';
import type { Season } from '../../db/queries/seasons.ts';
import { unknownAt, type Fault, type Invalid } from '../context.ts';

/** Holds a whole request against its season, its seats and what exists: every fault at once. */
export async function checkRequestFields(
  db: Connection,
  season: Season,
  countyCode: string,
  fields: RequestFields,
): Promise<Result<undefined, Invalid>> {
  const faults = await requestFieldFaults(db, season, countyCode, fields);
  return faults.length > 0 ? fail({ kind: 'invalid', faults }) : ok(undefined);
}

/** The same as faults; without a season, whatever can be told all the same. */
export async function requestFieldFaults(
  db: Connection,
  season: Season | undefined,
  countyCode: string,
  fields: RequestFields,
): Promise<Fault[]> {
  const teaching = season === undefined ? always : { startDay: season.teachingStartDay, endDay: season.teachingEndDay };
  const subjects = fields.lines.map(({ subject }, i) => ({ kind: 'subject' as const, code: subject, pointer: `/lines/${i}/subject` }));
  const unknown = await listUnknownCodes(db, subjects);
  return [
    ...requestFaults(fields, teaching),
    ...unknown.map(({ pointer }) => unknownAt(pointer)),
    ...(await stationFaults(db, countyCode, fields)),
  ];
}

/** Whether it has a room is asked when the request is handed in. */
async function stationFaults(db: Connection, countyCode: string, fields: RequestFields): Promise<Fault[]> {
  if (fields.stationId === null) return [];
  const station = await findStationOf(db, fields.stationId, countyCode);
  if (station === undefined) return [unknownAt('/stationId')];
  return isOpenThroughout(station, fields) ? [] : [{ pointer: '/stationId', code: 'station-closed' }];
}
