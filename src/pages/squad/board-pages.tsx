import type { Context } from 'hono';

import { listSquadDays, mostSquadDays, type SquadDay } from '../../db/queries/day-reports.ts';
import { daySchema } from '../../domain/calendar.ts';
import { dueHour, isReportDue, isTeachingDay } from '../../domain/squad.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { ownCodes } from '../county/own.ts';
import { nameIn, todayOf } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { DayField } from '../parts/form.tsx';
import { Figures } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Table, type Column } from '../parts/table.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { DayPill } from './day-pill.tsx';
import { reportWords } from './report-words.ts';

type Shown = { readonly viewer: Viewer; readonly action: string; readonly day: string; readonly days: readonly SquadDay[] };

const needsSomebody = ({ report }: SquadDay) => report !== null && (report.hadIncident || !report.everybodyWell);

/** How the day was, squad by squad, what needs somebody first. */
function boardPage({ viewer, action, day, days }: Shown) {
  const words = reportWords[viewer.locale];
  const isMissing = (squad: SquadDay) => squad.report === null && isReportDue(day, squad, viewer.now, squad.timeZone);
  const count = (counts: (squad: SquadDay) => boolean) => days.filter(counts).length;
  const columns: Column<SquadDay>[] = [
    {
      title: words.squad,
      cell: ({ requestId, place, county }) => (
        <>
          <a href={`/squads/${requestId}`}>{place}</a>
          <span class="under small">{nameIn(county, viewer)}</span>
        </>
      ),
    },
    { title: words.members, isNumber: true, cell: ({ members }) => members },
    { title: words.state, cell: (squad) => <State viewer={viewer} day={day} squad={squad} isMissing={isMissing(squad)} /> },
    { title: words.learnersShort, isNumber: true, cell: ({ report }) => report?.learners ?? '–' },
    {
      title: words.reported,
      cell: ({ report }) =>
        report === null ? (
          '–'
        ) : (
          <>
            <Instant at={report.reportedAt} viewer={viewer} />
            {report.version > 1 ? <span class="under small">{words.corrected(report.version - 1)}</span> : null}
          </>
        ),
    },
  ];
  return (
    <Frame viewer={viewer} title={words.boardTitle}>
      <Title title={words.boardTitle} beside={dayText(day, viewer.locale)} lead={words.boardLead(dueHour)} />
      <Filters viewer={viewer} action={action} button={words.show}>
        <DayField name="day" label={words.day} typed={Typed.of({ day })} />
      </Filters>
      {days.length === 0 ? (
        <Empty>
          <p>{words.nobody}</p>
        </Empty>
      ) : (
        <>
          <Figures
            figures={[
              { name: words.figures.attention, figure: count(needsSomebody) },
              { name: words.figures.missing, figure: count(isMissing) },
              { name: words.figures.cancelled, figure: count(({ report }) => report?.outcome === 'cancelled') },
              { name: words.figures.held, figure: count(({ report }) => report?.outcome === 'held') },
            ]}
          />
          <Table caption={words.boardTitle} viewer={viewer} rows={days} columns={columns} isDense />
          {days.length < mostSquadDays ? null : <p class="quiet">{words.first(mostSquadDays)}</p>}
        </>
      )}
    </Frame>
  );
}

function State({ viewer, day, squad: { report }, isMissing }: { viewer: Viewer; day: string; squad: SquadDay; isMissing: boolean }) {
  const words = reportWords[viewer.locale];
  if (report !== null) {
    return (
      <>
        <DayPill viewer={viewer} report={report} />
        {report.note === '' ? null : <span class="under small">{report.note}</span>}
      </>
    );
  }
  if (isMissing) return <Pill tone="refused">{words.overdue}</Pill>;
  if (!isTeachingDay(day)) return <span class="quiet">{words.noReport}</span>;
  return <Pill tone="waiting">{day > todayOf(viewer) ? words.notSent : words.awaited}</Pill>;
}

async function sendBoard(c: Context<AppEnv>, action: string, countyCodes?: readonly string[]) {
  const viewer = viewerOf(c);
  const day = daySchema.safeParse(c.req.query('day')).data ?? todayOf(viewer);
  return sendPrivate(c, boardPage({ viewer, action, day, days: await listSquadDays(c.var.db, day, countyCodes) }));
}

export const boardPages = new PageRouter()
  .get('/desk/reports', 'placement.decide', async (c) => sendBoard(c, '/desk/reports'))
  .get('/county/reports', 'placement.host', async (c) => sendBoard(c, '/county/reports', ownCodes(c)));
