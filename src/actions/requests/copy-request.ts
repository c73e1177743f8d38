import { DateTime } from 'luxon';

import { reaches } from '../../domain/actor.ts';
import { daysIn, type Period } from '../../domain/calendar.ts';
import type { RequestFields } from '../../domain/request.ts';
import { fail, type Result } from '../../domain/result.ts';
import { isOpenThroughout } from '../../domain/station.ts';
import { findStationOf } from '../../db/queries/references.ts';
import { findRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { notFound, unknownAt, type ActionContext } from '../context.ts';
import { beginRequest, type BeginRequestError } from './begin-request.ts';
import { wholeOf } from './change-request.ts';

/**
 * Begins a draft that says what an earlier request said, in another season: its term lies as far into the teaching window as it
 * did. Conditions are not copied: what was signed once is not signed again by a machine.
 */
export async function copyRequest(
  context: ActionContext,
  { requestId, seasonId }: { readonly requestId: string; readonly seasonId: string },
): Promise<Result<TeachingRequest, BeginRequestError>> {
  const { actor, db } = context;
  const earlier = await findRequest(db, requestId);
  if (earlier === undefined || !reaches(actor, 'request.write', earlier)) return fail(notFound('request'));
  const season = await findSeason(db, seasonId);
  const then = await findSeason(db, earlier.seasonId);
  if (season === undefined || then === undefined) return fail({ kind: 'invalid', faults: [unknownAt('/seasonId')] });

  const { countyCode, stationId } = earlier;
  const term = termWithin(earlier, windowOf(then), windowOf(season));
  const station = stationId === null ? undefined : await findStationOf(db, stationId, countyCode);
  const fields: RequestFields = {
    ...wholeOf(earlier),
    ...term,
    stationId: station !== undefined && isOpenThroughout(station, term) ? stationId : null,
    hostConditions: null,
  };
  return beginRequest(context, { ...fields, seasonId, countyCode });
}

function windowOf(season: { readonly teachingStartDay: string; readonly teachingEndDay: string }): Period {
  return { startDay: season.teachingStartDay, endDay: season.teachingEndDay };
}

/** The term moved from one window into another; cut where that one is shorter. */
function termWithin(term: Period, then: Period, now: Period): Period {
  const within = (day: string) => (day < now.startDay ? now.startDay : day > now.endDay ? now.endDay : day);
  const daysBefore = DateTime.fromISO(term.startDay).diff(DateTime.fromISO(then.startDay), 'days').days;
  const start = DateTime.fromISO(now.startDay).plus({ days: Math.round(daysBefore) });
  return {
    startDay: within(start.toISODate() ?? now.startDay),
    endDay: within(start.plus({ days: daysIn(term) - 1 }).toISODate() ?? now.endDay),
  };
}
