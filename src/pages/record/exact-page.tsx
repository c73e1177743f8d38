import type { Connection } from '../../db/client.ts';
import { countExact, listCompletions } from '../../db/queries/exact-statistics.ts';
import { statisticsDimensions, type StatisticsAsked } from '../../domain/statistics.ts';
import { faultMessage } from '../../http/failure/fault-words.ts';
import { sendPrivate } from '../answer.tsx';
import { asked as askedIn } from '../public/asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Table, Paging } from '../parts/table.tsx';
import { numberIn } from '../public/names.ts';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { CountForm } from './count-form.tsx';
import { CountFigures, hoursOf, Parts, type Way } from './counts-view.tsx';
import { sendRecordCsv } from './record-csv.ts';
import { labelOf, namesFor } from './labels.ts';
import { addressOf, askedOf, dimensionName } from './record-asked.ts';
import { AsOf } from './record-page.tsx';
import { recordWords } from './record-words.ts';
import { z } from 'zod';

const way: Way = { counts: '/desk/record', rows: '/desk/record/rows' };
const rowsAPage = 50;

/** Everything that is counted, with nothing kept back. */
async function exactPage(db: Connection, viewer: Viewer, { asked, faults }: ReturnType<typeof askedOf>) {
  const words = recordWords[viewer.locale];
  const whole = { by: undefined, and: undefined, filter: asked.filter };
  const question: StatisticsAsked = faults.length > 0 ? whole : { ...asked, by: asked.by ?? 'season' };
  const [rows, [all]] = await Promise.all([countExact(db, question), countExact(db, whole)]);
  const names = await namesFor(db, [question], [rows]);
  const shown = { asked: question, rows, names, viewer, way };
  return (
    <Frame viewer={viewer} title={words.exactTitle}>
      <Title title={words.exactTitle} lead={words.exactLead} beside={<AsOf viewer={viewer} />} />
      {faults.length === 0 ? null : (
        <Note tone="waiting">
          <p>
            {words.faulty}
            {faults.map((code) => faultMessage(code, viewer.locale)).join(' ')}
          </p>
        </Note>
      )}
      <CountForm asked={asked} names={names} viewer={viewer} path={way.counts} />
      {all === undefined || all.completions === 0 ? (
        <Empty>
          <p>{words.nobody}</p>
        </Empty>
      ) : (
        <CountFigures row={all} asked={whole} viewer={viewer} way={way} />
      )}
      {rows.length === 0 ? null : <Parts {...shown} />}
      <p class="actions">
        <a class="button second" href={addressOf('/desk/record.csv', question)}>
          {words.download}
        </a>
        <a href="/record/definitions">{words.definitions}</a>
        <a href="/record">{words.title}</a>
      </p>
    </Frame>
  );
}

async function exactRowsPage(db: Connection, viewer: Viewer, { filter }: StatisticsAsked, after: string | undefined) {
  const { locale } = viewer;
  const words = recordWords[locale];
  const asked = { by: undefined, and: undefined, filter };
  const found = await listCompletions(db, { filter }, { limit: rowsAPage + 1, after });
  const rows = found.slice(0, rowsAPage);
  const names = await namesFor(
    db,
    [{ by: 'season', and: 'county', filter }],
    [rows.map(({ seasonId, countyCode }) => ({ key: seasonId, andKey: countyCode }))],
  );
  const narrowed = statisticsDimensions.flatMap((dimension) => {
    const key = filter[dimension];
    return key === undefined ? [] : [`${dimensionName(dimension, locale)} · ${labelOf(names, dimension, key, locale)}`];
  });
  return (
    <Frame viewer={viewer} title={words.toPlacements}>
      <Title
        title={words.toPlacements}
        above={{ href: addressOf(way.counts, asked), name: words.exactTitle }}
        lead={narrowed.length === 0 ? words.everything : narrowed.join(' · ')}
      />
      {rows.length === 0 ? (
        <Empty>
          <p>{words.nobody}</p>
        </Empty>
      ) : (
        <Table
          caption={words.toPlacements}
          rows={rows}
          viewer={viewer}
          isDense
          columns={[
            {
              title: dimensionName('season', locale),
              cell: (row) => <a href={`/desk/placements/${row.placementId}`}>{labelOf(names, 'season', row.seasonId, locale)}</a>,
            },
            { title: words.place, cell: (row) => labelOf(names, 'county', row.countyCode, locale) },
            { title: dimensionName('subject', locale), cell: (row) => labelOf(names, 'subject', row.subjectCode, locale) },
            { title: dimensionName('delivery', locale), cell: (row) => labelOf(names, 'delivery', row.delivery, locale) },
            { title: words.daysTitle, isNumber: true, cell: (row) => numberIn(locale, row.daysServed) },
            { title: words.hoursTitle, isNumber: true, cell: (row) => numberIn(locale, hoursOf(row)) },
          ]}
        />
      )}
      <Paging nextAfter={found.length > rowsAPage ? (rows.at(-1)?.placementId ?? null) : null} viewer={viewer} />
    </Frame>
  );
}

export const exactPages = new PageRouter()
  .get('/desk/record', 'record.count', async (c) =>
    sendPrivate(c, await exactPage(c.var.db, viewerOf(c), askedOf(typedInAddress(c), { isPublic: false }))),
  )
  .get('/desk/record/rows', 'record.count', async (c) => {
    const typed = typedInAddress(c);
    return sendPrivate(
      c,
      await exactRowsPage(c.var.db, viewerOf(c), askedOf(typed, { isPublic: false }).asked, askedIn(typed, 'after', z.uuid())),
    );
  })
  .get('/desk/record.csv', 'record.count', async (c) => {
    const { asked } = askedOf(typedInAddress(c), { isPublic: false });
    const question = { ...asked, by: asked.by ?? ('season' as const) };
    return sendRecordCsv(c, question, await countExact(c.var.db, question));
  });
