import { instantOf } from '../actions/context.ts';
import { leaveAddress } from '../actions/outbox/leave-address.ts';
import { record } from '../actions/record.ts';
import { insertReminder, listEndingClearances, type EndingClearance } from '../db/queries/clearances.ts';
import { insertMessage } from '../db/queries/messages.ts';
import type { Transaction } from '../db/client.ts';
import { homeZone } from '../domain/calendar.ts';
import { reminderDays } from '../domain/clearance.ts';
import { expiryLetter } from '../mail/expiry-letter.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'remind-of-expiry';
const remindersAtOnce = 100;

/**
 * Tells people that a check of theirs ends in 60, 30 and 7 days, each once. A clock that stood still tells only the latest of
 * them. Gives how many.
 */
export async function remindOfExpiry(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const today = job.now().setZone(homeZone).toISODate() ?? '';
    let reminded = 0;
    for (const days of reminderDays) {
      for (const ending of await listEndingClearances(db, today, days, remindersAtOnce)) {
        await remind(job, db, ending, days);
        reminded += 1;
      }
    }
    return reminded;
  });
}

async function remind(job: PostContext, db: Transaction, ending: EndingClearance, days: number): Promise<void> {
  const now = job.now();
  await insertReminder(db, ending.id, days, instantOf(now));
  const about = { thing: 'clearance', thingId: ending.id, event: 'clearance.reminded', subjectId: ending.accountId };
  const eventId = await record({ actor: { kind: 'system', job: name }, now, db }, { ...about, details: { days } });
  const link = new URL(`/clearances/${ending.id}`, job.siteUrl).href;
  const leave = await leaveAddress(job.keys, job.siteUrl, { accountId: ending.accountId, topic: 'reminders' });
  const letter = expiryLetter({
    to: ending.email,
    locale: ending.locale,
    name: ending.name,
    kind: ending.kind,
    validThroughDay: ending.validThroughDay,
    link,
    leave,
  });
  await insertMessage(db, job.keys, { eventId, accountId: ending.accountId, template: 'expiry', letter });
}
