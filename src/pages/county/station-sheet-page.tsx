import type { Context } from 'hono';
import { z } from 'zod';

import { confirmStationLiaison, nameLiaison } from '../../actions/stations/name-liaison.ts';
import { recordBandwidth } from '../../actions/stations/record-bandwidth.ts';
import type { ListedStation } from '../../db/queries/county-stations.ts';
import { findLiaison } from '../../db/queries/liaisons.ts';
import { findStationUse } from '../../db/queries/station-requests.ts';
import { listBandwidthTests } from '../../db/queries/stations.ts';
import type { Result } from '../../domain/result.ts';
import { bandwidthTestSchema, liaisonSchema } from '../../domain/station.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf } from '../viewer.ts';
import { filterIn, todayOf } from './own.ts';
import { stationIn } from './station-page.tsx';
import { stationSheet } from './station-sheet.tsx';
import { stationsWords } from './stations-words.ts';

const doneSchema = z.enum(['created', 'changed', 'closed', 'tested', 'named', 'confirmed', 'moved']);
const [testsShown, trainingsShown] = [24, 8];

async function send(c: Context<AppEnv>, station: ListedStation, typed: Typed, faults: readonly FieldFault[] = []): Promise<Response> {
  const viewer = viewerOf(c);
  const { db } = c.var;
  const shown = {
    viewer,
    station,
    liaison: await findLiaison(db, actionContext(c).keys, station.id),
    tests: await listBandwidthTests(db, station.id, testsShown),
    ...(await findStationUse(db, station.id, todayOf(viewer), trainingsShown)),
    done: faults.length === 0 ? filterIn(c, 'done', doneSchema) : undefined,
  };
  return sendPrivate(c, stationSheet({ ...shown, typed, faults }), faults.length === 0 ? 200 : 422);
}

/** Back to the station after something was done; with what is wrong where it was not. */
async function answer(
  c: Context<AppEnv>,
  station: ListedStation,
  typed: Typed,
  result: Result<unknown, KnownFailure>,
  done: z.infer<typeof doneSchema>,
): Promise<Response> {
  if (result.ok) return seeOther(c, `/county/stations/${station.id}?done=${done}`);
  const viewer = viewerOf(c);
  const labels: Readonly<Record<string, string>> = stationsWords[viewer.locale].fields;
  const inFields = faultsIn(result.error, viewer.locale, (field) => (field === 'name' ? labels['liaisonName'] : labels[field]));
  return send(c, station, typed, inFields ?? [{ field: 'content', message: toldOf(result.error, viewer).title }]);
}

async function sendTyped(c: Context<AppEnv>, station: ListedStation, typed: Typed, error: z.ZodError): Promise<Response> {
  const { locale } = viewerOf(c);
  const labels: Readonly<Record<string, string>> = stationsWords[locale].fields;
  return send(
    c,
    station,
    typed,
    fieldFaults(faultsOf(error), locale, (field) => (field === 'name' ? labels['liaisonName'] : labels[field])),
  );
}

export const stationSheetPage = new PageRouter()
  .get('/county/stations/:id', 'station.change', async (c) => {
    const station = await stationIn(c);
    return station === undefined ? c.notFound() : send(c, station, new Typed([['testedDay', todayOf(viewerOf(c))]]));
  })
  .post('/county/stations/:id/tests', 'station.change', async (c) => {
    const station = await stationIn(c);
    if (station === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = bandwidthTestSchema.safeParse({
      testedDay: typed.optional('testedDay'),
      downMbps: typed.number('downMbps'),
      upMbps: typed.number('upMbps'),
      latencyMs: typed.number('latencyMs'),
    });
    if (!parsed.success) return sendTyped(c, station, typed, parsed.error);
    return answer(c, station, typed, await recordBandwidth(actionContext(c), station.id, parsed.data), 'tested');
  })
  .post('/county/stations/:id/liaison', 'station.change', async (c) => {
    const station = await stationIn(c);
    if (station === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = liaisonSchema.safeParse({
      name: typed.optional('name'),
      phone: typed.text('phone').trim(),
      email: typed.text('email').trim(),
    });
    if (!parsed.success) return sendTyped(c, station, typed, parsed.error);
    return answer(c, station, typed, await nameLiaison(actionContext(c), station.id, parsed.data), 'named');
  })
  .post('/county/stations/:id/confirm-liaison', 'station.change', async (c) => {
    const station = await stationIn(c);
    if (station === undefined) return c.notFound();
    return answer(c, station, new Typed(), await confirmStationLiaison(actionContext(c), station.id), 'confirmed');
  });
