import { earlyEndKinds } from '../../domain/placement.ts';
import { returnAnswers } from '../../domain/early-end.ts';
import { standingOf } from '../../domain/dispute.ts';
import type { PlacementInWhole } from '../../db/queries/desk-placements.ts';
import { Frame } from '../frame.tsx';
import { AreaField, RadioField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Title } from '../parts/page.tsx';
import { daysText } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { deskWords } from './desk-words.ts';
import { ReturnFields } from './early-end-parts.tsx';
import { nameIn } from './named.ts';
import { Service, type Part, type PlacementStep } from './placement-parts.tsx';
import { placementWords } from './placement-words.ts';
import { JustDone } from './queue.tsx';

type StepProps = Part & {
  readonly step: PlacementStep;
  readonly search: string;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

/** Asks before a step is taken: whom it touches, and what follows. */
export function StepPage({ viewer, placement, step, search, typed, faults }: StepProps) {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const { title, touches, button } = sayingsOf(placement, step, viewer);
  const at = `/desk/placements/${placement.id}`;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <JustDone viewer={viewer} queue="/desk/completions" />
      <Title
        title={title}
        above={
          step === 'complete'
            ? { href: `/desk/completions${search}`, name: words.completions }
            : { href: at, name: words.one(placement.name, nameIn(placement.county, viewer)) }
        }
        lead={`${nameIn(placement.county, viewer)} ${placement.place} · ${daysText(placement.startDay, placement.endDay, viewer.locale)}`}
      />
      {step === 'complete' ? <Service viewer={viewer} placement={placement} /> : null}
      <div id="confirm" tabindex={-1}>
        <Confirm
          viewer={viewer}
          action={`${at}/${step}${search}`}
          button={button}
          back={at}
          faults={faults}
          isGrave={step === 'cancel' || step === 'end-early'}
        >
          <p>{touches}</p>
          {step === 'end-early' ? (
            <RadioField
              name="endKind"
              label={words.kindOfEnd}
              typed={typed}
              faults={faults}
              options={earlyEndKinds.map((kind) => ({ value: kind, label: terms[viewer.locale].earlyEnds[kind] }))}
            />
          ) : null}
          {step === 'end-early' ? <ReturnFields viewer={viewer} typed={typed} faults={faults} answers={returnAnswers} /> : null}
          {step === 'cancel' || step === 'end-early' ? (
            <AreaField
              name="reason"
              label={desk.reason}
              hint={placement.state === 'proposed' ? undefined : desk.reasonSeen}
              typed={typed}
              faults={faults}
              maxlength={2000}
            />
          ) : null}
        </Confirm>
      </div>
    </Frame>
  );
}

function sayingsOf(placement: PlacementInWhole, step: PlacementStep, viewer: Viewer): { title: string; touches: string; button: string } {
  const words = placementWords[viewer.locale];
  const { name, state, replyHours, confirmation, disputes } = placement;
  if (step === 'offer') return { title: words.offerTitle(name), touches: words.offerTouches(name, replyHours), button: words.offerButton };
  if (step === 'end-early') return { title: words.endTitle(name), touches: words.endTouches(name), button: words.endButton };
  if (step === 'complete') {
    return {
      title: words.completeTitle(name),
      touches: words.completeTouches(name, standingOf(disputes).settledDays ?? confirmation?.daysServed ?? 0),
      button: words.completeButton,
    };
  }
  return state === 'proposed'
    ? { title: words.dropTitle(name), touches: words.dropTouches(name), button: words.dropButton }
    : { title: words.cancelTitle(name), touches: words.cancelTouches(name), button: words.cancelButton };
}
