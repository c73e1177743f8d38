import type { Child } from 'hono/jsx';

import type { DisputeSheet } from '../../db/queries/disputes.ts';
import { canBeSettled, disputeAnswers, isOpenDispute } from '../../domain/dispute.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { AreaField, FaultSummary, NumberField, RadioField, type FieldFault } from '../parts/form.tsx';
import { Summary, type SummaryRow } from '../parts/lists.tsx';
import { Done, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { AboutText, figureText } from './disputes-part.tsx';
import { disputeWords, type DisputeWords } from './dispute-words.ts';

export type Side = 'volunteer' | 'county' | 'coordinator';

type Shown = {
  readonly viewer: Viewer;
  readonly dispute: DisputeSheet;
  readonly side: Side;
  readonly done: 'opened' | 'answered' | 'dropped' | 'settled' | undefined;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

const placementAt: Readonly<Record<Side, string>> = {
  volunteer: '/placements',
  county: '/county/placements',
  coordinator: '/desk/placements',
};

/** What is disputed, what was said to it, and what the reader can do about it. */
export function disputeView(shown: Shown) {
  const { viewer, dispute, side, done, faults } = shown;
  const words = disputeWords[viewer.locale];
  const title = side === 'volunteer' ? words.title : words.one(dispute.volunteerName);
  const told = { opened: words.openedDone, answered: words.answered, dropped: words.droppedDone, settled: words.settledDone };
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {done === undefined ? null : <Done>{told[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={title}
        above={{ href: `${placementAt[side]}/${dispute.placementId}`, name: `${nameIn(dispute.county, viewer)} · ${dispute.place}` }}
        beside={
          <>
            <State of="dispute" state={dispute.state} locale={viewer.locale} />{' '}
            {dispute.state === 'opened' ? (
              <>
                {words.answerBy} <Instant at={dispute.answerByAt} viewer={viewer} />
              </>
            ) : null}
          </>
        }
      />
      <Summary viewer={viewer} rows={rowsOf(shown, words)} />
      {isOpenDispute(dispute.state) ? <Doing {...shown} words={words} /> : null}
    </Frame>
  );
}

/** Words that somebody wrote, under who and when. */
function Said({ at, viewer, head, text }: { at: string | null; viewer: Viewer; head: Child; text: string }) {
  return (
    <>
      {head}
      {at === null ? null : (
        <span class="under">
          <Instant at={at} viewer={viewer} />
        </span>
      )}
      {text === '' ? null : <span class="under told-text">{text}</span>}
    </>
  );
}

function rowsOf({ viewer, dispute }: Shown, words: DisputeWords): SummaryRow[] {
  const { answer, corrected, note, answeredAt, decided, closingReason, closedAt, state } = dispute;
  const figure = (value: number | null) => figureText(dispute, value, words);
  const answerHead =
    answer === null
      ? words.noAnswer
      : [words.answers[answer], ...(corrected === null ? [] : [words.correctedTo(figure(corrected))])].join(
          viewer.locale === 'zh' ? '，' : ' ',
        );
  return [
    { label: words.about, value: <AboutText viewer={viewer} lessonStartsAt={dispute.lessonStartsAt} /> },
    { label: words.recorded, value: figure(dispute.recorded) },
    {
      label: words.claimed,
      value: <Said viewer={viewer} head={figure(dispute.claimed)} at={dispute.openedAt} text={dispute.reason} />,
    },
    { label: words.answer, value: <Said viewer={viewer} head={answerHead} at={answeredAt} text={note} /> },
    ...(state === 'settled'
      ? [{ label: words.decided, value: <Said viewer={viewer} head={figure(decided)} at={closedAt} text={closingReason} /> }]
      : []),
    ...(state === 'dropped' ? [{ label: words.dropped, value: <Said viewer={viewer} head="" at={closedAt} text={closingReason} /> }] : []),
  ];
}

type Part = Shown & { readonly words: DisputeWords };

function Doing(part: Part) {
  const { side, dispute } = part;
  if (side === 'volunteer') return dispute.state === 'opened' ? <AnswerForm {...part} /> : null;
  return side === 'county' ? <DropForm {...part} /> : <SettleForm {...part} />;
}

function AnswerForm({ dispute, typed, faults, words }: Part) {
  const isLesson = dispute.lessonStartsAt !== null;
  return (
    <section class="part" aria-labelledby="answering">
      <h2 id="answering">{words.answerTitle}</h2>
      <p class="measure">{words.answerLead}</p>
      <form method="post" action={`/disputes/${dispute.id}/answer`} novalidate>
        <RadioField
          name="answer"
          label={words.answerWhat}
          typed={typed}
          faults={faults}
          options={disputeAnswers.map((value) => ({ value, label: words.answerOptions[value] }))}
        />
        <NumberField
          name="figure"
          label={isLesson ? words.figureMinutes : words.figureDays}
          hint={isLesson ? words.figureMinutesHint : words.figureDaysHint}
          typed={typed}
          faults={faults}
          maxlength={3}
        />
        <AreaField name="note" label={words.note} hint={words.noteHint} typed={typed} faults={faults} maxlength={2000} />
        <button class="button">{words.answerButton}</button>
      </form>
    </section>
  );
}

function DropForm({ dispute, typed, faults, words }: Part) {
  return (
    <section class="part" aria-labelledby="dropping">
      <h2 id="dropping">{words.dropTitle}</h2>
      <p class="measure">{words.dropLead}</p>
      <form method="post" action={`/disputes/${dispute.id}/drop`} novalidate>
        <AreaField name="reason" label={words.dropReason} typed={typed} faults={faults} rows={2} maxlength={2000} />
        <button class="button second">{words.dropButton}</button>
      </form>
    </section>
  );
}

function SettleForm({ viewer, dispute, typed, faults, words }: Part) {
  return (
    <section class="part" aria-labelledby="settling">
      <h2 id="settling">{words.settleTitle}</h2>
      {canBeSettled(dispute, viewer.now) ? (
        <>
          <p class="measure">{words.settleLead}</p>
          <form method="post" action={`/disputes/${dispute.id}/settle`} novalidate>
            <NumberField
              name="decided"
              label={dispute.lessonStartsAt === null ? words.decidedDays : words.decidedMinutes}
              typed={typed}
              faults={faults}
              maxlength={3}
            />
            <AreaField
              name="reason"
              label={words.settleReason}
              hint={words.settleReasonHint}
              typed={typed}
              faults={faults}
              maxlength={2000}
            />
            <button class="button">{words.settleButton}</button>
          </form>
        </>
      ) : (
        <p class="quiet measure">
          {words.settleAwaits}
          <Instant at={dispute.answerByAt} viewer={viewer} />
        </p>
      )}
    </section>
  );
}
