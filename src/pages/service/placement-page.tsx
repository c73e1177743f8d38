import type { ConditionQuestion } from '../../db/queries/condition-questions.ts';
import type { OwnLesson, OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import { daysIn } from '../../domain/calendar.ts';
import { memberStates } from '../../domain/squad.ts';
import { extensionHours, startsAt } from '../../domain/reply.ts';
import { AnswerGiven, ConditionQuestionPart } from '../conditions/question-part.tsx';
import { Frame } from '../frame.tsx';
import { ownDaysWords } from '../own-days/own-days-words.ts';
import { Summary, Timeline, type SummaryRow } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { SafeButtons } from '../squad/safe-buttons.tsx';
import { safetyWords } from '../squad/safety-words.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { ClocksPart } from './placement-clocks.tsx';
import { HostPart, SquadPart } from './placement-host.tsx';
import { countyOf, subjectOf, taskOf } from './placement-names.ts';
import type { PlacementPart } from './placement-part.ts';
import { PreparePart } from './placement-prepare.tsx';
import { TaughtPart } from './placement-taught.tsx';
import { stagesOf } from './placement-timeline.ts';
import { placementWords, type PlacementWords } from './placement-words.ts';

/** What an answer came to that could not be done: told kindly, above what is so now. */
export type Told = { readonly title: string; readonly detail: string };

type Shown = {
  readonly viewer: Viewer;
  readonly placement: OwnPlacementInFull;
  readonly lessons: readonly OwnLesson[];
  /** What they are asked about changed host conditions. */
  readonly question: ConditionQuestion | undefined;
  readonly done?: string | undefined;
  readonly told?: Told | undefined;
};

/** One placement from its offer to its record, as its volunteer sees it. */
export function placementPage({ viewer, placement, lessons, question, done, told }: Shown) {
  const words = placementWords[viewer.locale];
  const part = { viewer, words, placement };
  const isOver = !['offered', 'accepted', 'started'].includes(placement.state);
  return (
    <Frame viewer={viewer} title={`${placement.place} · ${words.title}`}>
      <DoneNotice words={words} done={done} state={placement.state} />
      <AnswerGiven viewer={viewer} done={done} />
      {done === 'well' ? <Done>{safetyWords[viewer.locale].answeredWell}</Done> : null}
      {done === 'needs_help' ? <Done>{safetyWords[viewer.locale].answeredHelp}</Done> : null}
      {told === undefined ? null : (
        <Note tone="refused">
          <p class="strong">{told.title}</p>
          <p>{told.detail}</p>
        </Note>
      )}
      <Title
        title={placement.place}
        above={{ href: '/placements', name: words.title }}
        beside={
          <>
            <State of="placement" state={placement.state} locale={viewer.locale} />{' '}
            <span class="quiet">
              {countyOf(placement, viewer.locale)}
              {placement.madeUp ? ` · ${terms[viewer.locale].demonstration}` : ''}
            </span>
          </>
        }
      />
      <div class="placement">
        <div>
          {question === undefined ? null : (
            <ConditionQuestionPart viewer={viewer} question={question} isOffered={placement.state === 'offered'} />
          )}
          {placement.state === 'offered' ? <OfferPart {...part} question={question} /> : null}
          <EarlyEndPart {...part} />
          {placement.state === 'offered' ? null : <TaughtPart {...part} lessons={lessons} />}
          <TaskPart {...part} />
          <ClocksPart {...part} />
          <HostPart {...part} />
          <SquadPart {...part} />
          {isOver || placement.state === 'started' ? null : <PreparePart {...part} />}
        </div>
        <aside aria-labelledby="timeline">
          {memberStates.some((member) => member === placement.state) ? <SafePart viewer={viewer} id={placement.id} /> : null}
          <h2 id="timeline">{words.timeline}</h2>
          <Timeline viewer={viewer} stages={stagesOf(part)} />
          <WaysOut {...part} />
        </aside>
      </div>
    </Frame>
  );
}

/** It ended before its time: whether they may come again, and why. */
function EarlyEndPart({ viewer, words, placement: { earlyEnd } }: PlacementPart) {
  if (earlyEnd === null) return null;
  const { mayReturn, returnReason, endedAt } = earlyEnd;
  return (
    <Note tone={mayReturn === 'no' ? 'refused' : mayReturn === 'yes' ? 'plain' : 'waiting'}>
      <p>
        {words.endedEarlyOn} <Instant at={endedAt} viewer={viewer} />
      </p>
      <p class="strong">{words.mayReturn[mayReturn]}</p>
      {returnReason === '' ? null : <p class="told-text">{returnReason}</p>}
    </Note>
  );
}

/** Said at any time, by one press. */
function SafePart({ viewer, id }: { viewer: Viewer; id: string }) {
  const words = safetyWords[viewer.locale];
  return (
    <section class="no-print" aria-labelledby="safe">
      <h2 id="safe">{words.ownTitle}</h2>
      <p class="small quiet">{words.ownLead}</p>
      <SafeButtons viewer={viewer} action={`/placements/${id}/safe`} />
    </section>
  );
}

function DoneNotice({ words, done, state }: { words: PlacementWords; done: string | undefined; state: string }) {
  if (done === 'accepted' && state === 'accepted') return <Done>{words.done.accepted}</Done>;
  if (done === 'extended' && state === 'offered') return <Done>{words.done.extended}</Done>;
  return done === 'report' ? <Done>{words.done.report}</Done> : null;
}

/** What is offered and by when to answer; accepting is one step, for the page says all of it. */
function OfferPart({ viewer, words, placement, question }: PlacementPart & Pick<Shown, 'question'>) {
  const hasLapsed = placement.replyByAt !== null && Date.parse(placement.replyByAt) <= viewer.now.toMillis();
  if (hasLapsed) {
    return (
      <Note tone="waiting">
        <p class="strong">{words.lapsedTitle}</p>
        <p>{words.lapsed}</p>
      </Note>
    );
  }
  return (
    <section class="offer" aria-labelledby="offer">
      <h2 id="offer">{words.offerTitle}</h2>
      <p class="strong">
        {taskOf(placement, viewer.locale)}
        <span class="under">{daysText(placement.startDay, placement.endDay, viewer.locale)}</span>
      </p>
      {placement.replyByAt === null ? null : (
        <p class="reply-by">
          {words.replyBy} <Instant at={placement.replyByAt} viewer={viewer} saysZone />
        </p>
      )}
      <h3>{words.offerMeans}</h3>
      <ul>
        {words.offerMeaning.map((meaning) => (
          <li>{meaning}</li>
        ))}
      </ul>
      <form method="post" action={`/placements/${placement.id}/accept`} class="actions">
        {question === undefined ? null : <input type="hidden" name="question" value={question.id} />}
        <button class="button">{words.accept}</button>
        <a href={`/placements/${placement.id}/decline`}>{words.decline}</a>
      </form>
      <MoreTime {...{ viewer, words, placement }} />
    </section>
  );
}

/** More time to answer: one press, once. */
function MoreTime({ viewer, words, placement: { id, replyByAt, extendedAt, startDay, timeZone } }: PlacementPart) {
  if (extendedAt !== null) {
    return (
      <p class="small quiet">
        {words.extendedOn} <Instant at={extendedAt} viewer={viewer} />
      </p>
    );
  }
  if (replyByAt === null || Date.parse(replyByAt) >= startsAt({ startDay }, { timeZone }).toMillis()) return null;
  return (
    <form method="post" action={`/placements/${id}/extend`} class="actions close">
      <button class="button second">{words.extend(extensionHours)}</button>
      <span class="small quiet">{words.extendOnce}</span>
    </form>
  );
}

function TaskPart({ viewer, words, placement }: PlacementPart) {
  const { locale } = viewer;
  const { lineRoles, requestKinds, deliveries, levels } = terms[locale];
  const station = locale === 'zh' ? placement.stationZh : placement.stationEn;
  const rows: SummaryRow[] = [
    {
      label: words.dates,
      value: `${daysText(placement.startDay, placement.endDay, locale)} · ${words.daysLong(daysIn(placement))}`,
    },
    ...(placement.startDay === placement.termStartDay && placement.endDay === placement.termEndDay
      ? []
      : [{ label: ownDaysWords[locale].term, value: daysText(placement.termStartDay, placement.termEndDay, locale) }]),
    { label: words.place, value: placement.place },
    { label: words.county, value: countyOf(placement, locale) },
    ...(station === null ? [] : [{ label: words.station, value: station }]),
    { label: words.subject, value: `${subjectOf(placement, locale)} · ${levels[placement.level]}` },
    { label: words.role, value: lineRoles[placement.role] },
    { label: words.kindAndDelivery, value: `${requestKinds[placement.kind]} · ${deliveries[placement.delivery]}` },
    { label: words.weekly, value: words.weeklyHours(placement.weeklyHours) },
    { label: words.season, value: locale === 'zh' ? placement.seasonZh : placement.seasonEn },
  ];
  return (
    <section class="part" aria-labelledby="task">
      <h2 id="task">{words.task}</h2>
      <Summary viewer={viewer} rows={rows} />
    </section>
  );
}

function WaysOut({ words, placement }: PlacementPart) {
  return (
    <p class="others no-print">
      <button class="quiet-button" type="button" data-print hidden>
        {words.print}
      </button>
      <a href="/me/calendar">{words.toCalendar}</a>
      {placement.state === 'accepted' ? <a href={`/placements/${placement.id}/swap`}>{words.swap}</a> : null}
      {placement.state === 'accepted' ? <a href={`/placements/${placement.id}/withdraw`}>{words.withdraw}</a> : null}
    </p>
  );
}
