import { z } from 'zod';

import { outcomes } from '../../domain/told-outcomes.ts';
import { equityDimensions, findEquity, type Equity, type EquityDimension, type EquityRow } from '../../db/queries/equity.ts';
import { listResultSeasons } from '../../db/queries/open-record.ts';
import type { Connection } from '../../db/client.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { asked } from '../public/asked.ts';
import { figureIn, nameIn, numberIn } from '../public/names.ts';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { equityWords } from './equity-words.ts';
import { labelOf } from './labels.ts';
import { recordWords } from './record-words.ts';

/** How a published match came out for whom: counts with their share, and seats by need tier. */
async function equityPage(db: Connection, viewer: Viewer, wanted: string | undefined) {
  const { locale } = viewer;
  const words = equityWords[locale];
  const seasons = await listResultSeasons(db);
  const chosen = seasons.find(({ seasonId }) => seasonId === wanted) ?? seasons[0];
  const equity = chosen === undefined ? undefined : await findEquity(db, chosen.seasonId);
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} above={{ href: '/record', name: recordWords[locale].title }} lead={words.lead} />
      {chosen === undefined ? null : (
        <form method="get" action="/record/equity" class="count-form no-print">
          <div>
            <label for="season">{words.season}</label>
            <select id="season" name="season">
              {seasons.map(({ seasonId, nameZh, nameEn }) => (
                <option value={seasonId} selected={seasonId === chosen.seasonId}>
                  {nameIn(locale, nameZh, nameEn)}
                </option>
              ))}
            </select>
          </div>
          <button class="button second">{words.show}</button>
        </form>
      )}
      {equity === undefined ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Shown equity={equity} viewer={viewer} />
      )}
    </Frame>
  );
}

function Shown({ equity, viewer }: { equity: Equity; viewer: Viewer }) {
  const { locale } = viewer;
  const words = equityWords[locale];
  const label = (dimension: EquityDimension) => (key: string) => labelOf(new Map(), dimension, key, locale);
  return (
    <>
      <p class="quiet small">
        {words.publishedAt} <Instant at={equity.publishedAt} viewer={viewer} />
      </p>
      <Groups caption={words.all} rows={[equity.all]} label={() => words.all} viewer={viewer} />
      {equityDimensions.map((dimension) =>
        equity.by[dimension].length === 0 ? null : (
          <Groups caption={words.by[dimension]} rows={equity.by[dimension]} label={label(dimension)} viewer={viewer} />
        ),
      )}
      <p class="quiet small measure">{words.kept}</p>
      <section class="part">
        <Table
          caption={words.coverage}
          showsCaption
          rows={equity.tiers}
          viewer={viewer}
          columns={[
            { title: words.tier, cell: ({ tier }) => labelOf(new Map(), 'tier', String(tier), locale) },
            {
              title: words.minimum,
              isNumber: true,
              cell: ({ minimum }) => words.filledOf(figureIn(locale, minimum.filled), minimum.seats),
            },
            { title: words.ideal, isNumber: true, cell: ({ ideal }) => words.filledOf(figureIn(locale, ideal.filled), ideal.seats) },
          ]}
        />
      </section>
    </>
  );
}

type GroupsProps = {
  readonly caption: string;
  readonly rows: readonly EquityRow[];
  readonly label: (key: string) => string;
  readonly viewer: Viewer;
};

function Groups({ caption, rows, label, viewer }: GroupsProps) {
  const { locale } = viewer;
  const words = equityWords[locale];
  const share = (part: number | null, whole: number | null) =>
    part === null || whole === null || whole === 0 ? '–' : `${numberIn(locale, part)} (${Math.round((100 * part) / whole)}%)`;
  return (
    <section class="part">
      <Table
        caption={caption}
        showsCaption
        rows={rows}
        viewer={viewer}
        columns={[
          { title: words.group, cell: ({ key }) => label(key) },
          { title: words.applicants, isNumber: true, cell: ({ applicants }) => figureIn(locale, applicants) },
          ...outcomes.map((outcome) => ({
            title: words.outcomes[outcome],
            isNumber: true,
            cell: (row: EquityRow) => share(row.outcomes[outcome], row.applicants),
          })),
        ]}
      />
    </section>
  );
}

export const equityPages = new PageRouter().get('/record/equity', 'open-data.read', async (c) =>
  sendPublic(c, await equityPage(c.var.db, viewerOf(c), asked(typedInAddress(c), 'season', z.uuid()))),
);
