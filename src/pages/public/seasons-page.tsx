import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { findPublishedSeed } from '../../db/queries/open-record.ts';
import { findSeason, listSeasons, type Season } from '../../db/queries/seasons.ts';
import { homeZone } from '../../domain/calendar.ts';
import { deliveries } from '../../domain/teaching.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary, Timeline, type Stage } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { asked } from './asked.ts';
import { nameIn } from './names.ts';
import { seasonWords } from './season-words.ts';

const seasonsOnAPage = 20;

async function seasonsPage(db: Connection, viewer: Viewer, typed: Typed) {
  const { locale } = viewer;
  const words = seasonWords[locale];
  const after = asked(typed, 'after', z.uuid());
  const { items, nextAfter } = await listSeasons(db, {}, { limit: seasonsOnAPage, after, newestFirst: true });
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      {items.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Table
          caption={words.caption}
          rows={items}
          viewer={viewer}
          columns={[
            {
              title: words.season,
              cell: (season) => <a href={`/seasons/${season.id}`}>{nameIn(locale, season.nameZh, season.nameEn)}</a>,
            },
            { title: words.state, cell: ({ state }) => <State of="season" state={state} locale={locale} /> },
            {
              title: words.applications,
              cell: ({ applicationsOpenDay, applicationsCloseDay }) => daysText(applicationsOpenDay, applicationsCloseDay, locale),
            },
            { title: words.teaching, cell: ({ teachingStartDay, teachingEndDay }) => daysText(teachingStartDay, teachingEndDay, locale) },
          ]}
        />
      )}
      <Paging nextAfter={nextAfter} viewer={viewer} />
    </Frame>
  );
}

/** The season's days in their order: those gone by, and those to come. */
function stagesOf(season: Season, viewer: Viewer): Stage[] {
  const words = seasonWords[viewer.locale];
  const today = viewer.now.setZone(homeZone).toISODate() ?? '';
  const days: readonly (readonly [title: string, day: string])[] = [
    [words.opens(words.requests), season.requestsOpenDay],
    [words.opens(words.applications), season.applicationsOpenDay],
    [words.closes(words.requests), season.requestsCloseDay],
    [words.closes(words.applications), season.applicationsCloseDay],
    [words.match, season.matchDay],
    [words.teachingStarts, season.teachingStartDay],
    [words.teachingEnds, season.teachingEndDay],
  ];
  return days
    .toSorted(([, a], [, b]) => a.localeCompare(b))
    .map(([title, day]) => ({ title, when: day < today ? 'past' : day === today ? 'now' : 'next', at: { day } }));
}

async function seasonPage(db: Connection, viewer: Viewer, id: string) {
  const { locale } = viewer;
  const season = await findSeason(db, id);
  if (season === undefined) return undefined;
  const seed = await findPublishedSeed(db, id);
  const words = seasonWords[locale];
  const name = nameIn(locale, season.nameZh, season.nameEn);
  return (
    <Frame viewer={viewer} title={name} width="reading">
      <Title
        title={name}
        above={{ href: '/seasons', name: words.title }}
        beside={
          <>
            <State of="season" state={season.state} locale={locale} /> {words.states[season.state]}
            {season.madeUp ? <span class="quiet small"> {terms[locale].demonstration}</span> : null}
          </>
        }
      />
      {season.state === 'open' ? (
        <p class="actions">
          <a class="button" href="/applications">
            {words.apply}
          </a>
          <a href="/needs">{words.seeNeeds}</a>
        </p>
      ) : null}
      <section class="part" aria-labelledby="dates">
        <h2 id="dates">{words.dates}</h2>
        <p class="quiet small">{words.zone}</p>
        <Timeline stages={stagesOf(season, viewer)} viewer={viewer} />
        <p>{words.replyWithin(season.replyHours)}</p>
      </section>
      <section class="part" aria-labelledby="checks">
        <h2 id="checks">{words.checks}</h2>
        <p>{words.checksLead}</p>
        <Summary
          viewer={viewer}
          rows={deliveries.map((delivery) => ({
            label: terms[locale].deliveries[delivery],
            value:
              season.checks[delivery].length === 0
                ? words.noChecks
                : season.checks[delivery].map((kind) => terms[locale].clearances[kind]).join(locale === 'en' ? ', ' : '、'),
          }))}
        />
      </section>
      <section class="part" aria-labelledby="lottery">
        <h2 id="lottery">{words.lottery}</h2>
        <p>{words.lotteryLead}</p>
        <Summary
          viewer={viewer}
          rows={[
            { label: words.sha256, value: <code class="hash">{season.lotterySeedSha256}</code> },
            { label: words.seed, value: seed === undefined ? words.seedLater : <code class="hash">{seed}</code> },
          ]}
        />
        <p>
          <a href="/matching#check">{words.howChecked}</a>
        </p>
      </section>
    </Frame>
  );
}

export const seasonsPages = new PageRouter()
  .get('/seasons', 'open-data.read', async (c) => sendPublic(c, await seasonsPage(c.var.db, viewerOf(c), typedInAddress(c))))
  .get('/seasons/:id', 'open-data.read', async (c) => {
    const id = z.uuid().safeParse(c.req.param('id'));
    const page = id.success ? await seasonPage(c.var.db, viewerOf(c), id.data) : undefined;
    return page === undefined ? c.notFound() : sendPublic(c, page);
  });
