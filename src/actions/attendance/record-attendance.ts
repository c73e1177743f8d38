import { authorise } from '../../domain/actor.ts';
import type { AttendanceInput } from '../../domain/attendance.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listVolunteerIds } from '../../db/queries/accounts.ts';
import { saveAttendance } from '../../db/queries/attendance.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { clearFor } from '../clearances/clear-for.ts';
import { accountIdOf, instantOf, notFound, unknownAt, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';

export type Recorded = { readonly attended: number; readonly cleared: number };

/** Records who was at a season's pre-departure training. Being there for all of it clears the check through the season. */
export async function recordAttendance(
  context: ActionContext,
  seasonId: string,
  input: AttendanceInput,
): Promise<Result<Recorded, CommonFailure>> {
  const may = authorise(context.actor, 'attendance.record');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const season = await findSeason(db, seasonId);
    if (season === undefined) return fail(notFound('season'));
    const faults = await attendanceFaults(inside, input);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const verified = { validThroughDay: season.teachingEndDay, verifiedBy: accountIdOf(context.actor) };
    let cleared = 0;
    for (const { volunteerId, attendedWhole } of input.attendees) {
      const who = { accountId: volunteerId, seasonId, heldDay: input.heldDay, attendedWhole };
      await saveAttendance(db, { ...who, recordedBy: accountIdOf(context.actor) ?? '', recordedAt: instantOf(context.now) });
      const about = { thing: 'training', thingId: volunteerId, event: 'training.attended', subjectId: volunteerId };
      await record(inside, { ...about, details: { heldDay: input.heldDay, attendedWhole } });
      if (attendedWhole && (await clearFor(inside, volunteerId, 'training', verified))) cleared += 1;
    }
    return ok({ attended: input.attendees.length, cleared });
  });
}

async function attendanceFaults({ actor, db, now }: ActionContext, { heldDay, attendees }: AttendanceInput): Promise<Fault[]> {
  const faults: Fault[] = heldDay > (now.setZone(homeZone).toISODate() ?? '') ? [{ pointer: '/heldDay', code: 'in-the-future' }] : [];
  const known = await listVolunteerIds(
    db,
    attendees.map(({ volunteerId }) => volunteerId),
  );
  const seen = new Set<string>();
  for (const [i, { volunteerId }] of attendees.entries()) {
    const pointer = `/attendees/${i}/volunteerId`;
    if (!known.has(volunteerId)) faults.push(unknownAt(pointer));
    if (volunteerId === accountIdOf(actor)) faults.push({ pointer, code: 'own-check' });
    if (seen.has(volunteerId)) faults.push({ pointer, code: 'twice' });
    seen.add(volunteerId);
  }
  return faults;
}
