import type { Connection } from '../../db/client.ts';
import { listPartnerships } from '../../db/queries/partnerships.ts';
import { countTold, countToldEach, isTold, listReportedTotals } from '../../db/queries/statistics.ts';
import { keptBack, measureDefinitions } from '../../domain/statistics-definitions.ts';
import { measures, type StatisticsAsked, type StatisticsDimension } from '../../domain/statistics.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures, Summary } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { reported, Source } from '../public/home-page.tsx';
import { nameIn } from '../public/names.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Chart, CountFigures, MadeUp, type Way } from './counts-view.tsx';
import { inOrder, namesFor } from './labels.ts';
import { AsOf } from './record-page.tsx';
import { partnershipWords } from './partnership-words.ts';
import { recordWords } from './record-words.ts';
import { yearWords } from './year-words.ts';

const way: Way = { counts: '/record', rows: '/record/rows' };
const partnershipsShown = 20;
const provincesShown = 34;
const dimensions = {
  byProvince: 'province',
  bySubject: 'subject',
  byDelivery: 'delivery',
  byKind: 'volunteerKind',
  byRegion: 'homeRegion',
} as const satisfies Record<string, StatisticsDimension>;

/** A year on one page, to be printed: its figures, what they are of, partnerships, and what was reported for the years before the records. */
async function yearPage(db: Connection, viewer: Viewer, year: string) {
  const { locale } = viewer;
  const words = yearWords[locale];
  const whole: StatisticsAsked = { by: undefined, and: undefined, filter: { year } };
  const questions = [whole, ...Object.values(dimensions).map((by): StatisticsAsked => ({ by, and: undefined, filter: { year } }))];
  const [answers, totals, { items: partners }] = await Promise.all([
    countToldEach(db, questions),
    listReportedTotals(db),
    listPartnerships(db, {}, { limit: partnershipsShown }),
  ]);
  const names = await namesFor(db, questions, answers);
  const [all] = answers[0] ?? [];
  const current = partners.filter(
    ({ sinceYear, untilYear }) => sinceYear <= Number(year) && (untilYear === null || untilYear >= Number(year)),
  );
  return (
    <Frame viewer={viewer} title={words.title(year)}>
      <Title
        title={words.title(year)}
        above={{ href: '/record/years', name: words.listTitle }}
        lead={words.lead}
        beside={<AsOf viewer={viewer} />}
      />
      <p class="quiet small no-print">{words.print}</p>
      {all === undefined || !isTold(all) || all.completions === 0 ? (
        <Empty>
          <p>{words.unknownYear}</p>
        </Empty>
      ) : (
        <>
          <CountFigures row={all} asked={whole} viewer={viewer} way={way} />
          <MadeUp row={all} viewer={viewer} />
          <div class="charts">
            {Object.entries(dimensions).map(([, by], i) => {
              const rows = answers[i + 1] ?? [];
              const told = inOrder(names, by, rows).filter(isTold);
              const asked = { by, and: undefined, filter: { year } };
              return told.length === 0 ? null : (
                <Chart by={by} told={told} most={provincesShown} asked={asked} rows={rows} names={names} viewer={viewer} way={way} />
              );
            })}
          </div>
        </>
      )}
      {current.length === 0 ? null : (
        <section class="part" aria-labelledby="partnerships">
          <h2 id="partnerships">{words.partnerships}</h2>
          <ul>
            {current.map(({ countyCode, county, partnerZh, partnerEn, sinceYear, untilYear, madeUp }) => (
              <li>
                <a href={`/counties/${countyCode}`}>{nameIn(locale, county.zh, county.en)}</a> · {nameIn(locale, partnerZh, partnerEn)},{' '}
                {words.since(sinceYear, untilYear)}
                {madeUp ? ` · ${partnershipWords[locale].madeUp}` : ''}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="part" aria-labelledby="reported">
        <h2 id="reported">{words.reported}</h2>
        <Figures figures={totals.map((total) => reported(total, locale))} />
        <Source totals={totals} locale={locale} />
      </section>
      <section class="part" aria-labelledby="means">
        <h2 id="means">{words.means}</h2>
        <Summary
          viewer={viewer}
          areSentences
          rows={measures
            .filter((code) => code !== 'madeUp' && code !== 'counties')
            .map((code) => ({ label: measureDefinitions[code].name[locale], value: measureDefinitions[code].means[locale] }))}
        />
        <p class="quiet small measure">{keptBack[locale]}</p>
      </section>
    </Frame>
  );
}

async function yearsPage(db: Connection, viewer: Viewer) {
  const words = yearWords[viewer.locale];
  const years = (await countTold(db, { by: 'year', and: undefined, filter: {} }))
    .filter(isTold)
    .flatMap(({ key }) => (key === null || key === '' ? [] : [key]));
  return (
    <Frame viewer={viewer} title={words.listTitle}>
      <Title title={words.listTitle} above={{ href: '/record', name: recordWords[viewer.locale].title }} lead={words.listLead} />
      {years.length === 0 ? (
        <Empty>
          <p>{words.noYears}</p>
        </Empty>
      ) : (
        <ul>
          {years.toReversed().map((year) => (
            <li>
              <a href={`/record/years/${year}`}>{words.title(year)}</a>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

/** Years of which there may be something one day: from the first that a partnership can name to the next. */
const isYear = (text: string, { now }: Viewer) => /^\d{4}$/.test(text) && Number(text) >= 1949 && Number(text) <= now.year + 1;

export const yearPages = new PageRouter()
  .get('/record/years', 'open-data.read', async (c) => sendPublic(c, await yearsPage(c.var.db, viewerOf(c))))
  .get('/record/years/:year', 'open-data.read', async (c) => {
    const year = c.req.param('year');
    return isYear(year, viewerOf(c)) ? sendPublic(c, await yearPage(c.var.db, viewerOf(c), year)) : c.notFound();
  });
