import type { Context } from 'hono';

import { changeStation } from '../../actions/stations/change-station.ts';
import { createStation } from '../../actions/stations/create-station.ts';
import { findCountyStation, listStationCounties, type ListedStation, type NamedCounty } from '../../db/queries/county-stations.ts';
import { reaches } from '../../domain/actor.ts';
import { stationInputSchema, stationLinks, stationPatchSchema } from '../../domain/station.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { DayField, FaultSummary, NumberField, RadioField, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { idIn, nameOf, todayOf } from './own.ts';
import { reachOf } from './stations-page.tsx';
import { stationsWords, type StationsWords } from './stations-words.ts';

type Filled = { readonly viewer: Viewer; readonly typed: Typed; readonly faults?: readonly FieldFault[] };

function newView({ viewer, typed, faults = [], counties }: Filled & { counties: readonly NamedCounty[] }) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  return (
    <Frame viewer={viewer} title={words.newTitle} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.newTitle} above={{ href: '/county/stations', name: words.title }} />
      <form method="post" action="/county/stations/new" novalidate>
        <SelectField
          name="countyCode"
          label={words.fields.countyCode}
          typed={typed}
          faults={faults}
          none={counties.length === 1 ? undefined : words.choose}
          options={counties.map((county) => ({ value: county.code, label: nameOf(county, locale) }))}
        />
        <Names viewer={viewer} typed={typed} faults={faults} />
        <div class="row">
          <NumberField name="rooms" label={words.fields.rooms} typed={typed} faults={faults} maxlength={4} />
          <NumberField name="seats" label={words.fields.seats} hint={words.hints.seats} typed={typed} faults={faults} maxlength={6} />
        </div>
        <Fields viewer={viewer} typed={typed} faults={faults} />
        <button class="button">{words.create}</button>
      </form>
    </Frame>
  );
}

function changeView({ viewer, typed, faults = [], station }: Filled & { station: ListedStation }) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  const href = `/county/stations/${station.id}`;
  return (
    <Frame viewer={viewer} title={words.change} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.change} above={{ href, name: nameOf(station, locale) }} />
      <form method="post" action={`${href}/change`} novalidate>
        <input type="hidden" name="version" value={String(station.version)} />
        <Names viewer={viewer} typed={typed} faults={faults} />
        <Rooms viewer={viewer} typed={typed} faults={faults} />
        <Fields viewer={viewer} typed={typed} faults={faults} />
        {station.closedDay === null ? null : (
          <DayField name="closedDay" label={words.fields.closedDay} hint={words.reopenHint} typed={typed} faults={faults} />
        )}
        <button class="button">{words.save}</button>
      </form>
      {station.closedDay === null ? (
        <section class="county-apart" aria-labelledby="closing">
          <h2 id="closing">{words.closing}</h2>
          <p>{words.closingLead(station.requests)}</p>
          <form method="post" action={`${href}/close`} novalidate>
            <input type="hidden" name="version" value={String(station.version)} />
            <DayField
              name="closedDay"
              label={words.fields.closedDay}
              typed={typed.has('closedDay') ? typed : Typed.of({ closedDay: todayOf(viewer) })}
              faults={faults}
            />
            <button class="button grave">{words.close}</button>
          </form>
        </section>
      ) : null}
    </Frame>
  );
}

function Names({ viewer: { locale }, typed, faults = [] }: Filled) {
  const { fields, hints } = stationsWords[locale];
  return (
    <>
      <TextField name="nameZh" label={fields.nameZh} typed={typed} faults={faults} maxlength={120} />
      <TextField name="nameEn" label={fields.nameEn} hint={hints.nameEn} typed={typed} faults={faults} maxlength={120} />
    </>
  );
}

/** Each room by name, and an empty row for one more. */
function Rooms({ viewer: { locale }, typed, faults = [] }: Filled) {
  const words = stationsWords[locale];
  const present = typed.indexes('roomList');
  return (
    <fieldset class="group" id="roomList">
      <legend>{words.roomList}</legend>
      <p class="quiet small">{words.roomListLead}</p>
      {[...present, (present.at(-1) ?? -1) + 1].map((i) => (
        <div class="row" role="group" aria-label={words.room(i + 1)}>
          <TextField name={`roomList.${i}.name`} label={words.roomName} typed={typed} faults={faults} maxlength={60} />
          <NumberField name={`roomList.${i}.seats`} label={words.roomSeats} typed={typed} faults={faults} maxlength={6} />
        </div>
      ))}
    </fieldset>
  );
}

function Fields({ viewer: { locale }, typed, faults = [] }: Filled) {
  const { fields, hints } = stationsWords[locale];
  return (
    <>
      <RadioField
        name="link"
        label={fields.link}
        typed={typed}
        faults={faults}
        options={stationLinks.map((value) => ({ value, label: terms[locale].links[value] }))}
      />
      <DayField name="openedDay" label={fields.openedDay} hint={hints.openedDay} typed={typed} faults={faults} />
    </>
  );
}

function givenIn(typed: Typed) {
  return {
    nameZh: typed.optional('nameZh'),
    nameEn: typed.optional('nameEn'),
    link: typed.optional('link'),
    openedDay: typed.optional('openedDay'),
  };
}

/** The rooms that have a name, and where each stands in the form. */
function roomsIn(typed: Typed): {
  readonly roomList: readonly { name: string; seats: number | string | undefined }[];
  readonly rows: readonly number[];
} {
  const rows = typed.indexes('roomList').filter((i) => typed.optional(`roomList.${i}.name`) !== undefined);
  return { rows, roomList: rows.map((i) => ({ name: typed.text(`roomList.${i}.name`), seats: typed.number(`roomList.${i}.seats`) })) };
}

/** Faults of rooms stand where the room was typed. */
function atRows(faults: readonly FieldFault[], rows: readonly number[]): FieldFault[] {
  return faults.map((fault) => ({
    ...fault,
    field: fault.field.replace(/^roomList\.(\d+)/, (_, i: string) => `roomList.${rows[Number(i)] ?? i}`),
  }));
}

function labelsOf(words: StationsWords) {
  const fields: Readonly<Record<string, string>> = words.fields;
  return (field: string) => fields[field] ?? roomLabel(field, words);
}

function roomLabel(field: string, words: StationsWords): string | undefined {
  const [, row, name] = /^roomList(?:\.(\d+)\.(name|seats))?$/.exec(field) ?? [undefined];
  if (row === undefined) return field === 'roomList' ? words.roomList : undefined;
  return `${words.room(Number(row) + 1)} · ${name === 'name' ? words.roomName : words.roomSeats}`;
}

/** What the action refused, at the fields that are meant. */
function refusalsOf(failure: KnownFailure, viewer: Viewer): FieldFault[] {
  const words = stationsWords[viewer.locale];
  if (failure.kind === 'stale') return [{ field: 'content', message: words.stale }];
  return faultsIn(failure, viewer.locale, labelsOf(words)) ?? [{ field: 'content', message: toldOf(failure, viewer).title }];
}

export async function stationIn(c: Context<AppEnv>): Promise<ListedStation | undefined> {
  const id = idIn(c);
  const station = id === undefined ? undefined : await findCountyStation(c.var.db, id);
  return station !== undefined && reaches(c.var.actor, 'station.change', station) ? station : undefined;
}

/** The version that the form was opened on. */
function versionIn(typed: Typed, station: ListedStation): number {
  const version = typed.number('version');
  return typeof version === 'number' ? version : station.version;
}

type Change = Parameters<typeof changeStation>[2];

async function change(
  c: Context<AppEnv>,
  station: ListedStation,
  typed: Typed,
  given: object,
  done: 'changed' | 'closed',
): Promise<Response> {
  const viewer = viewerOf(c);
  const parsed = stationPatchSchema.safeParse(given);
  // Emptied is not left as it was: every field of the form is needed.
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [{ pointer: `/${name}`, code: 'missing' }] : []));
  const found = [...missing, ...(parsed.success ? [] : faultsOf(parsed.error))];
  let faults = fieldFaults(found, viewer.locale, labelsOf(stationsWords[viewer.locale]));
  if (parsed.success && found.length === 0) {
    const patch: Change = parsed.data;
    const changed = await changeStation(actionContext(c), station.id, patch, versionIn(typed, station));
    if (changed.ok) return seeOther(c, `/county/stations/${station.id}?done=${done}`);
    faults = refusalsOf(changed.error, viewer);
  }
  return sendPrivate(c, changeView({ viewer, typed, faults: atRows(faults, roomsIn(typed).rows), station }), 422);
}

export const stationPage = new PageRouter()
  .get('/county/stations/new', 'station.change', async (c) => {
    const counties = await listStationCounties(c.var.db, reachOf(c));
    return sendPrivate(c, newView({ viewer: viewerOf(c), typed: new Typed(), counties }));
  })
  .post('/county/stations/new', 'station.change', async (c) => {
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const counties = await listStationCounties(c.var.db, reachOf(c));
    const county = counties.find(({ code }) => code === typed.text('countyCode'));
    const parsed = stationInputSchema.safeParse({
      countyCode: county?.code,
      rooms: typed.number('rooms'),
      seats: typed.number('seats'),
      ...givenIn(typed),
    });
    const created = parsed.success ? await createStation(actionContext(c), parsed.data) : undefined;
    if (created?.ok === true) return seeOther(c, `/county/stations/${created.value.id}?done=created`);
    const labels = labelsOf(stationsWords[viewer.locale]);
    const faults =
      created === undefined
        ? fieldFaults(parsed.success ? [] : faultsOf(parsed.error), viewer.locale, labels)
        : refusalsOf(created.error, viewer);
    return sendPrivate(c, newView({ viewer, typed, faults, counties }), 422);
  })
  .get('/county/stations/:id/change', 'station.change', async (c) => {
    const station = await stationIn(c);
    if (station === undefined) return c.notFound();
    const { closedDay, ...rest } = station;
    return sendPrivate(c, changeView({ viewer: viewerOf(c), typed: Typed.of(closedDay === null ? rest : station), station }));
  })
  .post('/county/stations/:id/change', 'station.change', async (c) => {
    const station = await stationIn(c);
    if (station === undefined) return c.notFound();
    const typed = await typedIn(c);
    const closing = station.closedDay === null ? {} : { closedDay: typed.optional('closedDay') ?? null };
    return change(c, station, typed, { ...givenIn(typed), roomList: roomsIn(typed).roomList, ...closing }, 'changed');
  })
  .post('/county/stations/:id/close', 'station.change', async (c) => {
    const station = await stationIn(c);
    if (station === undefined) return c.notFound();
    const typed = await typedIn(c);
    const all = Typed.of({ ...station, closedDay: typed.text('closedDay') });
    return change(c, station, all, { closedDay: typed.optional('closedDay') }, 'closed');
  });
