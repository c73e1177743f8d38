import { DateTime } from 'luxon';

import type { Locale } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

const languages: Readonly<Record<Locale, string>> = { zh: 'zh-CN', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make and the same for everybody. */
function formatOf(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name} ${options.timeZone ?? ''}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(languages[locale], options);
  formats.set(key, format);
  return format;
}

const wholeDay = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
const shortDay = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const;

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

/** A calendar day in full: 12 July 2027, 2027年7月12日. */
export function dayText(day: string, locale: Locale): string {
  return formatOf(locale, 'day', wholeDay).format(noonOf(day));
}

/** A calendar day without its year, where the year is plain: 12 Jul, 7月12日. */
export function shortDayText(day: string, locale: Locale): string {
  return formatOf(locale, 'short', shortDay).format(noonOf(day));
}

/** From one day to another, both within: 12–26 July 2027, 2027年7月12日至26日. */
export function daysText(startDay: string, endDay: string, locale: Locale): string {
  // The platform writes Chinese ranges with slashes.
  if (locale === 'zh') return chineseDays(startDay, endDay);
  return formatOf(locale, 'day', wholeDay).formatRange(noonOf(startDay), noonOf(endDay));
}

/** What the first day says already is not said again: 2027年7月12日至26日, 2027年7月12日至8月9日. */
function chineseDays(startDay: string, endDay: string): string {
  if (startDay === endDay) return dayText(startDay, 'zh');
  const shares = (length: number) => startDay.slice(0, length) === endDay.slice(0, length);
  const end = shares(7) ? `${Number(endDay.slice(8))}日` : shares(4) ? shortDayText(endDay, 'zh') : dayText(endDay, 'zh');
  return `${dayText(startDay, 'zh')}至${end}`;
}

export function Day({ day, viewer }: { day: string; viewer: Viewer }) {
  return <time datetime={day}>{dayText(day, viewer.locale)}</time>;
}

function instantText(at: DateTime, zone: string, locale: Locale): string {
  return formatOf(locale, 'instant', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at.toJSDate());
}

type At = string | Date | DateTime;

function momentOf(at: At): DateTime {
  if (at instanceof Date) return DateTime.fromJSDate(at);
  // PostgreSQL writes an instant with a space where ISO has a T.
  return typeof at === 'string' ? DateTime.fromISO(at.replace(' ', 'T')) : at;
}

type InstantProps = {
  readonly at: At;
  readonly viewer: Viewer;
  /** Says the zone even where there is one only: of deadlines, and of what anybody reads anywhere. */
  readonly saysZone?: boolean;
};

/** An instant in the reader's zone, and in Shanghai's where that is another. */
export function Instant({ at, viewer: { locale, zone }, saysZone = false }: InstantProps) {
  const words = wordsIn(locale);
  const moment = momentOf(at);
  const own = instantText(moment, zone, locale);
  const home = instantText(moment, homeZone, locale);
  return (
    <time datetime={moment.toUTC().toISO({ suppressMilliseconds: true }) ?? ''}>
      {own}
      {own === home ? null : <span class="quiet">{words.inShanghai(home)}</span>}
      {own === home && saysZone ? <span class="quiet zone">{words.homeTime}</span> : null}
    </time>
  );
}
