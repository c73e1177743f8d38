import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lastReportDay, plusDays, reportableDays, type DayReport } from '../../domain/squad.ts';
import { asConsequence } from '../../db/acting.ts';
import { findReportOfKey, insertReport, type ReportVersion } from '../../db/queries/day-reports.ts';
import { findSquadByLink, type Squad } from '../../db/queries/squads.ts';
import { accountIdOf, instantOf, notFound, todayIn, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { sha256Of } from '../random-key.ts';
import { record } from '../record.ts';
import { squadFor } from './squad-for.ts';

/** Says how a day of the squad was; said again it is a further version. The same key counts once, however often it is sent. */
export async function reportDay(context: ActionContext, squadId: string, report: DayReport): Promise<Result<ReportVersion, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const squad = await squadFor({ ...context, db }, 'squad.report', squadId);
    return squad.ok ? write({ ...context, db }, squad.value, report, accountIdOf(context.actor)) : squad;
  });
}

/** The squad of a link, while its days can be reported; who goes with it stays untold. */
export async function squadOfLink(context: ActionContext, key: string): Promise<Result<Squad, CommonFailure>> {
  const may = authorise(context.actor, 'squad.report-by-link');
  if (!may.ok) return may;
  // Zones are at most a day apart; the day itself is asked in the squad's own zone below.
  const firstEndDay = plusDays(context.now.toUTC().toISODate() ?? '', -reportableDays - 1);
  const keySha256 = await sha256Of(key);
  const squad = await asConsequence(context.db, context.actor, async () => findSquadByLink(context.db, keySha256, firstEndDay));
  const isOpen = squad !== undefined && squad.members.length > 0 && todayIn(squad, context.now) <= lastReportDay(squad);
  return isOpen ? ok(squad) : fail(notFound('report-link'));
}

/** The same by the squad's link, without an account. */
export async function reportByLink(context: ActionContext, key: string, report: DayReport): Promise<Result<ReportVersion, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const squad = await squadOfLink(inside, key);
    if (!squad.ok) return squad;
    return asConsequence(db, context.actor, async () => write(inside, squad.value, report, null));
  });
}

async function write(
  context: ActionContext,
  squad: Squad,
  report: DayReport,
  by: string | null,
): Promise<Result<ReportVersion, CommonFailure>> {
  const { db, now } = context;
  const faults = faultsOfDay(squad, report.day, todayIn(squad, now));
  if (faults.length > 0) return fail({ kind: 'invalid', faults });
  const known = await findReportOfKey(db, squad.id, report.key);
  if (known !== undefined) return ok(known);
  const reported = await insertReport(db, { requestId: squad.id, report, by, at: instantOf(now) });
  const { day, version } = reported;
  const event = version === 1 ? 'squad.reported' : 'squad.report-corrected';
  await record(context, { thing: 'squad', thingId: squad.id, event, details: { day, version, byLink: by === null } });
  return ok(reported);
}

function faultsOfDay(squad: Squad, day: string, today: string): Fault[] {
  if (day < squad.startDay || day > squad.endDay) return [{ pointer: '/day', code: 'outside-term' }];
  if (day > today) return [{ pointer: '/day', code: 'in-the-future' }];
  return today > lastReportDay(squad) ? [{ pointer: '/day', code: 'reported-too-late' }] : [];
}
