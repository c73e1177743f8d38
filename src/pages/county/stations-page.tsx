import type { Context } from 'hono';
import { z } from 'zod';

import { listCountyStations, type ListedStation } from '../../db/queries/county-stations.ts';
import type { Page } from '../../db/queries/page.ts';
import { authorise } from '../../domain/actor.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { dayText } from '../parts/time.tsx';
import { sleepReasonsOf } from '../../domain/station.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { filterIn, inLocale, nameOf, ownCodes, todayOf } from './own.ts';
import { stationsWords } from './stations-words.ts';

/** The counties whose stations may be changed: the officer's, or nobody's limit for a coordinator. */
export function reachOf(c: Context<AppEnv>): readonly string[] | undefined {
  const reach = authorise(c.var.actor, 'station.change');
  return reach.ok && reach.value === 'any' ? undefined : ownCodes(c);
}

type Shown = { readonly viewer: Viewer; readonly page: Page<ListedStation> };

function viewOf({ viewer, page }: Shown) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions county-first">
        <a class="button" href="/county/stations/new">
          {words.add}
        </a>
      </p>
      {page.items.length === 0 ? <Empty>{words.none}</Empty> : <Stations viewer={viewer} rows={page.items} />}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Stations({ viewer, rows }: { viewer: Viewer; rows: readonly ListedStation[] }) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.name,
          cell: (station) => (
            <>
              <a href={`/county/stations/${station.id}`}>{nameOf(station, locale)}</a>
              <span class="under">{inLocale(locale, station.countyNameZh, station.countyNameEn)}</span>
            </>
          ),
        },
        { title: words.rooms, isNumber: true, cell: ({ rooms }) => String(rooms) },
        { title: words.seats, isNumber: true, cell: ({ seats }) => String(seats) },
        { title: words.link, cell: ({ link }) => terms[locale].links[link] },
        {
          title: words.lastSession,
          cell: ({ lastSessionDay }) =>
            lastSessionDay === null ? <span class="quiet">{words.noSession}</span> : dayText(lastSessionDay, locale),
        },
        {
          title: words.state,
          cell: (station) => (
            <>
              <StationPill station={station} viewer={viewer} />
              {station.requests === 0 ? null : <span class="under">{words.requests(station.requests)}</span>}
            </>
          ),
        },
      ]}
    />
  );
}

/** Closed, open, or asleep. */
export function StationPill({ station, viewer }: { station: ListedStation; viewer: Viewer }) {
  const words = stationsWords[viewer.locale];
  if (station.closedDay !== null) return <Pill>{words.closedOn(dayText(station.closedDay, viewer.locale))}</Pill>;
  const isAsleep = sleepReasonsOf(station, todayOf(viewer)).length > 0;
  return isAsleep ? <Pill tone="waiting">{words.asleep}</Pill> : <Pill tone="done">{words.open}</Pill>;
}

const rowsAPage = 50;

export const stationsPage = new PageRouter().get('/county/stations', 'station.change', async (c) => {
  const after = filterIn(c, 'after', z.uuid());
  const page = await listCountyStations(c.var.db, reachOf(c), { limit: rowsAPage, after });
  return sendPrivate(c, viewOf({ viewer: viewerOf(c), page }));
});
