import type { Names } from '../../db/queries/open-record.ts';
import { isTold, type Counted, type Figures as Counts } from '../../db/queries/statistics.ts';
import { measureDefinitions } from '../../domain/statistics-definitions.ts';
import { filterSchemas, type Measure, type StatisticsAsked, type StatisticsDimension } from '../../domain/statistics.ts';
import { Bars } from '../parts/chart.tsx';
import { Figures } from '../parts/lists.tsx';
import { Note } from '../parts/page.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { numberIn } from '../public/names.ts';
import type { Viewer } from '../viewer.ts';
import { inOrder, labelOf, type Row } from './labels.ts';
import { addressOf, dimensionName, narrowedTo } from './record-asked.ts';
import { recordWords } from './record-words.ts';

export const hoursOf = ({ minutesTaught }: Pick<Counts, 'minutesTaught'>) => Math.round(minutesTaught / 60);

/** Where the addresses of figures lead: among what is public, or among what coordinators see. */
export type Way = { readonly counts: string; readonly rows: string };

type ShownProps = {
  readonly asked: StatisticsAsked;
  readonly rows: readonly Row[];
  readonly names: Names;
  readonly viewer: Viewer;
  readonly way: Way;
};

const barsShown = 15;
const columnsShown = 24;

/** All figures of one count, each leading to what it counts. */
export function CountFigures({
  row,
  asked,
  viewer,
  way,
  counties,
}: {
  row: Counted;
  asked: StatisticsAsked;
  viewer: Viewer;
  way: Way;
  counties?: number | undefined;
}) {
  const { locale } = viewer;
  const named = (measure: Measure) => measureDefinitions[measure].name[locale];
  const href = addressOf(way.rows, { by: undefined, and: undefined, filter: asked.filter });
  return (
    <Figures
      figures={[
        { name: named('completions'), figure: numberIn(locale, row.completions), href },
        ...(row.volunteers === null ? [] : [{ name: named('volunteers'), figure: numberIn(locale, row.volunteers) }]),
        { name: named('daysServed'), figure: numberIn(locale, row.daysServed) },
        { name: named('lessonsHeld'), figure: numberIn(locale, row.lessonsHeld) },
        { name: recordWords[locale].hours, figure: numberIn(locale, hoursOf(row)) },
        { name: named('learners'), figure: numberIn(locale, row.learners) },
        ...(counties === undefined ? [] : [{ name: named('counties'), figure: numberIn(locale, counties), href: '/record?by=county' }]),
      ]}
    />
  );
}

/** How much of it is demonstration data. */
export function MadeUp({ row: { completions, madeUp }, viewer }: { row: Row; viewer: Viewer }) {
  return completions === null || madeUp === 0 ? null : (
    <Note>
      <p>{recordWords[viewer.locale].madeUp(madeUp, completions)}</p>
    </Note>
  );
}

/** What is counted, by what it is counted by. */
export function Parts(shown: ShownProps) {
  const { by, and } = shown.asked;
  if (by === undefined) return null;
  return and === undefined ? <OneWay by={by} {...shown} /> : <TwoWays by={by} and={and} {...shown} />;
}

/** One way to count, drawn and as a table behind it. */
function OneWay({ by, ...shown }: ShownProps & { readonly by: StatisticsDimension }) {
  const { locale } = shown.viewer;
  const words = recordWords[locale];
  const told = inOrder(shown.names, by, shown.rows).filter(isTold);
  const kept = shown.rows.length - told.length;
  return (
    <>
      {told.length === 0 ? null : (
        <>
          <Chart by={by} told={told} most={barsShown} {...shown} />
          <section class="part">
            <Table caption={words.withFigures} showsCaption rows={told} viewer={shown.viewer} columns={columnsOf(by, shown)} />
          </section>
        </>
      )}
      {kept === 0 ? null : <p class="quiet">{told.length === 0 ? words.allKeptBack : words.keptBack(kept)}</p>}
    </>
  );
}

type ChartProps = ShownProps & { readonly by: StatisticsDimension; readonly told: readonly Counted[]; readonly most: number };

/** Bars of one way to count, each leading on to what is only there. */
export function Chart({ by, told, most, asked, names, viewer: { locale }, way }: ChartProps) {
  const words = recordWords[locale];
  const bars = told.slice(0, most).map(({ key, completions }) => ({
    label: labelOf(names, by, key ?? '', locale),
    value: completions,
    ...(canNarrow(by, key) ? { href: addressOf(way.counts, narrowedTo({ ...asked, by, and: undefined }, { [by]: key ?? '' })) } : {}),
  }));
  return (
    <div>
      <Bars
        caption={words.by(dimensionName(by, locale))}
        bars={bars}
        labelTitle={dimensionName(by, locale)}
        valueTitle={measureDefinitions.completions.name[locale]}
        locale={locale}
      />
      {told.length > most && asked.by === undefined ? (
        <p>
          <a href={addressOf(way.counts, { ...asked, by })}>{words.allOf(told.length)}</a>
        </p>
      ) : null}
    </div>
  );
}

/** What was not known has no name to narrow to. */
const canNarrow = (dimension: StatisticsDimension, key: string | null) => key !== null && filterSchemas[dimension].safeParse(key).success;

function columnsOf(by: StatisticsDimension, { asked, names, viewer: { locale }, way }: ShownProps): Column<Counted>[] {
  const number = (title: string, figure: (row: Counted) => number | null): Column<Counted> => ({
    title,
    isNumber: true,
    cell: (row) => {
      const value = figure(row);
      return value === null ? '–' : numberIn(locale, value);
    },
  });
  const named = (measure: Measure) => measureDefinitions[measure].name[locale];
  const narrowed = ({ key }: Counted) => narrowedTo(asked, { [by]: key ?? '' });
  const linked = (row: Counted, path: string, text: string) =>
    canNarrow(by, row.key) ? <a href={addressOf(path, narrowed(row))}>{text}</a> : text;
  return [
    { title: dimensionName(by, locale), cell: (row) => linked(row, way.counts, labelOf(names, by, row.key ?? '', locale)) },
    { title: named('completions'), isNumber: true, cell: (row) => linked(row, way.rows, numberIn(locale, row.completions)) },
    number(named('volunteers'), ({ volunteers }) => volunteers),
    number(named('daysServed'), ({ daysServed }) => daysServed),
    number(named('lessonsHeld'), ({ lessonsHeld }) => lessonsHeld),
    number(recordWords[locale].hours, hoursOf),
    number(named('learners'), ({ learners }) => learners),
  ];
}

/** Two ways to count at once: a table with the fewer values along its head. */
function TwoWays({ by, and, ...shown }: ShownProps & { readonly by: StatisticsDimension; readonly and: StatisticsDimension }) {
  const { names, rows, viewer, asked, way } = shown;
  const { locale } = viewer;
  const words = recordWords[locale];
  const keys = { by: [...new Set(rows.map(({ key }) => key ?? ''))], and: [...new Set(rows.map(({ andKey }) => andKey ?? ''))] };
  const isTurned = keys.and.length > keys.by.length && keys.and.length > 4;
  const [down, across] = isTurned ? [and, by] : [by, and];
  const cells = new Map(rows.map((row) => [isTurned ? `${row.andKey} ${row.key}` : `${row.key} ${row.andKey}`, row]));
  const sorted = (dimension: StatisticsDimension, own: readonly string[]) =>
    inOrder(
      names,
      dimension,
      own.map((key) => ({ ...emptyRow, key, completions: sumAlong(rows, dimension === by ? 'key' : 'andKey', key) })),
    ).map(({ key }) => key ?? '');
  const lines = sorted(down, isTurned ? keys.and : keys.by);
  const heads = sorted(across, isTurned ? keys.by : keys.and).slice(0, columnsShown);
  const cell = (line: string, head: string) => {
    const row = cells.get(`${line} ${head}`);
    if (row === undefined) return '–';
    if (!isTold(row)) return <span class="quiet small">{words.keptCell}</span>;
    if (!canNarrow(down, line) || !canNarrow(across, head)) return numberIn(locale, row.completions);
    return <a href={addressOf(way.rows, narrowedTo(asked, { [down]: line, [across]: head }))}>{numberIn(locale, row.completions)}</a>;
  };
  const led = (dimension: StatisticsDimension, key: string) => {
    const label = labelOf(names, dimension, key, locale);
    return canNarrow(dimension, key) ? <a href={addressOf(way.counts, narrowedTo(asked, { [dimension]: key }))}>{label}</a> : label;
  };
  return (
    <>
      <div class="scrolls" role="region" aria-label={words.byBoth(dimensionName(by, locale), dimensionName(and, locale))}>
        <table class="crossed">
          <caption>
            {words.byBoth(dimensionName(down, locale), dimensionName(across, locale))} · {measureDefinitions.completions.name[locale]}
          </caption>
          <thead>
            <tr>
              <th scope="col">{dimensionName(down, locale)}</th>
              {heads.map((head) => (
                <th scope="col" class="num">
                  {led(across, head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <th scope="row">{led(down, line)}</th>
                {heads.map((head) => (
                  <td class="num">{cell(line, head)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.every(isTold) ? null : <p class="quiet small measure">{words.keptMeans}</p>}
    </>
  );
}

const emptyRow: Counted = {
  key: null,
  andKey: null,
  completions: 0,
  volunteers: 0,
  daysServed: 0,
  lessonsHeld: 0,
  minutesTaught: 0,
  learners: 0,
  madeUp: 0,
};

function sumAlong(rows: readonly Row[], side: 'key' | 'andKey', key: string): number {
  return rows.reduce((sum, row) => sum + ((row[side] ?? '') === key ? (row.completions ?? 0) : 0), 0);
}
