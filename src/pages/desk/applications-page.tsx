import type { Context } from 'hono';
import { z } from 'zod';

import {
  applicationOrders,
  countApplications,
  listFilterChoices,
  listQueuedApplications,
  type ApplicationChoices,
  type ApplicationFilter,
  type QueuedApplication,
} from '../../db/queries/desk-applications.ts';
import type { Page } from '../../db/queries/page.ts';
import { applicationStates } from '../../domain/application.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { TextField } from '../parts/form.tsx';
import { State } from '../parts/pill.tsx';
import type { Column } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { applicationWords } from './application-words.ts';
import { askedId, askedState, askedText, keptSearch, orderAsked, pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { daysSince, nameIn, subjectsText } from './named.ts';
import { noneText, QueuePage, SeasonFilter, StateFilter, SubjectFilter } from './queue-page.tsx';

const filterSchema = z.object({
  season: askedId,
  state: askedState(applicationStates, 'submitted'),
  subject: askedText,
  institution: askedText,
  q: askedText,
});

/** The filters of the queue as the address says them; what waits to be decided where it says nothing. */
export function applicationFilterOf(c: Context<AppEnv>): ApplicationFilter {
  const { season: seasonId, q: text, ...rest } = filterSchema.parse(c.req.query());
  return { seasonId, text, ...rest, ...orderAsked(c, applicationOrders) };
}

type Shown = {
  readonly viewer: Viewer;
  readonly filter: ApplicationFilter;
  readonly choices: ApplicationChoices;
  readonly typed: Typed;
  readonly count: number;
  readonly page: Page<QueuedApplication>;
  readonly search: string;
};

function applicationsPage(shown: Shown) {
  const { viewer, filter, choices, typed, count, page } = shown;
  const words = applicationWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <QueuePage
      viewer={viewer}
      queue="/desk/applications"
      title={words.title}
      lead={words.lead}
      filters={
        <>
          <TextField type="search" name="q" label={words.volunteer} typed={typed} />
          <TextField name="institution" label={words.institution} typed={typed} />
          <SeasonFilter viewer={viewer} typed={typed} choices={choices} />
          <SubjectFilter viewer={viewer} typed={typed} choices={choices} />
          <StateFilter viewer={viewer} typed={typed} states={terms[viewer.locale].states.application} />
        </>
      }
      total={desk.total(count)}
      none={noneText(filter.state, viewer)}
      page={page}
      columns={columnsOf(shown)}
    />
  );
}

function columnsOf({ viewer, search }: Shown): readonly Column<QueuedApplication>[] {
  const words = applicationWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  return [
    {
      title: words.volunteer,
      sort: 'name',
      cell: ({ id, name, kind, isInTeam }) => (
        <>
          <a href={`/desk/applications/${id}${search}`}>{name}</a>
          <span class="quiet small">
            {kind === null ? '' : ` ${said.volunteerKinds[kind]}`}
            {isInTeam ? ` · ${words.inTeam}` : ''}
          </span>
        </>
      ),
    },
    {
      title: words.institution,
      sort: 'institution',
      cell: ({ institution, homeRegion }) =>
        institution === null ? (
          <span class="quiet">{desk.noValue}</span>
        ) : (
          <>
            {institution}
            {homeRegion === null || homeRegion === 'mainland' ? '' : <span class="quiet small"> {said.homeRegions[homeRegion]}</span>}
          </>
        ),
    },
    { title: words.subjects, cell: ({ subjects }) => subjectsText(subjects, viewer) },
    { title: words.deliveries, cell: ({ deliveries }) => desk.joined(deliveries.map((delivery) => said.deliveries[delivery])) },
    { title: desk.season, cell: ({ season }) => nameIn(season, viewer) },
    {
      title: words.waiting,
      sort: 'waiting',
      cell: ({ submittedAt }) =>
        submittedAt === null ? <span class="quiet">{words.notSubmitted}</span> : <Waiting at={submittedAt} viewer={viewer} />,
    },
    { title: desk.state, cell: ({ state }) => <State of="application" state={state} locale={viewer.locale} /> },
  ];
}

const longestAge = 60;

/** How long something has waited, with the instant behind it. */
export function Waiting({ at, viewer }: { at: string; viewer: Viewer }) {
  const days = daysSince(at, viewer);
  // Long ago nobody counts days any more.
  if (days > longestAge) return <Instant at={at} viewer={viewer} />;
  return (
    <span class="waiting-since">
      {deskWords[viewer.locale].age(days)}
      <span class="unseen">
        {' '}
        <Instant at={at} viewer={viewer} />
      </span>
    </span>
  );
}

export const applicationQueuePage = new PageRouter().get('/desk/applications', 'application.decide', async (c) => {
  const { db } = c.var;
  const filter = applicationFilterOf(c);
  const shown = {
    viewer: viewerOf(c),
    filter,
    typed: typedInAddress(c),
    search: keptSearch(c),
    choices: await listFilterChoices(db),
    count: await countApplications(db, filter),
    page: await listQueuedApplications(db, filter, pageAsked(c)),
  };
  return sendPrivate(c, applicationsPage(shown));
});
