import { homeZone } from '../domain/calendar.ts';
import { instantOf } from '../actions/context.ts';
import { tellAll } from '../actions/outbox/tell.ts';
import { recordAll } from '../actions/record.ts';
import { clearQuestionReminders, listQuestionsById, listTimeZones, lockQuestionsToRemindOf } from '../db/queries/condition-questions.ts';
import { listReaders } from '../db/queries/readers.ts';
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
    const ids = due.map(({ id }) => id);
    await clearQuestionReminders(db, ids);
    const context = { ...job, actor: { kind: 'system', job: name } as const, now, db };
    const zones = await listTimeZones(
      db,
      due.map(({ accountId }) => accountId),
    );
    const asked = (await listQuestionsById(db, ids)).filter(({ isLive, answerByAt }) => isLive && Date.parse(answerByAt) > now.toMillis());
    if (asked.length === 0) return due.length;
    const readers = await listReaders(
      db,
      asked.map(({ accountId }) => accountId),
    );
    const eventIds = await recordAll(
      context,
      asked.map(({ id, accountId }) => ({
        thing: 'condition_question',
        thingId: id,
        subjectId: accountId,
        event: 'condition_question.reminded',
      })),
    );
    await tellAll(
      context,
      asked.map((question, i) => {
        const { accountId, applicationId, placementId } = question;
        const answerByAt = new Date(question.answerByAt).toISOString();
        const timeZone = zones.get(accountId) ?? homeZone;
        return {
          eventId: eventIds[i] ?? '',
          template: 'conditions-reminder',
          readers: [readers.get(accountId)],
          path: placementId === null ? `/applications/${applicationId}` : `/placements/${placementId}`,
          letter: (addressed) => conditionsReminderLetter(addressed, { ...question, answerByAt, timeZone }),
        };
      }),
    );
    return due.length;
  });
}
