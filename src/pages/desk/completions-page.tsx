import type { Context } from 'hono';
import { z } from 'zod';

import { listFilterChoices, type ApplicationChoices } from '../../db/queries/desk-applications.ts';
import { countToComplete, listToComplete, type CompletionFilter, type ToComplete } from '../../db/queries/desk-placements.ts';
import type { Page } from '../../db/queries/page.ts';
import { completionGaps } from '../../domain/completion.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, TextField } from '../parts/form.tsx';
import { Pill } from '../parts/pill.tsx';
import type { Column } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { askedId, askedOne, askedText, keptSearch, pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { placementWords } from './placement-words.ts';
import { QueuePage, SeasonFilter } from './queue-page.tsx';

const filterSchema = z.object({ season: askedId, show: askedOne(['ready', 'missing', 'all']), q: askedText });

export function completionFilterOf(c: Context<AppEnv>): CompletionFilter {
  const { season: seasonId, show = 'ready', q: text } = filterSchema.parse(c.req.query());
  return { seasonId, show, text };
}

type Shown = {
  readonly viewer: Viewer;
  readonly filter: CompletionFilter;
  readonly choices: ApplicationChoices;
  readonly typed: Typed;
  readonly counts: { readonly ready: number; readonly all: number };
  readonly page: Page<ToComplete>;
  readonly search: string;
};

type Row = ToComplete & { readonly gaps: ReturnType<typeof completionGaps> };

function completionsPage(shown: Shown) {
  const { viewer, filter, choices, typed, counts, page } = shown;
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const items = page.items.map((row): Row => {
    return { ...row, gaps: completionGaps(row) };
  });
  return (
    <QueuePage
      viewer={viewer}
      queue="/desk/completions"
      title={words.completions}
      above={{ href: '/desk/placements', name: words.title }}
      lead={words.completionsLead}
      filters={
        <>
          <TextField type="search" name="q" label={words.text} typed={typed} />
          <SeasonFilter viewer={viewer} typed={typed} choices={choices} />
          <SelectField
            name="show"
            label={words.show}
            typed={typed}
            options={[
              { value: 'ready', label: words.showReady },
              { value: 'missing', label: words.showMissing },
              { value: 'all', label: words.showAll },
            ]}
          />
        </>
      }
      total={words.readyOf(counts.ready, counts.all)}
      none={filter.show === 'ready' ? words.noneReady : desk.none}
      page={{ ...page, items }}
      columns={columnsOf(shown)}
    />
  );
}

function columnsOf({ viewer, search }: Shown): readonly Column<Row>[] {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return [
    {
      title: words.volunteer,
      isKept: true,
      cell: ({ id, name, gaps }) => (
        <a href={gaps.length === 0 ? `/desk/placements/${id}/complete${search}` : `/desk/placements/${id}`}>{name}</a>
      ),
    },
    { title: desk.county, cell: ({ county }) => nameIn(county, viewer) },
    { title: words.dates, cell: ({ startDay, endDay }) => daysText(startDay, endDay, viewer.locale) },
    { title: words.reportedDays, isNumber: true, cell: ({ reportedDays }) => reportedDays ?? '' },
    { title: words.confirmedDays, isNumber: true, cell: ({ confirmedDays }) => confirmedDays ?? '' },
    {
      title: words.gaps,
      cell: ({ gaps }) =>
        gaps.length === 0 ? (
          <Pill tone="done">{words.ready}</Pill>
        ) : (
          gaps.map(({ kind }) => <span class="item">{terms[viewer.locale].completionGaps[kind]}</span>)
        ),
    },
  ];
}

export const completionsPages = new PageRouter().get('/desk/completions', 'placement.decide', async (c) => {
  const { db } = c.var;
  const filter = completionFilterOf(c);
  const shown = {
    viewer: viewerOf(c),
    filter,
    typed: typedInAddress(c),
    search: keptSearch(c),
    choices: await listFilterChoices(db),
    counts: await countToComplete(db, filter),
    page: await listToComplete(db, filter, pageAsked(c)),
  };
  return sendPrivate(c, completionsPage(shown));
});
