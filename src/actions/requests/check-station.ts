import type { Period } from '../../domain/calendar.ts';
import type { BelowMinimum } from '../../domain/request.ts';
import { hasRoomFor, isOpenThroughout, needsStation } from '../../domain/station.ts';
import type { Delivery } from '../../domain/teaching.ts';
import type { Connection } from '../../db/client.ts';
import { listHeldTerms } from '../../db/queries/station-requests.ts';
import { lockStation } from '../../db/queries/stations.ts';
import { unknownAt, type Fault } from '../context.ts';

type Taught = Period & {
  readonly id: string;
  readonly countyCode: string;
  readonly stationId: string | null;
  readonly delivery: Delivery;
  readonly belowMinimum: BelowMinimum;
};

const pointer = '/stationId';

/**
 * What keeps a request from teaching from its station: none is named, it is another county's, it is not open throughout, or all of
 * its rooms are taken on some day. Holds the station until the transaction ends, so that two requests do not take the last room.
 */
export async function stationFaultsOf(db: Connection, request: Taught): Promise<Fault[]> {
  if (request.stationId === null) return needsStation(request) ? [{ pointer, code: 'missing' }] : [];
  const station = await lockStation(db, request.stationId);
  if (station === undefined || station.countyCode !== request.countyCode) return [unknownAt(pointer)];
  if (!needsStation(request)) return [];
  if (!isOpenThroughout(station, request)) return [{ pointer, code: 'station-closed' }];
  const held = await listHeldTerms(db, station.id, request.id);
  return hasRoomFor(station.rooms, held, request) ? [] : [{ pointer, code: 'station-full' }];
}
