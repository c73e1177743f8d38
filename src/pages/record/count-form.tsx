import type { Names } from '../../db/queries/open-record.ts';
import { statisticsDimensions, type StatisticsAsked, type StatisticsDimension } from '../../domain/statistics.ts';
import type { Viewer } from '../viewer.ts';
import { labelOf } from './labels.ts';
import { addressOf, dimensionName } from './record-asked.ts';
import { recordWords } from './record-words.ts';

type FormProps = { readonly asked: StatisticsAsked; readonly names: Names; readonly viewer: Viewer; readonly path: string };

/** In which ways to count, and what it is narrowed to: one at a time can be taken away. */
export function CountForm({ asked, names, viewer: { locale }, path }: FormProps) {
  const words = recordWords[locale];
  const narrowed = statisticsDimensions.flatMap((dimension) => {
    const key = asked.filter[dimension];
    return key === undefined ? [] : [{ dimension, key }];
  });
  return (
    <form method="get" action={path} class="count-form no-print">
      <WaySelect name="by" label={words.byLabel} none={words.overview} chosen={asked.by} locale={locale} />
      <WaySelect name="and" label={words.andLabel} none={words.nothingElse} chosen={asked.and} locale={locale} />
      {narrowed.map(({ dimension, key }) => (
        <input type="hidden" name={dimension} value={key} />
      ))}
      <button class="button second">{words.count}</button>
      {narrowed.length === 0 ? null : (
        <p class="narrowed">
          {words.narrowed}{' '}
          {narrowed.map(({ dimension, key }) => (
            <span class="chip">
              {dimensionName(dimension, locale)} · {labelOf(names, dimension, key, locale)}{' '}
              <a href={addressOf(path, { ...asked, filter: { ...asked.filter, [dimension]: undefined } })}>
                {words.all}
                <span class="unseen"> {dimensionName(dimension, locale)}</span>
              </a>
            </span>
          ))}
        </p>
      )}
    </form>
  );
}

type SelectProps = {
  readonly name: 'by' | 'and';
  readonly label: string;
  readonly none: string;
  readonly chosen: StatisticsDimension | undefined;
  readonly locale: Viewer['locale'];
};

function WaySelect({ name, label, none, chosen, locale }: SelectProps) {
  return (
    <div>
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{none}</option>
        {statisticsDimensions.map((dimension) => (
          <option value={dimension} selected={dimension === chosen}>
            {dimensionName(dimension, locale)}
          </option>
        ))}
      </select>
    </div>
  );
}
