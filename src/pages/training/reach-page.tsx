import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { listReportedTotals } from '../../db/queries/statistics.ts';
import { countAllReach, countReach, isReachTold, type AllReached, type Reached, type ReachRow } from '../../db/queries/training-reach.ts';
import type { Locale } from '../../domain/account.ts';
import { reachDimensions, type ReachDimension } from '../../domain/training.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Bars } from '../parts/chart.tsx';
import { Figures } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { asked } from '../public/asked.ts';
import { csvOf } from '../../http/exports/spreadsheet.ts';
import { reported, Source } from '../public/home-page.tsx';
import { nameIn, numberIn } from '../public/names.ts';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { trainingWords } from './training-words.ts';

const barsShown = 27;
const dimensionSchema = z.enum(reachDimensions);
const topics: ReadonlySet<string> = new Set(['people_trained', 'stations', 'provinces']);

async function reachPage(db: Connection, viewer: Viewer, by: ReachDimension) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  const [totals, all, rows] = await Promise.all([listReportedTotals(db), countAllReach(db), countReach(db, by)]);
  const others = totals.filter(({ topic }) => topics.has(topic));
  return (
    <Frame viewer={viewer} title={words.reachTitle}>
      <Title title={words.reachTitle} above={{ href: '/trainings', name: words.title }} lead={words.reachPageLead} />
      <section aria-labelledby="counted">
        <h2 id="counted">{words.countedTitle}</h2>
        {rows.length === 0 ? (
          <Empty>
            <p>{words.noneCounted}</p>
          </Empty>
        ) : (
          <Counted all={all} rows={rows} by={by} viewer={viewer} />
        )}
      </section>
      <section class="part" aria-labelledby="reported">
        <h2 id="reported">{words.reportedTitle}</h2>
        <p class="quiet small measure">{words.reportedLead}</p>
        <Figures figures={others.map((one) => reported(one, locale))} />
        <Source totals={totals} locale={locale} />
      </section>
    </Frame>
  );
}

type CountedProps = { readonly all: AllReached; readonly rows: readonly ReachRow[]; readonly by: ReachDimension; readonly viewer: Viewer };

function Counted({ all, rows, by, viewer }: CountedProps) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  const figure = (value: number | null) => (value === null ? words.few : numberIn(locale, value));
  const told = rows.filter(isReachTold);
  return (
    <>
      <Figures
        figures={[
          { name: words.people, figure: figure(all.people) },
          { name: words.trainings, figure: figure(all.trainings) },
          { name: words.stations, figure: figure(all.stations) },
          { name: words.provinces, figure: figure(all.provinces) },
        ]}
      />
      {all.madeUp === null || all.madeUp === 0 ? null : (
        <Note>
          <p>{words.madeUp(numberIn(locale, all.madeUp))}</p>
        </Note>
      )}
      <nav class="views" aria-label={words.views}>
        <ul>
          {reachDimensions.map((dimension) => (
            <li>
              <a href={`/trainings/reach?by=${dimension}`} aria-current={by === dimension ? 'page' : undefined}>
                {words.by[dimension]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Bars
        caption={words.by[by]}
        bars={told.slice(0, barsShown).map((row) => ({ label: labelOf(row, by, locale), value: row.people }))}
        labelTitle={words.dimension[by]}
        valueTitle={words.people}
        locale={locale}
      />
      {told.length > barsShown ? <p class="quiet small">{words.tooMany(barsShown, told.length)}</p> : null}
      <WholeTable rows={told} by={by} viewer={viewer} />
      {told.length === rows.length ? null : <p class="quiet">{words.hidden(rows.length - told.length)}</p>}
      <p class="actions">
        <a class="button second" href={`/trainings/reach.csv?by=${by}`}>
          {words.download(words.by[by])}
        </a>
      </p>
    </>
  );
}

function WholeTable({ rows, by, viewer }: { rows: readonly Reached[]; by: ReachDimension; viewer: Viewer }) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  const places: Partial<Record<ReachDimension, string>> = {
    station: '/stations/',
    year: '/trainings?year=',
    delivery: '/trainings?delivery=',
  };
  const place = places[by];
  return (
    <section class="part">
      <Table
        caption={words.by[by]}
        viewer={viewer}
        rows={rows}
        columns={[
          {
            title: words.dimension[by],
            cell: (row) => (place === undefined ? labelOf(row, by, locale) : <a href={`${place}${row.key}`}>{labelOf(row, by, locale)}</a>),
          },
          { title: words.people, isNumber: true, cell: ({ people }) => numberIn(locale, people) },
          { title: words.trainings, isNumber: true, cell: ({ trainings }) => numberIn(locale, trainings) },
          { title: words.stations, isNumber: true, cell: ({ stations }) => numberIn(locale, stations) },
        ]}
      />
    </section>
  );
}

function labelOf({ key, nameZh, nameEn }: ReachRow, by: ReachDimension, locale: Locale): string {
  const words = trainingWords[locale];
  if (nameZh !== null && nameEn !== null) return nameIn(locale, nameZh, nameEn);
  const known: Readonly<Record<string, string>> = by === 'group' ? words.groups : by === 'delivery' ? words.deliveries : {};
  return known[key] ?? key;
}

function reachCsv(by: ReachDimension, rows: readonly ReachRow[], locale: Locale): string {
  const { csv } = trainingWords[locale];
  return csvOf([
    [csv.key, csv.name, csv.people, csv.attendances, csv.trainings, csv.stations, csv.madeUp],
    ...rows.map((row) => {
      const about = [row.key, labelOf(row, by, locale)];
      return isReachTold(row)
        ? [...about, row.people, row.attendances ?? '', row.trainings, row.stations, row.madeUp]
        : [...about, csv.few, '', '', '', ''];
    }),
  ]);
}

export const reachPages = new PageRouter()
  .get('/trainings/reach', 'open-data.read', async (c) =>
    sendPublic(c, await reachPage(c.var.db, viewerOf(c), asked(typedInAddress(c), 'by', dimensionSchema) ?? 'year')),
  )
  .get('/trainings/reach.csv', 'open-data.read', async (c) => {
    const by = asked(typedInAddress(c), 'by', dimensionSchema) ?? 'year';
    const text = reachCsv(by, await countReach(c.var.db, by), c.var.locale);
    return c.body(text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="zhijiao-trainings-${by}.csv"`,
      'Cache-Control': 'private, max-age=60',
    });
  });
