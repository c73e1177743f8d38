import {
  findCountyTasks,
  listOwnCounties,
  listRequestSeasons,
  listSquads,
  type OwnCounty,
  type RequestSeason,
  type Squad,
  type UnfinishedRequest,
} from '../../db/queries/county-desk.ts';
import type { WaitingTraining } from '../../db/queries/county-trainings.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { TaskList, Timeline, type Stage } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { bedUse, type BedUse, tasksNow, tasksSoon } from './desk-tasks.ts';
import { deskWords } from './desk-words.ts';
import { nameOf, ownCodes, todayOf } from './own.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly counties: readonly OwnCounty[];
  readonly seasons: readonly RequestSeason[];
  readonly unfinished: readonly UnfinishedRequest[];
  readonly squads: readonly Squad[];
  readonly trainings: readonly WaitingTraining[];
};

/** What needs the county now, what comes next, and what the season's dates are. */
function viewOf({ viewer, counties, seasons, unfinished, squads, trainings }: Shown) {
  const { locale } = viewer;
  const words = deskWords[locale];
  const today = todayOf(viewer);
  const now = tasksNow({ unfinished, squads, seasons, trainings, today, locale });
  const soon = tasksSoon({ squads, today, locale });
  const open = seasons.find(({ state, requestsCloseDay }) => state === 'open' && today <= requestsCloseDay);
  const lead = counties.map((county) => nameOf(county, locale)).join(locale === 'zh' ? '、' : ', ');
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={counties.length === 0 ? undefined : words.lead(lead)} />
      {counties.length === 0 ? <Note tone="waiting">{words.noCounty}</Note> : null}
      <div class="county-now">
        <div>
          <section aria-labelledby="now">
            <h2 id="now">{words.needsYou}</h2>
            {now.length === 0 ? (
              <Empty>
                <p>{words.nothing}</p>
                {open === undefined ? null : <p>{words.nothingNext(dayText(open.requestsCloseDay, locale))}</p>}
              </Empty>
            ) : (
              <TaskList tasks={now} />
            )}
          </section>
          {open === undefined || counties.length === 0 ? null : (
            <p class="actions">
              <a class="button" href="/county/requests/new">
                {words.newRequest}
              </a>
              <span class="quiet small">{words.newRequestHint(nameOf(open, locale), dayText(open.requestsCloseDay, locale))}</span>
            </p>
          )}
          {soon.length === 0 ? null : (
            <section aria-labelledby="soon">
              <h2 id="soon">{words.soon}</h2>
              <TaskList tasks={soon} />
            </section>
          )}
        </div>
        <div>
          <Dates viewer={viewer} seasons={seasons.slice(0, 2)} today={today} />
          {counties.length === 0 ? null : (
            <Beds viewer={viewer} counties={counties} squads={squads.filter(({ endDay }) => endDay >= today)} />
          )}
        </div>
      </div>
    </Frame>
  );
}

function Dates({ viewer, seasons, today }: { viewer: Viewer; seasons: readonly RequestSeason[]; today: string }) {
  const { locale } = viewer;
  const words = deskWords[locale];
  if (seasons.length === 0) return <Empty>{words.noSeason}</Empty>;
  return (
    <>
      {seasons.map((season) => (
        <section aria-labelledby={`season-${season.id}`}>
          <h2 id={`season-${season.id}`}>{words.season(nameOf(season, locale))}</h2>
          {season.madeUp ? (
            <p>
              <Pill>{terms[locale].demonstration}</Pill>
            </p>
          ) : null}
          <Timeline viewer={viewer} stages={stagesOf(season, today, viewer)} />
        </section>
      ))}
    </>
  );
}

function stagesOf(season: RequestSeason, today: string, { locale }: Viewer): Stage[] {
  const { stages } = deskWords[locale];
  const days: readonly (readonly [title: string, day: string])[] = [
    [stages.requestsOpen, season.requestsOpenDay],
    [stages.requestsClose, season.requestsCloseDay],
    [stages.match, season.matchDay],
    [stages.teachingStart, season.teachingStartDay],
    [stages.teachingEnd, season.teachingEndDay],
  ];
  const next = days.findIndex(([, day]) => day >= today);
  return days.map(([title, day], i) => ({ title, at: { day }, when: day < today ? 'past' : i === next ? 'now' : 'next' }));
}

function Beds({ viewer, counties, squads }: { viewer: Viewer; counties: readonly OwnCounty[]; squads: readonly Squad[] }) {
  const { locale } = viewer;
  const words = deskWords[locale];
  const used = bedUse(squads);
  return (
    <section aria-labelledby="beds">
      <h2 id="beds">{words.beds}</h2>
      <p class="quiet small">{words.bedsLead}</p>
      <Table
        caption={words.beds}
        viewer={viewer}
        rows={counties}
        columns={[
          {
            title: words.county,
            cell: (county) => (
              <>
                {nameOf(county, locale)}
                <span class="under">{county.tier === null ? words.notPartner : tierName(county.tier, viewer)}</span>
                <span class="under">{whenText(used.get(county.code), viewer)}</span>
              </>
            ),
          },
          {
            title: words.bedsUsed,
            isNumber: true,
            cell: ({ code, beds }) => <BedCount used={used.get(code)?.used ?? 0} beds={beds} viewer={viewer} />,
          },
        ]}
      />
    </section>
  );
}

/** When the beds are fullest. */
function whenText(use: BedUse | undefined, { locale }: Viewer): string {
  return use === undefined ? deskWords[locale].bedsFree : daysText(use.startDay, use.endDay, locale);
}

function tierName(tier: number, { locale }: Viewer): string {
  const names: Readonly<Record<number, string>> = terms[locale].tiers;
  return names[tier] ?? String(tier);
}

function BedCount({ used, beds, viewer }: { used: number; beds: number | null; viewer: Viewer }) {
  const words = deskWords[viewer.locale];
  if (beds === null) return <span class="quiet">{words.bedsUnknown}</span>;
  return (
    <>
      {words.bedsOf(used, beds)}
      <svg class="seat-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect class="whole" x="0" y="3" width="100" height="6" />
        <rect class="taken" x="0" y="3" width={beds === 0 ? 0 : Math.min(100, (100 * used) / beds)} height="6" />
      </svg>
      {used > beds ? <Pill tone="refused">{words.bedsOver}</Pill> : null}
    </>
  );
}

export const deskPage = new PageRouter().get('/county', 'request.write', async (c) => {
  const { db } = c.var;
  const codes = ownCodes(c);
  const counties = await listOwnCounties(db, codes);
  const seasons = await listRequestSeasons(db, 'current');
  const viewer = viewerOf(c);
  const tasks = await findCountyTasks(db, codes, todayOf(viewer));
  const squads = await listSquads(db, codes);
  return sendPrivate(c, viewOf({ viewer, counties, seasons, squads, ...tasks }));
});
