import { authorise, reaches, type Actor, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence, become } from '../../db/acting.ts';
import {
  findCalendarHolder,
  listCalendarPlacements,
  listCalendarSeasons,
  markCalendarRead,
  type CalendarHolder,
} from '../../db/queries/calendars.ts';
import type { PlacementDates, SeasonDates } from '../../mail/calendar-entries.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { sha256Of } from '../random-key.ts';
import { calendarPermission } from './make-address.ts';

export type CalendarRead = {
  readonly holder: CalendarHolder;
  readonly placements: readonly PlacementDates[];
  readonly seasons: readonly SeasonDates[];
};

/** How long what fell through is still told as cancelled, so that every program has heard of it. */
const cancelledKeptDays = 30;
const pastKeptDays = 366;

/**
 * What the calendar of this key tells today. Its program has no session: the rows are read as whoever the address belongs to, with the roles
 * and counties that they have now, so that it never tells more than they could see themselves.
 */
export async function readCalendar(context: ActionContext, key: string): Promise<Result<CalendarRead, Refusal | NotFound>> {
  const { actor, db, now } = context;
  const may = authorise(actor, 'calendar.read');
  if (!may.ok) return may;
  const keySha256 = await sha256Of(key);
  const holder = await asConsequence(db, actor, async () => findCalendarHolder(db, keySha256));
  if (holder === undefined) return fail(notFound('calendar'));
  const { accountId, countyCode, roles, countyCodes } = holder;
  const owner: Actor = { kind: 'account', accountId, roles, countyCodes };
  const of = countyCode === null ? { accountId } : { countyCode };
  if (!reaches(owner, calendarPermission(countyCode), of)) return fail(notFound('calendar'));

  const endsFromDay = now.minus({ days: pastKeptDays }).toISODate() ?? '';
  const movedSince = instantOf(now.minus({ days: cancelledKeptDays }));
  await become(db, owner);
  const placements = await listCalendarPlacements(db, of, { movedSince, endsFromDay });
  const seasons = await listCalendarSeasons(db, of, endsFromDay);
  await markCalendarRead(db, holder.id, instantOf(now));
  await become(db, actor);
  return ok({ holder, placements, seasons });
}
