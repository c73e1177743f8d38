import { listOwnPlacements, type OwnPlacement } from '../../db/queries/own-placements.ts';
import { accountIdOf } from '../../actions/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures } from '../parts/lists.tsx';
import { Done, Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { countyOf, hoursText, placeOf, subjectOf, taskOf } from './placement-names.ts';
import { placementWords, type PlacementWords } from './placement-words.ts';

type Shown = { readonly viewer: Viewer; readonly placements: readonly OwnPlacement[]; readonly done?: string | undefined };

/** A volunteer's placements over the years: offers first, for they wait. */
function placementsPage({ viewer, placements, done }: Shown) {
  const words = placementWords[viewer.locale];
  const { offers, teaching, upcoming, past, notTaken } = partsOf(placements);
  const told = done === 'declined' || done === 'withdrawn' ? words.done[done] : undefined;
  return (
    <Frame viewer={viewer} title={words.title}>
      {told === undefined ? null : <Done>{told}</Done>}
      <Title title={words.title} lead={placements.length === 0 ? undefined : words.lead} />
      {placements.length === 0 ? (
        <Empty>
          <p>{words.empty}</p>
          <p>
            <a href="/applications">{words.toApplications}</a>
          </p>
        </Empty>
      ) : null}
      <Offers {...{ viewer, words, placements: offers }} />
      <Standing {...{ viewer, words, placements: teaching, title: words.teaching, id: 'teaching' }} />
      <Standing {...{ viewer, words, placements: upcoming, title: words.upcoming, id: 'upcoming' }} />
      <Past {...{ viewer, words, placements: past }} />
      <Standing {...{ viewer, words, placements: notTaken, title: words.notTaken, id: 'not-taken' }} />
    </Frame>
  );
}

function partsOf(placements: readonly OwnPlacement[]) {
  const of = (...states: readonly OwnPlacement['state'][]) => placements.filter(({ state }) => states.includes(state));
  const byDeadline = of('offered').toSorted((a, b) => String(a.replyByAt).localeCompare(String(b.replyByAt)));
  return {
    offers: byDeadline,
    teaching: of('started'),
    upcoming: of('accepted').toReversed(),
    past: of('completed', 'ended_early'),
    notTaken: of('declined', 'lapsed', 'withdrawn', 'cancelled', 'no_show'),
  };
}

type Part = { readonly viewer: Viewer; readonly words: PlacementWords; readonly placements: readonly OwnPlacement[] };

function Offers({ viewer, words, placements }: Part) {
  if (placements.length === 0) return null;
  return (
    <section class="part" aria-labelledby="offers">
      <h2 id="offers">{words.offers}</h2>
      <p class="measure">{words.offersLead}</p>
      <ul class="offers">
        {placements.map((offer) => (
          <li>
            <div>
              <h3>{placeOf(offer, viewer.locale)}</h3>
              <p>
                {taskOf(offer, viewer.locale)}
                <span class="under">{daysText(offer.startDay, offer.endDay, viewer.locale)}</span>
              </p>
              {offer.replyByAt === null ? null : (
                <p class="reply-by">
                  {words.replyBy} <Instant at={offer.replyByAt} viewer={viewer} saysZone />
                </p>
              )}
            </div>
            <a class="button" href={`/placements/${offer.id}`} aria-label={words.readOffer(offer.place)}>
              {words.openOffer}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function columnsOf(viewer: Viewer, words: PlacementWords): Column<OwnPlacement>[] {
  const { locale } = viewer;
  return [
    {
      title: words.where,
      cell: (row) => (
        <>
          <a href={`/placements/${row.id}`}>{row.place}</a>
          <span class="under">
            {countyOf(row, locale)}
            {row.madeUp ? ` · ${terms[locale].demonstration}` : ''}
          </span>
        </>
      ),
    },
    { title: words.when, cell: (row) => daysText(row.startDay, row.endDay, locale) },
    {
      title: words.what,
      cell: (row) => (
        <>
          {subjectOf(row, locale)}
          <span class="under">{terms[locale].requestKinds[row.kind]}</span>
        </>
      ),
    },
  ];
}

function Standing({ viewer, words, placements, title, id }: Part & { readonly title: string; readonly id: string }) {
  if (placements.length === 0) return null;
  const last: Column<OwnPlacement> = {
    title: words.state,
    cell: (row) => (
      <>
        <State of="placement" state={row.state} locale={viewer.locale} />
        {row.state === 'started' ? (
          <a class="under" href={`/placements/${row.id}/sessions`} aria-label={words.logLessonOf(row.place)}>
            {words.logLesson}
          </a>
        ) : null}
      </>
    ),
  };
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Table caption={title} viewer={viewer} rows={placements} columns={[...columnsOf(viewer, words), last]} />
    </section>
  );
}

function Past({ viewer, words, placements }: Part) {
  if (placements.length === 0) return null;
  const sum = (of: (row: OwnPlacement) => number) => placements.reduce((total, row) => total + of(row), 0);
  const early = (row: OwnPlacement) =>
    row.state === 'ended_early' ? <Pill>{terms[viewer.locale].states.placement.ended_early}</Pill> : null;
  return (
    <section class="part" aria-labelledby="past">
      <h2 id="past">{words.record}</h2>
      <Figures
        figures={[
          { name: words.placementsCount, figure: placements.length },
          { name: words.days, figure: sum(({ daysServed }) => daysServed ?? 0) },
          { name: words.lessons, figure: sum(({ lessonsHeld }) => lessonsHeld) },
          {
            name: words.hours,
            figure: hoursText(
              sum(({ minutesTaught }) => minutesTaught),
              viewer.locale,
            ),
          },
          { name: words.learners, figure: sum(({ learners }) => learners) },
        ]}
      />
      <Table
        caption={words.past}
        viewer={viewer}
        rows={placements}
        columns={[
          ...columnsOf(viewer, words),
          {
            title: words.days,
            isNumber: true,
            cell: (row) => (
              <>
                {row.daysServed ?? '–'} {early(row)}
              </>
            ),
          },
          { title: words.lessons, isNumber: true, cell: (row) => row.lessonsHeld },
          { title: words.hours, isNumber: true, cell: (row) => hoursText(row.minutesTaught, viewer.locale) },
          { title: words.learners, isNumber: true, cell: (row) => row.learners },
        ]}
      />
      <p class="quiet small">{words.learnersHint}</p>
    </section>
  );
}

export const placementsPages = new PageRouter().get('/placements', 'placement.answer', async (c) => {
  const placements = await listOwnPlacements(c.var.db, accountIdOf(c.var.actor) ?? '');
  return sendPrivate(c, placementsPage({ viewer: viewerOf(c), placements, done: c.req.query('done') }));
});
