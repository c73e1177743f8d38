import { asConsequence } from '../../db/acting.ts';
import { listMissingChecks } from '../../db/queries/checks.ts';
import { listLessonDays } from '../../db/queries/lessons.ts';
import {
  findConfirmation,
  findPlacement,
  findReport,
  lockPlacement,
  saveOwnDays,
  type Placement,
  type PlacementInFull,
} from '../../db/queries/placements.ts';
import { findPlacementFacts } from '../../db/queries/readers.ts';
import { authorise } from '../../domain/actor.ts';
import { daysIn } from '../../domain/calendar.ts';
import { ownDaysFaults, servedDays, type OwnDaysInput } from '../../domain/own-days.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { notEditable, notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';
import { sendChangedDates } from './send-dates.ts';
import type { ChecksMissing } from './start-placement.ts';
import { seesPlacement } from './step-placement.ts';
import { tellCounty } from './tell-of-placement.ts';

export type SetOwnDaysError = CommonFailure | ChecksMissing;

/**
 * Says on which days of the placement its volunteer is there, as was agreed with them: before or while they serve. What is on record
 * stays within, and every check is valid through the last of them; their calendar follows.
 */
export async function setOwnDays(
  context: ActionContext,
  id: string,
  input: OwnDaysInput,
): Promise<Result<PlacementInFull, SetOwnDaysError>> {
  const { actor } = context;
  const may = authorise(actor, 'placement.set-days');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, 'placement.set-days')) return fail(notFound('placement'));
    if (placement.state !== 'accepted' && placement.state !== 'started') return fail(notEditable(placementLifecycle, placement.state));
    const faults = await faultsOf(inside, placement, input);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    // Whoever has started may not stay longer than their checks are good.
    const missing = placement.state === 'started' ? await listMissingChecks(db, placement, input.lastDay) : [];
    if (missing.length > 0) return fail({ kind: 'checks-missing', missing, through: input.lastDay });

    const { firstDay, lastDay, reason } = input;
    await saveOwnDays(db, id, {
      firstDay: firstDay === placement.startDay ? null : firstDay,
      lastDay: lastDay === placement.endDay ? null : lastDay,
    });
    const about = { thing: 'placement', thingId: id, event: 'placement.days-set', subjectId: placement.accountId };
    const eventId = await record(inside, { ...about, reason, details: { firstDay, lastDay } });
    await sendChangedDates(inside, placement, { eventId, reason });
    await asConsequence(db, actor, async () => {
      const facts = await findPlacementFacts(db, id);
      if (facts !== undefined) await tellCounty(inside, eventId, facts, 'days');
    });
    const set = await findPlacement(db, id);
    return set === undefined ? fail(notFound('placement')) : ok(set);
  });
}

/** Days that lie outside the placement's, or leave out what is on record. */
async function faultsOf({ db }: ActionContext, placement: Placement, input: OwnDaysInput): Promise<Fault[]> {
  const faults: Fault[] = ownDaysFaults(input, placement);
  if (faults.length > 0) return faults;
  const { first, last } = await listLessonDays(db, placement.id);
  const own = { startDay: input.firstDay, endDay: input.lastDay };
  const stated = [await findReport(db, placement.id), await findConfirmation(db, placement.id)].map((said) => said?.daysServed ?? 0);
  return [
    ...(first !== null && first < own.startDay ? [{ pointer: '/firstDay', code: 'lessons-outside' }] : []),
    ...(last !== null && last > own.endDay ? [{ pointer: '/lastDay', code: 'lessons-outside' }] : []),
    ...(Math.max(...stated) > daysIn(own) ? [{ pointer: '/lastDay', code: 'days-stated' }] : []),
    ...(isSame(servedDays(placement), own) ? [{ pointer: '/firstDay', code: 'as-recorded' }] : []),
  ];
}

function isSame(
  a: { readonly startDay: string; readonly endDay: string },
  b: { readonly startDay: string; readonly endDay: string },
): boolean {
  return a.startDay === b.startDay && a.endDay === b.endDay;
}
