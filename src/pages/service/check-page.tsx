import { DateTime } from 'luxon';

import type { OwnCheckInFull } from '../../db/queries/own-checks.ts';
import { isCheckedText } from '../../domain/consent.ts';
import { isLate, isReference } from '../../domain/reference.ts';
import { Frame } from '../frame.tsx';
import { FaultSummary, RadioField, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary, type SummaryRow } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Day, Instant } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { checkWords } from './check-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly check: OwnCheckInFull;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly done?: string | undefined;
  /** What was tried and could not be. */
  readonly told?: string | undefined;
};

/** One check: what it is for, how far it is, and the one thing to do now. */
export function checkPage(shown: Shown) {
  const { viewer, check, faults = [], done, told } = shown;
  const { locale } = viewer;
  const words = checkWords[locale];
  const name = terms[locale].clearances[check.kind];
  const notice = done === 'begun' || done === 'submitted' || done === 'asked' ? words.done[done] : undefined;
  return (
    <Frame viewer={viewer} title={name} width="reading">
      {notice === undefined ? null : <Done>{notice}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      {told === undefined ? null : (
        <Note tone="refused">
          <p>{told}</p>
        </Note>
      )}
      <Title
        title={name}
        above={{ href: '/clearances', name: words.title }}
        beside={<State of="clearance" state={check.state} locale={locale} />}
        lead={words.whys[check.kind]}
      />
      <Summary viewer={viewer} rows={factsOf(viewer, check)} />
      <section class="part" aria-labelledby="next">
        <h2 id="next">{isReference(check.kind) && check.referee !== null ? words.refereeTitle : words.nextTitle}</h2>
        <NextPart {...shown} />
      </section>
    </Frame>
  );
}

function factsOf(viewer: Viewer, check: OwnCheckInFull): SummaryRow[] {
  const words = checkWords[viewer.locale];
  return [
    { label: words.begunAt, value: <Instant at={check.createdAt} viewer={viewer} /> },
    ...(check.verifiedAt === null ? [] : [{ label: words.verifiedAt, value: <Instant at={check.verifiedAt} viewer={viewer} /> }]),
    ...(check.validThroughDay === null
      ? []
      : [{ label: words.validThroughDay, value: <Day day={check.validThroughDay} viewer={viewer} /> }]),
    ...(check.decisionReason === null ? [] : [{ label: words.reason, value: check.decisionReason }]),
  ];
}

function NextPart(shown: Shown) {
  const { viewer, check } = shown;
  const words = checkWords[viewer.locale];
  switch (check.state) {
    case 'requested':
      return isReference(check.kind) ? <RefereePart {...shown} /> : <HandInPart {...shown} />;
    case 'submitted':
      return (
        <>
          {check.referee === null ? null : <RefereeFacts viewer={viewer} check={check} />}
          <p>{words.handedIn}</p>
          <Given {...shown} />
        </>
      );
    case 'cleared':
      return (
        <>
          {check.referee === null ? null : <RefereeFacts viewer={viewer} check={check} />}
          <p>{words.clearedNow}</p>
        </>
      );
    case 'refused':
      return <AgainPart {...shown} say={check.decisionReason === null ? words.refusedNoReason : words.refused} />;
    case 'expired':
    case 'revoked':
      return <AgainPart {...shown} say={words[check.state]} />;
    default:
      return check.state satisfies never;
  }
}

function AgainPart({ viewer, check, say }: Shown & { readonly say: string }) {
  const words = checkWords[viewer.locale];
  const name = terms[viewer.locale].clearances[check.kind];
  return (
    <>
      <p>{say}</p>
      {isCheckedText(check.kind) ? (
        <p>
          <a class="button" href={`/me/consents?kind=${check.kind}`}>
            {words.readOf(name)}
          </a>
        </p>
      ) : (
        <form method="post" action="/clearances">
          <input type="hidden" name="kind" value={check.kind} />
          <button class="button">{words.againOf(name)}</button>
        </form>
      )}
    </>
  );
}

/** What the check looks at, where the person gives it here. */
function Given({ viewer, check }: Pick<Shown, 'viewer' | 'check'>) {
  const words = checkWords[viewer.locale];
  if (check.kind === 'identity' || check.kind === 'employment_query') {
    return (
      <p>
        <a href="/me/identity">{check.hasDocument ? words.identityGiven : words.giveIdentity}</a>
      </p>
    );
  }
  if (check.kind !== 'health') return null;
  return (
    <p>
      <a href="/me/health">{check.hasHealthNote ? words.healthGiven : words.giveHealth}</a>
    </p>
  );
}

function HandInPart({ viewer, check }: Shown) {
  const words = checkWords[viewer.locale];
  const name = terms[viewer.locale].clearances[check.kind];
  const needsDocument = (check.kind === 'identity' || check.kind === 'employment_query') && !check.hasDocument;
  return (
    <>
      <p>{words.dos[check.kind]}</p>
      <Given viewer={viewer} check={check} />
      {isCheckedText(check.kind) ? (
        <p>
          <a class="button" href={`/me/consents?kind=${check.kind}`}>
            {words.readOf(name)}
          </a>
        </p>
      ) : needsDocument ? null : (
        <form method="post" action={`/clearances/${check.id}/submit`}>
          <p class="quiet">{words.handInLead}</p>
          <button class="button">{words.handIn(name)}</button>
        </form>
      )}
    </>
  );
}

function RefereeFacts({ viewer, check: { referee } }: Pick<Shown, 'viewer' | 'check'>) {
  const words = checkWords[viewer.locale];
  if (referee === null) return null;
  return (
    <Summary
      viewer={viewer}
      rows={[
        { label: words.name, value: referee.name },
        { label: words.relation, value: referee.relation },
        { label: words.askedAt, value: <Instant at={referee.askedAt} viewer={viewer} /> },
        ...(referee.answeredAt === null
          ? [{ label: words.formOpen, value: <Instant at={referee.expiresAt} viewer={viewer} saysZone /> }]
          : []),
      ]}
    />
  );
}

/** Who was asked, and the form to ask; asking anew closes the form of whoever was asked before. */
function RefereePart({ viewer, check, typed, faults = [] }: Shown) {
  const words = checkWords[viewer.locale];
  const { referee } = check;
  const languages = [
    { value: 'zh', label: '中文' },
    { value: 'en', label: 'English' },
  ];
  return (
    <>
      <RefereeFacts viewer={viewer} check={check} />
      <RefereeNote viewer={viewer} check={check} />
      {referee === null ? <p>{words.askLead}</p> : <h3>{words.askAgainTitle}</h3>}
      {referee === null ? null : <p class="quiet">{words.askAgainLead(referee.name)}</p>}
      <form method="post" action={`/clearances/${check.id}/referee`} novalidate>
        <TextField name="name" label={words.name} typed={typed} faults={faults} maxlength={120} autocomplete="off" />
        <TextField name="relation" label={words.relation} hint={words.relationHint} typed={typed} faults={faults} maxlength={200} />
        <TextField
          name="email"
          type="email"
          inputmode="email"
          label={words.email}
          hint={words.emailHint}
          typed={typed}
          faults={faults}
          maxlength={254}
          autocomplete="off"
        />
        <RadioField name="locale" label={words.language} options={languages} typed={typed} faults={faults} />
        <button class="button">{referee === null ? words.ask : words.askAgain}</button>
      </form>
    </>
  );
}

function RefereeNote({ viewer, check: { referee } }: Pick<Shown, 'viewer' | 'check'>) {
  const words = checkWords[viewer.locale];
  if (referee === null || referee.answeredAt !== null) return null;
  const isClosed = Date.parse(referee.expiresAt) <= viewer.now.toMillis();
  if (!isClosed && !isLate(DateTime.fromISO(referee.askedAt), viewer.now)) return null;
  return (
    <Note tone="waiting">
      <p>{isClosed ? words.formClosed : words.isLate}</p>
    </Note>
  );
}
