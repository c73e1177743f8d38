import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import { listProvinces } from '../../db/queries/counties.ts';
import { listOpenStations, type OpenStation } from '../../db/queries/open-places.ts';
import { listTrainingsAt } from '../../db/queries/station-requests.ts';
import { findStation, listBandwidthTests } from '../../db/queries/stations.ts';
import { listReportedTotals } from '../../db/queries/statistics.ts';
import { stationLinks } from '../../domain/station.ts';
import { provinceCodeSchema } from '../../domain/teaching.ts';
import { sendPublic } from '../answer.tsx';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table, type Column } from '../parts/table.tsx';
import { Day } from '../parts/time.tsx';
import { Bandwidth, newestTest } from '../parts/bandwidth.tsx';
import { TrainingsAt } from '../training/trainings-at.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { asked } from './asked.ts';
import { countyWords } from './county-words.ts';
import { nameIn, numberIn } from './names.ts';

const stationsOnAPage = 50;
const [testsShown, trainingsShown] = [24, 8];

async function stationsPage(db: Connection, viewer: Viewer, typed: Typed) {
  const { locale } = viewer;
  const words = countyWords[locale].station;
  const state = asked(typed, 'state', z.enum(['open', 'closed']));
  const filter = {
    provinceCode: asked(typed, 'province', provinceCodeSchema),
    link: asked(typed, 'link', z.enum(stationLinks)),
    isOpen: state === undefined ? undefined : state === 'open',
  };
  const [provinces, totals, { items, nextAfter }] = await Promise.all([
    listProvinces(db),
    listReportedTotals(db),
    listOpenStations(db, filter, { limit: stationsOnAPage, after: asked(typed, 'after', z.uuid()) }),
  ]);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const reported = (topic: string) => totals.find((total) => total.topic === topic);
  const [stations, reach] = [reported('stations'), reported('provinces')];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} above={{ href: '/counties', name: countyWords[locale].title }} />
      {stations === undefined || reach === undefined ? null : (
        <Note>
          <p>{words.reported(numberIn(locale, stations.figure), numberIn(locale, reach.figure))}</p>
          <p class="quiet small">{nameIn(locale, stations.sourceZh, stations.sourceEn)}</p>
        </Note>
      )}
      <Filters viewer={viewer} action="/stations">
        <SelectField
          name="province"
          label={countyWords[locale].province}
          typed={typed}
          none={countyWords[locale].provinceAny}
          options={provinces.map(({ code, nameZh, nameEn }) => ({ value: code, label: nameIn(locale, nameZh, nameEn) }))}
        />
        <SelectField
          name="link"
          label={words.link}
          typed={typed}
          none={words.linkAny}
          options={stationLinks.map((value) => ({ value, label: terms[locale].links[value] }))}
        />
        <SelectField
          name="state"
          label={words.state}
          typed={typed}
          none={words.stateAny}
          options={(['open', 'closed'] as const).map((value) => ({ value, label: words[value] }))}
        />
      </Filters>
      {items.length === 0 ? (
        <Empty>
          <p>{isFiltered ? words.none : words.noneYet}</p>
          {isFiltered ? (
            <p>
              <a href="/stations">{words.widen}</a>
            </p>
          ) : null}
        </Empty>
      ) : (
        <Table caption={words.caption} rows={items} viewer={viewer} columns={stationColumns(viewer, true)} />
      )}
      <Paging nextAfter={nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="stations" />
    </Frame>
  );
}

/** How stations stand in a table; with their county where they are of many. */
export function stationColumns(viewer: Viewer, showsCounty: boolean): Column<OpenStation>[] {
  const { locale } = viewer;
  const words = countyWords[locale].station;
  const county: Column<OpenStation> = {
    title: words.county,
    cell: (station) => (
      <>
        <a href={`/counties/${station.countyCode}`}>{nameIn(locale, station.countyNameZh, station.countyNameEn)}</a>
        <span class="under">{nameIn(locale, station.provinceNameZh, station.provinceNameEn)}</span>
      </>
    ),
  };
  return [
    {
      title: words.name,
      cell: (station) => (
        <>
          <a href={`/stations/${station.id}`}>{nameIn(locale, station.nameZh, station.nameEn)}</a>
          {station.madeUp ? <span class="under">{terms[locale].demonstration}</span> : null}
        </>
      ),
    },
    ...(showsCounty ? [county] : []),
    { title: words.link, cell: ({ link }) => terms[locale].links[link] },
    { title: words.rooms, isNumber: true, cell: ({ rooms }) => numberIn(locale, rooms) },
    { title: words.seats, isNumber: true, cell: ({ seats }) => numberIn(locale, seats) },
    { title: words.opened, cell: ({ openedDay }) => <Day day={openedDay} viewer={viewer} /> },
    { title: words.state, cell: (station) => <StationState station={station} viewer={viewer} /> },
  ];
}

function StationState({ station: { closedDay }, viewer }: { station: OpenStation; viewer: Viewer }) {
  const words = countyWords[viewer.locale].station;
  return closedDay === null ? <Pill tone="done">{words.open}</Pill> : <Pill>{words.closed}</Pill>;
}

async function stationPage(db: Connection, viewer: Viewer, id: string) {
  const { locale } = viewer;
  const words = countyWords[locale].station;
  const {
    items: [station],
  } = await listOpenStations(db, { id }, { limit: 1 });
  if (station === undefined) return undefined;
  const [whole, tests, trainings] = await Promise.all([
    findStation(db, id),
    listBandwidthTests(db, id, testsShown),
    listTrainingsAt(db, id, trainingsShown),
  ]);
  const rooms = whole?.roomList ?? [];
  const [newest] = tests;
  const name = nameIn(locale, station.nameZh, station.nameEn);
  return (
    <Frame viewer={viewer} title={name} width="reading">
      <Title
        title={name}
        above={{ href: '/stations', name: words.title }}
        beside={
          <>
            <StationState station={station} viewer={viewer} />{' '}
            {station.madeUp ? <span class="quiet small">{terms[locale].demonstration}</span> : null}
          </>
        }
      />
      <Summary
        viewer={viewer}
        rows={[
          {
            label: words.county,
            value: (
              <>
                <a href={`/counties/${station.countyCode}`}>{nameIn(locale, station.countyNameZh, station.countyNameEn)}</a>
                <span class="under">{nameIn(locale, station.provinceNameZh, station.provinceNameEn)}</span>
              </>
            ),
          },
          { label: words.link, value: terms[locale].links[station.link] },
          { label: words.rooms, value: rooms.map((room) => `${room.name} (${room.seats})`).join(locale === 'zh' ? '、' : ', ') },
          { label: words.seats, value: numberIn(locale, station.seats) },
          { label: words.opened, value: <Day day={station.openedDay} viewer={viewer} /> },
          ...(station.closedDay === null ? [] : [{ label: words.closedDay, value: <Day day={station.closedDay} viewer={viewer} /> }]),
          {
            label: words.lastSession,
            value: station.lastSessionDay === null ? words.never : <Day day={station.lastSessionDay} viewer={viewer} />,
          },
          ...(newest === undefined ? [] : [{ label: words.bandwidth, value: newestTest(newest, locale) }]),
        ]}
      />
      {tests.length === 0 ? null : (
        <section class="part" aria-labelledby="bandwidth">
          <h2 id="bandwidth">{words.bandwidth}</h2>
          <Bandwidth tests={tests} viewer={viewer} />
        </section>
      )}
      <section class="part" aria-labelledby="trainings">
        <h2 id="trainings">{words.trainings}</h2>
        <TrainingsAt trainings={trainings} viewer={viewer} none={words.noTrainings} />
      </section>
    </Frame>
  );
}

export const stationsPages = new PageRouter()
  .get('/stations', 'open-data.read', async (c) => sendPublic(c, await stationsPage(c.var.db, viewerOf(c), typedInAddress(c))))
  .get('/stations/:id', 'open-data.read', async (c) => {
    const id = z.uuid().safeParse(c.req.param('id'));
    const page = id.success ? await stationPage(c.var.db, viewerOf(c), id.data) : undefined;
    return page === undefined ? c.notFound() : sendPublic(c, page);
  });
