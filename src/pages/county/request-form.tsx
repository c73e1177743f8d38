import type { OpenStation, RequestSheet } from '../../db/queries/county-requests.ts';
import { acceptsOn } from '../../domain/season.ts';
import { belowMinimumSchema } from '../../domain/request.ts';
import { deliveries, requestKinds } from '../../domain/teaching.ts';
import { Frame } from '../frame.tsx';
import {
  AreaField,
  CheckField,
  DayField,
  FaultSummary,
  NumberField,
  RadioField,
  SelectField,
  TextField,
  type FieldFault,
} from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { dayText } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { inLocale, nameOf, todayOf } from './own.ts';
import { gapsIn } from './request-draft.ts';
import { LineFields, type Subject } from './request-lines.tsx';
import { fieldLabel, requestWords, type RequestWords } from './request-words.ts';
import { requestsWords } from './requests-words.ts';

export type FormShown = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  readonly subjects: readonly Subject[];
  readonly stations: readonly OpenStation[];
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly done?: keyof RequestWords['done'] | undefined;
  /** What became of what was sent, where not all of it was stored. */
  readonly note?: string | undefined;
};

/** A request in one sitting: everything on one page, and beside it what is missing. */
export function requestForm({ viewer, request, subjects, stations, typed, faults = [], done, note }: FormShown) {
  const { locale } = viewer;
  const words = requestWords[locale];
  const of = { viewer, request, typed, faults, words };
  const county = inLocale(locale, request.countyNameZh, request.countyNameEn);
  const season = inLocale(locale, request.seasonNameZh, request.seasonNameEn);
  return (
    <Frame viewer={viewer} title={request.place}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      {note === undefined ? null : <Note tone="waiting">{note}</Note>}
      <Title
        title={request.place}
        above={{ href: '/county/requests', name: requestsWords[locale].title }}
        beside={
          <>
            <State of="request" state={request.state} locale={locale} /> {season} · {county}
          </>
        }
      />
      {request.state === 'returned' && request.decisionReason !== null ? (
        <Note tone="waiting">{words.returned(request.decisionReason)}</Note>
      ) : null}
      <form method="post" action={`/county/requests/${request.id}`} novalidate class="request-sheet">
        <input type="hidden" name="version" value={String(request.version)} />
        <Side {...of} />
        <div>
          <Where {...of} stations={stations} />
          <Term {...of} />
          <People {...of} />
          <LineFields {...of} subjects={subjects} />
          <Conditions {...of} />
        </div>
      </form>
      <p class="actions county-apart">
        <a href={`/county/requests/${request.id}/cancel`}>{words.cancel}</a>
      </p>
    </Frame>
  );
}

export type Of = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly words: RequestWords;
};

/** What is missing, and the two buttons; it stays in sight. Saving stands first: Enter in a field saves. */
function Side({ viewer, request, typed, words }: Of) {
  const gaps = gapsIn(typed);
  return (
    <div class="request-side">
      <p class="actions">
        <button class="button second" name="do" value="save">
          {words.save}
        </button>
        <button class="button" name="do" value="submit">
          {words.submit}
        </button>
      </p>
      <p class="small quiet">{windowText(request, viewer, words)}</p>
      {gaps.length === 0 ? (
        <p class="small">{words.nothingMissing}</p>
      ) : (
        <nav aria-labelledby="missing">
          <h2 id="missing">{words.missing}</h2>
          <ul>
            {gaps.map((field) => (
              <li>
                <a href={`#${field}`}>{fieldLabel(words, field)}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

function windowText(request: RequestSheet, viewer: Viewer, words: RequestWords): string {
  const today = todayOf(viewer);
  const closes = dayText(request.requestsCloseDay, viewer.locale);
  if (request.state === 'returned') return `${words.closesOn(closes)} ${words.mendable}`;
  if (today < request.requestsOpenDay) return words.opensOn(dayText(request.requestsOpenDay, viewer.locale));
  const accepts = acceptsOn(
    { ...request, state: 'open', applicationsOpenDay: today, applicationsCloseDay: today },
    'requests',
    today,
    false,
  );
  return accepts.ok ? words.closesOn(closes) : words.closed(closes);
}

function Where({ viewer: { locale }, typed, faults, words, stations }: Of & { stations: readonly OpenStation[] }) {
  const stationOptions = stations.map((station) => ({ value: station.id, label: nameOf(station, locale) }));
  return (
    <fieldset class="group">
      <legend>{words.groups.where}</legend>
      <TextField
        name="place"
        label={words.fields.place}
        hint={words.hints.place}
        typed={typed}
        faults={faults}
        maxlength={200}
        autocomplete="off"
      />
      <RadioField
        name="kind"
        label={words.fields.kind}
        hint={words.hints.camp}
        typed={typed}
        faults={faults}
        options={requestKinds.map((value) => ({ value, label: terms[locale].requestKinds[value] }))}
      />
      <RadioField
        name="delivery"
        label={words.fields.delivery}
        typed={typed}
        faults={faults}
        options={deliveries.map((value) => ({ value, label: terms[locale].deliveries[value] }))}
      />
      {stations.length === 0 ? null : (
        <SelectField
          name="stationId"
          label={words.fields.stationId}
          hint={words.hints.station}
          typed={typed}
          faults={faults}
          none={words.none}
          options={stationOptions}
        />
      )}
    </fieldset>
  );
}

function Term({ viewer: { locale }, request, typed, faults, words }: Of) {
  const window = words.hints.term(dayText(request.teachingStartDay, locale), dayText(request.teachingEndDay, locale));
  return (
    <fieldset class="group">
      <legend>{words.groups.term}</legend>
      <p class="quiet small">{window}</p>
      <div class="row">
        <DayField name="startDay" label={words.fields.startDay} typed={typed} faults={faults} />
        <DayField name="endDay" label={words.fields.endDay} typed={typed} faults={faults} />
      </div>
      <NumberField
        name="weeklyHours"
        label={words.fields.weeklyHours}
        hint={words.hints.weeklyHours}
        typed={typed}
        faults={faults}
        maxlength={2}
      />
    </fieldset>
  );
}

function People({ typed, faults, words, viewer: { locale } }: Of) {
  return (
    <fieldset class="group">
      <legend>{words.groups.people}</legend>
      <NumberField
        name="squadMaximum"
        label={words.fields.squadMaximum}
        hint={words.hints.squadMaximum}
        typed={typed}
        faults={faults}
        maxlength={5}
      />
      <RadioField
        name="belowMinimum"
        label={words.fields.belowMinimum}
        hint={words.hints.belowMinimum}
        typed={typed}
        faults={faults}
        options={belowMinimumSchema.options.map((value) => ({
          value,
          label: terms[locale].belowMinimum[value],
          hint: words.belowMinimum[value],
        }))}
      />
      <CheckField name="asksForReturners" label={words.fields.asksForReturners} typed={typed} faults={faults} />
    </fieldset>
  );
}

function Conditions({ request, typed, faults, words }: Of) {
  const { host, hostHints } = words;
  const area = (name: 'lodging' | 'waterAndPower' | 'nearestHospital' | 'knownRisks', rows: number, maxlength: number) => (
    <AreaField
      name={`hostConditions.${name}`}
      label={host[name]}
      hint={hostHints[name]}
      typed={typed}
      faults={faults}
      rows={rows}
      maxlength={maxlength}
    />
  );
  const isTaken = request.hostConditions === null && request.earlierConditions !== null;
  return (
    <fieldset class="group" id="hostConditions">
      <legend>{words.groups.conditions}</legend>
      <p class="quiet">{words.hints.conditions}</p>
      {isTaken ? <Note tone="waiting">{words.hints.taken(request.place)}</Note> : null}
      {area('lodging', 3, 1000)}
      {area('waterAndPower', 2, 1000)}
      <div class="row">
        <NumberField name="hostConditions.altitudeMetres" label={host.altitudeMetres} typed={typed} faults={faults} maxlength={5} />
        <NumberField name="hostConditions.bandwidthMbps" label={host.bandwidthMbps} typed={typed} faults={faults} maxlength={9} />
        <NumberField name="hostConditions.largestClass" label={host.largestClass} typed={typed} faults={faults} maxlength={3} />
      </div>
      {area('nearestHospital', 2, 500)}
      {area('knownRisks', 4, 2000)}
      <div class="row">
        <TextField
          name="hostConditions.signedBy"
          label={host.signedBy}
          hint={hostHints.signedBy}
          typed={typed}
          faults={faults}
          maxlength={120}
          autocomplete="off"
        />
        <DayField name="hostConditions.signedDay" label={host.signedDay} typed={typed} faults={faults} />
      </div>
    </fieldset>
  );
}
