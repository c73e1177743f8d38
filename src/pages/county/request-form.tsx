import type { OpenStation, RequestSheet } from '../../db/queries/county-requests.ts';
import { acceptsOn } from '../../domain/season.ts';
import { belowMinimumSchema } from '../../domain/request.ts';
import { deliveries, requestKinds } from '../../domain/teaching.ts';
import { Frame } from '../frame.tsx';
import { CheckField, DayField, FaultSummary, NumberField, RadioField, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { HostConditionFields } from '../parts/host-condition-fields.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { dayText } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { AskBackLink } from './ask-back-link.tsx';
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
          <p class="actions request-end">
            <Buttons words={words} />
          </p>
        </div>
      </form>
      <p class="actions county-apart">
        <AskBackLink viewer={viewer} request={request} />
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
        <Buttons words={words} />
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
                <a href={`#${field}`}>{fieldLabel(viewer.locale, field)}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

function Buttons({ words }: { words: RequestWords }) {
  return (
    <>
      <button class="button second" name="do" value="save">
        {words.save}
      </button>
      <button class="button" name="do" value="submit">
        {words.submit}
      </button>
    </>
  );
}

function windowText(request: RequestSheet, viewer: Viewer, words: RequestWords): string {
  const today = todayOf(viewer);
  const closes = dayText(request.requestsCloseDay, viewer.locale);
  if (request.state === 'returned') return words.mendable(closes);
  if (today < request.requestsOpenDay) return words.opensOn(dayText(request.requestsOpenDay, viewer.locale));
  const accepts = acceptsOn(
    { ...request, state: 'open', applicationsOpenDay: today, applicationsCloseDay: today },
    'requests',
    today,
    false,
  );
  return accepts.ok ? words.closesOn(closes) : words.closed(closes);
}

/** A field of the request as the form shows it: its name, its words and what was typed. */
function fieldsOf({ typed, faults, words }: Of) {
  const hints: Readonly<Record<string, string>> = words.fieldHints;
  return (name: keyof RequestWords['fields']) => ({ name, label: words.fields[name], hint: hints[name], typed, faults });
}

/** What can be chosen, by the words for it. */
function optionsOf<Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) {
  return values.map((value) => ({ value, label: labels[value] }));
}

function Where({ stations, ...of }: Of & { stations: readonly OpenStation[] }) {
  const { words, viewer } = of;
  const said = terms[viewer.locale];
  const field = fieldsOf(of);
  const stationOptions = stations.map((station) => ({
    value: station.id,
    label: words.stationRooms(nameOf(station, viewer.locale), station.rooms),
  }));
  return (
    <fieldset class="group">
      <legend>{words.groups.where}</legend>
      <TextField {...field('place')} maxlength={200} autocomplete="off" />
      <RadioField {...field('kind')} options={optionsOf(requestKinds, said.requestKinds)} />
      <RadioField {...field('delivery')} options={optionsOf(deliveries, said.deliveries)} />
      {stations.length === 0 ? (
        <p class="quiet small" id="stationId">
          {words.noStation} <a href="/county/stations/new">{words.toNewStation}</a>
        </p>
      ) : (
        <SelectField {...field('stationId')} none={words.none} options={stationOptions} />
      )}
    </fieldset>
  );
}

function Term(of: Of) {
  const { words, viewer, request } = of;
  const field = fieldsOf(of);
  return (
    <fieldset class="group">
      <legend>{words.groups.term}</legend>
      <p class="quiet small">
        {words.hints.term(dayText(request.teachingStartDay, viewer.locale), dayText(request.teachingEndDay, viewer.locale))}
      </p>
      <div class="row">
        <DayField {...field('startDay')} />
        <DayField {...field('endDay')} />
      </div>
      <NumberField {...field('weeklyHours')} maxlength={2} />
    </fieldset>
  );
}

function People(of: Of) {
  const { words, viewer } = of;
  const field = fieldsOf(of);
  const belowMinimum = optionsOf(belowMinimumSchema.options, terms[viewer.locale].belowMinimum);
  return (
    <fieldset class="group">
      <legend>{words.groups.people}</legend>
      <NumberField {...field('squadMaximum')} maxlength={5} />
      <RadioField
        {...field('belowMinimum')}
        options={belowMinimum.map((option) => ({ ...option, hint: words.belowMinimum[option.value] }))}
      />
      <CheckField {...field('asksForReturners')} />
    </fieldset>
  );
}

function Conditions(of: Of) {
  const { request, words } = of;
  const isTaken = request.hostConditions === null && request.earlierConditions !== null;
  return (
    <fieldset class="group" id="hostConditions">
      <legend>{words.groups.conditions}</legend>
      <p class="quiet">{words.hints.conditions}</p>
      {isTaken ? <Note tone="waiting">{words.hints.taken(request.place)}</Note> : null}
      <HostConditionFields {...of} />
    </fieldset>
  );
}
