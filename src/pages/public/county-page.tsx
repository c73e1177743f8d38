import type { Connection } from '../../db/client.ts';
import { listOpenNeeds } from '../../db/queries/open-needs.ts';
import { findCountyRecord, type CountySeason } from '../../db/queries/county-record.ts';
import { findOpenCounty, listOpenStations } from '../../db/queries/open-places.ts';
import { listCountyGuests } from '../../db/queries/partnerships.ts';
import { authorise, reaches, type Actor } from '../../domain/actor.ts';
import { countyCodeSchema } from '../../domain/teaching.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Day } from '../parts/time.tsx';
import { CountyYears } from '../record/county-years.tsx';
import { PartnershipPart } from '../record/partnership-part.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { countyWords } from './county-words.ts';
import { nameIn, numberIn } from './names.ts';
import { NeedsTable } from './needs-table.tsx';
import { needsWords } from './needs-words.ts';
import { stationColumns } from './stations-page.tsx';

const needsShown = 200;
const stationsShown = 50;
const guestsShown = 200;

async function countyPage(db: Connection, viewer: Viewer, code: string, reader: { mayChange: boolean; seesGuests: boolean }) {
  const { locale } = viewer;
  const county = await findOpenCounty(db, code);
  if (county === undefined) return undefined;
  const [{ items: needs }, { items: stations }, { partnerships, seasons, years }, guests] = await Promise.all([
    listOpenNeeds(db, { countyCode: code }, { limit: needsShown }),
    listOpenStations(db, { countyCode: code }, { limit: stationsShown }),
    findCountyRecord(db, code),
    reader.seesGuests ? listCountyGuests(db, code, guestsShown) : [],
  ]);
  const words = countyWords[locale];
  const name = nameIn(locale, county.nameZh, county.nameEn);
  const province = nameIn(locale, county.provinceNameZh, county.provinceNameEn);
  return (
    <Frame viewer={viewer} title={name}>
      <Title
        title={name}
        above={{ href: `/counties?province=${county.provinceCode}`, name: province }}
        lead={words.partnerLead(province, county.code)}
      />
      {county.tier === null ? (
        <Note>
          <p>{words.notPartnerLead}</p>
        </Note>
      ) : (
        <>
          <Summary
            viewer={viewer}
            rows={[
              {
                label: words.tier,
                value: (
                  <>
                    {terms[locale].tiers[county.tier]} <span class="under">{words.tierMeans}</span>
                    <a class="small" href="/matching">
                      {words.toMatching}
                    </a>
                  </>
                ),
              },
              ...(county.partnerSinceDay === null
                ? []
                : [{ label: words.since, value: <Day day={county.partnerSinceDay} viewer={viewer} /> }]),
              { label: words.stations, value: numberIn(locale, county.stations) },
              { label: words.seatsWanted, value: numberIn(locale, county.seatsWanted) },
            ]}
          />
          {county.madeUp ? (
            <Note>
              <p>{words.demonstrationNote}</p>
            </Note>
          ) : null}
        </>
      )}
      <section class="part" aria-labelledby="needs">
        <h2 id="needs">{words.openNeeds}</h2>
        {needs.length === 0 ? (
          <p class="quiet">{words.noNeeds}</p>
        ) : (
          <>
            <NeedsTable needs={needs} viewer={viewer} showsCounty={false} />
            <p class="actions">
              <a class="button second" href="/needs/for-me">
                {needsWords[locale].forMeLink}
              </a>
            </p>
          </>
        )}
      </section>
      <section class="part" aria-labelledby="stations">
        <h2 id="stations">{words.stations}</h2>
        {stations.length === 0 ? (
          <p class="quiet">{words.noStations}</p>
        ) : (
          <Table caption={words.station.caption} rows={stations} viewer={viewer} columns={stationColumns(viewer, false)} />
        )}
      </section>
      {partnerships.map((partnership) => (
        <PartnershipPart partnership={partnership} viewer={viewer} mayChange={reader.mayChange} />
      ))}
      <CountyYears years={years} guests={guests} seesGuests={reader.seesGuests} viewer={viewer} />
      <History seasons={seasons} viewer={viewer} />
    </Frame>
  );
}

function History({ seasons, viewer }: { seasons: readonly CountySeason[]; viewer: Viewer }) {
  const { locale } = viewer;
  const words = countyWords[locale];
  /** Nothing, a figure, or one too small to be told. */
  const told = (season: CountySeason, figure: number | null, few: string) =>
    !season.hasCompletions ? words.nothing : figure === null ? <span class="quiet">{few}</span> : numberIn(locale, figure);
  return (
    <section class="part" aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      <p class="quiet small measure">{words.historyLead}</p>
      {seasons.length === 0 ? (
        <Empty>
          <p>{words.noHistory}</p>
        </Empty>
      ) : (
        <Table
          caption={words.history}
          rows={seasons}
          viewer={viewer}
          columns={[
            {
              title: words.season,
              cell: (season) => <a href={`/seasons/${season.seasonId}`}>{nameIn(locale, season.nameZh, season.nameEn)}</a>,
            },
            { title: words.requests, isNumber: true, cell: ({ requests }) => numberIn(locale, requests) },
            { title: words.seatsAsked, isNumber: true, cell: ({ seats }) => numberIn(locale, seats) },
            { title: words.completions, isNumber: true, cell: (season) => told(season, season.completions, words.few) },
            {
              title: words.hours,
              isNumber: true,
              cell: (season) => told(season, season.minutesTaught === null ? null : Math.round(season.minutesTaught / 60), words.notTold),
            },
            {
              title: words.subjects,
              cell: ({ subjectsZh, subjectsEn, hasCompletions, completions }) =>
                !hasCompletions || completions === null ? (
                  <span class="quiet">{hasCompletions ? words.notTold : words.nothing}</span>
                ) : locale === 'en' ? (
                  subjectsEn.join(', ')
                ) : (
                  subjectsZh.join('、')
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** Names of who served there are for those who host or place them. */
function readerOf(actor: Actor, countyCode: string) {
  return {
    mayChange: authorise(actor, 'partnership.change').ok,
    seesGuests: reaches(actor, 'request.read', { countyCode }),
  };
}

export const countyPages = new PageRouter().get('/counties/:code', 'open-data.read', async (c) => {
  const code = countyCodeSchema.safeParse(c.req.param('code'));
  const page = code.success ? await countyPage(c.var.db, viewerOf(c), code.data, readerOf(c.var.actor, code.data)) : undefined;
  return page === undefined ? c.notFound() : sendPublic(c, page);
});
