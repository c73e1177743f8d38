import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import {
  countReach,
  findListedAnnouncement,
  findRecipient,
  listRecipients,
  type ListedAnnouncement,
  type ReachCounts,
  type Recipient,
} from '../../db/queries/announcements.ts';
import type { Page, PageWanted } from '../../db/queries/page.ts';
import { announcementLetter } from '../../mail/announcement-letter.ts';
import type { Letter } from '../../mail/letter.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';

export type Preview = {
  readonly announcement: ListedAnnouncement;
  readonly counts: ReachCounts;
  readonly recipients: Page<Recipient>;
  /** How it reads for one of them: the one asked for, else the first. */
  readonly example: { readonly recipient: Recipient; readonly letter: Letter } | undefined;
};

/** Whom an announcement reaches and how, and how it reads for one of them. Addresses stay out of it. */
export async function previewAnnouncement(
  context: ActionContext,
  id: string,
  { page, accountId }: { readonly page: PageWanted; readonly accountId?: string | undefined },
): Promise<Result<Preview, CommonFailure>> {
  const { actor, db, siteUrl } = context;
  const may = authorise(actor, 'announcement.send');
  if (!may.ok) return may;
  const announcement = await findListedAnnouncement(db, id);
  if (announcement === undefined) return fail(notFound('announcement'));
  return asConsequence(db, actor, async () => {
    const counts = await countReach(db, announcement);
    const recipients = await listRecipients(db, announcement, page);
    const first = recipients.items.find(({ reach }) => reach !== 'left_out');
    const recipient =
      accountId === undefined
        ? first
        : (recipients.items.find((one) => one.id === accountId) ?? (await findRecipient(db, announcement, accountId)));
    if (recipient === undefined) return ok({ announcement, counts, recipients, example: undefined });
    const link = new URL(`/me/announcements/${id}`, siteUrl).href;
    const letter = announcementLetter(
      { to: '', name: recipient.name, locale: recipient.locale, link },
      { ...announcement, leave: undefined },
    );
    return ok({ announcement, counts, recipients, example: { recipient, letter } });
  });
}
