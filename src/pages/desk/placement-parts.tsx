import type { PlacementInWhole } from '../../db/queries/desk-placements.ts';
import { completionGaps } from '../../domain/completion.ts';
import { standingOf } from '../../domain/dispute.ts';
import { movesFrom } from '../../domain/lifecycle.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { ownDaysWords } from '../own-days/own-days-words.ts';
import { Summary } from '../parts/lists.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { earlyEndRows } from './early-end-parts.tsx';
import { deskWords } from './desk-words.ts';
import { nameIn, whereText } from './named.ts';
import { placementWords } from './placement-words.ts';

/** What a coordinator does with a placement, each asked once more. */
export const placementSteps = ['offer', 'cancel', 'end-early', 'complete'] as const;
export type PlacementStep = (typeof placementSteps)[number];

export type Part = { readonly viewer: Viewer; readonly placement: PlacementInWhole };

export function stepsOf({ state }: PlacementInWhole): readonly PlacementStep[] {
  const moves = movesFrom(placementLifecycle, state);
  return placementSteps.filter((step) => moves.includes(step));
}

/** What stands between it and its completion, as the domain says it. */
export function gapsOf({ report, confirmation, disputes }: Pick<PlacementInWhole, 'report' | 'confirmation' | 'disputes'>) {
  const [reportedDays, confirmedDays] = [report?.daysServed ?? null, confirmation?.daysServed ?? null];
  return completionGaps({ reportedDays, confirmedDays, ...standingOf(disputes) }).map(({ kind }) => kind);
}

export function AboutPlacement({ viewer, placement }: Part) {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  const levels: Readonly<Record<number, string>> = said.levels;
  const {
    accountId,
    name,
    county,
    province,
    place,
    requestId,
    applicationId,
    subject,
    level,
    role,
    delivery,
    startDay,
    endDay,
    termStartDay,
    termEndDay,
    rank,
  } = placement;
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          {
            label: words.volunteer,
            value: (
              <>
                <a href={`/desk/people/${accountId}`}>{name}</a> · <a href={`/desk/applications/${applicationId}`}>{words.application}</a>
              </>
            ),
          },
          {
            label: words.where,
            value: (
              <>
                {whereText([province, county], viewer)} · <a href={`/desk/requests/${requestId}`}>{place}</a>
              </>
            ),
          },
          { label: words.what, value: `${desk.level(nameIn(subject, viewer), levels[level] ?? String(level))} · ${said.lineRoles[role]}` },
          { label: words.delivery, value: said.deliveries[delivery] },
          {
            label: words.dates,
            value: (
              <>
                {daysText(startDay, endDay, viewer.locale)}
                {startDay === termStartDay && endDay === termEndDay ? null : (
                  <span class="under">{ownDaysWords[viewer.locale].within(daysText(termStartDay, termEndDay, viewer.locale))}</span>
                )}
              </>
            ),
          },
          { label: words.rank, value: rank === null ? words.notRanked : words.rankOf(rank) },
          { label: words.source, value: <Origin viewer={viewer} placement={placement} /> },
          ...(placement.state === 'offered' && placement.replyByAt !== null
            ? [{ label: words.replyBy, value: <Instant at={placement.replyByAt} viewer={viewer} /> }]
            : []),
          ...(placement.extendedAt === null
            ? []
            : [{ label: words.extended, value: <Instant at={placement.extendedAt} viewer={viewer} /> }]),
          ...(placement.missing.length === 0
            ? []
            : [{ label: words.missing, value: desk.joined(placement.missing.map((kind) => said.clearances[kind])) }]),
          ...(placement.endKind === null ? [] : [{ label: words.endKind, value: said.earlyEnds[placement.endKind] }]),
          ...earlyEndRows(viewer, placement.earlyEnd),
        ]}
      />
    </section>
  );
}

/** How it came to be, with the way to what made it. */
function Origin({ viewer, placement: { origin, runId, swapId, lineId } }: Part) {
  const name = placementWords[viewer.locale].origins[origin];
  if (runId !== null) return <a href={`/desk/runs/${runId}`}>{name}</a>;
  if (swapId !== null) return <a href={`/desk/swaps/${swapId}`}>{name}</a>;
  return origin === 'alternate' ? <a href={`/desk/alternates/${lineId}`}>{name}</a> : name;
}

const hoursOf = (minutes: number) => Math.round(minutes / 6) / 10;

/** The newest one; its page says whether it holds. */
function CertificateLink({ serial, none }: { readonly serial: string | null; readonly none: string }) {
  return serial === null ? <span class="quiet">{none}</span> : <a href={`/desk/certificates/${serial}`}>{serial}</a>;
}

/** What both sides said of the service, once it has begun. */
export function Service({ viewer, placement }: Part) {
  const words = placementWords[viewer.locale];
  const { state, report, confirmation, taught, completion } = placement;
  if (!['started', 'completed', 'ended_early'].includes(state)) return null;
  return (
    <section aria-labelledby="service">
      <h2 id="service">{words.service}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.taught, value: words.taughtText(taught.lessons, hoursOf(taught.minutes), taught.learners) },
          { label: words.report, value: report === null ? words.noReport : words.reported(report.daysServed) },
          {
            label: words.confirmation,
            value:
              confirmation === null ? (
                words.noConfirmation
              ) : (
                <>
                  {words.confirmed(confirmation.daysServed, confirmation.signedBy)}
                  {confirmation.comment === '' ? null : <span class="under">{confirmation.comment}</span>}
                </>
              ),
          },
          ...(completion === null
            ? []
            : [
                { label: words.completed, value: words.completedText(completion.daysServed, hoursOf(completion.minutesTaught)) },
                { label: words.certificate, value: <CertificateLink serial={completion.certificateSerial} none={words.noCertificate} /> },
              ]),
        ]}
      />
      {report === null ? null : (
        <details>
          <summary>{words.reportText}</summary>
          <p class="measure told-text">{report.text}</p>
        </details>
      )}
    </section>
  );
}

/** The steps that are possible now. */
export function Steps({ viewer, placement }: Part) {
  const words = placementWords[viewer.locale];
  // What is most likely wanted stands first.
  const steps = stepsOf(placement).toSorted((a, b) => Number(isMain(b)) - Number(isMain(a)));
  const names: Readonly<Record<PlacementStep, string>> = {
    offer: words.offer,
    cancel: placement.state === 'proposed' ? words.drop : words.cancel,
    'end-early': words.endEarly,
    complete: words.toComplete,
  };
  const gaps = placement.state === 'started' ? gapsOf(placement) : [];
  return (
    <>
      <h2>{words.actions}</h2>
      {steps.length === 0 && placement.earlyEnd === null ? <p class="quiet">{words.noActions}</p> : null}
      {placement.state === 'accepted' || placement.state === 'started' ? (
        <p>
          <a href={`/desk/placements/${placement.id}/days`}>{ownDaysWords[viewer.locale].link}</a>
        </p>
      ) : null}
      {placement.earlyEnd === null ? null : (
        <p>
          <a
            class={placement.earlyEnd.mayReturn === 'undecided' ? 'button wide-button' : undefined}
            href={`/desk/placements/${placement.id}/may-return`}
          >
            {words.decideReturn}
          </a>
        </p>
      )}
      {placement.state === 'accepted' ? <p class="small quiet">{words.hostStarts}</p> : null}
      {gaps.length === 0 ? null : (
        <ul class="small">
          {gaps.map((gap) => (
            <li>{terms[viewer.locale].completionGaps[gap]}</li>
          ))}
        </ul>
      )}
      {steps.map((step) =>
        step === 'complete' && gaps.length > 0 ? null : (
          <p>
            <a class={isMain(step) ? 'button wide-button' : undefined} href={`/desk/placements/${placement.id}/${step}`}>
              {names[step]}
            </a>
          </p>
        ),
      )}
    </>
  );
}

const isMain = (step: PlacementStep) => step === 'offer' || step === 'complete';
