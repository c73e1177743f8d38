import { z } from 'zod';

import { exportOwnData } from '../../actions/accounts/export-own-data.ts';
import { accountIdOf } from '../../actions/context.ts';
import { listEvents, type EventRow } from '../../db/queries/events.ts';
import { listLooks, type Look } from '../../db/queries/own-account.ts';
import { actionContext } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { eventText } from '../words/event-text.ts';
import { terms } from '../words/terms.ts';
import { accountWords } from './account-words.ts';
import { dataWords } from './data-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly looks: readonly Look[];
  readonly events: readonly EventRow[];
  readonly nextAfter: string | null;
};

/** What is held: to take along, who looked at it, and what happened. */
function dataPage({ viewer, looks, events, nextAfter }: Shown) {
  const words = dataWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} above={{ href: '/me', name: accountWords[viewer.locale].title }} lead={words.lead} />
      <section aria-labelledby="download">
        <h2 id="download">{words.download}</h2>
        <p class="measure">{words.downloadLead}</p>
        <p class="measure quiet">{words.withheld}</p>
        <form method="post" action="/me/data/download" class="actions">
          <button class="button second">{words.downloadButton}</button>
          <a href="/me/erase">{words.erase}</a>
        </form>
      </section>
      <section class="part" aria-labelledby="looks">
        <h2 id="looks">{words.looks}</h2>
        {looks.length === 0 ? <p class="quiet">{words.noLooks}</p> : <Looks viewer={viewer} looks={looks} />}
      </section>
      <section class="part" aria-labelledby="events">
        <h2 id="events">{words.events}</h2>
        {events.length === 0 ? <p class="quiet">{words.noEvents}</p> : <Events viewer={viewer} events={events} />}
        <Paging nextAfter={nextAfter} viewer={viewer} />
      </section>
    </Frame>
  );
}

function Looks({ viewer, looks }: Pick<Shown, 'viewer' | 'looks'>) {
  const words = dataWords[viewer.locale];
  return (
    <Table
      caption={words.looksCaption}
      viewer={viewer}
      rows={looks}
      columns={[
        { title: words.what, cell: ({ event }) => eventText({ event, toState: null }, viewer.locale) },
        { title: words.who, cell: ({ who }) => rolesText(who, viewer) },
        { title: words.when, cell: ({ at }) => <Instant at={at} viewer={viewer} /> },
        { title: words.why, cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  );
}

function Events({ viewer, events }: Pick<Shown, 'viewer' | 'events'>) {
  const words = dataWords[viewer.locale];
  return (
    <Table
      caption={words.events}
      viewer={viewer}
      rows={events}
      columns={[
        {
          title: words.what,
          cell: (row) => (
            <>
              {eventText(row, viewer.locale)}
              {row.reason === null ? null : <span class="under">{row.reason}</span>}
            </>
          ),
        },
        { title: words.who, cell: (row) => whoText(row, viewer) },
        { title: words.when, cell: ({ at }) => <Instant at={at} viewer={viewer} /> },
      ]}
    />
  );
}

/** Of others their role is told, which is what the record keeps. */
function whoText({ actorId, subjectId, actorName, event }: EventRow, viewer: Viewer): string {
  const words = dataWords[viewer.locale];
  // Whoever signs in is nobody until they have.
  if (event === 'session.begun') return words.you;
  if (actorName === 'public') return words.visitor;
  if (actorId === null) return words.job;
  return actorId === subjectId ? words.you : rolesText(actorName, viewer);
}

function rolesText(names: string, { locale }: Viewer): string {
  const words: Readonly<Record<string, string>> = terms[locale].roles;
  const roles = names.split(/[,\s]+/).map((name) => words[name] ?? dataWords[locale].nobody);
  return roles.join(locale === 'zh' ? '、' : ', ');
}

const eventsAPage = 30;
const beforeSchema = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const dataPages = new PageRouter()
  .get('/me/data', 'event.read-own', async (c) => {
    const { db, actor } = c.var;
    const accountId = accountIdOf(actor) ?? '';
    const before = beforeSchema.safeParse(c.req.query('after'));
    const page = { limit: eventsAPage, before: before.success ? before.data : undefined };
    const looks = await listLooks(db, accountId);
    const rows = await listEvents(db, { subjectId: accountId }, page);
    const events = rows.slice(0, eventsAPage);
    const nextAfter = rows.length > eventsAPage ? String(events.at(-1)?.sequence) : null;
    return sendPrivate(c, dataPage({ viewer: viewerOf(c), looks, events, nextAfter }));
  })
  .post('/me/data/download', 'me.read', async (c) => {
    const held = valueOf(await exportOwnData(actionContext(c)));
    return c.body(JSON.stringify(held, null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="zhijiao-my-data.json"',
      'Cache-Control': 'no-store',
    });
  });
