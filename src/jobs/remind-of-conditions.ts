import { homeZone } from '../domain/calendar.ts';
import { instantOf } from '../actions/context.ts';
import { tell } from '../actions/outbox/tell.ts';
import { record } from '../actions/record.ts';
import {
  clearQuestionReminders,
  findConditionQuestion,
  listTimeZones,
  lockQuestionsToRemindOf,
} from '../db/queries/condition-questions.ts';
import { findReader } from '../db/queries/readers.ts';
import { conditionsReminderLetter } from '../mail/conditions-letter.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'remind-of-conditions';
const remindersAtOnce = 200;

/** Reminds of questions about changed host conditions whose day is near: once a day set, and not of what has ended or whose day is over. Gives how many were looked at. */
export async function remindOfConditions(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const due = await lockQuestionsToRemindOf(db, instantOf(now), remindersAtOnce);
    if (due.length === 0) return 0;
    await clearQuestionReminders(
      db,
      due.map(({ id }) => id),
    );
    const context = { ...job, actor: { kind: 'system', job: name } as const, now, db };
    const zones = await listTimeZones(
      db,
      due.map(({ accountId }) => accountId),
    );
    for (const { id, accountId, answerByAt } of due) {
      const asked = await findConditionQuestion(db, id);
      if (asked === undefined || !asked.isLive || Date.parse(answerByAt) <= now.toMillis()) continue;
      const about = { thing: 'condition_question', thingId: id, subjectId: accountId };
      const eventId = await record(context, { ...about, event: 'condition_question.reminded' });
      await tell(context, {
        eventId,
        template: 'conditions-reminder',
        readers: [await findReader(db, accountId)],
        path: asked.placementId === null ? `/applications/${asked.applicationId}` : `/placements/${asked.placementId}`,
        letter: (addressed) =>
          conditionsReminderLetter(addressed, {
            ...asked,
            answerByAt: new Date(answerByAt).toISOString(),
            timeZone: zones.get(accountId) ?? homeZone,
          }),
      });
    }
    return due.length;
  });
}
