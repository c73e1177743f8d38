import { DateTime } from 'luxon';

import type { Locale } from '../../domain/account.ts';
import type { Need } from '../../db/queries/needs.ts';
import { wordsIn } from '../words/words.ts';

type NeedsProps = {
  needs: readonly Need[];
  subjects: ReadonlyMap<string, string>;
  provinces: ReadonlyMap<string, string>;
  locale: Locale;
};

/** Lines short of teachers, one a row; on a narrow screen one a block. */
export function NeedsTable({ needs, subjects, provinces, locale }: NeedsProps) {
  const words = wordsIn(locale);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.county}</th>
          <th scope="col">{words.subject}</th>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.seats}</th>
        </tr>
      </thead>
      <tbody>
        {needs.map((need) => (
          <tr>
            <td>
              {locale === 'en' ? need.countyNameEn : need.countyNameZh}
              <span class="under">
                {provinces.get(need.provinceCode)}
                {need.madeUp ? ` · ${words.demonstration}` : ''}
              </span>
            </td>
            <td>
              {subjects.get(need.subject) ?? need.subject}
              <span class="under">{words.levels[need.level - 1]}</span>
            </td>
            <td>
              {words.delivery[need.delivery]}
              <span class="under">{words.days(dayIn(need.startDay, locale), dayIn(need.endDay, locale))}</span>
            </td>
            <td>
              <Seats need={need} locale={locale} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A dot a seat up to the ideal: filled where somebody has accepted, faint above the minimum. */
function Seats({ need: { minimum, ideal, taken, seatsWanted }, locale }: { need: Need; locale: Locale }) {
  const words = wordsIn(locale);
  const kindOf = (seat: number) => (seat <= taken ? 'taken' : seat <= minimum ? 'open' : 'more');
  return (
    <span class="seats-wanted">
      <span class="seats" role="img" aria-label={words.seatsOf(minimum, ideal, taken)}>
        {Array.from({ length: ideal }, (_, i) => (
          <i class={kindOf(i + 1)}></i>
        ))}
      </span>{' '}
      <span class="small">{words.wanted(seatsWanted)}</span>
    </span>
  );
}

export function dayIn(iso: string, locale: Locale): string {
  return DateTime.fromISO(iso)
    .setLocale(locale === 'en' ? 'en' : 'zh-CN')
    .toLocaleString({ month: 'short', day: 'numeric' });
}
