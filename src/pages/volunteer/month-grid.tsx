import { DateTime } from 'luxon';

import type { Locale } from '../../domain/account.ts';
import type { Period } from '../../domain/calendar.ts';

type GridProps = {
  readonly locale: Locale;
  /** The months that are drawn are those of this period; days outside of it are faint. */
  readonly within: Period;
  readonly marked: readonly Period[];
  /** What the picture says, for those who do not see it. */
  readonly label: string;
};

/** More than a year is no picture of anything. */
const mostMonths = 14;

/** Months with the days on which something is so: a picture of what stands beside it in words. */
export function MonthGrid({ locale, within, marked, label }: GridProps) {
  const first = DateTime.fromISO(within.startDay).startOf('month');
  const last = DateTime.fromISO(within.endDay).startOf('month');
  const months: DateTime[] = [];
  for (let month = first; month <= last && months.length < mostMonths; month = month.plus({ months: 1 })) months.push(month);
  return (
    <div class="months" role="img" aria-label={label}>
      {months.map((month) => (
        <Month month={month} locale={locale} within={within} marked={marked} />
      ))}
    </div>
  );
}

const isIn = (day: string, { startDay, endDay }: Period) => startDay <= day && day <= endDay;

function Month({ month, locale, within, marked }: Omit<GridProps, 'label'> & { month: DateTime }) {
  const shown = month.setLocale(locale === 'en' ? 'en-GB' : 'zh-CN');
  const monday = month.startOf('week');
  const weekdays = Array.from({ length: 7 }, (_, i) =>
    monday
      .plus({ days: i })
      .setLocale(shown.locale ?? 'en-GB')
      .toFormat('EEEEE'),
  );
  const blanks = Array.from({ length: month.weekday - 1 }, () => '');
  const days = Array.from({ length: month.daysInMonth ?? 0 }, (_, i) => month.plus({ days: i }).toISODate() ?? '');
  const kindOf = (day: string) => (!isIn(day, within) ? 'out' : marked.some((period) => isIn(day, period)) ? 'free' : undefined);
  return (
    <div class="month">
      <b>{shown.toLocaleString({ year: 'numeric', month: 'long' })}</b>
      <span class="week">
        {weekdays.map((weekday) => (
          <i>{weekday}</i>
        ))}
        {blanks.map(() => (
          <i></i>
        ))}
        {days.map((day) => (
          <i class={kindOf(day)}>{Number(day.slice(8))}</i>
        ))}
      </span>
    </div>
  );
}
