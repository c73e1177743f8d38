import type { ClearanceInWhole } from '../../db/queries/desk-clearances.ts';
import type { Left } from '../../db/queries/queue.ts';
import { homeZone } from '../../domain/calendar.ts';
import { lastQueryDay } from '../../domain/clearance.ts';
import type { DocumentType } from '../../domain/identity.ts';
import type { ReferenceAnswer } from '../../domain/reference.ts';
import { AreaField, DayField, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { State } from '../parts/pill.tsx';
import { TableSection } from '../parts/table.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { clearanceWords } from './clearance-words.ts';
import { deskWords } from './desk-words.ts';
import { todayOf } from './named.ts';

/** What was looked at just now; shown once. */
export type SeenSecrets = {
  readonly identity?: { readonly documentType: DocumentType; readonly number: string };
  readonly health?: string;
  readonly reference?: ReferenceAnswer;
};

export type ShownClearance = {
  readonly viewer: Viewer;
  readonly clearance: ClearanceInWhole;
  readonly left: Left;
  readonly search: string;
  readonly isOwn: boolean;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly seen: SeenSecrets;
  /** Whether somebody else decided before this decision came. */
  readonly isLate?: boolean;
};

export function HowItStands({ viewer, clearance }: ShownClearance) {
  const words = clearanceWords[viewer.locale];
  const { validThroughDay, createdAt, verifiedAt, verifiedBy, textVersion, decisionReason, batchId } = clearance;
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.age, value: <Instant at={createdAt} viewer={viewer} /> },
          ...(verifiedAt === null
            ? []
            : [
                {
                  label: words.verified,
                  value: (
                    <>
                      <Instant at={verifiedAt} viewer={viewer} />{' '}
                      {textVersion === null ? (verifiedBy === null ? '' : words.verifiedBy(verifiedBy)) : words.byConsent(textVersion)}
                    </>
                  ),
                },
              ]),
          ...(validThroughDay === null ? [] : [{ label: words.ends, value: dayText(validThroughDay, viewer.locale) }]),
          ...(decisionReason === null ? [] : [{ label: words.lastReason, value: decisionReason }]),
          ...(batchId === null ? [] : [{ label: words.toBatches, value: <a href={`/desk/query-batches/${batchId}`}>{words.onList}</a> }]),
        ]}
      />
    </section>
  );
}

/** The day that most likely is meant: twelve months for an employment query, else the end of the season applied for. */
function likelyDay({ viewer, clearance: { kind, neededThrough } }: ShownClearance): string {
  if (kind === 'employment_query') return lastQueryDay(viewer.now.setZone(homeZone));
  return neededThrough !== null && neededThrough >= todayOf(viewer) ? neededThrough : '';
}

export function DecideClearance(shown: ShownClearance) {
  const { viewer, clearance, isOwn, search, typed, faults } = shown;
  const words = clearanceWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const at = `/desk/clearances/${clearance.id}`;
  if (isOwn) return <p>{words.own}</p>;
  if (clearance.state === 'cleared') {
    return (
      <form method="post" action={`${at}/revoke${search}`} novalidate>
        <p class="small quiet">{words.revokeLead}</p>
        <AreaField name="reason" label={desk.reason} hint={desk.reasonSeen} typed={typed} faults={faults} maxlength={2000} />
        <button class="button grave">{words.revoke}</button>
      </form>
    );
  }
  if (clearance.state !== 'submitted') return <p class="quiet">{clearance.state === 'requested' ? words.notYet : words.decidedAlready}</p>;
  if (clearance.kind === 'code_of_conduct' || clearance.kind === 'agreement') return <p>{words.byText}</p>;
  const filled = typed.has('validThroughDay') ? typed : new Typed([['validThroughDay', likelyDay(shown)]]);
  return (
    <>
      <form method="post" action={`${at}/clear${search}`} novalidate>
        <DayField
          name="validThroughDay"
          label={words.validThrough}
          hint={clearance.neededThrough === null ? undefined : words.needed(dayText(clearance.neededThrough, viewer.locale))}
          typed={filled}
          faults={faults}
        />
        <button class="button wide-button">{words.clearNext}</button>
      </form>
      <form method="post" action={`${at}/refuse${search}`} novalidate>
        <AreaField name="reason" label={desk.reason} hint={desk.reasonSeen} typed={typed} faults={faults} maxlength={2000} />
        <button class="button grave">{words.refuse}</button>
      </form>
    </>
  );
}

export function IdentityPart({ viewer, clearance, search, typed, faults, seen: { identity } }: ShownClearance) {
  const words = clearanceWords[viewer.locale];
  return (
    <section aria-labelledby="identity">
      <h2 id="identity">{words.identity}</h2>
      {identity === undefined ? (
        <>
          <p class="quiet small">{clearance.hasDocument ? words.identityLead : words.noDocument}</p>
          {clearance.hasDocument ? (
            <form class="measure" method="post" action={`/desk/clearances/${clearance.id}/identity${search}`} novalidate>
              <TextField name="identityReason" label={words.identityReason} typed={typed} faults={faults} maxlength={2000} />
              <button class="button second">{words.seeIdentity}</button>
            </form>
          ) : null}
        </>
      ) : (
        <>
          <Summary
            viewer={viewer}
            rows={[
              { label: words.documentType, value: terms[viewer.locale].documentTypes[identity.documentType] },
              { label: words.number, value: <span class="secret">{identity.number}</span> },
            ]}
          />
          <p class="quiet small">{words.shownOnce}</p>
        </>
      )}
    </section>
  );
}

export function HealthPart({ viewer, clearance, search, typed, faults, seen: { health } }: ShownClearance) {
  const words = clearanceWords[viewer.locale];
  return (
    <section aria-labelledby="health">
      <h2 id="health">{words.health}</h2>
      {health === undefined ? (
        <>
          <p class="quiet small">{words.healthLead}</p>
          <form class="measure" method="post" action={`/desk/clearances/${clearance.id}/health-note${search}`} novalidate>
            <TextField name="healthReason" label={words.healthReason} typed={typed} faults={faults} maxlength={2000} />
            <button class="button second">{words.seeHealth}</button>
          </form>
        </>
      ) : (
        <>
          <p class="measure told-text">{health}</p>
          <p class="quiet small">{words.shownOnce}</p>
        </>
      )}
    </section>
  );
}

export function ReferencePart({ viewer, clearance, search, isOwn, seen: { reference } }: ShownClearance) {
  const words = clearanceWords[viewer.locale];
  const { referee } = clearance;
  return (
    <section aria-labelledby="reference">
      <h2 id="reference">{words.reference}</h2>
      {referee === null ? (
        <p class="quiet">{words.noReferee}</p>
      ) : (
        <Summary
          viewer={viewer}
          rows={[
            { label: words.referee, value: referee.name },
            { label: words.relation, value: referee.relation },
            { label: words.asked, value: <Instant at={referee.askedAt} viewer={viewer} /> },
            {
              label: words.answered,
              value:
                referee.answeredAt === null ? (
                  words.notAnswered(dayText(referee.expiresAt.slice(0, 10), viewer.locale))
                ) : (
                  <Instant at={referee.answeredAt} viewer={viewer} />
                ),
            },
            ...(reference === undefined
              ? []
              : [
                  { label: words.knownSince, value: reference.knownSince },
                  { label: words.trust, value: words.trustWords[reference.wouldTrustWithChildren] },
                  { label: words.referenceText, value: reference.text },
                ]),
          ]}
        />
      )}
      {(referee?.answeredAt ?? null) === null || isOwn || reference !== undefined ? null : (
        <form method="post" action={`/desk/clearances/${clearance.id}/reference${search}`}>
          <p class="quiet small">{words.readLead}</p>
          <button class="button second">{words.readReference}</button>
        </form>
      )}
    </section>
  );
}

export function OtherChecks({ viewer, clearance: { others } }: { viewer: Viewer; clearance: ShownClearance['clearance'] }) {
  const words = clearanceWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <TableSection
      id="others"
      title={words.others}
      none={words.noOthers}
      viewer={viewer}
      rows={others}
      isDense
      columns={[
        { title: words.kind, cell: ({ id, kind }) => <a href={`/desk/clearances/${id}`}>{terms[viewer.locale].clearances[kind]}</a> },
        { title: words.ends, cell: ({ validThroughDay }) => (validThroughDay === null ? '' : dayText(validThroughDay, viewer.locale)) },
        { title: desk.state, cell: ({ state }) => <State of="clearance" state={state} locale={viewer.locale} /> },
      ]}
    />
  );
}
