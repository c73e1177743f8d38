import type { Locale } from '../domain/account.ts';

/** A request or a placement as letters name it: the county, the place and the days. */
export type WhereAndWhen = {
  readonly county: Readonly<Record<Locale, string>>;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
};

export function whereAndWhen({ county, place, startDay, endDay }: WhereAndWhen, locale: Locale): string {
  return locale === 'zh' ? `${county.zh}${place}，${startDay} 至 ${endDay}` : `${place}, ${county.en}, ${startDay} to ${endDay}`;
}
