import { DateTime } from 'luxon';

import { instantOf } from '../../actions/context.ts';
import {
  findBottlenecks,
  findSilentCounties,
  findToDo,
  listFunnels,
  type Bottlenecks,
  type Funnel,
  type Silent,
  type ToDo,
  type Waiting,
} from '../../db/queries/desk-home.ts';
import { homeZone } from '../../domain/calendar.ts';
import { isReportDue } from '../../domain/squad.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Bars } from '../parts/chart.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { TableSection } from '../parts/table.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { applicationWords } from './application-words.ts';
import { deskWords } from './desk-words.ts';
import { homeWords } from './home-words.ts';
import { daysBetween, nameIn, todayOf } from './named.ts';

const mostSilent = 12;

type Due = {
  readonly label: string;
  readonly href: string;
  readonly count: number;
  readonly text: string;
  /** The day by which it should be done. */
  readonly day: string;
  /** Before everything else, whatever is due first. */
  readonly isAlarm?: boolean;
};

/** Days after which something that waits is late. */
const patience = {
  help: 0,
  applications: 5,
  requests: 5,
  clearances: 5,
  lists: 10,
  completions: 14,
  disputes: 5,
  runs: 1,
  proposals: 2,
} as const;

const dayOf = (at: string) => DateTime.fromISO(at).setZone(homeZone).toISODate() ?? at;
const plusDays = (day: string, days: number) => DateTime.fromISO(day).plus({ days }).toISODate() ?? day;

/** Everything that waits, the first due first. */
function duesOf(toDo: ToDo, viewer: Viewer): Due[] {
  const words = homeWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const today = todayOf(viewer);
  const since = (name: keyof typeof patience, label: string, href: string, { count, at }: Waiting): Due[] => {
    if (count === 0 || at === null) return [];
    const day = dayOf(at);
    return [{ label, href, count, text: words.oldest(desk.age(daysBetween(day, today))), day: plusDays(day, patience[name]) }];
  };
  const until = (label: string, href: string, { count, at }: Waiting, isAlarm = false): Due[] =>
    count === 0 || at === null
      ? []
      : [{ label, href, count, text: words.first(desk.inDays(daysBetween(today, dayOf(at)))), day: dayOf(at), isAlarm }];
  const isDue = isReportDue(today, { startDay: today, endDay: today }, viewer.now, homeZone);
  return [
    ...since('help', words.help, '/desk/safety', toDo.help).map((due) => ({ ...due, isAlarm: true })),
    ...until(words.alarmed, '/desk/reports', toDo.alarmed, true),
    ...(isDue ? until(words.unreported, '/desk/reports', toDo.unreported) : []),
    ...until(words.late, toDo.late.lineId === null ? '/desk/alternates' : `/desk/alternates/${toDo.late.lineId}`, toDo.late, true),
    ...until(words.lapsing, '/desk/placements?state=offered&sort=reply', toDo.lapsing),
    ...until(words.unready, '/desk/placements?state=accepted&missing=yes&sort=start', toDo.unready),
    ...until(words.conditions, '/desk/conditions', toDo.conditions),
    ...until(words.swaps, '/desk/swaps', toDo.swaps),
    ...since('applications', words.applications, '/desk/applications', toDo.applications),
    ...since('requests', words.requests, '/desk/requests', toDo.requests),
    ...since('clearances', words.clearances, '/desk/clearances', toDo.clearances),
    ...since('lists', words.lists, '/desk/query-batches', toDo.lists),
    ...since('disputes', words.disputes, '/desk/disputes', toDo.disputes),
    ...since('completions', words.completions, '/desk/completions', toDo.completions),
    ...toDo.runs.flatMap(({ id, season, at }) => since('runs', words.run(nameIn(season, viewer)), `/desk/runs/${id}`, { count: 1, at })),
    ...toDo.proposals.flatMap(({ seasonId, season, count, at }) =>
      since('proposals', words.proposals(nameIn(season, viewer)), `/desk/seasons/${seasonId}/runs`, { count, at }),
    ),
  ].toSorted((a, b) => Number(b.isAlarm ?? false) - Number(a.isAlarm ?? false) || (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

type Shown = {
  readonly viewer: Viewer;
  readonly toDo: ToDo;
  readonly funnels: readonly Funnel[];
  readonly bottlenecks: Bottlenecks;
  readonly silent: Silent;
};

function homePage({ viewer, toDo, funnels, bottlenecks, silent }: Shown) {
  const words = homeWords[viewer.locale];
  const dues = duesOf(toDo, viewer);
  const today = todayOf(viewer);
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} />
      <section aria-labelledby="now">
        <h2 id="now">{words.now}</h2>
        {dues.length === 0 ? (
          <Empty>
            <p>{words.nothing}</p>
          </Empty>
        ) : (
          <ul class="due-list" data-rows>
            {dues.map(({ label, href, count, text, day, isAlarm }) => (
              <li>
                <a href={href}>{label}</a>
                <span class={day < today || isAlarm === true ? 'due late' : 'due'}>{text}</span>
                <span class="count">{count}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {funnels.length === 0 ? <p class="part quiet">{words.noSeason}</p> : null}
      <div class="two-lists part">
        {funnels.map((funnel) => (
          <FunnelPart viewer={viewer} funnel={funnel} />
        ))}
      </div>
      <div class="two-lists part">
        <Subjects viewer={viewer} bottlenecks={bottlenecks} />
        <LackingChecks viewer={viewer} bottlenecks={bottlenecks} />
      </div>
      <SilentCounties viewer={viewer} silent={silent} />
    </Frame>
  );
}

function FunnelPart({ viewer, funnel }: { viewer: Viewer; funnel: Funnel }) {
  const words = homeWords[viewer.locale];
  const name = nameIn(funnel.name, viewer);
  const stages = ['applied', 'approved', 'offered', 'accepted', 'started', 'completed'] as const;
  return (
    <section aria-labelledby={`season-${funnel.id}`}>
      <h2 id={`season-${funnel.id}`}>
        <a href={`/desk/seasons/${funnel.id}`}>{name}</a>
      </h2>
      <p>
        <State of="season" state={funnel.state} locale={viewer.locale} />{' '}
        <a href={`/desk/seasons/${funnel.id}/runs`}>
          {words.toRuns}
          <span class="unseen"> {name}</span>
        </a>
      </p>
      <Bars
        caption={words.funnel(name)}
        isCaptionUnseen
        labelTitle={words.stage}
        valueTitle={words.people}
        locale={viewer.locale}
        bars={stages.map((stage) => ({ label: words.stages[stage], value: funnel[stage] }))}
      />
    </section>
  );
}

function Subjects({ viewer, bottlenecks: { subjects } }: Pick<Shown, 'viewer' | 'bottlenecks'>) {
  const words = homeWords[viewer.locale];
  return (
    <TableSection
      id="subjects"
      title={words.bySubject}
      none={words.noSubjects}
      viewer={viewer}
      rows={subjects}
      isDense
      columns={[
        { title: deskWords[viewer.locale].subject, cell: ({ name }) => nameIn(name, viewer) },
        { title: words.short, isNumber: true, cell: ({ short }) => short },
        { title: words.wanted, isNumber: true, cell: ({ wanted }) => wanted },
        { title: words.free, isNumber: true, cell: ({ free }) => free },
      ]}
    />
  );
}

function LackingChecks({ viewer, bottlenecks: { checks } }: Pick<Shown, 'viewer' | 'bottlenecks'>) {
  const words = homeWords[viewer.locale];
  return (
    <TableSection
      id="lacking"
      title={words.byCheck}
      none={words.noChecks}
      viewer={viewer}
      rows={checks}
      isDense
      columns={[
        {
          title: applicationWords[viewer.locale].check,
          cell: ({ kind }) => <a href={`/desk/clearances?kind=${kind}`}>{terms[viewer.locale].clearances[kind]}</a>,
        },
        { title: words.people, isNumber: true, cell: ({ people }) => people },
      ]}
    />
  );
}

function SilentCounties({ viewer, silent: { season, count, counties } }: Pick<Shown, 'viewer' | 'silent'>) {
  const words = homeWords[viewer.locale];
  if (season === null) return null;
  const tiers: Readonly<Record<number, string>> = terms[viewer.locale].tiers;
  return (
    <section class="part" aria-labelledby="silent">
      <h2 id="silent">{words.silent}</h2>
      {count === 0 ? (
        <p class="quiet">{words.noneSilent(nameIn(season, viewer))}</p>
      ) : (
        <p>{words.silentOf(nameIn(season, viewer), count)}</p>
      )}
      <ul class="silent">
        {counties.map(({ name, province, tier }) => (
          <li>
            {nameIn(name, viewer)}
            <span class="under">
              {nameIn(province, viewer)} · {tiers[tier] ?? tier}
            </span>
          </li>
        ))}
      </ul>
      {count > counties.length ? <p class="quiet small">{words.andMore(count - counties.length)}</p> : null}
    </section>
  );
}

export const deskHomePage = new PageRouter().get('/desk', 'application.decide', async (c) => {
  const { db, now } = c.var;
  const viewer = viewerOf(c);
  const shown = {
    viewer,
    toDo: await findToDo(db, instantOf(now), todayOf(viewer)),
    funnels: await listFunnels(db),
    bottlenecks: await findBottlenecks(db),
    silent: await findSilentCounties(db, mostSilent),
  };
  return sendPrivate(c, homePage(shown));
});
