import type { Context } from 'hono';
import { z } from 'zod';

import { instantOf } from '../../actions/context.ts';
import {
  clearanceOrders,
  countClearances,
  listQueuedClearances,
  type ClearanceFilter,
  type QueuedClearance,
} from '../../db/queries/desk-clearances.ts';
import type { Page } from '../../db/queries/page.ts';
import { clearanceKinds, clearanceStates, type ClearanceKind } from '../../domain/clearance.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField, TextField } from '../parts/form.tsx';
import { State } from '../parts/pill.tsx';
import { addressWith, type Column } from '../parts/table.tsx';
import { Day } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { Waiting } from './applications-page.tsx';
import { askedOne, askedState, askedText, keptSearch, orderAsked, pageAsked } from './asked.ts';
import { clearanceWords } from './clearance-words.ts';
import { deskWords } from './desk-words.ts';
import { noneText, QueuePage, StateFilter } from './queue-page.tsx';

const ages = ['3', '7', '14', '30'] as const;

const filterSchema = z.object({
  kind: askedOne(clearanceKinds),
  state: askedState(clearanceStates, 'submitted'),
  age: askedOne(ages),
  q: askedText,
});

export function clearanceFilterOf(c: Context<AppEnv>): ClearanceFilter {
  const { kind, state, age, q: text } = filterSchema.parse(c.req.query());
  return { kind, state, text, olderThanDays: age === undefined ? undefined : Number(age), ...orderAsked(c, clearanceOrders) };
}

type Shown = {
  readonly viewer: Viewer;
  readonly filter: ClearanceFilter;
  readonly typed: Typed;
  readonly counts: { readonly count: number; readonly waiting: readonly { readonly kind: ClearanceKind; readonly waiting: number }[] };
  readonly page: Page<QueuedClearance>;
  readonly search: string;
};

function clearancesPage(shown: Shown) {
  const { viewer, filter, page, typed } = shown;
  const words = clearanceWords[viewer.locale];
  const said = terms[viewer.locale];
  return (
    <QueuePage
      viewer={viewer}
      queue="/desk/clearances"
      title={words.title}
      lead={words.lead}
      ways={
        <>
          <a href="/desk/query-batches">{words.toBatches}</a>
          <a href="/desk/attendance">{words.toAttendance}</a>
        </>
      }
      filters={
        <>
          <TextField type="search" name="q" label={words.volunteer} typed={typed} />
          <SelectField
            name="kind"
            label={words.kind}
            typed={typed}
            none={words.anyKind}
            options={clearanceKinds.map((kind) => ({ value: kind, label: said.clearances[kind] }))}
          />
          <SelectField
            name="age"
            label={words.olderThan}
            typed={typed}
            none={words.anyAge}
            options={ages.map((age) => ({ value: age, label: words.olderDays(Number(age)) }))}
          />
          <StateFilter viewer={viewer} typed={typed} states={said.states.clearance} />
        </>
      }
      total={<Counts {...shown} />}
      none={noneText(filter.state, viewer)}
      page={page}
      columns={columnsOf(shown)}
    />
  );
}

/** How many are listed, and of which kind how many wait. */
function Counts({ viewer, counts: { count, waiting } }: Shown) {
  return (
    <>
      {deskWords[viewer.locale].total(count)}
      {waiting.map((ofKind) => (
        <>
          {' · '}
          <a href={addressWith(viewer, { kind: ofKind.kind, state: 'submitted', after: undefined })}>
            {terms[viewer.locale].clearances[ofKind.kind]} {ofKind.waiting}
          </a>
        </>
      ))}
    </>
  );
}

function columnsOf({ viewer, search }: Shown): readonly Column<QueuedClearance>[] {
  const words = clearanceWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  return [
    { title: words.volunteer, sort: 'name', cell: ({ id, name }) => <a href={`/desk/clearances/${id}${search}`}>{name}</a> },
    {
      title: words.kind,
      sort: 'kind',
      cell: ({ kind, batchId }) => (
        <>
          {said.clearances[kind]}
          {batchId === null ? null : <span class="quiet small"> {words.onList}</span>}
        </>
      ),
    },
    { title: words.age, sort: 'waiting', cell: ({ createdAt }) => <Waiting at={createdAt} viewer={viewer} /> },
    {
      title: words.ends,
      sort: 'ends',
      cell: ({ validThroughDay }) => (validThroughDay === null ? '' : <Day day={validThroughDay} viewer={viewer} />),
    },
    { title: desk.state, cell: ({ state }) => <State of="clearance" state={state} locale={viewer.locale} /> },
  ];
}

export const clearanceQueuePage = new PageRouter().get('/desk/clearances', 'clearance.decide', async (c) => {
  const { db, now } = c.var;
  const filter = clearanceFilterOf(c);
  const shown = {
    viewer: viewerOf(c),
    filter,
    typed: typedInAddress(c),
    search: keptSearch(c),
    counts: await countClearances(db, filter, instantOf(now)),
    page: await listQueuedClearances(db, filter, instantOf(now), pageAsked(c)),
  };
  return sendPrivate(c, clearancesPage(shown));
});
