import type { Context } from 'hono';
import { z } from 'zod';

import { listFilterChoices, type ApplicationChoices } from '../../db/queries/desk-applications.ts';
import {
  countRequests,
  listQueuedRequests,
  requestOrders,
  type QueuedRequest,
  type RequestFilter,
} from '../../db/queries/desk-requests.ts';
import type { Page } from '../../db/queries/page.ts';
import { requestStates } from '../../domain/request.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { TextField } from '../parts/form.tsx';
import { State } from '../parts/pill.tsx';
import type { Column } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { Waiting } from './applications-page.tsx';
import { askedId, askedState, askedText, keptSearch, orderAsked, pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { noneText, QueuePage, SeasonFilter, StateFilter, SubjectFilter } from './queue-page.tsx';
import { requestWords } from './request-words.ts';

const filterSchema = z.object({ season: askedId, state: askedState(requestStates, 'submitted'), subject: askedText, q: askedText });

/** The filters of the queue as the address says them; what waits to be decided where it says nothing. */
export function requestFilterOf(c: Context<AppEnv>): RequestFilter {
  const { season: seasonId, q: text, ...rest } = filterSchema.parse(c.req.query());
  return { seasonId, text, ...rest, ...orderAsked(c, requestOrders) };
}

type Shown = {
  readonly viewer: Viewer;
  readonly filter: RequestFilter;
  readonly choices: ApplicationChoices;
  readonly typed: Typed;
  readonly count: number;
  readonly page: Page<QueuedRequest>;
  readonly search: string;
};

function requestsPage(shown: Shown) {
  const { viewer, filter, count, page, choices, typed } = shown;
  const words = requestWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <QueuePage
      viewer={viewer}
      queue="/desk/requests"
      title={words.title}
      lead={words.lead}
      filters={
        <>
          <TextField type="search" name="q" label={words.countyOrPlace} typed={typed} />
          <SeasonFilter viewer={viewer} typed={typed} choices={choices} />
          <SubjectFilter viewer={viewer} typed={typed} choices={choices} />
          <StateFilter viewer={viewer} typed={typed} states={terms[viewer.locale].states.request} />
        </>
      }
      total={desk.total(count)}
      none={noneText(filter.state, viewer)}
      page={page}
      columns={columnsOf(shown)}
    />
  );
}

function columnsOf({ viewer, search }: Shown): readonly Column<QueuedRequest>[] {
  const words = requestWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  const tiers: Readonly<Record<number, string>> = said.tiers;
  return [
    {
      title: desk.county,
      sort: 'county',
      cell: ({ id, county, province, place }) => (
        <>
          <a href={`/desk/requests/${id}${search}`}>{nameIn(county, viewer)}</a>
          <span class="under">
            {nameIn(province, viewer)} · {place}
          </span>
        </>
      ),
    },
    { title: words.tier, sort: 'tier', cell: ({ tier }) => (tier === null ? desk.noValue : (tiers[tier] ?? tier)) },
    { title: words.kind, cell: ({ kind, delivery }) => desk.joined([said.requestKinds[kind], said.deliveries[delivery]]) },
    { title: words.dates, sort: 'start', cell: ({ startDay, endDay }) => daysText(startDay, endDay, viewer.locale) },
    { title: words.seatsTitle, isNumber: true, cell: ({ seats }) => words.seatsText(seats.minimum, seats.ideal, seats.maximum) },
    {
      title: words.waiting,
      sort: 'waiting',
      cell: ({ submittedAt }) =>
        submittedAt === null ? <span class="quiet">{words.notSubmitted}</span> : <Waiting at={submittedAt} viewer={viewer} />,
    },
    { title: desk.state, cell: ({ state }) => <State of="request" state={state} locale={viewer.locale} /> },
  ];
}

export const requestQueuePage = new PageRouter().get('/desk/requests', 'request.decide', async (c) => {
  const { db } = c.var;
  const filter = requestFilterOf(c);
  const shown = {
    viewer: viewerOf(c),
    filter,
    typed: typedInAddress(c),
    search: keptSearch(c),
    choices: await listFilterChoices(db),
    count: await countRequests(db, filter),
    page: await listQueuedRequests(db, filter, pageAsked(c)),
  };
  return sendPrivate(c, requestsPage(shown));
});
