import type { Context } from 'hono';

import { accountIdOf } from '../../actions/context.ts';
import { findName } from '../../db/queries/accounts.ts';
import { listServices } from '../../db/queries/lifetime.ts';
import { homeZone } from '../../domain/calendar.ts';
import { lifetimeOf, type LifetimeRecord, type Service } from '../../domain/lifetime.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { exactHours } from '../certificate/certificate-facts.tsx';
import { idIn } from '../desk/asked.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Table, TableSection, type Column } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { lifetimeCsv } from './lifetime-csv.ts';
import { lifetimeWords } from './lifetime-words.ts';

/** Whose record it is, and as whom it is read: by the person, or at the desk. */
type Whose = { readonly name: string; readonly personId?: string | undefined };
type Part = { readonly viewer: Viewer; readonly record: LifetimeRecord; readonly whose: Whose };

const addressOf = ({ personId }: Whose) => (personId === undefined ? '/me/record' : `/desk/people/${personId}/record`);
const dataOf = ({ personId }: Whose) => (personId === undefined ? '/api/v1/me/record' : `/api/v1/accounts/${personId}/record`);

function lifetimePage(part: Part) {
  const { viewer, record, whose } = part;
  const words = lifetimeWords[viewer.locale];
  const title = whose.personId === undefined ? words.title : words.titleOf(whose.name);
  return (
    <Frame viewer={viewer} title={title}>
      <Title
        title={title}
        above={whose.personId === undefined ? undefined : { href: `/desk/people/${whose.personId}`, name: whose.name }}
        lead={<span class="no-print">{words.lead}</span>}
      />
      {record.services.length === 0 ? <NoService viewer={viewer} whose={whose} /> : <Served {...part} />}
    </Frame>
  );
}

function NoService({ viewer, whose: { personId } }: Pick<Part, 'viewer' | 'whose'>) {
  const words = lifetimeWords[viewer.locale];
  if (personId !== undefined) return <Empty>{words.emptyOf}</Empty>;
  return (
    <Empty>
      <p>{words.empty}</p>
      <p>
        <a href="/placements">{words.toPlacements}</a> · <a href="/needs">{words.toNeeds}</a>
      </p>
    </Empty>
  );
}

function Served(part: Part) {
  const { viewer, record, whose } = part;
  const { locale } = viewer;
  const words = lifetimeWords[locale];
  return (
    <>
      <p class="only-print">{`${words.person}: ${whose.name}`}</p>
      <Totals viewer={viewer} record={record} />
      <p class="actions">
        <a class="button second" href={`${addressOf(whose)}.csv`}>
          {words.downloadCsv}
        </a>
        <a class="button second" href={dataOf(whose)} download="service-record.json">
          {words.downloadJson}
        </a>
      </p>
      <p class="quiet small no-print">{words.print}</p>
      {whose.personId === undefined ? (
        <div class="no-print">
          <TakeAlong viewer={viewer} kind="service-records" />
        </div>
      ) : null}
      <Services {...part} />
      <Years viewer={viewer} record={record} />
      <TableSection
        id="subjects"
        title={words.bySubject}
        none={words.none}
        viewer={viewer}
        rows={record.bySubject}
        columns={[
          { title: words.subject, cell: (subject) => subject[locale] },
          { title: words.lessons, isNumber: true, cell: ({ lessons }) => lessons },
          { title: words.hours, isNumber: true, cell: ({ minutes }) => exactHours(minutes, locale) },
        ]}
      />
      <p class="only-print">{words.printed(dayText(viewer.now.setZone(homeZone).toISODate() ?? '', locale), addressOf(whose))}</p>
    </>
  );
}

function Totals({ viewer: { locale }, record }: Omit<Part, 'whose'>) {
  const words = lifetimeWords[locale];
  const { total, endedEarly, firstDay, lastDay } = record;
  return (
    <>
      <Figures
        figures={[
          { name: words.times, figure: total.services },
          { name: words.days, figure: total.days },
          { name: words.lessons, figure: total.lessons },
          { name: words.hours, figure: exactHours(total.minutes, locale) },
        ]}
      />
      <p class="quiet">
        {firstDay === null || lastDay === null ? null : `${words.range}: ${daysText(firstDay, lastDay, locale)}`}
        {endedEarly === 0 ? null : ` · ${words.endedEarlyNote(endedEarly)}`}
      </p>
    </>
  );
}

function Services({ viewer, record, whose }: Part) {
  const { locale } = viewer;
  const words = lifetimeWords[locale];
  const placementAt = whose.personId === undefined ? '/placements' : '/desk/placements';
  const certificateAt = whose.personId === undefined ? '/me/certificates' : '/desk/certificates';
  const columns: readonly Column<Service>[] = [
    {
      title: words.services,
      cell: ({ placementId, season, county, province, madeUp }) => (
        <>
          <a href={`${placementAt}/${placementId}`}>{county[locale]}</a> {madeUp ? <Pill>{words.madeUp}</Pill> : null}
          <span class="under">{`${season[locale]} · ${province[locale]}`}</span>
        </>
      ),
    },
    {
      title: words.term,
      cell: ({ startDay, endDay, delivery, subjects }) => (
        <>
          {daysText(startDay, endDay, locale)}
          <span class="under">{[terms[locale].deliveries[delivery], ...subjects.map((subject) => subject[locale])].join(' · ')}</span>
        </>
      ),
    },
    {
      title: words.days,
      isNumber: true,
      cell: ({ state, daysServed }) => (state === 'completed' ? daysServed : <Pill tone="waiting">{words.endedEarly}</Pill>),
    },
    { title: words.lessons, isNumber: true, cell: ({ lessons }) => lessons },
    { title: words.hours, isNumber: true, cell: ({ minutes }) => exactHours(minutes, locale) },
    { title: words.learners, isNumber: true, cell: ({ learners }) => learners },
    {
      title: words.certificate,
      cell: ({ certificate }) =>
        certificate === null ? (
          <span class="quiet">{words.none}</span>
        ) : (
          <>
            <a href={`${certificateAt}/${certificate.serial}`}>{certificate.serial}</a>{' '}
            {certificate.state === 'issued' ? null : <State of="certificate" state={certificate.state} locale={locale} />}
          </>
        ),
    },
  ];
  return (
    <TableSection id="services" title={words.list} none={words.none} viewer={viewer} rows={record.services} isDense columns={columns} />
  );
}

function Years({ viewer, record }: Omit<Part, 'whose'>) {
  const { locale } = viewer;
  const words = lifetimeWords[locale];
  return (
    <section class="part" aria-labelledby="years">
      <h2 id="years">{words.years}</h2>
      <p class="quiet small">{words.yearNote}</p>
      <Table
        caption={words.years}
        viewer={viewer}
        rows={record.byYear}
        columns={[
          { title: words.year, cell: ({ year }) => year },
          { title: words.times, isNumber: true, cell: ({ services }) => services },
          { title: words.days, isNumber: true, cell: ({ days }) => days },
          { title: words.lessons, isNumber: true, cell: ({ lessons }) => lessons },
          { title: words.hours, isNumber: true, cell: ({ minutes }) => exactHours(minutes, locale) },
          { title: words.learners, isNumber: true, cell: ({ learners }) => learners },
        ]}
      />
    </section>
  );
}

function sendCsv(c: Context<AppEnv>, services: readonly Service[]): Response {
  return c.body(lifetimeCsv(services, c.var.locale), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="service-record.csv"',
    'Cache-Control': 'no-store',
  });
}

const recordOf = async (c: Context<AppEnv>, accountId: string) => lifetimeOf(await listServices(c.var.db, accountId));

/** The person that the address names; nothing where there is none. */
async function personIn(c: Context<AppEnv>): Promise<Required<Whose> | undefined> {
  const id = idIn(c);
  const name = id === undefined ? undefined : await findName(c.var.db, id);
  return id === undefined || name === undefined ? undefined : { name, personId: id };
}

export const lifetimePages = new PageRouter()
  .get('/me/record', 'record.read', async (c) => {
    const viewer = viewerOf(c);
    const whose = { name: viewer.name ?? '' };
    return sendPrivate(c, lifetimePage({ viewer, record: await recordOf(c, accountIdOf(c.var.actor) ?? ''), whose }));
  })
  .get('/me/record.csv', 'record.read', async (c) => sendCsv(c, await listServices(c.var.db, accountIdOf(c.var.actor) ?? '')))
  .get('/desk/people/:id/record', 'application.decide', async (c) => {
    const whose = await personIn(c);
    if (whose === undefined) return c.notFound();
    return sendPrivate(c, lifetimePage({ viewer: viewerOf(c), record: await recordOf(c, whose.personId ?? ''), whose }));
  })
  .get('/desk/people/:id/record.csv', 'application.decide', async (c) => {
    const whose = await personIn(c);
    return whose === undefined ? c.notFound() : sendCsv(c, await listServices(c.var.db, whose.personId ?? ''));
  });
