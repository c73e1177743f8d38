import { instantOf } from '../actions/context.ts';
import { leaveAddress } from '../actions/outbox/leave-address.ts';
import { record } from '../actions/record.ts';
import { findDigestCounts, takeDigestDay } from '../db/queries/digests.ts';
import { insertMessage } from '../db/queries/messages.ts';
import { homeZone } from '../domain/calendar.ts';
import { digestAt } from '../domain/digest.ts';
import { digestLetter, isWorthWriting } from '../mail/digest-letter.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'write-digests';

/**
 * Writes each coordinator, once a morning, what waits for them; nothing where nothing waits. A clock that stood still writes one for the
 * day it wakes up on, and none for those it slept through. Gives how many.
 */
export async function writeDigests(job: PostContext): Promise<number> {
  const now = job.now();
  const home = now.setZone(homeZone);
  if (home < home.startOf('day').set(digestAt)) return 0;
  return asSystem(job, name, async (db) => {
    const day = home.toISODate() ?? '';
    const readers = await takeDigestDay(db, day);
    if (readers.length === 0) return 0;
    const counts = await findDigestCounts(db, instantOf(now), day, instantOf(now.minus({ hours: 24 })));
    if (!isWorthWriting(counts)) return 0;
    const link = new URL('/desk', job.siteUrl).href;
    const eventId = await record(
      { actor: { kind: 'system', job: name }, now, db },
      { thing: 'digest', thingId: day, event: 'digest.written' },
    );
    for (const { id, email, ...reader } of readers) {
      const leave = await leaveAddress(job.keys, job.siteUrl, { accountId: id, topic: 'digest' });
      const letter = digestLetter({ to: email, link, ...reader }, counts, leave);
      await insertMessage(db, job.keys, { eventId, accountId: id, template: 'digest', letter });
    }
    return readers.length;
  });
}
