import { DateTime } from 'luxon';

import type { Locale } from '../domain/account.ts';
import type { CalendarEntry } from '../domain/calendar-file.ts';
import type { Period } from '../domain/calendar.ts';
import { clockStretches, onOtherClock } from '../domain/clock-changes.ts';
import type { PlacementState } from '../domain/placement.ts';
import type { Delivery } from '../domain/teaching.ts';

/** A placement as far as a calendar tells it. */
export type PlacementDates = Period & {
  readonly id: string;
  readonly state: PlacementState;
  readonly name: string;
  readonly replyByAt: string | null;
  readonly place: string;
  readonly delivery: Delivery;
  readonly weeklyHours: number;
  readonly timeZone: string;
  readonly subjectZh: string;
  readonly subjectEn: string;
  readonly countyZh: string;
  readonly countyEn: string;
  readonly provinceZh: string;
  readonly provinceEn: string;
  readonly changes: number;
  readonly changedAt: string;
  readonly movedAt: string;
};

export type SeasonDates = {
  readonly id: string;
  readonly seasonZh: string;
  readonly seasonEn: string;
  readonly matchDay: string;
  readonly teachingStartDay: string;
  readonly teachingEndDay: string;
  readonly changes: number;
  readonly changedAt: string;
};

/** Whose calendar it is: in which language and zone it is read, and where the site is that it leads back to. */
export type CalendarReader = { readonly locale: Locale; readonly zone: string; readonly siteUrl: string };

const words = {
  zh: {
    teaching: (subject: string, place: string) => `支教：${subject} · ${place}`,
    hosted: (name: string, subject: string, place: string) => `${name} · ${subject} · ${place}`,
    offered: (what: string) => `待答复 · ${what}`,
    cancelled: (what: string) => `已取消 · ${what}`,
    replyBy: (place: string) => `答复期限：${place}`,
    replyLead: '不答复不等于接受；到期后名额空出。',
    online: '远程教学',
    weekly: (hours: number) => `每周 ${hours} 小时`,
    matchDay: (season: string) => `匹配日：${season}`,
    teachingDays: (season: string) => `教学期：${season}`,
    anchor: (school: string, own: string) => `课时以学校的时间（${school}）为准。学校 9:00 时，您那里（${own}）是：`,
    sameClock: '课时以学校的时间为准，与您的时间相同。',
    stretch: (from: string, to: string, time: string) => `${from} 至 ${to}：${time}`,
    dayShift: { '-1': '前一天 ', '0': '', '1': '后一天 ' },
  },
  en: {
    teaching: (subject: string, place: string) => `Teaching ${subject} · ${place}`,
    hosted: (name: string, subject: string, place: string) => `${name} · ${subject} · ${place}`,
    offered: (what: string) => `Offered · ${what}`,
    cancelled: (what: string) => `Cancelled · ${what}`,
    replyBy: (place: string) => `Answer by now: ${place}`,
    replyLead: 'Silence never accepts; after this moment the place is free again.',
    online: 'At a distance',
    weekly: (hours: number) => `${hours} hours a week`,
    matchDay: (season: string) => `Match day: ${season}`,
    teachingDays: (season: string) => `Teaching days: ${season}`,
    anchor: (school: string, own: string) => `The school’s clock (${school}) counts. When it is 9:00 there, with you (${own}) it is:`,
    sameClock: 'The school’s clock counts; it is the same as yours.',
    stretch: (from: string, to: string, time: string) => `${from} to ${to}: ${time}`,
    dayShift: { '-1': 'the day before, ', '0': '', '1': 'the day after, ' },
  },
} as const;

const fellThrough: ReadonlySet<PlacementState> = new Set(['declined', 'lapsed', 'withdrawn', 'cancelled', 'no_show']);

function statusOf(state: PlacementState): CalendarEntry['status'] {
  if (fellThrough.has(state)) return 'CANCELLED';
  return state === 'offered' ? 'TENTATIVE' : 'CONFIRMED';
}

/** The days of a volunteer's placement. */
export function ownDates(placement: PlacementDates, reader: CalendarReader): CalendarEntry {
  const { locale, siteUrl } = reader;
  const said = words[locale];
  const { place, id } = placement;
  const title = said.teaching(subjectOf(placement, locale), place);
  const url = new URL(`/placements/${id}`, siteUrl).href;
  const lines = [countyOf(placement, locale), said.weekly(placement.weeklyHours), ...clockLines(placement, reader), url];
  return { ...entryOf(placement, `placement-${id}@zhijiao`, locale, title), description: lines.join('\n'), url };
}

/** A volunteer's placement, and by when to answer it. */
export function ownEntries(placement: PlacementDates, reader: CalendarReader): CalendarEntry[] {
  const { place, replyByAt, state, id } = placement;
  const dates = ownDates(placement, reader);
  if (replyByAt === null) return [dates];
  const said = words[reader.locale];
  const url = new URL(`/placements/${id}`, reader.siteUrl).href;
  const reply: CalendarEntry = {
    uid: `reply-${id}@zhijiao`,
    sequence: placement.changes,
    changedAt: momentOf(placement.changedAt),
    // Once it is answered, the deadline is over.
    status: state === 'offered' ? 'CONFIRMED' : 'CANCELLED',
    summary: state === 'offered' ? said.replyBy(place) : said.cancelled(said.replyBy(place)),
    description: `${said.replyLead}\n${url}`,
    url,
    when: { at: momentOf(replyByAt), zone: reader.zone },
    isBusy: false,
  };
  return [dates, reply];
}

/** Who comes to a county, and when. */
export function hostedEntry(placement: PlacementDates, { locale, siteUrl }: CalendarReader): CalendarEntry {
  const title = words[locale].hosted(placement.name, subjectOf(placement, locale), placement.place);
  const url = new URL(`/county/placements/${placement.id}`, siteUrl).href;
  return { ...entryOf(placement, `guest-${placement.id}@zhijiao`, locale, title), description: url, url, isBusy: false };
}

function entryOf(placement: PlacementDates, uid: string, locale: Locale, title: string): CalendarEntry {
  const said = words[locale];
  const status = statusOf(placement.state);
  const [before, at] = [placement.delivery === 'distance' ? `${said.online} · ` : '', countyOf(placement, locale)];
  return {
    uid,
    sequence: placement.changes,
    changedAt: momentOf(placement.changedAt),
    status,
    summary: status === 'CONFIRMED' ? title : status === 'TENTATIVE' ? said.offered(title) : said.cancelled(title),
    location: `${before}${locale === 'zh' ? `${at}${placement.place}` : `${placement.place}, ${at}`}`,
    when: { startDay: placement.startDay, endDay: lastDayOf(placement) },
    isBusy: true,
  };
}

/** What ended before its time took no more days than until then. */
function lastDayOf({ state, startDay, endDay, movedAt, timeZone }: PlacementDates): string {
  if (state !== 'ended_early') return endDay;
  const ended = momentOf(movedAt).setZone(timeZone).toISODate() ?? endDay;
  return ended < startDay ? startDay : ended < endDay ? ended : endDay;
}

/** Whose clock counts for lessons at a distance, and what the other shows, before and after either is set. */
function clockLines({ delivery, startDay, endDay, timeZone }: PlacementDates, { locale, zone }: CalendarReader): string[] {
  if (delivery === 'on_site') return [];
  const said = words[locale];
  const stretches = clockStretches({ startDay, endDay }, timeZone, zone);
  if (stretches.every(({ minutesAhead }) => minutesAhead === 0)) return [said.sameClock];
  const told = stretches.map((stretch) => {
    const { time, dayShift } = onOtherClock(9, stretch);
    return said.stretch(stretch.startDay, stretch.endDay, `${said.dayShift[dayShift]}${time}`);
  });
  return [said.anchor(timeZone, zone), ...told];
}

/** The days of a season that all of its people have in common; they take nobody's time. */
export function seasonEntries(season: SeasonDates, { locale }: CalendarReader): CalendarEntry[] {
  const said = words[locale];
  const name = locale === 'zh' ? season.seasonZh : season.seasonEn;
  const common = { sequence: season.changes, changedAt: momentOf(season.changedAt), status: 'CONFIRMED', isBusy: false } as const;
  return [
    {
      ...common,
      uid: `match-${season.id}@zhijiao`,
      summary: said.matchDay(name),
      when: { startDay: season.matchDay, endDay: season.matchDay },
    },
    {
      ...common,
      uid: `teaching-${season.id}@zhijiao`,
      summary: said.teachingDays(name),
      when: { startDay: season.teachingStartDay, endDay: season.teachingEndDay },
    },
  ];
}

function subjectOf({ subjectZh, subjectEn }: PlacementDates, locale: Locale): string {
  return locale === 'zh' ? subjectZh : subjectEn;
}

function countyOf({ countyZh, countyEn, provinceZh, provinceEn }: PlacementDates, locale: Locale): string {
  return locale === 'zh' ? `${provinceZh}${countyZh}` : `${countyEn}, ${provinceEn}`;
}

const momentOf = (instant: string) => DateTime.fromISO(instant, { zone: 'utc' });
