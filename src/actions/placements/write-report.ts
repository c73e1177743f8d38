import { placementLifecycle } from '../../domain/placement.ts';
import { authorise } from '../../domain/actor.ts';
import { servesWithin, type ReportInput } from '../../domain/completion.ts';
import { servedDays } from '../../domain/own-days.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { saveReport } from '../../db/queries/lessons.ts';
import { findPlacement, lockPlacement, type PlacementInFull } from '../../db/queries/placements.ts';
import { findPlacementFacts } from '../../db/queries/readers.ts';
import { instantOf, notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { lapseConfirmation } from './lapse-confirmation.ts';
import { seesPlacement } from './step-placement.ts';
import { tellCounty } from './tell-of-placement.ts';

/** The volunteer's report on a started placement; it can be written again until the placement is completed, and is then countersigned again. */
export async function writeReport(context: ActionContext, id: string, input: ReportInput): Promise<Result<PlacementInFull, CommonFailure>> {
  const { actor, now } = context;
  const may = authorise(actor, 'placement.teach');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const placement = await lockPlacement(db, id);
    if (placement === undefined || !seesPlacement(actor, placement, 'placement.teach')) return fail(notFound('placement'));
    if (placement.state !== 'started') return fail(notEditable(placementLifecycle, placement.state));
    if (!servesWithin(input.daysServed, servedDays(placement)))
      return fail({ kind: 'invalid', faults: [{ pointer: '/daysServed', code: 'more-than-term' }] });

    await lapseConfirmation({ ...context, db }, placement);
    await saveReport(db, { placementId: id, daysServed: input.daysServed, text: input.text, submittedAt: instantOf(now) });
    const inside = { ...context, db };
    const eventId = await record(inside, {
      thing: 'placement',
      thingId: id,
      event: 'placement.reported',
      subjectId: placement.accountId,
      details: { daysServed: input.daysServed },
    });
    await asConsequence(db, actor, async () => {
      const facts = await findPlacementFacts(db, id);
      if (facts !== undefined) await tellCounty(inside, eventId, facts, 'reported');
    });
    const reported = await findPlacement(db, id);
    return reported === undefined ? fail(notFound('placement')) : ok(reported);
  });
}
