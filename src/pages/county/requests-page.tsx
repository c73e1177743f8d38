import { z } from 'zod';

import { listRequestSeasons, type RequestSeason } from '../../db/queries/county-desk.ts';
import { listCountyRequests, type ListedRequest } from '../../db/queries/county-requests.ts';
import type { Page } from '../../db/queries/page.ts';
import { requestStates } from '../../domain/request.ts';
import { sendPrivate } from '../answer.tsx';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { SeatBar } from '../parts/seats.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { filterIn, inLocale, nameOf, ownCodes } from './own.ts';
import { requestsWords } from './requests-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly typed: Typed;
  readonly seasons: readonly RequestSeason[];
  readonly page: Page<ListedRequest>;
  readonly isFiltered: boolean;
};

/** The county's requests, newest first. */
function viewOf({ viewer, typed, seasons, page, isFiltered }: Shown) {
  const { locale } = viewer;
  const words = requestsWords[locale];
  const states = requestStates.map((value) => ({ value, label: terms[locale].states.request[value] }));
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions county-first">
        <a class="button" href="/county/requests/new">
          {words.newRequest}
        </a>
      </p>
      <Filters viewer={viewer} action="/county/requests">
        <SelectField
          name="season"
          label={words.season}
          typed={typed}
          none={words.allSeasons}
          options={seasons.map((season) => ({ value: season.id, label: nameOf(season, locale) }))}
        />
        <SelectField name="state" label={words.state} typed={typed} none={words.allStates} options={states} />
      </Filters>
      {page.items.length === 0 ? (
        <Empty>{isFiltered ? words.noneFound : words.none}</Empty>
      ) : (
        <Requests viewer={viewer} rows={page.items} />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="requests" />
    </Frame>
  );
}

function Requests({ viewer, rows }: { viewer: Viewer; rows: readonly ListedRequest[] }) {
  const { locale } = viewer;
  const words = requestsWords[locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.place,
          cell: (row) => (
            <>
              <a href={`/county/requests/${row.id}`}>{row.place}</a>
              <span class="under">
                {inLocale(locale, row.seasonNameZh, row.seasonNameEn)} · {inLocale(locale, row.countyNameZh, row.countyNameEn)}
              </span>
            </>
          ),
        },
        { title: words.kind, cell: ({ kind, delivery }) => `${terms[locale].requestKinds[kind]} · ${terms[locale].deliveries[delivery]}` },
        { title: words.term, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
        {
          title: words.seats,
          isNumber: true,
          cell: ({ minimum, ideal, maximum, taken }) =>
            maximum === 0 ? (
              ''
            ) : (
              <>
                {words.seatsOf(taken, ideal)}
                <SeatBar minimum={minimum} ideal={ideal} maximum={maximum} taken={taken} viewer={viewer} />
              </>
            ),
        },
        { title: words.state, cell: ({ state }) => <State of="request" state={state} locale={locale} /> },
      ]}
    />
  );
}

const rowsAPage = 50;

export const requestsPage = new PageRouter().get('/county/requests', 'request.write', async (c) => {
  const { db } = c.var;
  const seasonId = filterIn(c, 'season', z.uuid());
  const state = filterIn(c, 'state', z.enum(requestStates));
  const after = filterIn(c, 'after', z.uuid());
  const page = await listCountyRequests(db, { countyCodes: ownCodes(c), seasonId, state }, { limit: rowsAPage, after });
  const seasons = await listRequestSeasons(db, 'all');
  const isFiltered = seasonId !== undefined || state !== undefined;
  return sendPrivate(c, viewOf({ viewer: viewerOf(c), typed: typedInAddress(c), seasons, page, isFiltered }));
});
