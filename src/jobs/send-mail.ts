import { instantOf } from '../actions/context.ts';
import { leaveAddress } from '../actions/outbox/leave-address.ts';
import { returnAddress } from '../actions/outbox/return-address.ts';
import {
  deleteBounces,
  deleteHandover,
  insertHandover,
  lockDueMessage,
  openLetter,
  saveMessage,
  type DueMessage,
} from '../db/queries/messages.ts';
import { optionalTopicOf } from '../domain/letter-kind.ts';
import type { Transaction } from '../db/client.ts';
import { mostTries } from '../domain/outbox.ts';
import { announcementLetter } from '../mail/announcement-letter.ts';
import type { Letter, LetterRefused } from '../mail/letter.ts';
import { asSystem, type PostContext } from './job.ts';
import { countRefusal } from './mail/count-refusal.ts';

const name = 'send-mail';

type Outcome = { readonly kind: 'accepted' } | { readonly kind: 'not-now' } | LetterRefused;

/**
 * Sends the message that is due longest; gives whether there was one. What was sent is forgotten. One that cannot be delivered waits
 * twice as long each time, holds up no other, and is given up after some two days; one that is refused for good is given up at once,
 * and after three such in a row nothing more is sent to the address.
 *
 * One that its reader turned off is suppressed: it stands among the letters, and its notice on the site.
 *
 * No letter goes out twice, whenever the sender dies. The row's lock is the claim: it ends with the connection, so whoever comes next
 * finds the letter at once. All of it is given to the server but the last line, without which no server delivers it; then another
 * connection commits that the line is about to leave; then it leaves. Whoever dies before that commit has sent nothing, and the letter
 * goes again. Whoever dies after it has, but for the instant between the commit and the socket, sent it: the letter is not sent
 * again by itself, stands among the letters as unconfirmed, and an admin may send it again. Nobody can close that instant: the
 * server's answer and our commit are two machines' (RFC 1047). A second copy that somebody asks for has the first one's Message-ID.
 * An answer that we waited for and did not get is no acceptance (RFC 5321, 6.1): that letter is tried again.
 */
export async function sendMail(job: PostContext): Promise<boolean> {
  return asSystem(job, name, async (db) => {
    const message = await lockDueMessage(db, instantOf(job.now()));
    if (message === undefined) return false;
    const topic = optionalTopicOf(message.template);
    if (topic !== undefined && message.unsubscribed.includes(topic)) {
      const failedAt = instantOf(job.now());
      await saveMessage(db, message.id, { failedAt, failure: 'unsubscribed', sealedLetter: null });
      return true;
    }
    const outcome = await tryToSend(job, message);
    await saveMessage(db, message.id, changeBy(job, message, outcome));
    await deleteHandover(db, message.id);
    if (message.accountId !== null) await noteAddress(job, db, message.accountId, outcome);
    return true;
  });
}

/** What the outcome makes of the row. */
function changeBy(job: PostContext, message: DueMessage, outcome: Outcome) {
  const now = job.now();
  const attempts = message.attempts + 1;
  const gone = { attempts, sealedLetter: null };
  if (outcome.kind === 'accepted') return { ...gone, sentAt: instantOf(now) };
  if (outcome.kind === 'letter-refused') return { ...gone, failedAt: instantOf(now), failure: 'refused' as const };
  if (attempts >= mostTries) return { ...gone, failedAt: instantOf(now), failure: 'unreached' as const };
  return { attempts, nextAttemptAt: instantOf(now.plus({ minutes: 10 * 2 ** attempts })) };
}

/** Counts what the address refused in a row; a letter that arrives ends the row. Where letters may come back later, that it was taken says nothing yet. */
async function noteAddress(job: PostContext, db: Transaction, accountId: string, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'accepted' && job.returnDomain === undefined) await deleteBounces(db, accountId);
  if (outcome.kind === 'letter-refused') await countRefusal(db, { accountId, answer: outcome.answer, now: job.now(), job: name });
}

/** The letter as it was written for its reader; what goes to many is put into words for each of them now. */
async function letterIn({ keys, siteUrl }: PostContext, message: DueMessage): Promise<Letter> {
  const { announcement, accountId, email, name: reader, locale } = message;
  if (announcement === null) return openLetter(keys, message);
  if (accountId === null || email === null || reader === null || locale === null) throw new Error('an announcement to nobody');
  const link = new URL(`/me/announcements/${announcement.id}`, siteUrl).href;
  const leave = await leaveAddress(keys, siteUrl, { accountId, topic: 'announcements' });
  return announcementLetter({ to: email, name: reader, locale, link }, { ...announcement, leave });
}

/** What comes back of a letter to somebody without an account comes back to whoever letters come from: there is no row to count it in. */
async function returnPathOf({ keys, returnDomain }: PostContext, { id, email }: DueMessage): Promise<string | undefined> {
  return returnDomain === undefined || email === null ? undefined : returnAddress(keys, returnDomain, { messageId: id, email });
}

async function tryToSend(job: PostContext, message: DueMessage): Promise<Outcome> {
  const { send, now, siteUrl } = job;
  try {
    const letter = await letterIn(job, message);
    const sent = await send(
      { ...letter, to: message.email ?? letter.to },
      {
        messageId: `${message.id}@${new URL(siteUrl).hostname}`,
        returnPath: await returnPathOf(job, message),
        beforeLast: async () => asSystem(job, name, async (beside) => insertHandover(beside, message.id, instantOf(now()))),
      },
    );
    return sent.ok ? { kind: 'accepted' } : sent.error;
  } catch (error) {
    // To whom and what stays out of the log.
    const fault = error instanceof Error ? error.name : 'unknown';
    console.error(
      JSON.stringify({ at: instantOf(now()), level: 'error', fault: 'letter not delivered', messageId: message.id, name: fault }),
    );
    return { kind: 'not-now' };
  }
}
