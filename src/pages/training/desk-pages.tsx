import type { Context } from 'hono';
import { z } from 'zod';

import { addStations, changeTraining } from '../../actions/trainings/change-training.ts';
import { moveTraining } from '../../actions/trainings/move-training.ts';
import { planTraining } from '../../actions/trainings/plan-training.ts';
import { listProvinces } from '../../db/queries/counties.ts';
import { listReceptions } from '../../db/queries/receptions.ts';
import { findTraining, listTrainings, type ReachedTraining, type Training } from '../../db/queries/trainings.ts';
import { trainingInputSchema, trainingPatchSchema, receiversSchema, trainingStates, type TrainingMove } from '../../domain/training.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { askedOne, askedState, idIn, pageAsked } from '../desk/asked.ts';
import { reasonIn } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { nameIn, numberIn } from '../public/names.ts';
import type { Page } from '../../db/queries/page.ts';
import { fieldFaults, Typed, typedIn, typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { receptionWords } from './county-words.ts';
import { changeForm, planForm, trainingIn, receiversIn } from './desk-form.tsx';
import { deskSheet } from './desk-sheet.tsx';
import { peopleText, Stage } from './public-pages.tsx';
import { trainingWords } from './training-words.ts';

const doneSchema = askedOne(['planned', 'changed', 'open', 'count', 'reopen', 'cancel', 'stations'] as const);

function listView(viewer: Viewer, typed: Typed, page: Page<ReachedTraining>) {
  const { locale } = viewer;
  const { desk } = receptionWords[locale];
  return (
    <Frame viewer={viewer} title={desk.title}>
      <Title title={desk.title} lead={desk.lead} />
      <p class="actions">
        <a class="button" href="/desk/trainings/new">
          {desk.add}
        </a>
      </p>
      <Filters viewer={viewer} action="/desk/trainings">
        <SelectField
          name="state"
          label={desk.state}
          typed={typed}
          none={desk.stateAny}
          options={trainingStates.map((value) => ({ value, label: terms[locale].states.training[value] }))}
        />
      </Filters>
      {page.items.length === 0 ? <Empty>{desk.none}</Empty> : <Trainings viewer={viewer} rows={page.items} />}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Trainings({ viewer, rows }: { viewer: Viewer; rows: readonly ReachedTraining[] }) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      isDense
      columns={[
        {
          title: words.training,
          cell: ({ id, titleZh, titleEn, kind }) => (
            <>
              <a href={`/desk/trainings/${id}`}>{nameIn(locale, titleZh, titleEn)}</a>
              <span class="under">{words.kinds[kind]}</span>
            </>
          ),
        },
        { title: words.days, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
        {
          title: words.stations,
          isNumber: true,
          cell: ({ reported, stations }) => `${numberIn(locale, reported)} / ${numberIn(locale, stations)}`,
        },
        { title: words.people, isNumber: true, cell: (training) => peopleText(training, viewer) },
        { title: words.stage, cell: (training) => <Stage training={training} viewer={viewer} /> },
      ]}
    />
  );
}

async function trainingOf(c: Context<AppEnv>): Promise<Training | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findTraining(c.var.db, id);
}

function told(failure: KnownFailure, viewer: Viewer): readonly FieldFault[] {
  const labels: Readonly<Record<string, string>> = {
    ...receptionWords[viewer.locale].desk.fields,
    reason: receptionWords[viewer.locale].desk.reason,
  };
  if (failure.kind === 'invalid')
    return fieldFaults(failure.faults, viewer.locale, (field) => labels[field.split('.')[0] ?? '']).map(atForm);
  const { title, detail } = toldOf(failure, viewer);
  return [{ field: 'content', message: `${title} · ${detail}` }];
}

/** The days of sessions stand in one field. */
const atForm = (fault: FieldFault): FieldFault => ({ ...fault, field: fault.field.replace(/^(sessionDays|receivers)\..*/, '$1') });

async function sendSheet(
  c: Context<AppEnv>,
  training: Training,
  typed = new Typed(),
  faults: readonly FieldFault[] = [],
): Promise<Response> {
  const viewer = viewerOf(c);
  const isReported = c.req.query('reported') === 'no' ? false : undefined;
  const receptions = await listReceptions(c.var.db, { trainingId: training.id, isReported }, pageAsked(c));
  const provinces = await listProvinces(c.var.db);
  const done = faults.length === 0 ? doneSchema.parse(c.req.query('done')) : undefined;
  return sendPrivate(c, deskSheet({ viewer, training, receptions, provinces, typed, faults, done }), faults.length === 0 ? 200 : 422);
}

const moves: readonly { readonly move: TrainingMove; readonly asksReason: boolean }[] = [
  { move: 'open', asksReason: false },
  { move: 'count', asksReason: false },
  { move: 'reopen', asksReason: true },
  { move: 'cancel', asksReason: true },
];

export const deskTrainingPages = new PageRouter()
  .get('/desk/trainings', 'training.plan', async (c) => {
    const state = askedState(trainingStates, undefined).parse(c.req.query('state'));
    const page = await listTrainings(c.var.db, { state }, { ...pageAsked(c), newestFirst: true });
    return sendPrivate(c, listView(viewerOf(c), typedInAddress(c), page));
  })
  .get('/desk/trainings/new', 'training.plan', async (c) => {
    const typed = new Typed([['receivers', 'all']]);
    return sendPrivate(c, planForm({ viewer: viewerOf(c), typed, provinces: await listProvinces(c.var.db) }));
  })
  .post('/desk/trainings/new', 'training.plan', async (c) => {
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = trainingInputSchema.safeParse({ ...trainingIn(typed), ...receiversIn(typed) });
    const planned = parsed.success ? await planTraining(actionContext(c), parsed.data) : undefined;
    if (planned?.ok === true) return seeOther(c, `/desk/trainings/${planned.value.id}?done=planned`);
    const failure =
      planned === undefined ? { kind: 'invalid' as const, faults: parsed.success ? [] : faultsOf(parsed.error) } : planned.error;
    return sendPrivate(c, planForm({ viewer, typed, faults: told(failure, viewer), provinces: await listProvinces(c.var.db) }), 422);
  })
  .get('/desk/trainings/:id', 'training.plan', async (c) => {
    const training = await trainingOf(c);
    return training === undefined ? c.notFound() : sendSheet(c, training);
  })
  .get('/desk/trainings/:id/change', 'training.plan', async (c) => {
    const training = await trainingOf(c);
    if (training === undefined) return c.notFound();
    const typed = Typed.of({ ...training, sessionDays: training.sessionDays.join('\n') });
    return sendPrivate(c, changeForm({ viewer: viewerOf(c), typed, training }));
  })
  .post('/desk/trainings/:id/change', 'training.plan', async (c) => {
    const training = await trainingOf(c);
    if (training === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const given = trainingIn(typed);
    const missing = Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [{ pointer: `/${name}`, code: 'missing' }] : [],
    );
    const parsed = trainingPatchSchema.safeParse(given);
    const faults = [...missing, ...(parsed.success ? [] : faultsOf(parsed.error))];
    const version = z.coerce.number().int().catch(-1).parse(typed.text('version'));
    const changed =
      parsed.success && faults.length === 0 ? await changeTraining(actionContext(c), training.id, parsed.data, version) : undefined;
    if (changed?.ok === true) return seeOther(c, `/desk/trainings/${training.id}?done=changed`);
    const failure = changed === undefined ? { kind: 'invalid' as const, faults } : changed.error;
    return sendPrivate(c, changeForm({ viewer, typed, training, faults: told(failure, viewer) }), 422);
  })
  .post('/desk/trainings/:id/stations', 'training.plan', async (c) => {
    const training = await trainingOf(c);
    if (training === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = receiversSchema.safeParse(receiversIn(typed).receivers);
    const added = parsed.success ? await addStations(actionContext(c), training.id, parsed.data) : undefined;
    if (added?.ok === true) return seeOther(c, `/desk/trainings/${training.id}?done=stations`);
    const failure = added === undefined ? { kind: 'invalid' as const, faults: [{ pointer: '/receivers', code: 'missing' }] } : added.error;
    return sendSheet(c, training, typed, told(failure, viewer));
  });

for (const { move, asksReason } of moves) {
  deskTrainingPages.post(`/desk/trainings/:id/${move}`, 'training.plan', async (c) => {
    const training = await trainingOf(c);
    if (training === undefined) return c.notFound();
    const typed = await typedIn(c);
    const reason = asksReason ? reasonIn(typed) : undefined;
    if (reason?.ok === false) return sendSheet(c, training, typed, told(reason.error, viewerOf(c)));
    const moved = await moveTraining(actionContext(c), training.id, move, reason?.value);
    if (moved.ok) return seeOther(c, `/desk/trainings/${training.id}?done=${move}`);
    return sendSheet(c, training, typed, told(moved.error, viewerOf(c)));
  });
}
