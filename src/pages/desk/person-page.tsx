import { findPersonInWhole, type PersonInWhole } from '../../db/queries/desk-people.ts';
import { listOrigins, type Origin } from '../../db/queries/imports.ts';
import { hasAddress } from '../../domain/account.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { Origins } from '../import/origin-part.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { TableSection } from '../parts/table.tsx';
import { dayText, daysText, Instant } from '../parts/time.tsx';
import { lifetimeWords } from '../service/lifetime-words.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { languagesText } from './application-parts.tsx';
import { applicationWords } from './application-words.ts';
import { idIn } from './asked.ts';
import { clearanceWords } from './clearance-words.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { kindText } from './people-page.tsx';
import { peopleWords } from './people-words.ts';

type Part = { readonly viewer: Viewer; readonly person: PersonInWhole };
type Shown = Part & { readonly origins: readonly Origin[] };

const hoursOf = (minutes: number) => Math.round(minutes / 6) / 10;

function personPage({ viewer, person, origins }: Shown) {
  const words = peopleWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={person.name}>
      <Title
        title={person.name}
        above={{ href: '/desk/people', name: words.title }}
        beside={
          <>
            {kindText(person, viewer)} {person.isFrozen ? <Pill tone="refused">{words.frozen}</Pill> : null}
          </>
        }
      />
      {person.erased ? (
        <Note>
          <p>{words.erased}</p>
        </Note>
      ) : null}
      <About viewer={viewer} person={person} />
      <Applications viewer={viewer} person={person} />
      <Placements viewer={viewer} person={person} />
      <Clearances viewer={viewer} person={person} />
      <Origins viewer={viewer} origins={origins} />
      <p class="part">
        <a href={`/desk/people/${person.id}/record`}>{lifetimeWords[viewer.locale].toRecord}</a> ·{' '}
        <a href={`/desk/events?person=${person.id}`}>{words.toEvents}</a>
      </p>
    </Frame>
  );
}

function About({ viewer, person }: Part) {
  const words = peopleWords[viewer.locale];
  const application = applicationWords[viewer.locale];
  const { email, institution, homeRegion, bornDay, languages, since } = person;
  return (
    <section aria-labelledby="about" class="measure">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: application.email, value: hasAddress(email) ? <a href={`mailto:${email}`}>{email}</a> : words.noAddress },
          ...(institution === null ? [] : [{ label: words.institution, value: institution }]),
          ...(homeRegion === null ? [] : [{ label: words.region, value: terms[viewer.locale].homeRegions[homeRegion] }]),
          ...(bornDay === null ? [] : [{ label: application.born, value: dayText(bornDay, viewer.locale) }]),
          ...(languages === null || languages.includes('und')
            ? []
            : [{ label: application.languages, value: languagesText(languages, viewer) }]),
          { label: words.since, value: <Instant at={since} viewer={viewer} /> },
        ]}
      />
    </section>
  );
}

function Applications({ viewer, person: { applications } }: Part) {
  const words = peopleWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <TableSection
      id="applications"
      title={words.applications}
      none={words.none}
      viewer={viewer}
      rows={applications}
      isDense
      columns={[
        { title: desk.season, cell: ({ id, season }) => <a href={`/desk/applications/${id}`}>{nameIn(season, viewer)}</a> },
        { title: words.submitted, cell: ({ submittedAt }) => (submittedAt === null ? '' : <Instant at={submittedAt} viewer={viewer} />) },
        { title: desk.state, cell: ({ state }) => <State of="application" state={state} locale={viewer.locale} /> },
      ]}
    />
  );
}

function Placements({ viewer, person: { placements } }: Part) {
  const words = peopleWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const completed = placements.filter(({ daysServed }) => daysServed !== null);
  const days = completed.reduce((sum, { daysServed }) => sum + (daysServed ?? 0), 0);
  const minutes = completed.reduce((sum, { minutesTaught }) => sum + (minutesTaught ?? 0), 0);
  return (
    <TableSection
      id="placements"
      title={words.placements}
      none={words.none}
      lead={completed.length === 0 ? undefined : <p>{words.total(completed.length, days, hoursOf(minutes))}</p>}
      viewer={viewer}
      rows={placements}
      isDense
      columns={[
        { title: desk.county, cell: ({ id, county }) => <a href={`/desk/placements/${id}`}>{nameIn(county, viewer)}</a> },
        { title: desk.season, cell: ({ season }) => nameIn(season, viewer) },
        { title: applicationWords[viewer.locale].windows, cell: ({ startDay, endDay }) => daysText(startDay, endDay, viewer.locale) },
        {
          title: words.served,
          cell: ({ daysServed, minutesTaught }) => (daysServed === null ? '' : words.servedText(daysServed, hoursOf(minutesTaught ?? 0))),
        },
        { title: desk.state, cell: ({ state }) => <State of="placement" state={state} locale={viewer.locale} /> },
      ]}
    />
  );
}

function Clearances({ viewer, person: { clearances } }: Part) {
  const words = peopleWords[viewer.locale];
  const clearance = clearanceWords[viewer.locale];
  return (
    <TableSection
      id="clearances"
      title={words.clearances}
      none={words.none}
      viewer={viewer}
      rows={clearances}
      isDense
      columns={[
        { title: clearance.kind, cell: ({ id, kind }) => <a href={`/desk/clearances/${id}`}>{terms[viewer.locale].clearances[kind]}</a> },
        {
          title: clearance.ends,
          cell: ({ validThroughDay }) => (validThroughDay === null ? '' : dayText(validThroughDay, viewer.locale)),
        },
        { title: deskWords[viewer.locale].state, cell: ({ state }) => <State of="clearance" state={state} locale={viewer.locale} /> },
      ]}
    />
  );
}

export const personPages = new PageRouter().get('/desk/people/:id', 'application.decide', async (c) => {
  const id = idIn(c);
  const person = id === undefined ? undefined : await findPersonInWhole(c.var.db, id);
  if (person === undefined) return c.notFound();
  return sendPrivate(c, personPage({ viewer: viewerOf(c), person, origins: await listOrigins(c.var.db, 'account', person.id) }));
});
