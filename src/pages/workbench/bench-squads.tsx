import type { Snapshot, SnapshotRequest } from '../../matching/snapshot.ts';
import { Pill, State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import type { Bench } from './bench-page.tsx';
import { tierName } from './bench-facts.tsx';
import { benchWords } from './bench-words.ts';
import { addressOf, hereWith } from './draft.ts';
import type { Place } from './names.ts';
import { ShortageNotes } from './shortage-notes.tsx';

/** A seat of a line: whoever the match puts there, or nobody. */
type Seat = {
  readonly line: Place;
  readonly applicationId: string | undefined;
  readonly rank: number | null;
  /** Of an empty seat: whether the line's minimum asks for it. */
  readonly isMinimum: boolean;
};

/** The chosen county's squads, line by line, filled seats and empty ones. */
export function Squads({ bench }: { bench: Bench }) {
  const { chosen, reading, names } = bench;
  const { viewer, snapshot } = reading;
  const words = benchWords[viewer.locale];
  if (chosen === undefined) return <section class="squads" aria-label={words.squad} />;
  const beds = snapshot.counties.find(({ code }) => code === chosen.countyCode)?.beds ?? null;
  const requests = snapshot.requests.filter(({ countyCode }) => countyCode === chosen.countyCode);
  return (
    <section class="squads" id="squad" aria-labelledby="squad-title">
      <h2 id="squad-title">{names.county(chosen.countyCode)}</h2>
      <p class="quiet">
        {names.province(chosen.countyCode)} · {terms[viewer.locale].tiers[tierName(chosen.tier)]} ·{' '}
        {beds === null ? words.bedsUnknown : words.ofCounty(beds)}
      </p>
      {requests.map((request) => (
        <Squad bench={bench} request={request} />
      ))}
    </section>
  );
}

function Squad({ bench, request }: { bench: Bench; request: SnapshotRequest }) {
  const { viewer, result } = bench.reading;
  const words = benchWords[viewer.locale];
  const say = terms[viewer.locale];
  const heading = `${say.requestKinds[request.kind]} · ${say.deliveries[request.delivery]} · ${bench.names.days(request)}`;
  const place = bench.names.place(request.id);
  return (
    <div class="squad">
      <h3>
        <a href={`/desk/requests/${request.id}`}>{heading}</a>
        {place === '' ? null : <span class="under">{place}</span>}
      </h3>
      {result.closedRequestIds.includes(request.id) ? <p class="lacking">{words.closed}</p> : null}
      {result.turnedRequestIds.includes(request.id) ? <p>{words.turned}</p> : null}
      <Seats bench={bench} request={request} caption={heading} />
      <ShortageNotes bench={bench} request={request} />
    </div>
  );
}

function Seats({ bench, request, caption }: { bench: Bench; request: SnapshotRequest; caption: string }) {
  const { viewer, snapshot } = bench.reading;
  const words = benchWords[viewer.locale];
  const seats = seatsOf(bench, request.id);
  if (seats.length === 0) return <p class="quiet">{nothingText(snapshot, request, viewer)}</p>;
  return (
    <Table
      caption={caption}
      viewer={viewer}
      isDense
      rows={seats}
      columns={[
        { title: words.line, cell: ({ line }) => bench.names.line(line.lineId) },
        { title: words.volunteer, cell: (seat) => <Who bench={bench} seat={seat} /> },
        { title: words.choice, cell: (seat) => <Choice bench={bench} seat={seat} /> },
        { title: words.state, cell: (seat) => <Standing bench={bench} seat={seat} /> },
      ]}
    />
  );
}

/** Why a squad has no seats here: others hold them, or it asks for nobody. */
function nothingText({ lines }: Snapshot, { id }: SnapshotRequest, { locale }: Viewer): string {
  const words = benchWords[locale];
  const own = lines.filter(({ requestId }) => requestId === id);
  if (own.length === 0) return words.noLines;
  return own.every(({ maximum }) => maximum === 0) ? words.allHeld : words.idealHeld;
}

/** Filled seats, then those empty up to the ideal, in the order of the lines. */
function seatsOf({ reading: { snapshot, result, places } }: Bench, requestId: string): Seat[] {
  const matchesByLine = Map.groupBy(result.matches, ({ lineId }) => lineId);
  return snapshot.lines
    .filter((line) => line.requestId === requestId)
    .flatMap(({ id, minimum, ideal }) => {
      const line = places.get(id);
      if (line === undefined) return [];
      const filled = matchesByLine.get(id) ?? [];
      const empty = Array.from({ length: Math.max(0, ideal - filled.length) }, (_, i) => filled.length + i < minimum);
      return [
        ...filled.map(({ applicationId, rank }): Seat => ({ line, applicationId, rank, isMinimum: false })),
        ...empty.map((isMinimum): Seat => ({ line, applicationId: undefined, rank: null, isMinimum })),
      ];
    });
}

function Who({ bench, seat: { line, applicationId } }: { bench: Bench; seat: Seat }) {
  const { viewer, draft } = bench.reading;
  const words = benchWords[viewer.locale];
  if (applicationId === undefined) {
    const href = hereWith(viewer, draft, { county: line.countyCode, line: line.lineId, application: null });
    return (
      <a class="lacking" href={`${href}#panel`} aria-label={`${words.empty}: ${words.whyLine(bench.names.line(line.lineId))}`}>
        {words.empty}
      </a>
    );
  }
  const person = bench.named.people[applicationId];
  const href = hereWith(viewer, draft, { county: line.countyCode, application: applicationId, line: null });
  const isChosen = bench.selection?.kind === 'application' && bench.selection.application.id === applicationId;
  return (
    <>
      <a href={`${href}#panel`} aria-current={isChosen ? 'true' : undefined}>
        {bench.names.person(applicationId)}
      </a>{' '}
      <span class="quiet small">
        {person?.kind === 'teacher' ? terms[viewer.locale].volunteerKinds.teacher : ''}
        {person?.team === null || person === undefined ? '' : ` ${words.inTeam}`}
      </span>
    </>
  );
}

/** The choice that was got, and what makes them fit beyond that. */
function Choice({ bench, seat }: { bench: Bench; seat: Seat }) {
  if (seat.applicationId === undefined) return null;
  const words = benchWords[bench.reading.viewer.locale];
  const fit = fitOf(bench, seat);
  return (
    <>
      <span class="keep">{seat.rank === null ? words.unrankedShort : words.nthChoice(seat.rank)}</span>
      {fit === '' ? null : <span class="under">{fit}</span>}
    </>
  );
}

function fitOf({ reading: { snapshot, viewer } }: Bench, { line, applicationId }: Seat): string {
  const application = applicationId === undefined ? undefined : snapshot.applications.find(({ id }) => id === applicationId);
  if (application === undefined) return '';
  const words = benchWords[viewer.locale];
  const isAbove = application.subjects.some(({ subject, level }) => subject === line.subject && level > line.level);
  return [
    application.servedCountyCodes.includes(line.countyCode) ? words.returning : '',
    application.completions === 0 ? '' : words.experienced(application.completions),
    isAbove ? words.aboveLevel : '',
  ]
    .filter((part) => part !== '')
    .join(viewer.locale === 'zh' ? '，' : ', ');
}

function Standing({ bench, seat: { line, applicationId, isMinimum } }: { bench: Bench; seat: Seat }) {
  const { viewer } = bench.reading;
  const words = benchWords[viewer.locale];
  if (applicationId === undefined)
    return <Pill tone={isMinimum ? 'refused' : 'waiting'}>{isMinimum ? words.emptyMinimum : words.emptyIdeal}</Pill>;
  const placement = bench.named.placements.find((own) => own.applicationId === applicationId && own.lineId === line.lineId);
  if (placement === undefined) return <span class="quiet small">{words.inThisMatch}</span>;
  return (
    <a href={addressOf(`/desk/placements/${placement.id}`, [])}>
      <State of="placement" state={placement.state} locale={viewer.locale} />
    </a>
  );
}
