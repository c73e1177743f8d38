import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { BandwidthTestInput } from '../../domain/station.ts';
import { insertBandwidthTest, type BandwidthTest } from '../../db/queries/stations.ts';
import { accountIdOf, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { heldStation } from './held-station.ts';

export type RecordBandwidthError = CommonFailure;

/** Adds a test of a station's link. What was measured stays; a mistake is followed by another test. */
export async function recordBandwidth(
  context: ActionContext,
  stationId: string,
  test: BandwidthTestInput,
): Promise<Result<BandwidthTest, RecordBandwidthError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'station.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await heldStation(inside, stationId);
    if (!held.ok) return held;
    if (test.testedDay > todayIn({ timeZone: homeZone }, now)) {
      return fail({ kind: 'invalid', faults: [{ pointer: '/testedDay', code: 'in-the-future' }] });
    }
    const recorded = await insertBandwidthTest(db, { ...test, stationId, recordedBy: accountIdOf(actor) });
    await record(inside, { thing: 'station', thingId: stationId, event: 'station.bandwidth-tested', details: { ...test } });
    return ok(recorded);
  });
}
