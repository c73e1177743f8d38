import type { OwnLesson, OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import { DisputesPart } from '../dispute/disputes-part.tsx';
import { feedbackWords } from '../feedback/feedback-words.ts';
import { Figures, Summary } from '../parts/lists.tsx';
import { Note } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { standingOf } from '../../domain/dispute.ts';
import type { PlacementPart } from './placement-part.ts';
import { hoursText, subjectOf } from './placement-names.ts';
import type { PlacementWords } from './placement-words.ts';

/** What was taught, the report, and what the county says to it. */
export function TaughtPart({ lessons, ...part }: PlacementPart & { readonly lessons: readonly OwnLesson[] }) {
  const { viewer, words, placement } = part;
  const isTeaching = placement.state === 'started';
  if (placement.state === 'accepted') return <p class="quiet measure">{words.notTeaching}</p>;
  if (!isTeaching && lessons.length === 0 && placement.report === null && placement.completedAt === null) return null;
  return (
    <>
      <section class="part" aria-labelledby="lessons">
        <h2 id="lessons">{words.lessonsTitle}</h2>
        {lessons.length === 0 ? (
          <p class="quiet">{words.noLessons}</p>
        ) : (
          <LessonFigures viewer={viewer} words={words} placement={placement} />
        )}
        {isTeaching ? (
          <p class="actions lead-action">
            <a class="button" href={`/placements/${placement.id}/sessions`}>
              {words.logLesson}
            </a>
          </p>
        ) : null}
        {lessons.length === 0 ? null : (
          <>
            <LessonTable {...{ viewer, words, lessons, caption: words.lastLessons }} />
            <p>
              <a href={`/placements/${placement.id}/sessions`}>{words.allLessons}</a>
            </p>
          </>
        )}
      </section>
      <DisputesPart viewer={viewer} disputes={placement.disputes} />
      <RecordPart {...part} />
    </>
  );
}

type FiguresOf = { readonly viewer: Viewer; readonly words: PlacementWords; readonly placement: OwnPlacementInFull };

export function LessonFigures({ viewer, words, placement }: FiguresOf) {
  return (
    <Figures
      figures={[
        { name: words.lessons, figure: placement.lessonsHeld },
        { name: words.hours, figure: hoursText(placement.minutesTaught, viewer.locale) },
        { name: words.learners, figure: placement.learners },
      ]}
    />
  );
}

type Lessons = {
  readonly viewer: Viewer;
  readonly words: PlacementWords;
  readonly lessons: readonly OwnLesson[];
  readonly caption: string;
};

export function LessonTable({ viewer, words, lessons, caption }: Lessons) {
  return (
    <Table
      caption={caption}
      viewer={viewer}
      rows={lessons}
      columns={[
        { title: words.startsAt, cell: ({ startsAt }) => <Instant at={startsAt} viewer={viewer} /> },
        {
          title: words.subject,
          cell: (lesson) => (
            <>
              {subjectOf(lesson, viewer.locale)}
              {lesson.className === '' ? null : ` · ${lesson.className}`}
              {lesson.mode === 'distance' ? <span class="under">{words.withAdult(lesson.adultPresent)}</span> : null}
              {lesson.note === '' ? null : <span class="under">{lesson.note}</span>}
            </>
          ),
        },
        { title: words.length, isNumber: true, cell: ({ minutes }) => words.minutesLong(minutes) },
        { title: words.learnersCount, isNumber: true, cell: ({ learners }) => learners },
      ]}
    />
  );
}

function RecordPart({ viewer, words, placement }: PlacementPart) {
  const { report, confirmation, completedAt, certificateSerial, state } = placement;
  const { settledDays } = standingOf(placement.disputes);
  const isTeaching = state === 'started';
  return (
    <section class="part" aria-labelledby="report">
      <h2 id="report">{words.report}</h2>
      {settledDays === null && report !== null && confirmation !== null && report.daysServed !== confirmation.daysServed ? (
        <Note tone="waiting">
          <p>{words.daysDiffer(report.daysServed, confirmation.daysServed)}</p>
        </Note>
      ) : null}
      <Summary
        viewer={viewer}
        rows={[
          {
            label: words.report,
            value:
              report === null ? (
                words.reportNone
              ) : (
                <>
                  <span class="under">
                    {words.dayCount(report.daysServed)} · <Instant at={report.submittedAt} viewer={viewer} />
                  </span>
                  {report.text}
                </>
              ),
          },
          {
            label: words.countersignature,
            value:
              confirmation === null ? (
                words.notSigned
              ) : (
                <>
                  {words.signedBy(confirmation.signedBy)}
                  <span class="under">
                    {words.dayCount(confirmation.daysServed)} · <Instant at={confirmation.confirmedAt} viewer={viewer} />
                  </span>
                  {confirmation.comment}
                </>
              ),
          },
          ...(completedAt === null ? [] : [{ label: words.completedOn, value: <Instant at={completedAt} viewer={viewer} /> }]),
          ...(certificateSerial === null
            ? []
            : [{ label: words.certificate, value: <a href={`/me/certificates/${certificateSerial}`}>{certificateSerial}</a> }]),
        ]}
      />
      <p class="actions">
        {isTeaching ? (
          <a class={report === null ? 'button second' : undefined} href={`/placements/${placement.id}/report`}>
            {report === null ? words.writeReport : words.changeReport}
          </a>
        ) : null}
        <a href={`/placements/${placement.id}/feedback`}>{feedbackWords[viewer.locale].link}</a>
      </p>
    </section>
  );
}
