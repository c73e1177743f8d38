import { authorise, reaches } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { attendanceFaults, trainingLifecycle, type AttendanceInput, type Heads } from '../../domain/training.ts';
import { findReception, insertReport, lockReception, saveExpected, type Reception } from '../../db/queries/receptions.ts';
import {
  accountIdOf,
  instantOf,
  notEditable,
  notFound,
  todayIn,
  type ActionContext,
  type CommonFailure,
  type NotEditable,
  type NotFound,
} from '../context.ts';
import { record } from '../record.ts';

export type ReportAttendanceError = CommonFailure;

/** The training at one of the actor's stations, held until the transaction ends, while it is open. */
async function openReception(
  { actor, db }: ActionContext,
  trainingId: string,
  stationId: string,
): Promise<Result<Reception, NotFound | NotEditable>> {
  const reception = await lockReception(db, trainingId, stationId);
  if (reception === undefined || !reaches(actor, 'training.report', reception)) return fail(notFound('training'));
  const { state } = reception.training;
  return state === 'open' ? ok(reception) : fail(notEditable(trainingLifecycle, state));
}

/** Enrols how many people of each group a station expects; until it has reported who came. */
export async function enrolGroups(
  context: ActionContext,
  trainingId: string,
  { stationId, expected }: { readonly stationId: string; readonly expected: Heads },
): Promise<Result<Reception, ReportAttendanceError>> {
  const may = authorise(context.actor, 'training.report');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const held = await openReception(inside, trainingId, stationId);
    if (!held.ok) return held;
    await saveExpected(db, held.value.id, expected);
    await record(inside, { thing: 'training', thingId: trainingId, event: 'training.enrolled', details: { stationId, expected } });
    const enrolled = await findReception(db, held.value.id);
    return enrolled === undefined ? fail(notFound('training')) : ok(enrolled);
  });
}

/** A station says once who came, all groups and sessions together. Said again, it is a correction with its reason; what was said before stays. */
export async function reportAttendance(
  context: ActionContext,
  trainingId: string,
  input: AttendanceInput,
): Promise<Result<Reception, ReportAttendanceError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'training.report');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const { stationId, sessions, certificates, reason } = input;
    const held = await openReception(inside, trainingId, stationId);
    if (!held.ok) return held;
    const { id: receptionId, training, reports } = held.value;
    const isCorrection = reports > 0;
    const unsaid = isCorrection && reason === undefined ? [{ pointer: '/reason', code: 'missing' }] : [];
    const faults = [...attendanceFaults(training, input, todayIn({ timeZone: homeZone }, now)), ...unsaid];
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const by = { reportedBy: accountIdOf(actor), reportedAt: instantOf(now) };
    const told = isCorrection ? (reason ?? null) : null;
    await insertReport(db, { receptionId, number: reports + 1, sessions, certificates, reason: told, ...by });
    const event = isCorrection ? 'training.corrected' : 'training.reported';
    await record(inside, {
      thing: 'training',
      thingId: trainingId,
      event,
      reason: told ?? undefined,
      details: { stationId, number: reports + 1 },
    });
    const reported = await findReception(db, receptionId);
    return reported === undefined ? fail(notFound('training')) : ok(reported);
  });
}
