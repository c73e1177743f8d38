import type { Context } from 'hono';
import { z } from 'zod';

import { listEventsInFull, type EventFilter, type ListedEvent } from '../../db/queries/desk-events.ts';
import type { Page } from '../../db/queries/page.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { DayField, SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { askedDay, askedId, askedText } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { eventsPageWords } from './events-page-words.ts';
import { actorText } from './actor-words.ts';
import { eventNames } from '../words/event-words.ts';
import { eventWord, thingWord } from '../words/event-text.ts';

const filterSchema = z.object({ thing: askedText, id: askedText, event: askedText, person: askedId, day: askedDay });
const eventsAPage = 100;

/** What an event is about, where a page of ours shows it. */
const pagesOf: Readonly<Record<string, string>> = {
  application: '/desk/applications',
  request: '/desk/requests',
  placement: '/desk/placements',
  clearance: '/desk/clearances',
  season: '/desk/seasons',
  query_batch: '/desk/query-batches',
  run: '/desk/runs',
  account: '/desk/people',
};

function filterOf(c: Context<AppEnv>): EventFilter {
  const { id: thingId, person: personId, ...rest } = filterSchema.parse(c.req.query());
  return { thingId, personId, ...rest };
}

type Shown = { readonly viewer: Viewer; readonly filter: EventFilter; readonly typed: Typed; readonly page: Page<ListedEvent> };

function eventsPage({ viewer, filter, typed, page }: Shown) {
  const words = eventsPageWords[viewer.locale];
  const hasMore = filter.personId !== undefined || filter.thingId !== undefined || filter.event !== undefined;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Filters viewer={viewer} action="/desk/events">
        <SelectField
          name="thing"
          label={words.thing}
          typed={typed}
          none={words.anyThing}
          options={Object.entries(eventNames[viewer.locale].things).map(([value, label]) => ({ value, label }))}
        />
        <DayField name="day" label={words.day} typed={typed} />
        {filter.personId === undefined ? null : <input type="hidden" name="person" value={filter.personId} />}
        {filter.thingId === undefined ? null : <input type="hidden" name="id" value={filter.thingId} />}
        {filter.event === undefined ? null : <input type="hidden" name="event" value={filter.event} />}
      </Filters>
      {hasMore ? (
        <p class="small quiet">
          {words.narrowed} <a href="/desk/events">{words.widen}</a>
        </p>
      ) : null}
      {page.items.length === 0 ? (
        <Empty>
          <p>{deskWords[viewer.locale].none}</p>
        </Empty>
      ) : (
        <Rows viewer={viewer} page={page} />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="events" />
    </Frame>
  );
}

function Rows({ viewer, page }: Pick<Shown, 'viewer' | 'page'>) {
  const words = eventsPageWords[viewer.locale];
  const { locale } = viewer;
  const desk = deskWords[locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={page.items}
      isDense
      columns={[
        { title: words.at, isKept: true, cell: ({ at }) => <Instant at={at} viewer={viewer} /> },
        {
          title: words.event,
          cell: ({ event, toState }) => <a href={`/desk/events?event=${encodeURIComponent(event)}`}>{eventWord(event, toState, locale)}</a>,
        },
        { title: words.thing, cell: ({ thing, thingId }) => <Thing thing={thing} thingId={thingId} viewer={viewer} /> },
        {
          title: words.actor,
          cell: ({ actor, actorId, name }) =>
            actorId === null ? (
              actorText(actor, null, locale)
            ) : (
              <>
                <a href={`/desk/events?person=${actorId}`}>{name ?? words.somebody}</a>{' '}
                <span class="quiet small">{actorText(actor, null, locale)}</span>
              </>
            ),
        },
        {
          title: words.subject,
          cell: ({ subjectId, subject }) =>
            subjectId === null ? '' : <a href={`/desk/events?person=${subjectId}`}>{subject ?? words.somebody}</a>,
        },
        { title: desk.reason, cell: ({ reason }) => (reason === null ? '' : <span class="small">{reason}</span>) },
      ]}
    />
  );
}

function Thing({ thing, thingId, viewer }: { thing: string; thingId: string; viewer: Viewer }) {
  const word = thingWord(thing, viewer.locale);
  const page = pagesOf[thing];
  return <a href={page === undefined ? `/desk/events?thing=${thing}&id=${encodeURIComponent(thingId)}` : `${page}/${thingId}`}>{word}</a>;
}

const sequenceSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .optional()
  .catch(undefined);

export const eventPages = new PageRouter().get('/desk/events', 'event.read', async (c) => {
  const filter = filterOf(c);
  const page = await listEventsInFull(c.var.db, filter, { limit: eventsAPage, before: sequenceSchema.parse(c.req.query('after')) });
  return sendPrivate(c, eventsPage({ viewer: viewerOf(c), filter, typed: typedInAddress(c), page }));
});
