import { authorise } from '../../domain/actor.ts';
import type { AttendanceInput } from '../../domain/attendance.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findVolunteer } from '../../db/queries/accounts.ts';
import { saveAttendance } from '../../db/queries/attendance.ts';
import { findPendingClearance, hasClearance, insertClearance, saveClearance } from '../../db/queries/clearances.ts';
import { findSeason, type Season } from '../../db/queries/seasons.ts';
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
    let cleared = 0;
    for (const { volunteerId, attendedWhole } of input.attendees) {
      const who = { accountId: volunteerId, seasonId, heldDay: input.heldDay, attendedWhole };
      await saveAttendance(db, { ...who, recordedBy: accountIdOf(context.actor) ?? '', recordedAt: instantOf(context.now) });
      const about = { thing: 'training', thingId: volunteerId, event: 'training.attended', subjectId: volunteerId };
      await record(inside, { ...about, details: { heldDay: input.heldDay, attendedWhole } });
      if (attendedWhole && (await clearTraining(inside, volunteerId, season))) cleared += 1;
    }
    return ok({ attended: input.attendees.length, cleared });
  });
}

async function attendanceFaults({ actor, db, now }: ActionContext, { heldDay, attendees }: AttendanceInput): Promise<Fault[]> {
  const faults: Fault[] = heldDay > (now.setZone(homeZone).toISODate() ?? '') ? [{ pointer: '/heldDay', code: 'in-the-future' }] : [];
  for (const [i, { volunteerId }] of attendees.entries()) {
    const pointer = `/attendees/${i}/volunteerId`;
    if ((await findVolunteer(db, volunteerId)) === undefined) faults.push(unknownAt(pointer));
    if (volunteerId === accountIdOf(actor)) faults.push({ pointer, code: 'own-check' });
    if (attendees.findIndex((other) => other.volunteerId === volunteerId) < i) faults.push({ pointer, code: 'twice' });
  }
  return faults;
}

/** Gives whether it was not cleared through the season's last day before. */
async function clearTraining(context: ActionContext, accountId: string, season: Season): Promise<boolean> {
  const { db } = context;
  const validThroughDay = season.teachingEndDay;
  if (await hasClearance(db, accountId, 'training', validThroughDay)) return false;
  const about = { thing: 'clearance', subjectId: accountId } as const;
  const pending = await findPendingClearance(db, accountId, 'training');
  const clearance = pending ?? (await insertClearance(db, accountId, 'training'));
  const { id } = clearance;
  if (pending === undefined) await record(context, { ...about, thingId: id, event: 'clearance.requested', to: 'requested' });
  if (clearance.state === 'requested') {
    await saveClearance(db, id, { state: 'submitted' });
    await record(context, { ...about, thingId: id, event: 'clearance.submitted', from: 'requested', to: 'submitted' });
  }
  const verified = { validThroughDay, verifiedBy: accountIdOf(context.actor), verifiedAt: instantOf(context.now) };
  await saveClearance(db, id, { state: 'cleared', ...verified });
  await record(context, { ...about, thingId: id, event: 'clearance.cleared', from: 'submitted', to: 'cleared' });
  return true;
}
