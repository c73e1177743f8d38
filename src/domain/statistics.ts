import { z } from 'zod';

/** What completions are counted under, in the order in which two are named. */
export const statisticsDimensions = [
  'season',
  'year',
  'province',
  'county',
  'tier',
  'subject',
  'delivery',
  'requestKind',
  'volunteerKind',
  'homeRegion',
  'institution',
  'firstTimer',
  'role',
] as const;
export type StatisticsDimension = (typeof statisticsDimensions)[number];

/** `length` is how long a service was, in bands: it tells the rows that a figure counts apart, and is no way to count. */
export const tallyDimensions = [...statisticsDimensions, 'length'] as const;
export type TallyDimension = (typeof tallyDimensions)[number];

/**
 * Each dimension by what it is a part of: a season lies in one year, a county in one province, an institution in one region. What is of
 * one tree is never asked for twice, and a part is told only where the whole is.
 */
export const trees: Readonly<Record<TallyDimension, readonly TallyDimension[]>> = {
  year: ['year'],
  season: ['year', 'season'],
  province: ['province'],
  county: ['province', 'county'],
  tier: ['tier'],
  subject: ['subject'],
  delivery: ['delivery'],
  requestKind: ['requestKind'],
  volunteerKind: ['volunteerKind'],
  homeRegion: ['homeRegion'],
  institution: ['homeRegion', 'institution'],
  firstTimer: ['firstTimer'],
  role: ['role'],
  length: ['length'],
};

const rootOf = (dimension: TallyDimension) => trees[dimension][0] ?? dimension;

/** Told alone, never with another: a tier is known of every county and an institution of many people, so that two at once would give them away. */
const aloneDimensions: ReadonlySet<TallyDimension> = new Set(['tier', 'institution']);

export const measures = [
  'completions',
  'volunteers',
  'daysServed',
  'lessonsHeld',
  'minutesTaught',
  'learners',
  'counties',
  'madeUp',
] as const;
export type Measure = (typeof measures)[number];

/** The keys that every dimension may be narrowed to. */
export type StatisticsFilter = Partial<Record<StatisticsDimension, string>>;
export type StatisticsAsked = {
  readonly by: StatisticsDimension | undefined;
  readonly and: StatisticsDimension | undefined;
  readonly filter: StatisticsFilter;
};

export type AskedFault = { readonly pointer: string; readonly code: 'and-without-by' | 'same-tree' | 'too-many-dimensions' | 'told-alone' };

/** What is asked in a line: ways to count first, then what narrows them, each dimension once. */
export function dimensionsAsked({ by, and, filter }: StatisticsAsked): StatisticsDimension[] {
  const narrowed = statisticsDimensions.filter((dimension) => filter[dimension] !== undefined);
  return [...new Set([by, and, ...narrowed].filter((dimension) => dimension !== undefined))];
}

/**
 * Why this may not be asked in public. Two trees at most: a third would let whoever compares answers find out what each keeps back.
 * Coordinators, who see everything, are held to the form alone.
 */
export function askedFaults(asked: StatisticsAsked, { isPublic }: { readonly isPublic: boolean }): AskedFault[] {
  const { by, and } = asked;
  if (and !== undefined && by === undefined) return [{ pointer: '/and', code: 'and-without-by' }];
  if (by !== undefined && and !== undefined && rootOf(by) === rootOf(and)) return [{ pointer: '/and', code: 'same-tree' }];
  if (!isPublic) return [];
  const dimensions = dimensionsAsked(asked);
  const roots = new Set(dimensions.map(rootOf));
  if (roots.size > 2) return [{ pointer: '/by', code: 'too-many-dimensions' }];
  const alone = dimensions.find((dimension) => aloneDimensions.has(dimension));
  return alone !== undefined && roots.size > 1
    ? [{ pointer: `/${alone === and ? 'and' : alone === by ? 'by' : alone}`, code: 'told-alone' }]
    : [];
}

/** The form of a filter's key; whether there is such a thing shows in the answer. */
export const filterSchemas = {
  season: z.uuid(),
  year: z.string().regex(/^\d{4}$/),
  province: z.string().regex(/^[1-9]\d0000$/),
  county: z.string().regex(/^[1-9]\d{5}$/),
  tier: z.enum(['1', '2', '3']),
  subject: z.string().min(1).max(40),
  delivery: z.string().min(1).max(40),
  requestKind: z.string().min(1).max(40),
  volunteerKind: z.string().min(1).max(40),
  homeRegion: z.string().min(1).max(40),
  institution: z.string().min(1).max(200),
  firstTimer: z.enum(['true', 'false']),
  role: z.string().min(1).max(40),
} as const satisfies Record<StatisticsDimension, z.ZodType>;

/** Bands in which a service's days and hours are told: exact ones would be as good as a name. Each begins here and ends before the next. */
export const dayBands = [1, 8, 15, 29, 61] as const;
export const hourBands = [0, 10, 20, 40, 80] as const;

export type Band = { readonly from: number; readonly to: number | null };

/** The bands that a key of the dimension `length` stands for. */
export function bandsOf(key: string): { readonly days: Band; readonly hours: Band } | undefined {
  const [days, hours] = key.split('/').map(Number);
  const [dayBand, hourBand] = [bandFrom(dayBands, days), bandFrom(hourBands, hours)];
  return dayBand === undefined || hourBand === undefined ? undefined : { days: dayBand, hours: hourBand };
}

function bandFrom(bands: readonly number[], from: number | undefined): Band | undefined {
  const place = bands.findIndex((begin) => begin === from);
  if (place < 0 || from === undefined) return undefined;
  const next = bands[place + 1];
  return { from, to: next === undefined ? null : next - 1 };
}
