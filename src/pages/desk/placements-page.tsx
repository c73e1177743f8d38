import type { Context } from 'hono';
import { z } from 'zod';

import { listFilterChoices, type ApplicationChoices } from '../../db/queries/desk-applications.ts';
import {
  countPlacements,
  listPlacementsInOrder,
  placementOrders,
  type ListedPlacement,
  type PlacementFilter,
  type StateCounts,
} from '../../db/queries/desk-placements.ts';
import type { Page } from '../../db/queries/page.ts';
import { placementStates, type PlacementState } from '../../domain/placement.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { conditionsWords } from '../conditions/conditions-words.ts';
import { disputeWords } from '../dispute/dispute-words.ts';
import { feedbackWords } from '../feedback/feedback-words.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { CheckField, SelectField, TextField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { addressWith, Filters, Paging, Table } from '../parts/table.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { askedCounty, askedId, askedOne, askedState, askedText, orderAsked, pageAsked } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn, stateOptions } from './named.ts';
import { SeasonFilter } from './queue-page.tsx';
import { placementWords } from './placement-words.ts';

const filterSchema = z.object({
  season: askedId,
  state: askedState(placementStates, undefined),
  county: askedCounty,
  missing: askedOne(['yes']),
  q: askedText,
});

function placementFilterOf(c: Context<AppEnv>): PlacementFilter {
  const { season: seasonId, county: countyCode, missing, q: text, state } = filterSchema.parse(c.req.query());
  // The latest first, where nobody asks for an order.
  const order = c.req.query('sort') === undefined ? ({ order: 'start', isDescending: true } as const) : orderAsked(c, placementOrders);
  return { seasonId, state, countyCode, text, isMissingChecks: missing === 'yes', ...order };
}

type Shown = {
  readonly viewer: Viewer;
  readonly choices: ApplicationChoices;
  readonly typed: Typed;
  readonly counts: StateCounts;
  readonly state: PlacementState | undefined;
  readonly page: Page<ListedPlacement>;
};

function placementsPage(shown: Shown) {
  const { viewer, page, choices, typed } = shown;
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} />
      <p class="actions ways">
        <a href="/desk/placements/new">{words.byHand}</a>
        <a href="/desk/alternates">{words.toAlternates}</a>
        <a href="/desk/swaps">{words.toSwaps}</a>
        <a href="/desk/conditions">{conditionsWords[viewer.locale].desk.title}</a>
        <a href="/desk/completions">{words.toCompletions}</a> <a href="/desk/disputes">{disputeWords[viewer.locale].deskTitle}</a>
        <a href="/desk/feedback">{feedbackWords[viewer.locale].averagesTitle}</a>
      </p>
      <Filters viewer={viewer} action="/desk/placements">
        <TextField type="search" name="q" label={words.text} typed={typed} />
        <SeasonFilter viewer={viewer} typed={typed} choices={choices} />
        <SelectField
          name="state"
          label={desk.state}
          typed={typed}
          options={stateOptions(terms[viewer.locale].states.placement, viewer.locale)}
        />
        <CheckField name="missing" label={words.onlyMissing} typed={typed} />
      </Filters>
      <States {...shown} />
      {page.items.length === 0 ? (
        <Empty>
          <p>{desk.none}</p>
        </Empty>
      ) : (
        <Rows viewer={viewer} page={page} />
      )}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="placements" season={typed.optional('season')} />
    </Frame>
  );
}

/** How many are in each state, each a way to see only those. */
function States({ viewer, counts: { byState, most }, state }: Shown) {
  const words = placementWords[viewer.locale];
  const said = terms[viewer.locale].states.placement;
  const total = [...byState.values()].reduce((sum, count) => sum + count, 0);
  const present = placementStates.filter((name) => byState.has(name));
  const saidOf = (count: number) => (count > most ? `${most}+` : count);
  return (
    <nav class="states" aria-label={words.states}>
      <ul>
        <li>
          <a href={addressWith(viewer, { state: undefined, after: undefined })} aria-current={state === undefined ? 'true' : undefined}>
            {words.all} <b>{saidOf(total)}</b>
          </a>
        </li>
        {present.map((name) => (
          <li>
            <a href={addressWith(viewer, { state: name, after: undefined })} aria-current={state === name ? 'true' : undefined}>
              {said[name]} <b>{saidOf(byState.get(name) ?? 0)}</b>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Rows({ viewer, page }: Pick<Shown, 'viewer' | 'page'>) {
  const words = placementWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={page.items}
      isDense
      columns={[
        { title: words.volunteer, sort: 'name', isKept: true, cell: ({ id, name }) => <a href={`/desk/placements/${id}`}>{name}</a> },
        {
          title: words.where,
          sort: 'county',
          cell: ({ county, place }) => (
            <>
              {nameIn(county, viewer)} <span class="quiet small">{place}</span>
            </>
          ),
        },
        {
          title: words.what,
          cell: ({ subject, role }) => (
            <>
              {nameIn(subject, viewer)} <span class="quiet small">{said.lineRoles[role]}</span>
            </>
          ),
        },
        { title: words.dates, sort: 'start', cell: ({ startDay, endDay }) => daysText(startDay, endDay, viewer.locale) },
        {
          title: words.missing,
          cell: ({ missing, state }) =>
            missing.length > 0 ? (
              <Pill tone="waiting">{words.missingCount(missing.length)}</Pill>
            ) : ['proposed', 'offered', 'accepted'].includes(state) ? (
              <span class="quiet">{words.complete}</span>
            ) : (
              ''
            ),
        },
        {
          title: words.replyBy,
          sort: 'reply',
          cell: ({ state, replyByAt }) => (state === 'offered' && replyByAt !== null ? <Instant at={replyByAt} viewer={viewer} /> : ''),
        },
        { title: desk.state, cell: ({ state }) => <State of="placement" state={state} locale={viewer.locale} /> },
      ]}
    />
  );
}

export const placementBoardPage = new PageRouter().get('/desk/placements', 'placement.decide', async (c) => {
  const { db } = c.var;
  const filter = placementFilterOf(c);
  const shown = {
    viewer: viewerOf(c),
    typed: typedInAddress(c),
    state: filter.state,
    choices: await listFilterChoices(db),
    counts: await countPlacements(db, filter),
    page: await listPlacementsInOrder(db, filter, pageAsked(c)),
  };
  return sendPrivate(c, placementsPage(shown));
});
