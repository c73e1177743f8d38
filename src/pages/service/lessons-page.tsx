import type { OwnLesson, OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import type { Page } from '../../db/queries/page.ts';
import { Frame } from '../frame.tsx';
import {
  AreaField,
  DayField,
  FaultSummary,
  Field,
  NumberField,
  SelectField,
  TextField,
  type FieldFault,
  type Option,
} from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Paging } from '../parts/table.tsx';
import { lessonModes } from '../../domain/completion.ts';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { clockName } from '../words/profile-words.ts';
import { wordsIn } from '../words/words.ts';
import { LessonFigures, LessonTable } from './placement-taught.tsx';
import { placementWords } from './placement-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly placement: OwnPlacementInFull;
  readonly page: Page<OwnLesson>;
  readonly subjects: readonly Option[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: string | undefined;
};

/** One short form, filled as the next lesson most likely is, above the lessons that are logged. */
export function lessonsPage(shown: Shown) {
  const { viewer, placement, page, done } = shown;
  const words = placementWords[viewer.locale];
  const isTeaching = placement.state === 'started';
  const title = isTeaching ? words.logTitle : words.allLessons;
  return (
    <Frame viewer={viewer} title={`${title} · ${placement.place}`}>
      {done === 'lesson' ? <Done>{words.saved}</Done> : null}
      <Title
        title={title}
        above={{ href: `/placements/${placement.id}`, name: placement.place }}
        lead={isTeaching ? words.lessonsLead : undefined}
      />
      {isTeaching ? <LessonForm {...shown} /> : null}
      {placement.state === 'accepted' ? <p class="quiet">{words.notTeaching}</p> : null}
      <section class="part" aria-labelledby="lessons">
        <h2 id="lessons">{words.lessonsTitle}</h2>
        {page.items.length === 0 ? (
          <p class="quiet">{words.noLessons}</p>
        ) : (
          <>
            <LessonFigures viewer={viewer} words={words} placement={placement} />
            <LessonTable viewer={viewer} words={words} lessons={page.items} caption={words.lessonsTitle} />
          </>
        )}
        <Paging nextAfter={page.nextAfter} viewer={viewer} />
      </section>
    </Frame>
  );
}

function LessonForm({ viewer, placement, typed, faults, subjects }: Shown) {
  const words = placementWords[viewer.locale];
  const clock = clockName(placement.timeZone, viewer.locale);
  return (
    <>
      <FaultSummary faults={faults} viewer={viewer} />
      {placement.confirmation !== null && placement.report !== null ? (
        <Note tone="waiting">
          <p>{words.lessonSignsAgain}</p>
        </Note>
      ) : null}
      <form method="post" action={`/placements/${placement.id}/sessions`} class="measure no-print" novalidate>
        <div class="row">
          <DayField name="day" label={words.day} typed={typed} faults={faults} hint={clock} />
          <Field name="time" label={words.time} hint={clock} faults={faults}>
            {(described) => <input {...described} type="time" class="short" value={typed.text('time')} />}
          </Field>
        </div>
        <div class="row">
          <SelectField
            name="subject"
            label={words.subject}
            typed={typed}
            faults={faults}
            options={subjects}
            none={wordsIn(viewer.locale).reference.choose}
          />
          <NumberField name="minutes" label={words.minutes} typed={typed} faults={faults} />
          <NumberField name="learners" label={words.learnersCount} typed={typed} faults={faults} />
        </div>
        <div class="row">
          <TextField name="className" label={words.className} hint={words.classNameHint} typed={typed} faults={faults} maxlength={60} />
          {placement.delivery === 'blended' ? (
            <SelectField
              name="mode"
              label={words.mode}
              typed={typed}
              faults={faults}
              options={lessonModes.map((value) => ({ value, label: words.modes[value] }))}
            />
          ) : null}
          {placement.delivery === 'on_site' ? null : (
            <TextField
              name="adultPresent"
              label={words.adultPresent}
              hint={placement.delivery === 'distance' ? words.adultPresentHint : words.adultPresentBlended}
              typed={typed}
              faults={faults}
              maxlength={60}
            />
          )}
        </div>
        <AreaField name="note" label={words.note} hint={words.noteHint} typed={typed} faults={faults} rows={2} maxlength={1000} />
        <button class="button">{words.save}</button>
      </form>
    </>
  );
}
