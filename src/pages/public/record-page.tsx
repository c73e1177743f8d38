import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { countNamed, countEveryWay, type NamedCount, type NamedFew } from '../../db/queries/open-record.ts';
import { countAllCompletions, isTold, listReportedTotals, reportedVolunteers, type Counted } from '../../db/queries/statistics.ts';
import type { Locale } from '../../domain/account.ts';
import { statisticsDimensions, type StatisticsDimension } from '../../domain/completion.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Bars } from '../parts/chart.tsx';
import { Figures } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { wordsIn } from '../words/words.ts';
import { asked } from './asked.ts';
import { csvOf } from './csv.ts';
import { figureText, reported, Source } from './home-page.tsx';
import { nameIn, numberIn } from './names.ts';
import { recordWords } from './record-words.ts';

const barsInOverview = 10;

const dimensionSchema = z.enum(statisticsDimensions);
/** Counties are many; they have a view of their own. */
const overviewDimensions = statisticsDimensions.filter((by) => by !== 'county');

type Row = NamedCount | NamedFew;
const hoursOf = ({ minutesTaught }: Counted) => Math.round(minutesTaught / 60);

async function recordPage(db: Connection, viewer: Viewer, by: StatisticsDimension | undefined) {
  const { locale } = viewer;
  const words = recordWords[locale];
  const [totals, all, counts] = await Promise.all([
    listReportedTotals(db),
    countAllCompletions(db),
    by === undefined ? countEveryWay(db, overviewDimensions) : countNamed(db, by).then((rows) => new Map([[by, rows]])),
  ]);
  const others = totals.filter(({ topic }) => topic !== 'volunteers');
  const groups = totals.filter(({ topic }) => topic === 'volunteers');
  const total = { name: wordsIn(locale).total, figure: figureText(reportedVolunteers(totals), locale) };
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title
        title={words.title}
        lead={words.lead}
        beside={
          <>
            {words.asOf} <Instant at={viewer.now} viewer={viewer} saysZone />
          </>
        }
      />
      <section aria-labelledby="recorded">
        <h2 id="recorded">{words.recordedTitle}</h2>
        <p class="quiet small">{words.recordedLead}</p>
        {all.completions === 0 ? (
          <Empty>
            <p>{words.none}</p>
          </Empty>
        ) : (
          <Counts all={all} counts={counts} by={by} viewer={viewer} />
        )}
      </section>
      <section class="part" aria-labelledby="reported">
        <h2 id="reported">{words.reportedTitle}</h2>
        <p class="quiet small measure">{words.reportedLead}</p>
        <Figures figures={[total, ...[...groups, ...others].map((one) => reported(one, locale))]} />
        <Source totals={totals} locale={locale} />
      </section>
    </Frame>
  );
}

type CountsProps = {
  readonly all: Counted;
  readonly counts: ReadonlyMap<StatisticsDimension, readonly Row[]>;
  readonly by: StatisticsDimension | undefined;
  readonly viewer: Viewer;
};

function Counts({ all, counts, by, viewer }: CountsProps) {
  const { locale } = viewer;
  const words = recordWords[locale];
  return (
    <>
      <Figures
        figures={[
          { name: words.completions, figure: numberIn(locale, all.completions) },
          { name: words.volunteers, figure: numberIn(locale, all.volunteers) },
          { name: words.hours, figure: numberIn(locale, hoursOf(all)) },
        ]}
      />
      {all.madeUp > 0 ? (
        <Note>
          <p>{words.madeUp(all.madeUp, all.completions)}</p>
        </Note>
      ) : null}
      <nav class="views" aria-label={words.views}>
        <ul>
          <li>
            <a href="/record" aria-current={by === undefined ? 'page' : undefined}>
              {words.overview}
            </a>
          </li>
          {statisticsDimensions.map((dimension) => (
            <li>
              <a href={`/record?by=${dimension}`} aria-current={by === dimension ? 'page' : undefined}>
                {words.by[dimension]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {by === undefined ? (
        <div class="charts">
          {overviewDimensions.map((dimension) => (
            <Chart by={dimension} rows={(counts.get(dimension) ?? []).filter(isTold)} viewer={viewer} most={barsInOverview} />
          ))}
        </div>
      ) : (
        <Whole by={by} rows={counts.get(by) ?? []} viewer={viewer} />
      )}
    </>
  );
}

type ChartProps = { readonly by: StatisticsDimension; readonly rows: readonly NamedCount[]; readonly viewer: Viewer };

function Chart({ by, rows, viewer: { locale }, most }: ChartProps & { readonly most: number }) {
  const words = recordWords[locale];
  const bars = rows.slice(0, most).map((row) => ({ label: labelOf(row, by, locale), value: row.completions }));
  return (
    <div>
      <Bars caption={words.by[by]} bars={bars} labelTitle={words.dimension[by]} valueTitle={words.completions} locale={locale} />
      {rows.length > most ? (
        <p>
          <a href={`/record?by=${by}`}>{words.allOf(rows.length)}</a>
        </p>
      ) : null}
    </div>
  );
}

function Whole({ by, rows, viewer }: Omit<ChartProps, 'rows'> & { readonly rows: readonly Row[] }) {
  const { locale } = viewer;
  const words = recordWords[locale];
  const told = rows.filter(isTold);
  const few = rows.length - told.length;
  return (
    <>
      {told.length === 0 ? null : (
        <>
          <Chart by={by} rows={told} viewer={viewer} most={told.length} />
          <section class="part">
            <Table
              caption={words.withFigures}
              showsCaption
              rows={told}
              viewer={viewer}
              columns={[
                { title: words.dimension[by], cell: (row) => linkOf(row, by, locale) },
                { title: words.completions, isNumber: true, cell: ({ completions }) => numberIn(locale, completions) },
                { title: words.volunteers, isNumber: true, cell: ({ volunteers }) => numberIn(locale, volunteers) },
                { title: words.hours, isNumber: true, cell: (row) => numberIn(locale, hoursOf(row)) },
              ]}
            />
          </section>
        </>
      )}
      {few === 0 ? null : <p class="quiet">{told.length === 0 ? words.allCountiesFew : words.few(few)}</p>}
      <p class="actions">
        <a class="button second" href={`/record.csv?by=${by}`}>
          {words.download(words.by[by])}
        </a>
      </p>
    </>
  );
}

function labelOf({ key, nameZh, nameEn }: Row, by: StatisticsDimension, locale: Locale): string {
  if (nameZh !== null && nameEn !== null) return nameIn(locale, nameZh, nameEn);
  const known: Readonly<Record<string, string>> =
    by === 'delivery'
      ? terms[locale].deliveries
      : by === 'volunteerKind'
        ? terms[locale].volunteerKinds
        : by === 'homeRegion'
          ? terms[locale].homeRegions
          : {};
  return known[key ?? ''] ?? key ?? recordWords[locale].unknown;
}

function linkOf(row: NamedCount, by: StatisticsDimension, locale: Locale) {
  const places: Partial<Record<StatisticsDimension, string>> = {
    season: '/seasons/',
    county: '/counties/',
    province: '/counties?province=',
  };
  const place = places[by];
  return place === undefined ? labelOf(row, by, locale) : <a href={`${place}${row.key}`}>{labelOf(row, by, locale)}</a>;
}

function recordCsv(by: StatisticsDimension, rows: readonly Row[], locale: Locale): string {
  const { csv } = recordWords[locale];
  return csvOf([
    [csv.key, csv.name, csv.completions, csv.volunteers, csv.hours, csv.madeUp],
    ...rows.map((row) => {
      const about = [row.key ?? '', labelOf(row, by, locale)];
      return isTold(row) ? [...about, row.completions, row.volunteers, hoursOf(row), row.madeUp] : [...about, csv.few, '', '', ''];
    }),
  ]);
}

export const recordPages = new PageRouter()
  .get('/record', 'open-data.read', async (c) =>
    sendPublic(c, await recordPage(c.var.db, viewerOf(c), asked(typedInAddress(c), 'by', dimensionSchema))),
  )
  .get('/record.csv', 'open-data.read', async (c) => {
    const by = asked(typedInAddress(c), 'by', dimensionSchema) ?? 'season';
    const text = recordCsv(by, await countNamed(c.var.db, by), c.var.locale);
    return c.body(text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="zhijiao-${by}.csv"`,
      'Cache-Control': 'private, max-age=60',
    });
  });
