import { listProvinces } from '../../db/queries/counties.ts';
import type { Page } from '../../db/queries/page.ts';
import { listSleepingStations, type SleepingStation } from '../../db/queries/sleeping-stations.ts';
import { homeZone } from '../../domain/calendar.ts';
import { asleepSince, liaisonCutoffs, sleepReasons, sleepReasonsOf } from '../../domain/station.ts';
import { provinceCodeSchema } from '../../domain/teaching.ts';
import { sendPrivate } from '../answer.tsx';
import { stationsWords } from '../county/stations-words.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { dayText } from '../parts/time.tsx';
import { nameIn } from '../public/names.ts';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { askedOne, pageAsked } from './asked.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly typed: Typed;
  readonly provinces: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[];
  readonly page: Page<SleepingStation>;
  readonly today: string;
};

function viewOf({ viewer, typed, provinces, page, today }: Shown) {
  const { locale } = viewer;
  const stations = stationsWords[locale];
  const words = stations.sleeping;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions">
        <a href="/county/stations">{words.all}</a>
      </p>
      <Filters viewer={viewer} action="/desk/stations">
        <SelectField
          name="province"
          label={words.province}
          typed={typed}
          none={words.provinceAny}
          options={provinces.map(({ code, nameZh, nameEn }) => ({ value: code, label: nameIn(locale, nameZh, nameEn) }))}
        />
        <SelectField
          name="reason"
          label={words.reason}
          typed={typed}
          none={words.reasonAny}
          options={sleepReasons.map((value) => ({ value, label: stations.reasons[value] }))}
        />
      </Filters>
      {page.items.length === 0 ? <Empty>{words.none}</Empty> : <Sleeping viewer={viewer} rows={page.items} today={today} />}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Sleeping({ viewer, rows, today }: { viewer: Viewer; rows: readonly SleepingStation[]; today: string }) {
  const { locale } = viewer;
  const stations = stationsWords[locale];
  const words = stations.sleeping;
  return (
    <Table
      caption={words.caption}
      viewer={viewer}
      rows={rows}
      isDense
      columns={[
        {
          title: stations.name,
          cell: (station) => (
            <>
              <a href={`/county/stations/${station.id}`}>{nameIn(locale, station.nameZh, station.nameEn)}</a>
              <span class="under">
                {nameIn(locale, station.provinceNameZh, station.provinceNameEn)} ·{' '}
                {nameIn(locale, station.countyNameZh, station.countyNameEn)}
              </span>
            </>
          ),
        },
        {
          title: words.reason,
          cell: (station) =>
            sleepReasonsOf(station, today)
              .map((reason) => stations.reasons[reason])
              .join(locale === 'zh' ? '；' : '; '),
        },
        {
          title: stations.lastSession,
          cell: ({ lastSessionDay }) =>
            lastSessionDay === null ? <span class="quiet">{words.never}</span> : dayText(lastSessionDay, locale),
        },
        {
          title: words.confirmed,
          cell: ({ liaisonConfirmedDay: day }) => (day === null ? <span class="quiet">{words.never}</span> : dayText(day, locale)),
        },
      ]}
    />
  );
}

export const deskStationsPage = new PageRouter().get('/desk/stations', 'station.oversee', async (c) => {
  const { db } = c.var;
  const viewer = viewerOf(c);
  const today = viewer.now.setZone(homeZone).toISODate() ?? '';
  const { overdueBefore } = liaisonCutoffs(today);
  const filter = {
    provinceCode: provinceCodeSchema.optional().catch(undefined).parse(c.req.query('province')),
    reason: askedOne(sleepReasons).parse(c.req.query('reason')),
    today,
    idleBefore: asleepSince(today),
    overdueBefore,
  };
  const provinces = await listProvinces(db);
  const page = await listSleepingStations(db, filter, pageAsked(c));
  return sendPrivate(c, viewOf({ viewer, typed: typedInAddress(c), provinces, page, today }));
});
