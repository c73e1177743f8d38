import type { ListedStation } from '../../db/queries/county-stations.ts';
import type { StationLiaison } from '../../db/queries/liaisons.ts';
import type { ReceivedTraining, StationRequest } from '../../db/queries/station-requests.ts';
import type { BandwidthTest } from '../../db/queries/stations.ts';
import { hasRoomFor, isOpenThroughout, liaisonDueDay, sleepReasonsOf } from '../../domain/station.ts';
import { Frame } from '../frame.tsx';
import { Bandwidth, newestTest } from '../parts/bandwidth.tsx';
import { DayField, FaultSummary, NumberField, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { TrainingsAt } from '../training/trainings-at.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { inLocale, nameOf, todayOf } from './own.ts';
import { StationPill } from './stations-page.tsx';
import { stationsWords, type StationsWords } from './stations-words.ts';

export type StationShown = {
  readonly viewer: Viewer;
  readonly station: ListedStation;
  readonly liaison: StationLiaison | undefined;
  readonly tests: readonly BandwidthTest[];
  readonly requests: readonly StationRequest[];
  readonly trainings: readonly ReceivedTraining[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: keyof StationsWords['done'] | undefined;
};

/** Everything a county knows of a station, and what keeps it alive. */
export function stationSheet(shown: StationShown) {
  const { viewer, station, requests, trainings, faults, done } = shown;
  const { locale } = viewer;
  const words = stationsWords[locale];
  const name = nameOf(station, locale);
  const reasons = sleepReasonsOf(station, todayOf(viewer));
  return (
    <Frame viewer={viewer} title={name}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={name}
        above={{ href: '/county/stations', name: words.title }}
        beside={
          <>
            <StationPill station={station} viewer={viewer} /> {inLocale(locale, station.countyNameZh, station.countyNameEn)}
          </>
        }
      />
      {reasons.length === 0 ? null : (
        <Note tone="waiting">
          <p>
            {words.asleepBecause} {reasons.map((reason) => words.reasons[reason]).join(locale === 'zh' ? '；' : '; ')}
          </p>
        </Note>
      )}
      <div class="county-now">
        <div>
          <About {...shown} />
          <Using viewer={viewer} station={station} requests={requests} />
          <section aria-labelledby="trainings">
            <h2 id="trainings">{words.trainings}</h2>
            <TrainingsAt trainings={trainings} viewer={viewer} none={words.noTrainings} />
          </section>
        </div>
        <div>
          <LiaisonPart {...shown} />
          <LinkPart {...shown} />
        </div>
      </div>
    </Frame>
  );
}

function About({ viewer, station, tests: [newest] }: StationShown) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          {
            label: words.rooms,
            value: station.roomList.map(({ name, seats }) => `${name} (${seats})`).join(locale === 'zh' ? '、' : ', '),
          },
          { label: words.seats, value: String(station.seats) },
          { label: words.link, value: terms[locale].links[station.link] },
          ...(newest === undefined ? [] : [{ label: words.bandwidth, value: newestTest(newest, locale) }]),
          { label: words.opened, value: dayText(station.openedDay, locale) },
          { label: words.lastSession, value: station.lastSessionDay === null ? words.noSession : dayText(station.lastSessionDay, locale) },
        ]}
      />
      <p class="actions">
        <a class="button second" href={`/county/stations/${station.id}/change`}>
          {words.change}
        </a>
        <a href={`/stations/${station.id}`}>{words.publicPage}</a>
      </p>
    </section>
  );
}

/** Whether the request has its room there with all others of its days. */
function fits(station: ListedStation, request: StationRequest, held: readonly StationRequest[]): boolean {
  const others = held.filter(({ id }) => id !== request.id);
  return isOpenThroughout(station, request) && hasRoomFor(station.rooms, others, request);
}

function Using({ viewer, station, requests }: Pick<StationShown, 'viewer' | 'station' | 'requests'>) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  const held = requests.filter(({ isHeld }) => isHeld);
  const unfit = new Set(held.filter((request) => !fits(station, request, held)).map(({ id }) => id));
  return (
    <section aria-labelledby="using">
      <h2 id="using">{words.using}</h2>
      {unfit.size === 0 ? null : (
        <Note tone="refused">
          <p>{words.unfitLead}</p>
        </Note>
      )}
      {requests.length === 0 ? (
        <p class="quiet">{words.noneUsing}</p>
      ) : (
        <Table
          caption={words.using}
          viewer={viewer}
          rows={requests}
          columns={[
            {
              title: words.place,
              cell: ({ id, place }) => <a href={`${viewer.roles.includes('coordinator') ? '/desk' : '/county'}/requests/${id}`}>{place}</a>,
            },
            { title: words.term, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
            {
              title: words.state,
              cell: ({ id, state }) =>
                unfit.has(id) ? (
                  <>
                    <Pill tone="refused">{words.unfit}</Pill> <a href={`/county/requests/${id}/station`}>{words.moveOn}</a>
                  </>
                ) : (
                  <State of="request" state={state} locale={locale} />
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

function LiaisonPart({ viewer, station, liaison, typed, faults }: StationShown) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  const at = `/county/stations/${station.id}`;
  const isTyped = typed.has('phone');
  return (
    <section aria-labelledby="liaison">
      <h2 id="liaison">{words.liaison}</h2>
      <p class="quiet small">{words.liaisonLead}</p>
      {liaison === undefined ? <p>{words.noLiaison}</p> : <Named viewer={viewer} liaison={liaison} />}
      {liaison === undefined ? null : (
        <form method="post" action={`${at}/confirm-liaison`}>
          <button class="button">{words.confirm}</button>
        </form>
      )}
      <details class="part" open={isTyped || liaison === undefined}>
        <summary>{liaison === undefined ? words.nameLiaison : words.changeLiaison}</summary>
        <form method="post" action={`${at}/liaison`} novalidate>
          <TextField name="name" label={words.fields.liaisonName} typed={typed} faults={faults} maxlength={80} autocomplete="off" />
          <TextField
            name="phone"
            label={words.fields.phone}
            hint={words.hints.phone}
            typed={typed}
            faults={faults}
            maxlength={40}
            autocomplete="off"
          />
          <TextField
            name="email"
            type="email"
            label={words.fields.email}
            typed={typed}
            faults={faults}
            maxlength={200}
            autocomplete="off"
          />
          <button class="button second">{words.saveLiaison}</button>
        </form>
      </details>
    </section>
  );
}

function Named({ viewer, liaison }: { viewer: Viewer; liaison: StationLiaison }) {
  const { locale } = viewer;
  const words = stationsWords[locale];
  const due = liaisonDueDay(liaison.confirmedDay);
  const told = due < todayOf(viewer) ? words.confirmOverdue : words.confirmBy;
  return (
    <Summary
      viewer={viewer}
      rows={[
        {
          label: words.fields.liaisonName,
          value: (
            <>
              {liaison.name}
              <span class="under">
                {words.confirmedOn(dayText(liaison.confirmedDay, locale))} · {told(dayText(due, locale))}
              </span>
            </>
          ),
        },
        ...(liaison.phone === '' ? [] : [{ label: words.fields.phone, value: liaison.phone }]),
        ...(liaison.email === '' ? [] : [{ label: words.fields.email, value: liaison.email }]),
      ]}
    />
  );
}

function LinkPart({ viewer, station, tests, typed, faults }: StationShown) {
  const words = stationsWords[viewer.locale];
  const { fields } = words;
  return (
    <section aria-labelledby="bandwidth">
      <h2 id="bandwidth">{words.bandwidth}</h2>
      <Bandwidth tests={tests} viewer={viewer} />
      <details class="part" open={typed.has('downMbps')}>
        <summary>{words.addTest}</summary>
        <p class="quiet small">{words.addTestLead}</p>
        <form method="post" action={`/county/stations/${station.id}/tests`} novalidate>
          <DayField name="testedDay" label={fields.testedDay} typed={typed} faults={faults} />
          <div class="row">
            <NumberField name="downMbps" label={fields.downMbps} typed={typed} faults={faults} maxlength={9} />
            <NumberField name="upMbps" label={fields.upMbps} typed={typed} faults={faults} maxlength={9} />
          </div>
          <NumberField name="latencyMs" label={fields.latencyMs} typed={typed} faults={faults} maxlength={5} />
          <button class="button second">{words.saveTest}</button>
        </form>
      </details>
    </section>
  );
}
