import type { Context } from 'hono';
import { z } from 'zod';

import { startPlacement } from '../../actions/placements/start-placement.ts';
import { listLatestLessons, type HostedPlacement, type TaughtLesson } from '../../db/queries/county-placements.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { DisputesPart } from '../dispute/disputes-part.tsx';
import { disputeWords } from '../dispute/dispute-words.ts';
import { feedbackWords } from '../feedback/feedback-words.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ownDaysWords } from '../own-days/own-days-words.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Figures, Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { dayText, daysText, Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { hostedIn, hoursText, originOf, teachingOf } from './guest-parts.tsx';
import { guestsWords, type GuestsWords } from './guests-words.ts';
import { filterIn, inLocale, todayOf } from './own.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly placement: HostedPlacement;
  readonly lessons: readonly TaughtLesson[];
  readonly done?: keyof GuestsWords['done'] | undefined;
  readonly faults?: readonly FieldFault[];
};

/** One person as far as hosting needs, and what the county does about them. */
function viewOf({ viewer, placement, lessons, done, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  return (
    <Frame viewer={viewer} title={placement.name}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={placement.name}
        above={{ href: '/county/placements', name: words.guestAbove }}
        beside={
          <>
            <State of="placement" state={placement.state} locale={locale} /> {daysText(placement.startDay, placement.endDay, locale)}
          </>
        }
      />
      <Arrival viewer={viewer} placement={placement} words={words} />
      <section aria-labelledby="about">
        <h2 id="about">{words.about}</h2>
        <Summary
          viewer={viewer}
          rows={[
            { label: words.kind, value: originOf(placement, locale) },
            { label: words.teaches, value: teachingOf(placement, locale) },
            { label: words.delivery, value: terms[locale].deliveries[placement.delivery] },
            { label: words.place, value: <a href={`/county/requests/${placement.requestId}/squad`}>{placement.place}</a> },
            { label: words.county, value: inLocale(locale, placement.countyNameZh, placement.countyNameEn) },
            ...(placement.startDay === placement.termStartDay && placement.endDay === placement.termEndDay
              ? []
              : [{ label: ownDaysWords[locale].term, value: daysText(placement.termStartDay, placement.termEndDay, locale) }]),
            { label: words.season, value: inLocale(locale, placement.seasonNameZh, placement.seasonNameEn) },
          ]}
        />
        {placement.state === 'accepted' || placement.state === 'started' ? (
          <p>
            <a href={`/county/placements/${placement.id}/days`}>{ownDaysWords[locale].link}</a>
          </p>
        ) : null}
      </section>
      <Service viewer={viewer} placement={placement} words={words} />
      <DisputesPart viewer={viewer} disputes={placement.disputes} />
      <Lessons viewer={viewer} placement={placement} lessons={lessons} words={words} />
    </Frame>
  );
}

type Part = { readonly viewer: Viewer; readonly placement: HostedPlacement; readonly words: GuestsWords };

/** Whether they have come; checks that are missing are named, and nothing overrides them. */
function Arrival({ viewer, placement, words }: Part) {
  const { locale } = viewer;
  const { id, state, name, startDay, endDay, missingChecks, replyByAt } = placement;
  if (state === 'offered') {
    return (
      <Note tone="waiting">
        {words.waitsForReply}
        {locale === 'zh' ? '' : ' '}
        {replyByAt === null ? null : (
          <>
            {words.replyBy} <Instant at={replyByAt} viewer={viewer} />
          </>
        )}
      </Note>
    );
  }
  if (state !== 'accepted') return null;
  const isEarly = todayOf(viewer) < startDay;
  return (
    <section aria-labelledby="arrival">
      <h2 id="arrival">{words.arrival}</h2>
      {missingChecks.length === 0 ? null : (
        <Note tone="refused">
          <p>{words.missing(dayText(endDay, locale))}</p>
          <ul>
            {missingChecks.map((kind) => (
              <li>{terms[locale].clearances[kind]}</li>
            ))}
          </ul>
          <p>{words.checksTold}</p>
        </Note>
      )}
      {isEarly ? (
        <p>{words.tooEarly(dayText(startDay, locale))}</p>
      ) : (
        <form method="post" action={`/county/placements/${id}/start`}>
          {missingChecks.length > 0 ? null : <p>{words.startHint(name)}</p>}
          <p class="actions">
            {missingChecks.length > 0 ? null : <button class="button">{words.startButton(name)}</button>}
            <a href={`/county/placements/${id}/no-show`}>{words.noShowLink}</a>
          </p>
        </form>
      )}
    </section>
  );
}

function Under({ text }: { text: string }) {
  return text === '' ? null : <span class="under">{text}</span>;
}

/** What either side says of the service, and whether it is complete. */
function Service({ viewer, placement, words }: Part) {
  const { locale } = viewer;
  const { id, state, report, confirmation, completedAt, endKind } = placement;
  if (state !== 'started' && state !== 'completed' && state !== 'ended_early') return null;
  return (
    <section aria-labelledby="service">
      <h2 id="service">{words.service}</h2>
      <Summary
        viewer={viewer}
        rows={[
          {
            label: words.report,
            value:
              report === null ? (
                words.noReport
              ) : (
                <>
                  {words.reportDays(report.daysServed)} · <Instant at={report.submittedAt} viewer={viewer} />
                  <Under text={report.text} />
                </>
              ),
          },
          {
            label: words.countersigned,
            value:
              confirmation === null ? (
                words.notCountersigned
              ) : (
                <>
                  {words.signedBy(confirmation.signedBy, confirmation.daysServed)} ·{' '}
                  <Instant at={confirmation.confirmedAt} viewer={viewer} />
                  <Under text={confirmation.comment} />
                </>
              ),
          },
          {
            label: words.completion,
            value:
              completedAt !== null ? (
                <>
                  {words.completedAt} · <Instant at={completedAt} viewer={viewer} />
                </>
              ) : endKind !== null ? (
                words.endedEarly(terms[locale].earlyEnds[endKind])
              ) : (
                gapText(placement, viewer, words)
              ),
          },
        ]}
      />
      <p class="actions">
        {state === 'started' ? (
          <>
            <a class={confirmation === null ? 'button' : 'button second'} href={`/county/placements/${id}/confirm`}>
              {confirmation === null ? words.countersignLink : words.countersignAgain}
            </a>
            <a href={`/county/placements/${id}/dispute`}>{disputeWords[locale].openDays}</a>
          </>
        ) : null}
        <a href={`/county/placements/${id}/feedback`}>{feedbackWords[locale].link}</a>
      </p>
    </section>
  );
}

function gapText({ report, confirmation, openDisputes, settledDays }: HostedPlacement, { locale }: Viewer, words: GuestsWords): string {
  const { completionGaps } = terms[locale];
  const gaps = [
    ...(report === null ? [completionGaps['report-missing']] : []),
    ...(confirmation === null ? [completionGaps['confirmation-missing']] : []),
  ];
  if (openDisputes > 0) return completionGaps['dispute-open'];
  if (report !== null && settledDays !== null) return words.waitsForDesk;
  if (report === null || confirmation === null) return gaps.join(locale === 'zh' ? '，' : '; ');
  return report.daysServed === confirmation.daysServed ? words.waitsForDesk : words.differ(report.daysServed, confirmation.daysServed);
}

/** The way to dispute a lesson. */
function disputeColumn(viewer: Viewer, placementId: string): Column<TaughtLesson> {
  const words = disputeWords[viewer.locale];
  return {
    title: words.openLesson,
    isUnseen: true,
    cell: ({ id, startsAt }) => (
      <a href={`/county/placements/${placementId}/dispute?lesson=${id}`}>
        {words.openLesson}
        <span class="unseen">
          {' '}
          <Instant at={startsAt} viewer={viewer} />
        </span>
      </a>
    ),
  };
}

function Lessons({ viewer, placement: { id, state, taught }, lessons, words }: Part & { lessons: readonly TaughtLesson[] }) {
  const { locale } = viewer;
  if (state !== 'started' && state !== 'completed' && state !== 'ended_early') return null;
  return (
    <section aria-labelledby="lessons">
      <h2 id="lessons">{words.lessons}</h2>
      {taught.lessons === 0 ? (
        <p class="quiet">{words.noLessons}</p>
      ) : (
        <>
          <Figures
            figures={[
              { name: words.totals.lessons, figure: String(taught.lessons) },
              { name: words.totals.hours, figure: hoursText(taught.minutes, locale) },
              { name: words.totals.days, figure: String(taught.days) },
              { name: words.totals.learners, figure: String(taught.learners) },
            ]}
          />
          <p class="quiet small">{words.lastLessons(lessons.length, taught.lessons)}</p>
          <Table
            caption={words.lessons}
            viewer={viewer}
            rows={lessons}
            columns={[
              { title: words.lessonAt, cell: ({ startsAt }) => <Instant at={startsAt} viewer={viewer} /> },
              {
                title: words.teaches,
                cell: ({ subjectZh, subjectEn, className, mode, adultPresent }) => (
                  <>
                    {[inLocale(locale, subjectZh, subjectEn), ...(className === '' ? [] : [className])].join(' · ')}
                    {mode === 'distance' ? <Under text={words.withAdult(adultPresent)} /> : null}
                  </>
                ),
              },
              { title: words.minutes, isNumber: true, cell: ({ minutes }) => words.minutesOf(minutes) },
              { title: words.learners, isNumber: true, cell: ({ learners }) => String(learners) },
              { title: words.note, cell: ({ note }) => note },
              ...(state === 'started' ? [disputeColumn(viewer, id)] : []),
            ]}
          />
        </>
      )}
    </section>
  );
}

const lessonsShown = 60;
const doneSchema = z.enum(['started', 'confirmed', 'missed']);

async function send(c: Context<AppEnv>, placement: HostedPlacement, faults: readonly FieldFault[] = []): Promise<Response> {
  const lessons = placement.taught.lessons === 0 ? [] : await listLatestLessons(c.var.db, placement.id, lessonsShown);
  const done = filterIn(c, 'done', doneSchema);
  return sendPrivate(c, viewOf({ viewer: viewerOf(c), placement, lessons, done, faults }), faults.length > 0 ? 422 : 200);
}

export const guestPage = new PageRouter()
  .get('/county/placements/:id', 'placement.host', async (c) => {
    const placement = await hostedIn(c);
    return placement === undefined ? c.notFound() : send(c, placement);
  })
  .post('/county/placements/:id/start', 'placement.host', async (c) => {
    const placement = await hostedIn(c);
    if (placement === undefined) return c.notFound();
    const started = await startPlacement(actionContext(c), placement.id);
    if (started.ok) return seeOther(c, `/county/placements/${placement.id}?done=started`);
    return send(c, placement, [{ field: 'content', message: toldOf(started.error, viewerOf(c)).title }]);
  });
