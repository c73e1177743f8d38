import { homeZone } from '../domain/calendar.ts';
import { feedbackWindow } from '../domain/feedback.ts';
import { instantOf, todayIn } from '../actions/context.ts';
import { tell } from '../actions/outbox/tell.ts';
import { record } from '../actions/record.ts';
import { lockFeedbackToAsk, markFeedbackAsked } from '../db/queries/feedback.ts';
import { findPlacementFacts, findReader, listOfficersOf } from '../db/queries/readers.ts';
import { feedbackLetter } from '../mail/feedback-letter.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'ask-for-feedback';
const askedAtOnce = 100;

/** Asks both sides of a service, once, on the day after its last, what they say of each other. Gives how many services were looked at. */
export async function askForFeedback(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const due = await lockFeedbackToAsk(db, todayIn({ timeZone: homeZone }, now), askedAtOnce);
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    await markFeedbackAsked(db, ids, instantOf(now));
    const context = { ...job, actor: { kind: 'system', job: name } as const, now, db };
    for (const { id, accountId, countyCode, lastDay } of due) {
      const facts = await findPlacementFacts(db, id);
      if (facts === undefined) throw new Error('a placement without its request');
      const about = { thing: 'placement', thingId: id, subjectId: accountId };
      const eventId = await record(context, { ...about, event: 'placement.feedback-asked' });
      const { closesDay } = feedbackWindow(lastDay);
      await tell(context, {
        eventId,
        template: 'feedback-asked',
        readers: [await findReader(db, accountId)],
        path: `/placements/${id}/feedback`,
        letter: (addressed) => feedbackLetter(addressed, { ...facts, closesDay, isForCounty: false }),
      });
      await tell(context, {
        eventId,
        template: 'guest-feedback-asked',
        readers: await listOfficersOf(db, countyCode),
        path: `/county/placements/${id}/feedback`,
        letter: (addressed) => feedbackLetter(addressed, { ...facts, closesDay, isForCounty: true }),
      });
    }
    return due.length;
  });
}
