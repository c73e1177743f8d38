import { requestFaults, type RequestFields } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Connection } from '../../db/client.ts';
import { findOpenStation, listUnknownReferences } from '../../db/queries/references.ts';
import type { Season } from '../../db/queries/seasons.ts';
import type { Fault, Invalid } from '../context.ts';

/** Holds a whole request against its season, its seats and what exists: every fault at once. */
export async function checkRequestFields(
  db: Connection,
  season: Season,
  countyCode: string,
  fields: RequestFields,
): Promise<Result<undefined, Invalid>> {
  const faults: Fault[] = [...requestFaults(fields, { startDay: season.teachingStartDay, endDay: season.teachingEndDay })];
  const subjects = fields.lines.map(({ subject }, i) => ({ kind: 'subject' as const, code: subject, pointer: `/lines/${i}/subject` }));
  for (const { pointer } of await listUnknownReferences(db, season.id, subjects)) faults.push({ pointer, code: 'unknown' });
  if (fields.stationId !== null && (await findOpenStation(db, fields.stationId, countyCode)) === undefined) {
    faults.push({ pointer: '/stationId', code: 'unknown' });
  }
  return faults.length > 0 ? fail({ kind: 'invalid', faults }) : ok(undefined);
}
