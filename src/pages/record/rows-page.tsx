import type { Connection } from '../../db/client.ts';
import { listToldLengths, type LengthRow } from '../../db/queries/statistics.ts';
import { bandsOf, statisticsDimensions, type Band, type StatisticsAsked } from '../../domain/statistics.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { numberIn } from '../public/names.ts';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { labelOf, namesFor } from './labels.ts';
import { addressOf, askedOf, dimensionName } from './record-asked.ts';
import { AsOf } from './record-page.tsx';
import { recordWords } from './record-words.ts';

/** The services that a figure counts, as far as they may be told. */
async function rowsPage(db: Connection, viewer: Viewer, { filter }: StatisticsAsked) {
  const { locale } = viewer;
  const words = recordWords[locale];
  const asked = { by: undefined, and: undefined, filter };
  const [rows, names] = await Promise.all([listToldLengths(db, { filter }), namesFor(db, [asked], [])]);
  const isKept = rows.every(({ completions }) => completions === null);
  const narrowed = statisticsDimensions.flatMap((dimension) => {
    const key = filter[dimension];
    return key === undefined ? [] : [{ label: dimensionName(dimension, locale), value: labelOf(names, dimension, key, locale) }];
  });
  return (
    <Frame viewer={viewer} title={words.rowsTitle}>
      <Title
        title={words.rowsTitle}
        above={{ href: addressOf('/record', asked), name: words.title }}
        lead={words.rowsLead}
        beside={<AsOf viewer={viewer} />}
      />
      <Summary viewer={viewer} rows={narrowed.length === 0 ? [{ label: words.rowsOf, value: words.everything }] : narrowed} />
      {isKept ? (
        <Empty>
          <p>{rows.length === 0 && narrowed.length === 0 ? words.none : words.thisKeptBack}</p>
        </Empty>
      ) : (
        <Table
          caption={words.rowsTitle}
          rows={rows}
          viewer={viewer}
          columns={[
            { title: words.daysTitle, cell: (row) => bandText(row, 'days', viewer) },
            { title: words.hoursTitle, cell: (row) => bandText(row, 'hours', viewer) },
            { title: words.services, isNumber: true, cell: ({ completions }) => numberIn(locale, completions ?? 0) },
          ]}
        />
      )}
      <p>
        <a href="/record/definitions">{words.definitions}</a>
      </p>
    </Frame>
  );
}

function bandText({ key }: LengthRow, which: 'days' | 'hours', { locale }: Viewer): string {
  const words = recordWords[locale];
  const bands = key === null ? undefined : bandsOf(key);
  if (bands === undefined) return which === 'days' ? words.unknownBand : '–';
  const { from, to }: Band = bands[which];
  return to === null ? words.bandFrom(String(from)) : `${from}–${to}`;
}

export const rowsPages = new PageRouter().get('/record/rows', 'open-data.read', async (c) => {
  const { asked, faults } = askedOf(typedInAddress(c), { isPublic: true });
  return sendPublic(c, await rowsPage(c.var.db, viewerOf(c), faults.length > 0 ? { by: undefined, and: undefined, filter: {} } : asked));
});
