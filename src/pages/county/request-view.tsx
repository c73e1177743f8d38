import type { RequestSheet, SheetLine } from '../../db/queries/county-requests.ts';
import { movesFrom } from '../../domain/lifecycle.ts';
import { requestLifecycle, type HostConditions } from '../../domain/request.ts';
import { ConditionsSince, type ConditionsSoFar } from '../conditions/answers-part.tsx';
import { Frame } from '../frame.tsx';
import { hostConditionRows } from '../parts/host-conditions.ts';
import { Summary, Timeline, type Stage, type SummaryRow } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { SeatBar } from '../parts/seats.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { hostConditionWords } from '../words/host-condition-words.ts';
import { terms } from '../words/terms.ts';
import { AskBackLink } from './ask-back-link.tsx';
import { inLocale, languageName } from './own.ts';
import { requestWords, type RequestWords } from './request-words.ts';
import { requestsWords } from './requests-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  readonly soFar: ConditionsSoFar;
  readonly done?: keyof RequestWords['done'] | undefined;
};

/** A request that is no longer the county's to write: what it says, how far it is, and who has the ball. */
export function requestView({ viewer, request, soFar, done }: Shown) {
  const { locale } = viewer;
  const words = requestWords[locale];
  const county = inLocale(locale, request.countyNameZh, request.countyNameEn);
  const season = inLocale(locale, request.seasonNameZh, request.seasonNameEn);
  const mayCancel = movesFrom(requestLifecycle, request.state).includes('cancel') && taughtOf(request) === 0;
  return (
    <Frame viewer={viewer} title={request.place}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <Title
        title={request.place}
        above={{ href: '/county/requests', name: requestsWords[locale].title }}
        beside={
          <>
            <State of="request" state={request.state} locale={locale} /> {season} · {county}
            {request.madeUp ? (
              <>
                {' '}
                <Pill>{terms[locale].demonstration}</Pill>
              </>
            ) : null}
          </>
        }
      />
      <Reason request={request} words={words} />
      <div class="county-now">
        <div>
          {request.state === 'approved' ? <SquadPart viewer={viewer} request={request} words={words} /> : null}
          <section aria-labelledby="lines">
            <h2 id="lines">{words.groups.lines}</h2>
            <Lines viewer={viewer} lines={request.lines} words={words} />
          </section>
          <section aria-labelledby="what">
            <h2 id="what">{words.groups.where}</h2>
            <Summary viewer={viewer} rows={whatRows(request, viewer, words)} />
          </section>
          <section aria-labelledby="conditions">
            <h2 id="conditions">{words.groups.conditions}</h2>
            {request.hostConditions === null ? (
              <p>{words.notSigned}</p>
            ) : (
              <Summary
                viewer={viewer}
                rows={[...hostConditionRows(request.hostConditions, locale), signature(request.hostConditions, viewer, words)]}
              />
            )}
            <ConditionsSince
              {...soFar}
              viewer={viewer}
              request={request}
              at={`/county/requests/${request.id}`}
              guestAt="/county/placements"
            />
          </section>
        </div>
        <section aria-labelledby="progress">
          <h2 id="progress">{words.progress}</h2>
          <Timeline viewer={viewer} stages={stagesOf(request, words)} />
        </section>
      </div>
      <p class="actions county-apart">
        <AskBackLink viewer={viewer} request={request} />
        {request.state === 'approved' && request.stationId !== null ? (
          <a href={`/county/requests/${request.id}/station`}>{words.moveStation}</a>
        ) : null}
        {mayCancel ? <a href={`/county/requests/${request.id}/cancel`}>{words.cancel}</a> : null}
      </p>
    </Frame>
  );
}

function taughtOf({ placements }: RequestSheet): number {
  return (placements['started'] ?? 0) + (placements['completed'] ?? 0);
}

function Reason({ request: { state, decisionReason }, words }: { request: RequestSheet; words: RequestWords }) {
  if (decisionReason === null) return null;
  if (state === 'rejected') return <Note tone="refused">{words.rejected(decisionReason)}</Note>;
  if (state === 'cancelled') return <Note>{words.cancelledBecause(decisionReason)}</Note>;
  return null;
}

type Part = { readonly viewer: Viewer; readonly request: RequestSheet; readonly words: RequestWords };

function SquadPart({ request, words }: Part) {
  const taken = request.lines.reduce((sum, line) => sum + line.taken, 0);
  const ideal = request.lines.reduce((sum, line) => sum + line.ideal, 0);
  const offered = request.placements['offered'] ?? 0;
  const accepted = request.placements['accepted'] ?? 0;
  return (
    <section aria-labelledby="squad">
      <h2 id="squad">{words.squad}</h2>
      <p>
        {words.squadFilled(taken, ideal)}
        {offered === 0 ? null : <span class="under">{words.squadOffered(offered)}</span>}
      </p>
      <p class="actions">
        <a class="button second" href={`/county/requests/${request.id}/squad`}>
          {words.squadLink}
        </a>
        {accepted === 0 ? null : <a href={`/county/requests/${request.id}/arrival`}>{words.arrivalLink}</a>}
      </p>
    </section>
  );
}

function Lines({ viewer, lines, words }: { viewer: Viewer; lines: readonly SheetLine[]; words: RequestWords }) {
  const { locale } = viewer;
  return (
    <Table
      caption={words.groups.lines}
      viewer={viewer}
      rows={lines}
      columns={[
        {
          title: words.lineFields.subject,
          cell: (line) => (
            <>
              {inLocale(locale, line.subjectZh, line.subjectEn)} · {terms[locale].levels[line.level]}
              <span class="under">{terms[locale].lineRoles[line.role]}</span>
            </>
          ),
        },
        { title: words.who, cell: (line) => asksOf(line, viewer, words) },
        {
          title: words.filled,
          isNumber: true,
          cell: ({ minimum, ideal, maximum, taken }) => (
            <>
              {words.filledOf(taken, ideal)}
              <SeatBar minimum={minimum} ideal={ideal} maximum={maximum} taken={taken} viewer={viewer} />
            </>
          ),
        },
        {
          title: words.seats,
          cell: ({ minimum, ideal, maximum }) => <span class="small">{words.seatsLong(minimum, ideal, maximum)}</span>,
        },
      ]}
    />
  );
}

/** Everybody is of age: only more than that is asked for. */
const usualAge = 18;

function asksOf({ kinds, languages, minimumAge, teachingPermit }: SheetLine, { locale }: Viewer, words: RequestWords): string {
  const asks = [
    ...kinds.map((kind) => terms[locale].volunteerKinds[kind]),
    ...languages.map((tag) => languageName(tag, locale)),
    ...(minimumAge > usualAge ? [words.minimumAge(minimumAge)] : []),
    ...(teachingPermit ? [words.permit] : []),
  ];
  return asks.length === 0 ? words.anyone : asks.join(locale === 'zh' ? '，' : ', ');
}

function whatRows(request: RequestSheet, { locale }: Viewer, words: RequestWords) {
  const { fields } = words;
  const station =
    request.stationNameZh === null
      ? []
      : [{ label: fields.stationId, value: inLocale(locale, request.stationNameZh, request.stationNameEn ?? '') }];
  return [
    { label: fields.kind, value: terms[locale].requestKinds[request.kind] },
    { label: fields.delivery, value: terms[locale].deliveries[request.delivery] },
    ...station,
    { label: words.groups.term, value: daysText(request.startDay, request.endDay, locale) },
    { label: fields.weeklyHours, value: words.hours(request.weeklyHours) },
    { label: fields.squadMaximum, value: request.squadMaximum === null ? words.unlimited : words.people(request.squadMaximum) },
    { label: fields.belowMinimum, value: terms[locale].belowMinimum[request.belowMinimum] },
    { label: fields.asksForReturners, value: request.asksForReturners ? words.yes : words.no },
  ];
}

function signature({ signedBy, signedDay }: HostConditions, { locale }: Viewer, words: RequestWords): SummaryRow {
  return { label: hostConditionWords[locale].asked.signedBy, value: words.signed(signedBy, dayText(signedDay, locale)) };
}

/** When it came to the state in which it is. */
function cameTo({ cameTo: times, state }: RequestSheet): Stage['at'] {
  const instant = times[state];
  return instant === undefined ? undefined : { instant };
}

/** What happened to the request and what comes; the present stage says who has the ball. */
function stagesOf(request: RequestSheet, words: RequestWords): readonly Stage[] {
  const { stages, balls } = words;
  const begun: Stage = { title: stages.begun, when: 'past', at: { instant: request.createdAt } };
  const handedIn: Stage[] =
    request.submittedAt === null ? [] : [{ title: stages.submitted, when: 'past', at: { instant: request.submittedAt } }];
  const match = { title: stages.matched, at: { day: request.matchDay } };
  const teaching = { title: stages.teaching, at: { day: request.startDay } };
  const since = cameTo(request);
  const byState: Readonly<Record<RequestSheet['state'], readonly Stage[]>> = {
    draft: [begun, { title: stages.submitted, when: 'now', note: balls.withCounty }],
    returned: [begun, ...handedIn, { title: stages.returned, when: 'now', at: since, note: balls.withCounty }],
    submitted: [
      begun,
      ...handedIn,
      { title: stages.decided, when: 'now', note: balls.withCoordinator },
      { ...match, when: 'next' },
      { ...teaching, when: 'next' },
    ],
    approved: [begun, ...handedIn, { title: stages.approved, when: 'past', at: since }, ...afterApproval(request, words)],
    rejected: [begun, ...handedIn, { title: stages.rejected, when: 'past', at: since }],
    cancelled: [begun, ...handedIn, { title: stages.cancelled, when: 'past', at: since }],
  };
  return byState[request.state];
}

function afterApproval(request: RequestSheet, words: RequestWords): Stage[] {
  const { stages, balls } = words;
  const match = { title: stages.matched, at: { day: request.matchDay } };
  const teaching = { title: stages.teaching, at: { day: request.startDay } };
  const isMatched = request.seasonState !== 'planned' && request.seasonState !== 'open' && request.seasonState !== 'matching';
  if (!isMatched)
    return [
      { ...match, when: 'now', note: balls.withMatch },
      { ...teaching, when: 'next' },
    ];
  const note = (request.placements['offered'] ?? 0) > 0 ? balls.withVolunteers : undefined;
  const isOver = request.seasonState === 'closed';
  return [
    { ...match, when: 'past' },
    { ...teaching, when: isOver ? 'past' : 'now', note },
  ];
}
