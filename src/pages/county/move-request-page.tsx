import type { Context } from 'hono';
import { z } from 'zod';

import { moveRequest } from '../../actions/requests/move-request.ts';
import { findRequestSheet, listOpenStations, type OpenStation, type RequestSheet } from '../../db/queries/county-requests.ts';
import { reaches } from '../../domain/actor.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, SelectField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { daysText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { idIn, inLocale, nameOf } from './own.ts';
import { requestWords } from './request-words.ts';
import { stationsWords } from './stations-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  readonly stations: readonly OpenStation[];
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

function viewOf({ viewer, request, stations, typed, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = stationsWords[locale].move;
  const above = {
    href: `/county/stations/${request.stationId ?? ''}`,
    name: inLocale(locale, request.stationNameZh ?? '', request.stationNameEn ?? ''),
  };
  return (
    <Frame viewer={viewer} title={words.title(request.place)} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={words.title(request.place)}
        above={request.stationId === null ? undefined : above}
        lead={words.lead(daysText(request.startDay, request.endDay, locale))}
      />
      {stations.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <form method="post" action={`/county/requests/${request.id}/station`} novalidate>
          <SelectField
            name="stationId"
            label={words.to}
            typed={typed}
            faults={faults}
            none={stationsWords[locale].choose}
            options={stations.map((station) => ({
              value: station.id,
              label: requestWords[locale].stationRooms(nameOf(station, locale), station.rooms),
            }))}
          />
          <button class="button">{words.button}</button>
        </form>
      )}
    </Frame>
  );
}

async function requestIn(c: Context<AppEnv>): Promise<RequestSheet | undefined> {
  const id = idIn(c);
  const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
  return request !== undefined && reaches(c.var.actor, 'request.move', request) ? request : undefined;
}

/** One that is not approved chooses its station in its own form. */
function backTo(c: Context<AppEnv>, { id }: RequestSheet): Response {
  return seeOther(c, `${viewerOf(c).roles.includes('coordinator') ? '/desk' : '/county'}/requests/${id}`);
}

async function send(c: Context<AppEnv>, request: RequestSheet, typed: Typed, faults: readonly FieldFault[] = []): Promise<Response> {
  const stations = (await listOpenStations(c.var.db, request.countyCode)).filter(({ id }) => id !== request.stationId);
  return sendPrivate(c, viewOf({ viewer: viewerOf(c), request, stations, typed, faults }), faults.length === 0 ? 200 : 422);
}

export const moveRequestPage = new PageRouter()
  .get('/county/requests/:id/station', 'request.move', async (c) => {
    const request = await requestIn(c);
    if (request === undefined) return c.notFound();
    return request.state === 'approved' ? send(c, request, new Typed()) : backTo(c, request);
  })
  .post('/county/requests/:id/station', 'request.move', async (c) => {
    const request = await requestIn(c);
    if (request === undefined) return c.notFound();
    if (request.state !== 'approved') return backTo(c, request);
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const stationId = z.uuid().safeParse(typed.text('stationId'));
    if (!stationId.success) return send(c, request, typed, fieldFaults([{ pointer: '/stationId', code: 'missing' }], viewer.locale));
    const moved = await moveRequest(actionContext(c), request.id, stationId.data);
    if (moved.ok) return seeOther(c, `/county/stations/${stationId.data}?done=moved`);
    const { error } = moved;
    const told =
      error.kind === 'invalid' ? fieldFaults(error.faults, viewer.locale) : [{ field: 'stationId', message: toldOf(error, viewer).title }];
    return send(c, request, typed, told);
  });
