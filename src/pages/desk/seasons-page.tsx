import type { Context } from 'hono';

import { createSeason } from '../../actions/seasons/create-season.ts';
import { listSeasonsInFull, type ListedSeason } from '../../db/queries/desk-seasons.ts';
import type { Page } from '../../db/queries/page.ts';
import { listSeasons } from '../../db/queries/seasons.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Day, daysText } from '../parts/time.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { wordsIn } from '../words/words.ts';
import { pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { faultsAt } from './queue.tsx';
import { SeasonFields, seasonIn, seasonLabel } from './season-form.tsx';
import { seasonWords } from './season-words.ts';

function seasonsPage(viewer: Viewer, page: Page<ListedSeason>) {
  const words = seasonWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions ways">
        <a class="button" href="/desk/seasons/new">
          {words.plan}
        </a>
      </p>
      {page.items.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Table
          caption={words.title}
          viewer={viewer}
          rows={page.items}
          isDense
          columns={[
            {
              title: words.name,
              cell: ({ id, name, madeUp }) => (
                <>
                  <a href={`/desk/seasons/${id}`}>{nameIn(name, viewer)}</a>{' '}
                  {madeUp ? <Pill>{terms[viewer.locale].demonstration}</Pill> : null}
                </>
              ),
            },
            { title: deskWords[viewer.locale].state, cell: ({ state }) => <State of="season" state={state} locale={viewer.locale} /> },
            {
              title: words.applicationsWindow,
              cell: ({ applicationsOpenDay, applicationsCloseDay }) => daysText(applicationsOpenDay, applicationsCloseDay, viewer.locale),
            },
            { title: words.matchDay, cell: ({ matchDay }) => <Day day={matchDay} viewer={viewer} /> },
            {
              title: words.teaching,
              cell: ({ teachingStartDay, teachingEndDay }) => daysText(teachingStartDay, teachingEndDay, viewer.locale),
            },
            { title: words.applications, isNumber: true, cell: ({ applications }) => applications },
            { title: words.requests, isNumber: true, cell: ({ requests }) => requests },
            { title: words.placements, isNumber: true, cell: ({ placements }) => placements },
            {
              title: words.toRuns,
              isUnseen: true,
              cell: ({ id, name }) => (
                <a href={`/desk/seasons/${id}/runs`}>
                  {words.toRuns}
                  <span class="unseen"> {nameIn(name, viewer)}</span>
                </a>
              ),
            },
          ]}
        />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function newSeasonPage({ viewer, typed, faults }: { viewer: Viewer; typed: Typed; faults: readonly FieldFault[] }) {
  const words = seasonWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.newTitle} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.newTitle} above={{ href: '/desk/seasons', name: words.title }} lead={words.newLead} />
      <form method="post" action="/desk/seasons/new" novalidate>
        <SeasonFields viewer={viewer} typed={typed} faults={faults} />
        <p class="actions">
          <button class="button">{words.create}</button>
          <a href="/desk/seasons">{wordsIn(viewer.locale).cancel}</a>
        </p>
      </form>
    </Frame>
  );
}

/** What the last season asked is asked again until somebody says otherwise. */
async function likeTheLast(c: Context<AppEnv>): Promise<Typed> {
  const { items } = await listSeasons(c.var.db, {}, { limit: 1, newestFirst: true });
  const [last] = items;
  return last === undefined ? new Typed([['replyHours', '72']]) : Typed.of({ replyHours: last.replyHours, checks: last.checks });
}

export const seasonsPages = new PageRouter()
  .get('/desk/seasons', 'season.change', async (c) =>
    sendPrivate(c, seasonsPage(viewerOf(c), await listSeasonsInFull(c.var.db, pageAsked(c)))),
  )
  .get('/desk/seasons/new', 'season.change', async (c) =>
    sendPrivate(c, newSeasonPage({ viewer: viewerOf(c), typed: await likeTheLast(c), faults: [] })),
  )
  .post('/desk/seasons/new', 'season.change', async (c) => {
    const typed = await typedIn(c);
    const season = seasonIn(typed);
    const result = season.ok ? await createSeason(actionContext(c), season.value) : season;
    if (result.ok) return seeOther(c, `/desk/seasons/${result.value.id}?done=created`);
    const viewer = viewerOf(c);
    const faults = faultsAt(result.error, 'nameZh', viewer, (field) => seasonLabel(field, viewer));
    return sendPrivate(c, newSeasonPage({ viewer, typed, faults }), 422);
  });
