import type { Context } from 'hono';
import { z } from 'zod';

import { listFilterChoices, type ApplicationChoices } from '../../db/queries/desk-applications.ts';
import { countToComplete, listToComplete, type CompletionFilter, type ToComplete } from '../../db/queries/desk-placements.ts';
import type { Page } from '../../db/queries/page.ts';
import { completionGaps } from '../../domain/completion.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, TextField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { askedId, askedOne, askedText, keptSearch, pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn, optionsOf } from './named.ts';
import { placementWords } from './placement-words.ts';
import { JustDone } from './queue.tsx';

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

function completionsPage({ viewer, filter, choices, typed, counts, page, search }: Shown) {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.completions}>
      <JustDone viewer={viewer} queue="/desk/completions" />
      <Title title={words.completions} above={{ href: '/desk/placements', name: words.title }} lead={words.completionsLead} />
      <Filters viewer={viewer} action="/desk/completions">
        <TextField type="search" name="q" label={words.text} typed={typed} />
        <SelectField name="season" label={desk.season} typed={typed} none={desk.anySeason} options={optionsOf(choices.seasons, viewer)} />
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
      </Filters>
      <p class="small quiet">{words.readyOf(counts.ready, counts.all)}</p>
      {page.items.length === 0 ? (
        <Empty>
          <p>{filter.show === 'ready' ? words.noneReady : desk.none}</p>
        </Empty>
      ) : (
        <Rows viewer={viewer} page={page} search={search} />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Rows({ viewer, page, search }: Pick<Shown, 'viewer' | 'page' | 'search'>) {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const rows = page.items.map((row) => ({
    ...row,
    gaps: completionGaps({ reportedDays: row.reportedDays ?? undefined, confirmedDays: row.confirmedDays ?? undefined }),
  }));
  return (
    <Table
      caption={words.completions}
      viewer={viewer}
      rows={rows}
      isDense
      columns={[
        {
          title: words.volunteer,
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
              desk.joined(gaps.map(({ kind }) => terms[viewer.locale].completionGaps[kind]))
            ),
        },
      ]}
    />
  );
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
