import { asc, sql } from 'drizzle-orm';

import {
  dimensionsAsked,
  statisticsDimensions,
  trees,
  type StatisticsAsked,
  type StatisticsDimension,
  type TallyDimension,
} from '../../domain/statistics.ts';
import { ToldCells, waysNeeded, wayOf, type Cell, type Value, type Way } from '../../domain/told-cells.ts';
import type { Connection } from '../client.ts';
import { reportedTotals } from '../tables/completions.ts';

/** Figures with their source for years before the records begin, in their order. */
export async function listReportedTotals(db: Connection) {
  return db.select().from(reportedTotals).orderBy(asc(reportedTotals.position));
}

/** The groups of volunteers in one sum: the only totals that may be added, for no person is in two of them. */
export function reportedVolunteers(totals: readonly { readonly topic: string; readonly figure: number }[]): number {
  return totals.filter(({ topic }) => topic === 'volunteers').reduce((sum, { figure }) => sum + figure, 0);
}

export type Figures = {
  readonly completions: number;
  /** Different people; null where they can be counted only with those of counties that are not told. */
  readonly volunteers: number | null;
  readonly daysServed: number;
  readonly lessonsHeld: number;
  readonly minutesTaught: number;
  readonly learners: number;
  /** How many of the completions are demonstration data. */
  readonly madeUp: number;
};
type Kept = { readonly [figure in keyof Figures]: null };

/** What a row is of: of no way to count the key is null, of what was not known it is empty. */
type Keys = { readonly key: string | null; readonly andKey: string | null };
export type Counted = Keys & Figures;
/** So few that they might be recognised as people, or with others' figures would give such away: that it is not told, and no figure. */
export type TooFew = Keys & Kept;

export function isTold<Row extends Counted | TooFew>(row: Row): row is Extract<Row, Counted> {
  return row.completions !== null;
}

export const nothing: Figures = { completions: 0, volunteers: 0, daysServed: 0, lessonsHeld: 0, minutesTaught: 0, learners: 0, madeUp: 0 };
const kept: Kept = {
  completions: null,
  volunteers: null,
  daysServed: null,
  lessonsHeld: null,
  minutesTaught: null,
  learners: null,
  madeUp: null,
};

type TalliedCell = Cell & Omit<Figures, 'volunteers'>;

/** Completions by several ways to count at once, exact, as of now. Only what `ToldCells` lets out of it is for everybody. */
async function listTallied(db: Connection, ways: readonly Way[]): Promise<ToldCells<TalliedCell>> {
  const rows = await db.execute<TalliedCell>(sql`
    select first, second, first_key as "firstKey", second_key as "secondKey", completions, volunteers, days_served as "daysServed",
      lessons_held as "lessonsHeld", minutes_taught as "minutesTaught", learners, made_up as "madeUp"
    from tallied(array[${listed(ways.map(({ first }) => first))}]::text[], array[${listed(ways.map(({ second }) => second))}]::text[])`);
  return new ToldCells([...rows]);
}

const listed = (values: readonly string[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

/** What everybody may read of the record, counted as asked; nothing that is told gives away what is not. At most two trees are asked. */
export async function countTold(db: Connection, asked: StatisticsAsked): Promise<(Counted | TooFew)[]> {
  return (await countToldEach(db, [asked]))[0] ?? [];
}

/** Several at once, in one statement. */
export async function countToldEach(db: Connection, questions: readonly StatisticsAsked[]): Promise<(Counted | TooFew)[][]> {
  const needed = questions.flatMap((asked) => waysNeeded(...deepestOf(asked)));
  const unlike = [...new Map([...needed, ...tierWays(questions)].map((way) => [`${way.first} ${way.second}`, way])).values()];
  const cells = await listTallied(db, unlike);
  return questions.map((asked) => rowsTold(cells, asked));
}

/** Tiers are added up of the counties that are told: each county's tier is known, so the rest could be had from the sum. */
function tierWays(questions: readonly StatisticsAsked[]): Way[] {
  const asksForTier = questions.some((asked) => dimensionsAsked(asked).includes('tier'));
  return asksForTier ? [...waysNeeded('county', ''), wayOf('county', 'tier')] : [];
}

/** The dimensions that are asked, one a tree: a part says which whole it is of. */
function deepestOf(asked: StatisticsAsked): [TallyDimension | '', TallyDimension | ''] {
  const dimensions = dimensionsAsked(asked);
  const isPartAsked = (whole: StatisticsDimension) => dimensions.some((other) => other !== whole && trees[other].includes(whole));
  const [a = '', b = ''] = dimensions.filter((dimension) => !isPartAsked(dimension));
  return [a, b];
}

function rowsTold(cells: ToldCells<TalliedCell>, asked: StatisticsAsked): (Counted | TooFew)[] {
  if (dimensionsAsked(asked).includes('tier')) return tiersTold(cells, asked);
  const [a, b] = deepestOf(asked);
  const rows = candidates(cells, a, b)
    .filter(([first, second]) => isWithin(cells, asked, [first, second]))
    .map(([first, second]) => ({
      key: keyAlong(cells, asked.by, [first, second]),
      andKey: keyAlong(cells, asked.and, [first, second]),
      ...figuresTold(cells, first, second),
    }));
  const found = rows.filter((row) => row.completions !== 0).toSorted(byKeys);
  if (found.length > 0 || asked.by !== undefined) return found;
  const [first, second] = [valueAsked(asked, a), valueAsked(asked, b)];
  return [{ key: null, andKey: null, ...figuresTold(cells, first, second) }];
}

const byKeys = (a: Keys, b: Keys) => compare(a.key ?? '', b.key ?? '') || compare(a.andKey ?? '', b.andKey ?? '');
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const valueAsked = ({ filter }: StatisticsAsked, dimension: TallyDimension | ''): Value => ({
  dimension,
  key: dimension === '' || dimension === 'length' ? '' : (filter[dimension] ?? ''),
});

function figuresTold(cells: ToldCells<TalliedCell>, a: Value, b: Value): Figures | Kept {
  if (!cells.isTold(a, b)) return kept;
  const found = cells.find(a, b);
  if (found === undefined) return nothing;
  const { completions, volunteers, daysServed, lessonsHeld, minutesTaught, learners, madeUp } = found;
  return { completions, volunteers, daysServed, lessonsHeld, minutesTaught, learners, madeUp };
}

/** Every cell that may be listed, the empty ones of a block among them: which of them are empty is kept back too. */
function candidates(cells: ToldCells<TalliedCell>, a: TallyDimension | '', b: TallyDimension | ''): [Value, Value][] {
  const values = (dimension: TallyDimension | ''): Value[] =>
    dimension === '' ? [{ dimension, key: '' }] : cells.cells(wayOf(dimension, '')).map(({ firstKey }) => ({ dimension, key: firstKey }));
  if (b === '')
    return values(a)
      .filter((value) => cells.isTold(value, all) || cells.isListed(value))
      .map((value) => [value, all]);
  const [as, bs] = [values(a), values(b)].map((side) => side.filter((value) => cells.isTold(value, all)));
  return (as ?? []).flatMap((one) => (bs ?? []).map((other): [Value, Value] => [one, other]));
}

const all: Value = { dimension: '', key: '' };

/** The key of this way to count there: of the value itself, or of what it is a part of. */
function keyAlong(cells: ToldCells<TalliedCell>, dimension: StatisticsDimension | undefined, at: readonly [Value, Value]): string | null {
  if (dimension === undefined) return null;
  const value =
    at.find((one) => one.dimension === dimension) ?? at.map((one) => cells.parentOf(one)).find((one) => one.dimension === dimension);
  return value?.key ?? null;
}

function isWithin(cells: ToldCells<TalliedCell>, { filter }: StatisticsAsked, at: readonly [Value, Value]): boolean {
  return statisticsDimensions.every((dimension) => filter[dimension] === undefined || keyAlong(cells, dimension, at) === filter[dimension]);
}

/** By need tier, of the counties that are told. How many people they are together is known only where no county of the tier is left out. */
function tiersTold(cells: ToldCells<TalliedCell>, { by, filter }: StatisticsAsked): (Counted | TooFew)[] {
  const parts = Map.groupBy(cells.cells(wayOf('county', 'tier')), ({ secondKey }) => secondKey);
  const rows = [...parts].flatMap(([tier, counties]): (Counted | TooFew)[] => {
    if (filter.tier !== undefined && filter.tier !== tier) return [];
    const told = counties.filter(({ firstKey, completions }) => {
      const county: Value = { dimension: 'county', key: firstKey };
      return cells.isTold(county, all) && cells.find(county, all)?.completions === completions;
    });
    const whole = cells.find({ dimension: 'tier', key: tier }, all);
    const key = by === undefined ? null : tier;
    if (told.length === 0 || whole === undefined) return [{ key, andKey: null, ...kept }];
    const sum = (figure: Exclude<keyof Figures, 'volunteers'>) => told.reduce((total, county) => total + county[figure], 0);
    const isWhole = told.length === counties.length;
    const [daysServed, lessonsHeld, minutesTaught] = [sum('daysServed'), sum('lessonsHeld'), sum('minutesTaught')];
    const volunteers = isWhole ? whole.volunteers : null;
    return [
      {
        key,
        andKey: null,
        completions: sum('completions'),
        volunteers,
        daysServed,
        lessonsHeld,
        minutesTaught,
        learners: sum('learners'),
        madeUp: sum('madeUp'),
      },
    ];
  });
  return rows.toSorted((x, y) => ((x.key ?? '') < (y.key ?? '') ? -1 : 1));
}

/** How many counties were reached, by key of one dimension, or by none altogether. */
export async function countCounties(db: Connection, by: StatisticsDimension | undefined): Promise<ReadonlyMap<string, number>> {
  const way = wayOf('county', by === 'county' || by === undefined ? '' : by);
  if (by === 'institution') return new Map();
  const key =
    by === undefined || by === 'county'
      ? by === undefined
        ? sql`''`
        : sql`first_key`
      : way.first === 'county'
        ? sql`second_key`
        : sql`first_key`;
  const rows = await db.execute<{ key: string; counties: number }>(sql`
    select ${key} as key, count(*)::int as counties from tallied(array[${way.first}]::text[], array[${way.second}]::text[]) group by 1`);
  return new Map(rows.map(({ key: own, counties }) => [own, counties]));
}

/** All of them together; null where they are so few that they might be recognised. */
export async function countAllCompletions(db: Connection): Promise<Counted | TooFew> {
  const [row] = await countTold(db, { by: undefined, and: undefined, filter: {} });
  return row ?? { key: null, andKey: null, ...nothing };
}

export type LengthRow = { readonly key: string | null; readonly completions: number | null };

/** The services that a figure counts, those of the same length in one row; where two dimensions are asked nothing more is told of them. */
export async function listToldLengths(db: Connection, { filter }: Pick<StatisticsAsked, 'filter'>): Promise<LengthRow[]> {
  const [a, b] = deepestOf({ by: undefined, and: undefined, filter });
  if (b !== '' || a === 'tier' || a === 'institution') {
    const rows = await countTold(db, { by: undefined, and: undefined, filter });
    return rows.map(({ completions }) => ({ key: null, completions }));
  }
  const cells = await listTallied(db, waysNeeded(a, 'length'));
  const own = valueAsked({ by: undefined, and: undefined, filter }, a);
  if (!cells.isTold(own, all)) return [];
  const lengths = cells.cells(wayOf('length', '')).map(({ firstKey }): Value => ({ dimension: 'length', key: firstKey }));
  const told = lengths
    .filter((length) => cells.isTold(length, own))
    .flatMap((length) => {
      const completions = cells.find(own, length)?.completions ?? 0;
      return completions === 0 ? [] : [{ key: length.key, completions }];
    });
  const rest = (cells.find(own, all)?.completions ?? 0) - told.reduce((sum, { completions }) => sum + completions, 0);
  return rest > 0 ? [...told, { key: null, completions: rest }] : told;
}
