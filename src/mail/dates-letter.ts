import { calendarFile } from '../domain/calendar-file.ts';
import { ownDates, type CalendarReader, type PlacementDates } from './calendar-entries.ts';
import { letterOf, type Letter } from './letter.ts';

export type DatesTold = {
  readonly to: string;
  readonly name: string;
  /** Whether the days are to stand in the calendar, or to go from it. */
  readonly method: 'REQUEST' | 'CANCEL';
  readonly dates: PlacementDates;
  /** Why the days are other than they were before; undefined where they are not. */
  readonly changedBecause?: string | undefined;
  readonly reader: CalendarReader;
};

/** What a calendar takes in with a letter (RFC 5546): the days of a placement, or that they are off. */
export function datesNote({ to, name, method, dates, reader }: DatesTold): NonNullable<Letter['icalEvent']> {
  const { locale, siteUrl, zone } = reader;
  const host = new URL(siteUrl).hostname;
  const entry = {
    ...ownDates(dates, reader),
    organizer: { name: locale === 'zh' ? '支教' : 'Zhijiao', email: `no-reply@${host}` },
    attendee: { name, email: to },
  };
  return { method, content: calendarFile({ name: dates.place, zone, entries: [entry], method }), filename: 'zhijiao.ics' };
}

/** The days of a placement, for people to read and for their calendars to take in, or to take out. */
export function datesLetter({ to, name, method, dates, reader, changedBecause }: DatesTold): Letter {
  const { locale, siteUrl } = reader;
  const { place, startDay, endDay, id } = dates;
  const link = new URL(`/placements/${id}`, siteUrl).href;
  const icalEvent = datesNote({ to, name, method, dates, reader });
  const isOn = method === 'REQUEST';
  if (changedBecause !== undefined) return changedLetter({ to, name, dates, changedBecause, reader }, link, icalEvent);
  if (locale === 'zh') {
    return {
      ...letterOf(to, locale, isOn ? `派遣已确认：${place}，${startDay} 至 ${endDay}` : `派遣已取消：${place}，${startDay} 至 ${endDay}`, [
        `${name}，您好：`,
        isOn
          ? `您接受了到${place}的派遣，日期为 ${startDay} 至 ${endDay}。这封信附有日历邀请，打开即可加入您的日历。`
          : `到${place}的派遣（${startDay} 至 ${endDay}）不再进行。这封信附有日历取消通知，您的日历会据此移除它。`,
        { link, words: '查看这次派遣' },
      ]),
      icalEvent,
    };
  }
  return {
    ...letterOf(
      to,
      locale,
      isOn ? `Placement confirmed: ${place}, ${startDay} to ${endDay}` : `Placement off: ${place}, ${startDay} to ${endDay}`,
      [
        `Dear ${name},`,
        isOn
          ? `You accepted the placement at ${place}, from ${startDay} to ${endDay}. This letter carries an invitation that puts it into your calendar.`
          : `The placement at ${place}, from ${startDay} to ${endDay}, does not take place. This letter carries a note that takes it out of your calendar.`,
        { link, words: 'See the placement' },
      ],
    ),
    icalEvent,
  };
}

type Changed = Pick<DatesTold, 'to' | 'name' | 'dates' | 'reader'> & { readonly changedBecause: string };

/** The volunteer's own days are other than they were. */
function changedLetter(
  { to, name, dates, changedBecause, reader: { locale } }: Changed,
  link: string,
  icalEvent: Letter['icalEvent'],
): Letter {
  const { place, startDay, endDay } = dates;
  const note = icalEvent === undefined ? {} : { icalEvent };
  if (locale === 'zh') {
    const lines = [
      `${name}，您好：`,
      `您在${place}的日期改为 ${startDay} 至 ${endDay}。原因：${changedBecause}`,
      '这封信附有更新的日历邀请，打开即可更新您的日历。课次和服务天数按新的日期计。',
      { link, words: '查看这次派遣' },
    ];
    return { ...letterOf(to, locale, `您的日期有变：${place}，${startDay} 至 ${endDay}`, lines), ...note };
  }
  const lines = [
    `Dear ${name},`,
    `Your days at ${place} are now ${startDay} to ${endDay}. The reason: ${changedBecause}`,
    'This letter carries an invitation that puts your calendar right. Lessons and days served count within the new days.',
    { link, words: 'See the placement' },
  ];
  return { ...letterOf(to, locale, `Your days changed: ${place}, ${startDay} to ${endDay}`, lines), ...note };
}
