import type { Context } from 'hono';
import { z } from 'zod';

import { enrolGroups, reportAttendance } from '../../actions/trainings/report-attendance.ts';
import { findReception, listReceptions, listReports, type Reception } from '../../db/queries/receptions.ts';
import type { Page } from '../../db/queries/page.ts';
import { authorise, reaches } from '../../domain/actor.ts';
import { attendanceSchema, enrolmentSchema, sumOf, trainingGroups } from '../../domain/training.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { filterIn, idIn, nameOf, ownCodes, todayOf } from '../county/own.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { nameIn } from '../public/names.ts';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { receptionWords } from './county-words.ts';
import { Stage } from './public-pages.tsx';
import { receptionSheet } from './reception-sheet.tsx';
import { trainingWords } from './training-words.ts';

const rowsAPage = 50;
const doneSchema = z.enum(['enrolled', 'reported', 'corrected']);

function listView(viewer: Viewer, page: Page<Reception>) {
  const words = receptionWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      {page.items.length === 0 ? <Empty>{words.none}</Empty> : <Receptions viewer={viewer} rows={page.items} />}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Receptions({ viewer, rows }: { viewer: Viewer; rows: readonly Reception[] }) {
  const { locale } = viewer;
  const words = receptionWords[locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.training,
          cell: ({ id, training, station }) => (
            <>
              <a href={`/county/trainings/${id}`}>{nameIn(locale, training.titleZh, training.titleEn)}</a>
              <span class="under">{nameOf(station, locale)}</span>
            </>
          ),
        },
        { title: words.days, cell: ({ training }) => daysText(training.startDay, training.endDay, locale) },
        { title: words.people, cell: (one) => <Waiting reception={one} viewer={viewer} /> },
        { title: words.stage, cell: ({ training }) => <Stage training={training} viewer={viewer} /> },
      ]}
    />
  );
}

/** What the county has said of it, or what waits to be said. */
export function Waiting({ reception: { training, people, expected }, viewer }: { reception: Reception; viewer: Viewer }) {
  const words = receptionWords[viewer.locale];
  if (people !== null) return <>{words.came(sumOf(people))}</>;
  if (training.state !== 'open') return <span class="quiet">{trainingWords[viewer.locale].notReported}</span>;
  if (training.endDay <= todayOf(viewer)) return <Pill tone="waiting">{words.toReport}</Pill>;
  return expected === null ? <Pill tone="waiting">{words.toEnrol}</Pill> : <>{words.enrolled(sumOf(expected))}</>;
}

async function receptionIn(c: Context<AppEnv>): Promise<Reception | undefined> {
  const id = idIn(c);
  const reception = id === undefined ? undefined : await findReception(c.var.db, id);
  return reception !== undefined && reaches(c.var.actor, 'training.report', reception) ? reception : undefined;
}

async function send(
  c: Context<AppEnv>,
  reception: Reception,
  typed: Typed | undefined,
  faults: readonly FieldFault[] = [],
): Promise<Response> {
  const reports = await listReports(c.var.db, [reception.id]);
  const newest = reports.at(-1);
  const shown = typed ?? Typed.of({ expected: reception.expected, sessions: newest?.sessions ?? [], certificates: newest?.certificates });
  const done = faults.length === 0 ? filterIn(c, 'done', doneSchema) : undefined;
  const page = receptionSheet({ viewer: viewerOf(c), reception, reports, typed: typed ?? byDay(shown, reception), faults, done });
  return sendPrivate(c, page, faults.length === 0 ? 200 : 422);
}

/** What was reported stands at its day in the form, whatever the order in which it was told. */
function byDay(typed: Typed, { training }: Reception): Typed {
  const rows = typed.indexes('sessions').flatMap((i) => {
    const at = training.sessionDays.indexOf(typed.text(`sessions.${i}.day`));
    return typed.under(`sessions.${i}.heads.`).map(([group, heads]) => [`heads.${at}.${group}`, heads] as const);
  });
  return typed.with(rows.filter(([, heads]) => heads !== '0'));
}

function labelsOf(viewer: Viewer, { training }: Reception) {
  const { groups } = trainingWords[viewer.locale];
  const words = receptionWords[viewer.locale];
  const names: Readonly<Record<string, string>> = groups;
  return (field: string): string | undefined => {
    const [first = '', second = '', third = ''] = field.split('.');
    if (first === 'expected') return `${words.expected} · ${names[second] ?? second}`;
    if (first === 'heads') return `${dayText(training.sessionDays[Number(second)] ?? '', viewer.locale)} · ${names[third] ?? third}`;
    return first === 'certificates' ? words.certificates : first === 'reason' ? words.reason : undefined;
  };
}

function told(failure: KnownFailure, viewer: Viewer, reception: Reception): readonly FieldFault[] {
  if (failure.kind !== 'invalid') return [{ field: 'content', message: toldOf(failure, viewer).title }];
  return atFields(failure.faults, viewer, reception);
}

/** Sessions stand in the form by their day: `/sessions/1/heads/cadres` is the field `heads.1.cadres`. */
function atFields(
  faults: readonly { readonly pointer: string; readonly code: string }[],
  viewer: Viewer,
  reception: Reception,
): FieldFault[] {
  const moved = faults.map(({ pointer, code }) => ({
    code,
    pointer: pointer.replace(/^\/sessions\/(\d+)\/heads\//, '/heads/$1/').replace(/^\/sessions\/(\d+)\/day$/, '/heads/$1/cadres'),
  }));
  return fieldFaults(moved, viewer.locale, labelsOf(viewer, reception));
}

/** An empty field is nobody. */
function headsIn(typed: Typed, prefix: string): Record<string, number | string> {
  return Object.fromEntries(trainingGroups.map((group) => [group, typed.number(`${prefix}.${group}`) ?? 0]));
}

function sessionsIn(typed: Typed, { training }: Reception, today: string) {
  const held = training.sessionDays.filter((day) => day <= today);
  return held.map((day) => ({ day, heads: headsIn(typed, `heads.${training.sessionDays.indexOf(day)}`) }));
}

export const countyTrainingPages = new PageRouter()
  .get('/county/trainings', 'training.report', async (c) => {
    const reach = authorise(c.var.actor, 'training.report');
    const countyCodes = reach.ok && reach.value === 'any' ? undefined : ownCodes(c);
    const after = filterIn(c, 'after', z.uuid());
    const page = await listReceptions(c.var.db, { countyCodes, isOpened: true }, { limit: rowsAPage, after, newestFirst: true });
    return sendPrivate(c, listView(viewerOf(c), page));
  })
  .get('/county/trainings/:id', 'training.report', async (c) => {
    const reception = await receptionIn(c);
    return reception === undefined ? c.notFound() : send(c, reception, undefined);
  })
  .post('/county/trainings/:id/enrol', 'training.report', async (c) => {
    const reception = await receptionIn(c);
    if (reception === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = enrolmentSchema.safeParse({ stationId: reception.stationId, expected: headsIn(typed, 'expected') });
    if (!parsed.success) return send(c, reception, typed, atFields(faultsOf(parsed.error), viewer, reception));
    const enrolled = await enrolGroups(actionContext(c), reception.trainingId, parsed.data);
    if (enrolled.ok) return seeOther(c, `/county/trainings/${reception.id}?done=enrolled`);
    return send(c, reception, typed, told(enrolled.error, viewer, reception));
  })
  .post('/county/trainings/:id/attendance', 'training.report', async (c) => {
    const reception = await receptionIn(c);
    if (reception === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = attendanceSchema.safeParse({
      stationId: reception.stationId,
      sessions: sessionsIn(typed, reception, todayOf(viewer)),
      certificates: typed.number('certificates') ?? null,
      reason: typed.optional('reason'),
    });
    if (!parsed.success) return send(c, reception, typed, atFields(faultsOf(parsed.error), viewer, reception));
    const reported = await reportAttendance(actionContext(c), reception.trainingId, parsed.data);
    if (!reported.ok) return send(c, reception, typed, told(reported.error, viewer, reception));
    return seeOther(c, `/county/trainings/${reception.id}?done=${reception.reports > 0 ? 'corrected' : 'reported'}`);
  });
