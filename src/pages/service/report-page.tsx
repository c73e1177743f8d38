import type { OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import { daysIn } from '../../domain/calendar.ts';
import { Frame } from '../frame.tsx';
import { AreaField, FaultSummary, NumberField, type FieldFault } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { LessonFigures } from './placement-taught.tsx';
import { placementWords } from './placement-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly placement: OwnPlacementInFull;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

/** The volunteer's word on the service, which the county countersigns. */
export function reportPage({ viewer, placement, typed, faults }: Shown) {
  const words = placementWords[viewer.locale];
  const back = `/placements/${placement.id}`;
  const title = placement.report === null ? words.writeReport : words.changeReport;
  return (
    <Frame viewer={viewer} title={`${title} · ${placement.place}`} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={title} above={{ href: back, name: placement.place }} lead={words.reportLead} />
      {placement.confirmation === null ? null : (
        <Note tone="waiting">
          <p>{words.signsAgain}</p>
        </Note>
      )}
      <LessonFigures viewer={viewer} words={words} placement={placement} />
      <form method="post" action={`${back}/report`} novalidate>
        <NumberField
          name="daysServed"
          label={words.reportedDays}
          hint={words.reportedDaysHint(daysIn(placement))}
          typed={typed}
          faults={faults}
        />
        <AreaField
          name="text"
          label={words.reportText}
          hint={words.reportTextHint}
          typed={typed}
          faults={faults}
          rows={12}
          maxlength={20_000}
        />
        <p class="actions">
          <button class="button">{words.submitReport}</button>
          <a href={back}>{words.back}</a>
        </p>
      </form>
    </Frame>
  );
}
