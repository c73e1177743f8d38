import type { Page } from '../../db/queries/page.ts';
import type { Reception } from '../../db/queries/receptions.ts';
import type { Training } from '../../db/queries/trainings.ts';
import { movesFrom } from '../../domain/lifecycle.ts';
import { trainingLifecycle } from '../../domain/training.ts';
import { nameOf } from '../county/own.ts';
import { Split } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { addressWith, Paging, Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { nameIn } from '../public/names.ts';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { Waiting } from './county-pages.tsx';
import { receptionWords, type ReceptionWords } from './county-words.ts';
import { ReceiversFields, type Province } from './desk-form.tsx';
import { Stage } from './public-pages.tsx';
import { trainingWords } from './training-words.ts';

export type SheetShown = {
  readonly viewer: Viewer;
  readonly training: Training;
  readonly receptions: Page<Reception>;
  readonly provinces: readonly Province[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: keyof ReceptionWords['desk']['done'] | undefined;
};

/** A training as coordinators see it: what it is, what each station said, and what comes next. */
export function deskSheet(shown: SheetShown) {
  const { viewer, training, faults, done } = shown;
  const { locale } = viewer;
  const { desk } = receptionWords[locale];
  const name = nameIn(locale, training.titleZh, training.titleEn);
  return (
    <Frame viewer={viewer} title={name}>
      {done === undefined ? null : <Done>{desk.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={name} above={{ href: '/desk/trainings', name: desk.title }} beside={<Stage training={training} viewer={viewer} />} />
      {training.reason === null ? null : <Note>{training.reason}</Note>}
      <Split label={desk.state} aside={<Steps {...shown} />}>
        <About training={training} viewer={viewer} />
        <Stations {...shown} />
      </Split>
    </Frame>
  );
}

function About({ training, viewer }: Pick<SheetShown, 'training' | 'viewer'>) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  const isEditable = training.state === 'planned' || training.state === 'open';
  return (
    <>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.kind, value: words.kinds[training.kind] },
          { label: words.delivery, value: words.deliveries[training.delivery] },
          { label: words.origin, value: nameIn(locale, training.originZh, training.originEn) },
          { label: words.days, value: daysText(training.startDay, training.endDay, locale) },
          { label: words.sessions, value: training.sessionDays.map((day) => dayText(day, locale)).join(locale === 'zh' ? '、' : ', ') },
          { label: words.hours, value: words.hoursText(training.hours) },
          { label: words.stations, value: words.stationsText(training.stations, training.provinces) },
        ]}
      />
      <p class="actions">
        {isEditable ? (
          <a class="button second" href={`/desk/trainings/${training.id}/change`}>
            {receptionWords[locale].desk.change}
          </a>
        ) : null}
        {training.state === 'planned' ? null : <a href={`/trainings/${training.id}`}>{receptionWords[locale].publicPage}</a>}
      </p>
    </>
  );
}

function Stations({ viewer, training, receptions }: SheetShown) {
  const { locale } = viewer;
  const words = receptionWords[locale];
  const isFiltered = viewer.path.includes('reported=no');
  return (
    <section class="part" aria-labelledby="receptions">
      <h2 id="receptions">{words.desk.receptions}</h2>
      <p class="actions">
        {trainingWords[locale].reported(training.reported, training.stations)}{' '}
        <a href={addressWith(viewer, { reported: isFiltered ? undefined : 'no', after: undefined })}>
          {isFiltered ? words.desk.every : words.desk.unreported}
        </a>
      </p>
      <Table
        caption={words.desk.receptions}
        viewer={viewer}
        rows={receptions.items}
        isDense
        columns={[
          {
            title: words.station,
            cell: ({ id, station, county }) => (
              <>
                <a href={`/county/trainings/${id}`}>{nameOf(station, locale)}</a>
                <span class="under">{nameOf(county, locale)}</span>
              </>
            ),
          },
          { title: words.people, cell: (reception) => <Waiting reception={reception} viewer={viewer} /> },
        ]}
      />
      <Paging nextAfter={receptions.nextAfter} viewer={viewer} />
    </section>
  );
}

function Steps({ viewer, training, provinces, typed, faults }: SheetShown) {
  const { desk } = receptionWords[viewer.locale];
  const at = `/desk/trainings/${training.id}`;
  const moves = movesFrom(trainingLifecycle, training.state);
  const mayAdd = training.state === 'planned' || training.state === 'open';
  return (
    <>
      {moves.includes('open') ? (
        <form method="post" action={`${at}/open`}>
          <p>{desk.openLead(training.stations)}</p>
          <button class="button wide-button">{desk.open}</button>
        </form>
      ) : null}
      {moves.includes('count') ? (
        <form method="post" action={`${at}/count`}>
          <p>{desk.countLead}</p>
          <button class="button wide-button">{desk.count}</button>
        </form>
      ) : null}
      {moves.includes('reopen') || moves.includes('cancel') ? (
        <form method="post" action={`${at}/${moves.includes('reopen') ? 'reopen' : 'cancel'}`} novalidate>
          <AreaField name="reason" label={desk.reason} typed={typed} faults={faults} rows={3} maxlength={2000} />
          <button class={moves.includes('reopen') ? 'button second' : 'button grave'}>
            {moves.includes('reopen') ? desk.reopen : desk.cancel}
          </button>
        </form>
      ) : null}
      {mayAdd ? (
        <details class="part" open={typed.has('receivers')}>
          <summary>{desk.addStations}</summary>
          <form method="post" action={`${at}/stations`} novalidate>
            <ReceiversFields viewer={viewer} typed={typed} faults={faults} provinces={provinces} />
            <button class="button second">{desk.addButton}</button>
          </form>
        </details>
      ) : null}
    </>
  );
}
