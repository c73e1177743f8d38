import { deleteConfirmation } from '../../db/queries/lessons.ts';
import { findConfirmation, findReport, type Placement } from '../../db/queries/placements.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';

/** What the county countersigned is about to change, so that its signature no longer covers it: it must sign again. */
export async function lapseConfirmation(context: ActionContext, placement: Placement): Promise<void> {
  const { db } = context;
  // A county may sign before the report is there; then it signed the days alone, which are compared anyway.
  if ((await findReport(db, placement.id)) === undefined || (await findConfirmation(db, placement.id)) === undefined) return;
  await deleteConfirmation(db, placement.id);
  await record(context, {
    thing: 'placement',
    thingId: placement.id,
    event: 'placement.confirmation-lapsed',
    subjectId: placement.accountId,
  });
}
