import { z } from 'zod';

import type { Connection } from '../../db/client.ts';
import {
  countTrainingReach,
  findTraining,
  listTrainings,
  listTrainingYears,
  type ReachedTraining,
  type ReachPart,
  type Training,
} from '../../db/queries/trainings.ts';
import { stageOf, trainingDeliveries, trainingKinds, type TrainingStage } from '../../domain/training.ts';
import { sendPublic } from '../answer.tsx';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Bars } from '../parts/chart.tsx';
import { SelectField } from '../parts/form.tsx';
import { Figures, Summary } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { asked } from '../public/asked.ts';
import { nameIn, numberIn } from '../public/names.ts';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { todayOf } from '../county/own.ts';
import { trainingWords } from './training-words.ts';

const rowsAPage = 50;
const tones: Readonly<Record<TrainingStage, Tone>> = {
  planned: 'plain',
  enrolling: 'waiting',
  running: 'waiting',
  ended: 'plain',
  counted: 'done',
  cancelled: 'refused',
};

/** Where a training stands, in a word. */
export function Stage({ training, viewer }: { training: Pick<Training, 'state' | 'startDay' | 'endDay'>; viewer: Viewer }) {
  const stage = stageOf(training, todayOf(viewer));
  return <Pill tone={tones[stage]}>{trainingWords[viewer.locale].stages[stage]}</Pill>;
}

async function trainingsPage(db: Connection, viewer: Viewer, typed: Typed) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  const filter = {
    kind: asked(typed, 'kind', z.enum(trainingKinds)),
    delivery: asked(typed, 'delivery', z.enum(trainingDeliveries)),
    year: asked(typed, 'year', z.coerce.number().int().min(1900).max(2199)),
  };
  const [years, { items, nextAfter }] = await Promise.all([
    listTrainingYears(db),
    listTrainings(db, filter, { limit: rowsAPage, after: asked(typed, 'after', z.uuid()), newestFirst: true }),
  ]);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions">
        <a class="button second" href="/trainings/reach">
          {words.toReach}
        </a>
      </p>
      <Filters viewer={viewer} action="/trainings">
        <SelectField
          name="year"
          label={words.year}
          typed={typed}
          none={words.kindAny}
          options={years.map((year) => ({ value: String(year), label: String(year) }))}
        />
        <SelectField
          name="kind"
          label={words.kind}
          typed={typed}
          none={words.kindAny}
          options={trainingKinds.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <SelectField
          name="delivery"
          label={words.delivery}
          typed={typed}
          none={words.kindAny}
          options={trainingDeliveries.map((value) => ({ value, label: words.deliveries[value] }))}
        />
      </Filters>
      {items.length === 0 ? <Empty>{isFiltered ? words.none : words.noneYet}</Empty> : <Trainings viewer={viewer} rows={items} />}
      <Paging nextAfter={nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="trainings" />
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
      columns={[
        {
          title: words.training,
          cell: (training) => (
            <>
              <a href={`/trainings/${training.id}`}>{nameIn(locale, training.titleZh, training.titleEn)}</a>
              <span class="under">
                {words.kinds[training.kind]} · {words.deliveries[training.delivery]}
                {training.madeUp ? ` · ${terms[locale].demonstration}` : ''}
              </span>
            </>
          ),
        },
        { title: words.days, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
        { title: words.stations, isNumber: true, cell: ({ stations }) => numberIn(locale, stations) },
        { title: words.people, isNumber: true, cell: (training) => peopleText(training, viewer) },
        { title: words.stage, cell: (training) => <Stage training={training} viewer={viewer} /> },
      ]}
    />
  );
}

/** How many came, as far as it is reported and told. */
export function peopleText({ people, reported }: Pick<ReachedTraining, 'people' | 'reported'>, { locale }: Viewer): string {
  const words = trainingWords[locale];
  if (reported === 0) return words.notReported;
  return people === null ? words.few : numberIn(locale, people);
}

async function trainingPage(db: Connection, viewer: Viewer, id: string) {
  const training = await findTraining(db, id);
  if (training === undefined || training.state === 'planned') return undefined;
  const reach = await countTrainingReach(db, id);
  const { locale } = viewer;
  const words = trainingWords[locale];
  const name = nameIn(locale, training.titleZh, training.titleEn);
  return (
    <Frame viewer={viewer} title={name} width="reading">
      <Title
        title={name}
        above={{ href: '/trainings', name: words.title }}
        beside={
          <>
            <Stage training={training} viewer={viewer} />{' '}
            {training.madeUp ? <span class="quiet small">{terms[locale].demonstration}</span> : null}
          </>
        }
      />
      {training.state === 'cancelled' && training.reason !== null ? <Note>{words.cancelledBecause(training.reason)}</Note> : null}
      <Facts training={training} viewer={viewer} />
      <section class="part" aria-labelledby="reach">
        <h2 id="reach">{words.reach}</h2>
        {training.reported === 0 ? (
          <p class="quiet">{words.noneReported}</p>
        ) : (
          <>
            <p class="quiet small">{words.reachLead}</p>
            <Figures
              figures={[
                { name: words.people, figure: reach.all === null ? words.few : numberIn(locale, reach.all) },
                { name: words.stations, figure: numberIn(locale, training.reported) },
                ...(training.certificates === null ? [] : [{ name: words.certificates, figure: numberIn(locale, training.certificates) }]),
              ]}
            />
            <Parts rows={reach.group} caption={words.byGroup} title={words.group} viewer={viewer} />
            <Parts rows={reach.province} caption={words.byProvince} title={words.dimension.province} viewer={viewer} />
          </>
        )}
      </section>
    </Frame>
  );
}

function Facts({ training, viewer }: { training: Training; viewer: Viewer }) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  return (
    <Summary
      viewer={viewer}
      rows={[
        { label: words.kind, value: words.kinds[training.kind] },
        { label: words.delivery, value: words.deliveries[training.delivery] },
        { label: words.origin, value: nameIn(locale, training.originZh, training.originEn) },
        { label: words.days, value: daysText(training.startDay, training.endDay, locale) },
        { label: words.sessions, value: training.sessionDays.map((day) => dayText(day, locale)).join(locale === 'zh' ? '、' : ', ') },
        { label: words.hours, value: words.hoursText(training.hours) },
        {
          label: words.stations,
          value: (
            <>
              {words.stationsText(training.stations, training.provinces)}
              <span class="under">{words.reported(training.reported, training.stations)}</span>
            </>
          ),
        },
      ]}
    />
  );
}

function Parts({ rows, caption, title, viewer }: { rows: readonly ReachPart[]; caption: string; title: string; viewer: Viewer }) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  const groups: Readonly<Record<string, string>> = words.groups;
  const label = ({ key, nameZh, nameEn }: ReachPart) =>
    nameZh === null || nameEn === null ? (groups[key] ?? key) : nameIn(locale, nameZh, nameEn);
  const bars = rows.flatMap((row) => (row.people === null ? [] : [{ label: label(row), value: row.people }]));
  return (
    <>
      {bars.length === 0 ? null : <Bars caption={caption} bars={bars} labelTitle={title} valueTitle={words.people} locale={locale} />}
      {bars.length === rows.length ? null : <p class="quiet small">{words.fewNote}</p>}
    </>
  );
}

export const trainingsPages = new PageRouter()
  .get('/trainings', 'open-data.read', async (c) => sendPublic(c, await trainingsPage(c.var.db, viewerOf(c), typedInAddress(c))))
  .get('/trainings/:id', 'open-data.read', async (c) => {
    const id = z.uuid().safeParse(c.req.param('id'));
    const page = id.success ? await trainingPage(c.var.db, viewerOf(c), id.data) : undefined;
    return page === undefined ? c.notFound() : sendPublic(c, page);
  });
