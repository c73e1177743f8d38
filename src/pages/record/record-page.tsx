import type { Connection } from '../../db/client.ts';
import type { Names } from '../../db/queries/open-record.ts';
import { countCounties, countToldEach, isTold, listReportedTotals, reportedVolunteers } from '../../db/queries/statistics.ts';
import { faultMessage } from '../../http/failure/fault-words.ts';
import { statisticsDimensions, type StatisticsAsked, type StatisticsDimension } from '../../domain/statistics.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Instant } from '../parts/time.tsx';
import { figureText, reported, Source } from '../public/home-page.tsx';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { CountForm } from './count-form.tsx';
import { Chart, CountFigures, MadeUp, Parts, type Way } from './counts-view.tsx';
import { sendRecordCsv } from './record-csv.ts';
import { inOrder, namesFor, type Row } from './labels.ts';
import { addressOf, askedOf, dimensionName } from './record-asked.ts';
import { recordWords } from './record-words.ts';

const barsInOverview = 8;
const overviewDimensions: readonly StatisticsDimension[] = [
  'year',
  'province',
  'subject',
  'delivery',
  'requestKind',
  'volunteerKind',
  'homeRegion',
  'firstTimer',
];
const publicWay: Way = { counts: '/record', rows: '/record/rows' };
const everything: StatisticsAsked = { by: undefined, and: undefined, filter: {} };

type Count = { readonly asked: StatisticsAsked; readonly rows: readonly Row[] };

/** What is counted on the page: what is asked, or every way of the overview; and the whole that it is of. */
function questionsOf(asked: StatisticsAsked): StatisticsAsked[] {
  const whole = { by: undefined, and: undefined, filter: asked.filter };
  if (asked.by !== undefined) return [whole, asked];
  const isNarrowed = Object.keys(asked.filter).length > 0;
  return [whole, ...(isNarrowed ? [] : overviewDimensions.map((by) => ({ ...everything, by })))];
}

async function recordPage(db: Connection, viewer: Viewer, { asked, faults }: ReturnType<typeof askedOf>) {
  const { locale } = viewer;
  const words = recordWords[locale];
  const questions = questionsOf(faults.length > 0 ? everything : asked);
  const [totals, answers, counties] = await Promise.all([
    listReportedTotals(db),
    countToldEach(db, questions),
    countCounties(db, undefined),
  ]);
  const names = await namesFor(db, [...questions, asked], answers);
  const counts = questions.map((question, i): Count => ({ asked: question, rows: answers[i] ?? [] }));
  const others = totals.filter(({ topic }) => topic !== 'volunteers');
  const groups = totals.filter(({ topic }) => topic === 'volunteers');
  const total = { name: wordsIn(locale).total, figure: figureText(reportedVolunteers(totals), locale) };
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} beside={<AsOf viewer={viewer} />} />
      <section aria-labelledby="recorded">
        <h2 id="recorded">{words.recordedTitle}</h2>
        <p class="quiet small">
          {words.recordedLead} <a href="/record/definitions">{words.definitions}</a>
        </p>
        {faults.length === 0 ? null : (
          <Note tone="waiting">
            <p>
              {words.faulty}
              {faults.map((code) => faultMessage(code, locale)).join(' ')}
            </p>
          </Note>
        )}
        <CountForm asked={asked} names={names} viewer={viewer} path="/record" />
        <Counts counts={counts} names={names} viewer={viewer} counties={counties.get('')} />
        <p class="actions">
          <a class="button second" href={addressOf('/record.csv', faults.length > 0 ? everything : asked)}>
            {words.download}
          </a>
          <a href="/record/years">{words.yearly}</a>
          <a href="/record/equity">{words.equity}</a>
        </p>
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

export function AsOf({ viewer }: { viewer: Viewer }) {
  return (
    <>
      {recordWords[viewer.locale].asOf} <Instant at={viewer.now} viewer={viewer} saysZone />
    </>
  );
}

type CountsProps = {
  readonly counts: readonly Count[];
  readonly names: Names;
  readonly viewer: Viewer;
  readonly counties: number | undefined;
};

function Counts({ counts: [whole, ...counts], names, viewer, counties }: CountsProps) {
  const words = recordWords[viewer.locale];
  const all = whole?.rows[0];
  if (whole === undefined || all === undefined) return null;
  const isNarrowed = Object.keys(whole.asked.filter).length > 0;
  if (all.completions === 0) return <Nothing words={isNarrowed ? words.nobody : words.none} />;
  if (!isTold(all) && !isNarrowed) return <Nothing words={words.tooFewYet} />;
  return (
    <>
      {isTold(all) ? (
        <CountFigures row={all} asked={whole.asked} viewer={viewer} way={publicWay} counties={isNarrowed ? undefined : counties} />
      ) : (
        <Note>
          <p>{words.thisKeptBack}</p>
        </Note>
      )}
      <MadeUp row={all} viewer={viewer} />
      {counts.length > 1 ? (
        <Overview counts={counts} names={names} viewer={viewer} way={publicWay} />
      ) : (
        counts.map((count) => <Parts {...count} names={names} viewer={viewer} way={publicWay} />)
      )}
    </>
  );
}

function Nothing({ words }: { words: string }) {
  return (
    <Empty>
      <p>{words}</p>
    </Empty>
  );
}

function Overview({ counts, names, viewer, way }: { counts: readonly Count[]; names: Names; viewer: Viewer; way: Way }) {
  return (
    <>
      <nav class="views" aria-label={recordWords[viewer.locale].views}>
        <ul>
          {statisticsDimensions.map((dimension) => (
            <li>
              <a href={`/record?by=${dimension}`}>{recordWords[viewer.locale].by(dimensionName(dimension, viewer.locale))}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="charts">
        {counts.map(({ asked, rows }) => {
          const { by } = asked;
          const told = by === undefined ? [] : inOrder(names, by, rows).filter(isTold);
          return by === undefined || told.length === 0 ? null : (
            <Chart by={by} told={told} most={barsInOverview} asked={everything} rows={rows} names={names} viewer={viewer} way={way} />
          );
        })}
      </div>
    </>
  );
}

export const recordPages = new PageRouter()
  .get('/record', 'open-data.read', async (c) =>
    sendPublic(c, await recordPage(c.var.db, viewerOf(c), askedOf(typedInAddress(c), { isPublic: true }))),
  )
  .get('/record.csv', 'open-data.read', async (c) => {
    const { asked, faults } = askedOf(typedInAddress(c), { isPublic: true });
    const question =
      faults.length > 0 || (asked.by === undefined && Object.keys(asked.filter).length === 0)
        ? { ...everything, by: 'season' as const }
        : asked;
    const [rows = []] = await countToldEach(c.var.db, [question]);
    return sendRecordCsv(c, question, rows);
  });
