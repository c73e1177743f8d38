import {
  askedFaults,
  filterSchemas,
  statisticsDimensions,
  type StatisticsAsked,
  type StatisticsDimension,
  type StatisticsFilter,
} from '../../domain/statistics.ts';
import { dimensionDefinitions } from '../../domain/statistics-definitions.ts';
import type { Locale } from '../../domain/account.ts';
import type { Typed } from '../typed.ts';

const isDimension = (text: string | undefined): text is StatisticsDimension => statisticsDimensions.some((dimension) => dimension === text);

/** What the address asks for; what is unknown there counts as not asked. Where it cannot be counted like that, why. */
export function askedOf(
  typed: Typed,
  reader: { readonly isPublic: boolean },
): { readonly asked: StatisticsAsked; readonly faults: readonly string[] } {
  const [by, and] = ['by', 'and'].map((name) => typed.optional(name));
  const filter: StatisticsFilter = Object.fromEntries(
    statisticsDimensions.flatMap((dimension) => {
      const key = filterSchemas[dimension].safeParse(typed.optional(dimension));
      return key.success ? [[dimension, key.data]] : [];
    }),
  );
  const asked = { by: isDimension(by) ? by : undefined, and: isDimension(and) ? and : undefined, filter };
  return { asked, faults: askedFaults(asked, reader).map(({ code }) => code) };
}

export const dimensionName = (dimension: StatisticsDimension, locale: Locale): string => dimensionDefinitions[dimension].name[locale];

/** The address that asks this. */
export function addressOf(path: string, { by, and, filter }: StatisticsAsked): string {
  const query = new URLSearchParams();
  if (by !== undefined) query.set('by', by);
  if (and !== undefined) query.set('and', and);
  for (const dimension of statisticsDimensions) {
    const key = filter[dimension];
    if (key !== undefined) query.set(dimension, key);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The same, narrowed to these values besides; a way to count that is narrowed to one value is none any more. */
export function narrowedTo(asked: StatisticsAsked, values: StatisticsFilter): StatisticsAsked {
  const rest = [asked.by, asked.and].filter((dimension) => dimension !== undefined && values[dimension] === undefined);
  return { by: rest[0], and: rest[1], filter: { ...asked.filter, ...values } };
}
