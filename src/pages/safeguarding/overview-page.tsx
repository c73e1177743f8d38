import { instantOf } from '../../actions/context.ts';
import { listReviews, type ReviewInFull } from '../../db/queries/barred.ts';
import {
  countForSafeguarding,
  listEndingChecks,
  listIncidentsByDue,
  type EndingCheck,
  type IncidentLine,
  type SafeguardingCounts,
} from '../../db/queries/safeguarding-desk.ts';
import { homeZone } from '../../domain/calendar.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { TableSection } from '../parts/table.tsx';
import { Day, daysText } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { IncidentsTable } from './incidents-page.tsx';
import { ReviewsTable } from './reviews-page.tsx';
import { safeguardingWords } from './safeguarding-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly today: string;
  readonly counts: SafeguardingCounts;
  readonly incidents: readonly IncidentLine[];
  readonly reviews: readonly ReviewInFull[];
  readonly checks: readonly EndingCheck[];
};

/** What needs the safeguarding lead now, the most urgent first. */
function overviewPage(shown: Shown) {
  const { viewer, counts, incidents, reviews, checks } = shown;
  const words = safeguardingWords[viewer.locale];
  const isQuiet = incidents.length + reviews.length + checks.length === 0;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Figures
        figures={[
          ...(counts.help === 0
            ? []
            : [{ name: words.help, figure: <span class="refused-text">{counts.help}</span>, href: '/desk/safety' }]),
          { name: words.openIncidents, figure: <Counted counts={counts} viewer={viewer} />, href: '/safeguarding/incidents?state=open' },
          { name: words.toClose, figure: counts.acted, href: '/safeguarding/incidents?state=acted' },
          { name: words.openReviews, figure: counts.reviews, href: '/safeguarding/reviews?state=open' },
          { name: words.standingBarred, figure: counts.barred, href: '/safeguarding/barred-people' },
        ]}
      />
      {isQuiet ? (
        <Empty>
          <p>{words.nothingNow}</p>
        </Empty>
      ) : (
        <Waiting {...shown} />
      )}
    </Frame>
  );
}

function Counted({ counts: { open, overdue }, viewer }: Pick<Shown, 'counts' | 'viewer'>) {
  const words = safeguardingWords[viewer.locale];
  return (
    <>
      {open}
      {overdue === 0 ? null : <span class="under small refused-text">{words.overdueCount(String(overdue))}</span>}
    </>
  );
}

function Waiting({ viewer, today, incidents, reviews, checks }: Shown) {
  const words = safeguardingWords[viewer.locale];
  return (
    <>
      <section class="part" aria-labelledby="incidents">
        <h2 id="incidents">{words.incidents}</h2>
        {incidents.length === 0 ? (
          <p class="quiet">{words.noIncidents}</p>
        ) : (
          <IncidentsTable viewer={viewer} incidents={incidents} caption={words.incidents} />
        )}
        <p>
          <a href="/safeguarding/incidents">{words.allIncidents}</a>
        </p>
      </section>
      <section class="part" aria-labelledby="reviews">
        <h2 id="reviews">{words.openReviews}</h2>
        {reviews.length === 0 ? (
          <p class="quiet">{words.noReviews}</p>
        ) : (
          <ReviewsTable viewer={viewer} reviews={reviews} caption={words.openReviews} />
        )}
        <p>
          <a href="/safeguarding/reviews">{words.allReviews}</a>
        </p>
      </section>
      <Checks viewer={viewer} today={today} checks={checks} />
    </>
  );
}

function Checks({ viewer, today, checks }: Pick<Shown, 'viewer' | 'today' | 'checks'>) {
  const words = safeguardingWords[viewer.locale];
  return (
    <TableSection
      id="checks"
      title={words.endingChecks}
      none={words.noEnding}
      lead={<p class="measure">{words.endingLead}</p>}
      viewer={viewer}
      rows={checks}
      columns={[
        { title: words.volunteer, cell: ({ name }) => name },
        {
          title: words.check,
          cell: ({ kind, clearanceId }) => <a href={`/desk/clearances/${clearanceId}`}>{terms[viewer.locale].clearances[kind]}</a>,
        },
        {
          title: words.validThrough,
          cell: ({ validThroughDay }) => (
            <>
              <Day day={validThroughDay} viewer={viewer} /> {validThroughDay < today ? <Pill tone="refused">{words.hasEnded}</Pill> : null}
            </>
          ),
        },
        {
          title: words.placement,
          cell: ({ countyZh, countyEn, startDay, endDay }) => (
            <>
              {viewer.locale === 'en' ? countyEn : countyZh}
              <span class="quiet small under">{daysText(startDay, endDay, viewer.locale)}</span>
            </>
          ),
        },
      ]}
    />
  );
}

const linesShown = 10;
const endingDays = 30;

export const overviewPages = new PageRouter().get('/safeguarding', 'incident.handle', async (c) => {
  const { db, now } = c.var;
  const day = now.setZone(homeZone);
  const counts = await countForSafeguarding(db, instantOf(now));
  const incidents = await listIncidentsByDue(db, {}, { limit: linesShown });
  const reviews = await listReviews(db, 'open', { limit: linesShown });
  const checks = await listEndingChecks(db, day.plus({ days: endingDays }).toISODate() ?? '');
  const waiting = incidents.items.filter(({ state }) => state !== 'closed');
  const shown = { counts, incidents: waiting, reviews: reviews.items, checks, today: day.toISODate() ?? '' };
  return sendPrivate(c, overviewPage({ viewer: viewerOf(c), ...shown }));
});
