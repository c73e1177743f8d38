import { authorise, reaches, type Permission } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { saveCalendarAddress } from '../../db/queries/calendars.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { randomKey } from '../random-key.ts';
import { record } from '../record.ts';

/** Who may have the calendar of a county, or their own. */
export function calendarPermission(countyCode: string | null): Permission {
  return countyCode === null ? 'calendar.keep' : 'county-calendar.keep';
}

/** Makes the secret address of one's own calendar, or of a county's one answers for. It is given this once; the one before is dead. */
export async function makeCalendarAddress(
  context: ActionContext,
  countyCode: string | null,
): Promise<Result<{ readonly url: string }, CommonFailure>> {
  const { actor, db, now, siteUrl } = context;
  const permission = calendarPermission(countyCode);
  const may = authorise(actor, permission);
  if (!may.ok) return may;
  const accountId = accountIdOf(actor) ?? '';
  if (!reaches(actor, permission, countyCode === null ? { accountId } : { countyCode })) return fail(notFound('county'));

  const { key, sha256: keySha256 } = await randomKey();
  const id = await saveCalendarAddress(db, { accountId, countyCode, keySha256, createdAt: instantOf(now) });
  await record(context, { thing: 'calendar', thingId: id, event: 'calendar.made', subjectId: accountId, details: { countyCode } });
  return ok({ url: new URL(`/calendar/${key}.ics`, siteUrl).href });
}
