import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { countReach, layOutAnnouncement, saveAnnouncement } from '../../db/queries/announcements.ts';
import { instantOf, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { onDraft, type AnnouncementSent } from './write-announcement.ts';

export type SendAnnouncementError =
  | CommonFailure
  | AnnouncementSent
  | { readonly kind: 'nobody-to-write-to' }
  /** Others are meant by now than whoever sends it saw. */
  | { readonly kind: 'audience-changed'; readonly count: number };

type Sent = { readonly recipients: number; readonly leftOut: number };

/** Sends an announcement, once: a letter and a notice for each, in the transaction of its event. Those who are frozen or erased are left out. */
export async function sendAnnouncement(context: ActionContext, id: string, count: number): Promise<Result<Sent, SendAnnouncementError>> {
  return onDraft<Sent, SendAnnouncementError>(context, id, async (inside, announcement) => {
    const { db, actor, now } = inside;
    const counted = await asConsequence(db, actor, async () => countReach(db, announcement));
    const recipients = counted.letter + counted.stopped + counted.unsubscribed;
    if (recipients === 0) return fail({ kind: 'nobody-to-write-to' });
    if (recipients !== count) return fail({ kind: 'audience-changed', count: recipients });

    const sent = { recipients, leftOut: counted.left_out };
    const eventId = await record(inside, { thing: 'announcement', thingId: id, event: 'announcement.sent', details: sent });
    const laid = await asConsequence(db, actor, async () => layOutAnnouncement(db, announcement, eventId));
    if (laid !== recipients) throw new Error('others were meant while they were counted');
    await saveAnnouncement(db, id, { sentAt: instantOf(now), ...sent });
    return ok(sent);
  });
}
