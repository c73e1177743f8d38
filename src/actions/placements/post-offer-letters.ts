import { homeZone } from '../../domain/calendar.ts';
import { listOffersToTell, type OfferToTell } from '../../db/queries/offer-letters.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import type { Letter } from '../../mail/letter.ts';
import { offerLapsedLetter } from '../../mail/offer-lapsed-letter.ts';
import { offerLetter } from '../../mail/offer-letter.ts';
import { offerReminderLetter } from '../../mail/offer-reminder-letter.ts';
import type { OfferTold } from '../../mail/offer-told.ts';
import type { ActionContext } from '../context.ts';

const letters = {
  offer: offerLetter,
  'offer-reminder': offerReminderLetter,
  'offer-lapsed': offerLapsedLetter,
} as const satisfies Record<string, (told: OfferTold & { readonly isAlternate: boolean }) => Letter>;

/** A placement of which its volunteer hears, and the event that causes it, written in this transaction. */
export type Telling = { readonly placementId: string; readonly eventId: string };

/** Lays a letter into the outbox for each of the placements. */
export async function postOfferLetters(
  { db, keys, siteUrl }: Pick<ActionContext, 'db' | 'keys' | 'siteUrl'>,
  template: keyof typeof letters,
  tellings: readonly Telling[],
): Promise<void> {
  const eventIds = new Map(tellings.map(({ placementId, eventId }) => [placementId, eventId]));
  for (const offer of await listOffersToTell(db, [...eventIds.keys()])) {
    const eventId = eventIds.get(offer.placementId);
    if (eventId === undefined) throw new Error('an offer that was not asked for');
    await insertMessage(db, keys, { eventId, accountId: offer.accountId, template, letter: letters[template](toldOf(offer, siteUrl)) });
  }
}

function toldOf(offer: OfferToTell, siteUrl: string): OfferTold & { readonly isAlternate: boolean } {
  const { email: to, countyZh, countyEn, subjectZh, subjectEn, timeZone, locale } = offer;
  return {
    ...offer,
    to,
    replyByAt: new Date(offer.replyByAt).toISOString(),
    timeZone: timeZone ?? homeZone,
    county: locale === 'zh' ? countyZh : countyEn,
    subject: locale === 'zh' ? subjectZh : subjectEn,
    link: new URL(`/placements/${offer.placementId}`, siteUrl).href,
  };
}
