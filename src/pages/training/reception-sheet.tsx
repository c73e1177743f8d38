import type { Reception, TrainingReport } from '../../db/queries/receptions.ts';
import { peopleIn, sumOf, trainingGroups } from '../../domain/training.ts';
import { nameOf, todayOf } from '../county/own.ts';
import { Frame } from '../frame.tsx';
import { AreaField, FaultSummary, NumberField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText, Instant } from '../parts/time.tsx';
import { nameIn, numberIn } from '../public/names.ts';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { receptionWords, type ReceptionWords } from './county-words.ts';
import { Stage } from './public-pages.tsx';
import { trainingWords } from './training-words.ts';

export type ReceptionShown = {
  readonly viewer: Viewer;
  readonly reception: Reception;
  readonly reports: readonly TrainingReport[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: keyof ReceptionWords['done'] | undefined;
};

/** A training at one station: who is expected, who came, and every report of it. */
export function receptionSheet(shown: ReceptionShown) {
  const { viewer, reception, reports, faults, done } = shown;
  const { locale } = viewer;
  const words = receptionWords[locale];
  const { training, station, trainingId, stationId } = reception;
  const name = nameIn(locale, training.titleZh, training.titleEn);
  return (
    <Frame viewer={viewer} title={name} width="reading">
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={name} above={{ href: '/county/trainings', name: words.title }} beside={<Stage training={training} viewer={viewer} />} />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.station, value: <a href={`/county/stations/${stationId}`}>{nameOf(station, locale)}</a> },
          { label: words.days, value: daysText(training.startDay, training.endDay, locale) },
          { label: trainingWords[locale].kind, value: trainingWords[locale].kinds[training.kind] },
          { label: words.publicPage, value: <a href={`/trainings/${trainingId}`}>{name}</a> },
        ]}
      />
      {training.state === 'cancelled' ? <Note tone="refused">{words.cancelled(training.reason ?? '')}</Note> : null}
      {training.state === 'counted' ? <Note>{words.closed}</Note> : null}
      <Newest reception={reception} viewer={viewer} />
      {training.state === 'open' ? <Forms {...shown} /> : null}
      {reports.length === 0 ? null : <History reports={reports} viewer={viewer} />}
    </Frame>
  );
}

function Newest({ reception: { people, attendances, certificates }, viewer }: Pick<ReceptionShown, 'reception' | 'viewer'>) {
  if (people === null) return null;
  const { locale } = viewer;
  const words = receptionWords[locale];
  const { groups } = trainingWords[locale];
  return (
    <section class="part" aria-labelledby="newest">
      <h2 id="newest">{words.byGroup}</h2>
      <Summary
        viewer={viewer}
        rows={[
          ...trainingGroups
            .filter((group) => people[group] > 0)
            .map((group) => ({ label: groups[group], value: numberIn(locale, people[group]) })),
          {
            label: words.total,
            value: (
              <>
                {words.came(sumOf(people))}
                <span class="under">{words.attendances(attendances)}</span>
              </>
            ),
          },
          ...(certificates === null ? [] : [{ label: words.certificates, value: numberIn(locale, certificates) }]),
        ]}
      />
    </section>
  );
}

function Forms(shown: ReceptionShown) {
  const { viewer, reception, typed, faults } = shown;
  const words = receptionWords[viewer.locale];
  const { groups } = trainingWords[viewer.locale];
  const begun = reception.training.sessionDays.some((day) => day <= todayOf(viewer));
  return (
    <>
      {reception.reports > 0 ? null : (
        <section class="part" aria-labelledby="expected">
          <h2 id="expected">{words.expected}</h2>
          <p class="quiet small">{words.expectedLead}</p>
          <form method="post" action={`/county/trainings/${reception.id}/enrol`} novalidate>
            <div class="row">
              {trainingGroups.map((group) => (
                <NumberField name={`expected.${group}`} label={groups[group]} typed={typed} faults={faults} maxlength={6} />
              ))}
            </div>
            <button class={begun ? 'button second' : 'button'}>{words.saveExpected}</button>
          </form>
        </section>
      )}
      <section class="part" aria-labelledby="attendance">
        <h2 id="attendance">{reception.reports > 0 ? words.correct : words.attendance}</h2>
        {begun ? (
          <Attendance {...shown} />
        ) : (
          <p class="quiet">{words.notYet(dayText(reception.training.sessionDays[0] ?? '', viewer.locale))}</p>
        )}
      </section>
    </>
  );
}

/** All groups of all sessions that were held, in one form. */
function Attendance({ viewer, reception, typed, faults }: ReceptionShown) {
  const { locale } = viewer;
  const words = receptionWords[locale];
  const { groups } = trainingWords[locale];
  const isCorrection = reception.reports > 0;
  const today = todayOf(viewer);
  return (
    <form method="post" action={`/county/trainings/${reception.id}/attendance`} novalidate>
      <p class="quiet small">{isCorrection ? words.correctLead : words.attendanceLead}</p>
      {reception.training.sessionDays.map((day, i) =>
        day > today ? null : (
          <fieldset class="group">
            <legend>{words.session(dayText(day, locale))}</legend>
            <div class="row">
              {trainingGroups.map((group) => (
                <NumberField name={`heads.${i}.${group}`} label={groups[group]} typed={typed} faults={faults} maxlength={6} />
              ))}
            </div>
          </fieldset>
        ),
      )}
      {reception.training.kind === 'certificate_programme' ? (
        <NumberField name="certificates" label={words.certificates} typed={typed} faults={faults} maxlength={6} />
      ) : null}
      {isCorrection ? <AreaField name="reason" label={words.reason} typed={typed} faults={faults} rows={2} maxlength={500} /> : null}
      <button class="button">{isCorrection ? words.correct : words.report}</button>
    </form>
  );
}

function History({ reports, viewer }: { reports: readonly TrainingReport[]; viewer: Viewer }) {
  const words = receptionWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      <Table
        caption={words.history}
        viewer={viewer}
        rows={reports}
        columns={[
          { title: words.version(1), isUnseen: true, cell: ({ number }) => words.version(number) },
          { title: words.at, cell: ({ reportedAt }) => <Instant at={reportedAt} viewer={viewer} /> },
          { title: words.people, isNumber: true, cell: ({ sessions }) => numberIn(viewer.locale, sumOf(peopleIn(sessions))) },
          { title: words.why, cell: ({ reason }) => reason ?? words.first },
        ]}
      />
    </section>
  );
}
