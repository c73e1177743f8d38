import type { RequestInWhole } from '../../db/queries/desk-requests.ts';
import { hostConditionRows } from '../parts/host-conditions.ts';
import { Summary } from '../parts/lists.tsx';
import { Note } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table, TableSection } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { languagesText } from './application-parts.tsx';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { requestWords } from './request-words.ts';

type Part = { readonly viewer: Viewer; readonly request: RequestInWhole };

export function AboutRequest({ viewer, request }: Part) {
  const words = requestWords[viewer.locale];
  const said = terms[viewer.locale];
  const tiers: Readonly<Record<number, string>> = said.tiers;
  const { place, kind, delivery, startDay, endDay, weeklyHours, squadMaximum, asksForReturners, belowMinimum, station, tier, beds } =
    request;
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.place, value: place },
          { label: words.kind, value: deskWords[viewer.locale].joined([said.requestKinds[kind], said.deliveries[delivery]]) },
          { label: words.dates, value: daysText(startDay, endDay, viewer.locale) },
          { label: words.weeklyHours, value: words.hours(weeklyHours) },
          { label: words.squadMaximum, value: squadMaximum === null ? words.noLimit : words.people(squadMaximum) },
          { label: words.belowMinimum, value: said.belowMinimum[belowMinimum] },
          { label: words.returners, value: asksForReturners ? words.yes : words.no },
          ...(station === null ? [] : [{ label: words.station, value: nameIn(station, viewer) }]),
          ...(tier === null ? [] : [{ label: words.tier, value: tiers[tier] ?? tier }]),
          ...(beds === null ? [] : [{ label: words.beds, value: beds }]),
        ]}
      />
    </section>
  );
}

export function Lines({ viewer, request: { lines, beds, delivery } }: Part) {
  const words = requestWords[viewer.locale];
  const said = terms[viewer.locale];
  const levels: Readonly<Record<number, string>> = said.levels;
  const ideal = lines.reduce((sum, line) => sum + line.ideal, 0);
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">{words.lines}</h2>
      {beds !== null && delivery !== 'distance' && ideal > beds ? (
        <Note tone="waiting">
          <p>{words.notEnoughBeds(beds, ideal)}</p>
        </Note>
      ) : null}
      <Table
        caption={words.lines}
        viewer={viewer}
        rows={lines}
        isDense
        columns={[
          {
            title: words.line,
            cell: ({ subject, level, role }) => (
              <>
                {deskWords[viewer.locale].level(nameIn(subject, viewer), levels[level] ?? String(level))}
                <span class="quiet small"> {said.lineRoles[role]}</span>
              </>
            ),
          },
          { title: words.who, cell: (line) => wantedText(line, viewer) },
          {
            title: words.seatsTitle,
            isNumber: true,
            cell: ({ minimum, ideal: wished, maximum }) => words.seatsText(minimum, wished, maximum),
          },
          { title: words.taken, isNumber: true, cell: ({ taken }) => taken },
        ]}
      />
    </section>
  );
}

function wantedText({ kinds, languages, minimumAge, teachingPermit }: RequestInWhole['lines'][number], viewer: Viewer): string {
  const words = requestWords[viewer.locale];
  const wanted = [
    ...kinds.map((kind) => terms[viewer.locale].volunteerKinds[kind]),
    ...(languages.length === 0 ? [] : [languagesText(languages, viewer)]),
    ...(minimumAge > 18 ? [words.fromAge(minimumAge)] : []),
    ...(teachingPermit ? [words.permit] : []),
  ];
  return wanted.length === 0 ? words.anyone : deskWords[viewer.locale].joined(wanted);
}

export function Conditions({ viewer, request: { conditions } }: Part) {
  const words = requestWords[viewer.locale];
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">{words.conditions}</h2>
      {conditions === null ? (
        <p class="quiet">{words.noConditions}</p>
      ) : (
        <Summary
          viewer={viewer}
          rows={[
            ...hostConditionRows(conditions, viewer.locale),
            { label: words.signed, value: words.signedOn(conditions.signedBy, dayText(conditions.signedDay, viewer.locale)) },
          ]}
        />
      )}
    </section>
  );
}

export function CountyBefore({ viewer, request: { before } }: Part) {
  const words = requestWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <TableSection
      id="before"
      title={words.before}
      none={words.noneBefore}
      viewer={viewer}
      rows={before}
      isDense
      columns={[
        { title: desk.season, cell: ({ id, season }) => <a href={`/desk/requests/${id}`}>{nameIn(season, viewer)}</a> },
        { title: words.place, cell: ({ place }) => place },
        { title: words.seatsTitle, isNumber: true, cell: ({ seats }) => words.seatsText(seats.minimum, seats.ideal, seats.maximum) },
        { title: words.completed, isNumber: true, cell: ({ completed }) => completed },
        { title: desk.state, cell: ({ state }) => <State of="request" state={state} locale={viewer.locale} /> },
      ]}
    />
  );
}

/** Who is placed there, each with how far it is. */
export function Placed({ viewer, request: { placements } }: Part) {
  const words = requestWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  if (placements.length === 0) return null;
  return (
    <section aria-labelledby="placed">
      <h2 id="placed">{words.placed}</h2>
      <Table
        caption={words.placed}
        viewer={viewer}
        rows={placements}
        isDense
        columns={[
          { title: desk.name, cell: ({ id, name }) => <a href={`/desk/placements/${id}`}>{name}</a> },
          { title: desk.state, cell: ({ state }) => <State of="placement" state={state} locale={viewer.locale} /> },
        ]}
      />
    </section>
  );
}
