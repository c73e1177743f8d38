import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteCalendarAddress } from '../../db/queries/calendars.ts';
import { accountIdOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { calendarPermission } from './make-address.ts';

/** Ends the address of one's own calendar or of a county's: whatever reads it is refused from now on. */
export async function endCalendarAddress(
  context: ActionContext,
  countyCode: string | null,
): Promise<Result<{ readonly countyCode: string | null }, CommonFailure>> {
  const may = authorise(context.actor, calendarPermission(countyCode));
  if (!may.ok) return may;
  const accountId = accountIdOf(context.actor) ?? '';
  const id = await deleteCalendarAddress(context.db, accountId, countyCode);
  if (id === undefined) return fail(notFound('calendar'));
  await record(context, { thing: 'calendar', thingId: id, event: 'calendar.ended', subjectId: accountId, details: { countyCode } });
  return ok({ countyCode });
}
