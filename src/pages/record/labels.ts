import { listNames, nameKey, type Names } from '../../db/queries/open-record.ts';
import type { Counted, TooFew } from '../../db/queries/statistics.ts';
import type { Connection } from '../../db/client.ts';
import type { Locale } from '../../domain/account.ts';
import { statisticsDimensions, type StatisticsAsked, type StatisticsDimension } from '../../domain/statistics.ts';
import { nameIn } from '../public/names.ts';
import { terms } from '../words/terms.ts';
import { recordWords } from './record-words.ts';

export type Row = Counted | TooFew;

/** The names that these rows and what narrows them need. */
export async function namesFor(
  db: Connection,
  asked: readonly StatisticsAsked[],
  rows: readonly (readonly Pick<Row, 'key' | 'andKey'>[])[],
): Promise<Names> {
  const keys: Partial<Record<StatisticsDimension, string[]>> = {};
  const add = (dimension: StatisticsDimension | undefined, key: string | null | undefined) => {
    if (dimension !== undefined && key !== null && key !== undefined) (keys[dimension] ??= []).push(key);
  };
  for (const [i, { by, and, filter }] of asked.entries()) {
    for (const row of rows[i] ?? []) {
      add(by, row.key);
      add(and, row.andKey);
    }
    for (const dimension of statisticsDimensions) add(dimension, filter[dimension]);
  }
  return listNames(db, keys);
}

/** What a value of a dimension is called. */
export function labelOf(names: Names, dimension: StatisticsDimension, key: string, locale: Locale): string {
  const name = names.get(nameKey(dimension, key));
  if (name !== undefined) return nameIn(locale, name.nameZh, name.nameEn);
  if (key === '') return recordWords[locale].unknown;
  const known: Partial<Record<StatisticsDimension, Readonly<Record<string, string>>>> = {
    delivery: terms[locale].deliveries,
    volunteerKind: terms[locale].volunteerKinds,
    homeRegion: terms[locale].homeRegions,
    requestKind: terms[locale].requestKinds,
    role: terms[locale].lineRoles,
    tier: terms[locale].tiers,
    firstTimer: recordWords[locale].firstTimers,
  };
  return known[dimension]?.[key] ?? key;
}

/** Seasons and years the newest first, subjects in their order, all else by how much there is of it. */
export function inOrder(names: Names, dimension: StatisticsDimension, rows: readonly Row[]): Row[] {
  const place = ({ key }: Row) => names.get(nameKey(dimension, key ?? ''))?.place ?? 0;
  if (dimension === 'year') return rows.toSorted((a, b) => Number(b.key) - Number(a.key));
  if (dimension === 'tier') return rows.toSorted((a, b) => Number(a.key) - Number(b.key));
  return rows.toSorted(
    (a, b) => place(a) - place(b) || (b.completions ?? -1) - (a.completions ?? -1) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1),
  );
}
