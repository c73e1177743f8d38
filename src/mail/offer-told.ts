import { DateTime } from 'luxon';

import type { Locale } from '../domain/account.ts';

/** Whom a letter about an offer goes to, and what of the offer it says. */
export type OfferTold = {
  readonly to: string;
  readonly locale: Locale;
  readonly name: string;
  /** Where the volunteer's clock is. */
  readonly timeZone: string;
  readonly county: string;
  readonly place: string;
  readonly subject: string;
  readonly startDay: string;
  readonly endDay: string;
  /** RFC 3339. */
  readonly replyByAt: string;
  readonly link: string;
};

/** The end of the time to answer, by the volunteer's own clock, which it names. */
export function replyByText({ replyByAt, timeZone, locale }: Pick<OfferTold, 'replyByAt' | 'timeZone' | 'locale'>): string {
  const at = DateTime.fromISO(replyByAt, { zone: timeZone });
  const local = at.isValid ? at : DateTime.fromISO(replyByAt, { zone: 'utc' });
  return locale === 'zh'
    ? `${local.toFormat('yyyy 年 M 月 d 日 HH:mm')}（${local.zoneName ?? timeZone}）`
    : `${local.setLocale('en').toFormat('d MMMM yyyy, HH:mm')} (${local.zoneName ?? timeZone})`;
}

/** What is offered, in one line. */
export function taskText({ locale, county, place, subject, startDay, endDay }: OfferTold): string {
  return locale === 'zh'
    ? `${county} ${place}，${subject}，${startDay} 至 ${endDay}`
    : `${subject} at ${place}, ${county}, from ${startDay} to ${endDay}`;
}
