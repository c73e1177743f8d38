import type { Context } from 'hono';

import { answerBatch } from '../../actions/query-batches/answer-batch.ts';
import { makeBatch } from '../../actions/query-batches/make-batch.ts';
import { readBatch, type ListedPerson } from '../../actions/query-batches/read-batch.ts';
import {
  findBatch,
  findForBatch,
  listBatchesInFull,
  type BatchInWhole,
  type ForBatch,
  type ListedBatch,
} from '../../db/queries/desk-lists.ts';
import type { Page } from '../../db/queries/page.ts';
import { homeZone } from '../../domain/calendar.ts';
import { batchAnswerSchema, renewalDays } from '../../domain/query-batch.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { CheckField, DayField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging, Table, type Column } from '../parts/table.tsx';
import { Day, dayText, Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { typedIn, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { idIn, pageAsked } from './asked.ts';
import { clearanceWords } from './clearance-words.ts';
import { deskWords } from './desk-words.ts';
import { listWords } from './list-words.ts';
import { faultsAt, JustDone, nothingTyped } from './queue.tsx';

type ListShown = { readonly viewer: Viewer; readonly page: Page<ListedBatch>; readonly next: ForBatch; readonly refused?: string };

function batchesPage({ viewer, page, next, refused }: ListShown) {
  const words = listWords[viewer.locale];
  const count = next.waiting.length + next.ending.length;
  return (
    <Frame viewer={viewer} title={words.batches}>
      {refused === undefined ? null : <FaultSummary faults={[{ field: 'make', message: refused }]} viewer={viewer} />}
      <Title
        title={words.batches}
        above={{ href: '/desk/clearances', name: clearanceWords[viewer.locale].title }}
        lead={words.batchesLead}
      />
      <section aria-labelledby="make">
        <h2 id="make">{words.newList}</h2>
        {count === 0 ? (
          <p class="quiet">{words.nobody}</p>
        ) : (
          <form method="post" action="/desk/query-batches">
            <p>
              {[
                ...(next.waiting.length === 0 ? [] : [words.waiting(next.waiting.length)]),
                ...(next.ending.length === 0 ? [] : [words.ending(next.ending.length)]),
              ].join(viewer.locale === 'zh' ? '；' : '; ')}
            </p>
            <details>
              <summary>{words.names}</summary>
              <p>{deskWords[viewer.locale].joined([...next.waiting, ...next.ending])}</p>
            </details>
            <p class="actions">
              <button class="button">{words.make(count)}</button>
            </p>
          </form>
        )}
      </section>
      <section aria-labelledby="lists">
        <h2 id="lists">{words.batches}</h2>
        {page.items.length === 0 ? (
          <Empty>
            <p>{words.noLists}</p>
          </Empty>
        ) : (
          <Batches viewer={viewer} page={page} />
        )}
        <Paging nextAfter={page.nextAfter} viewer={viewer} />
      </section>
    </Frame>
  );
}

function Batches({ viewer, page }: { viewer: Viewer; page: Page<ListedBatch> }) {
  const words = listWords[viewer.locale];
  return (
    <Table
      caption={words.batches}
      viewer={viewer}
      rows={page.items}
      isDense
      columns={[
        {
          title: words.made,
          cell: ({ id, createdAt }) => (
            <a href={`/desk/query-batches/${id}`}>
              <Instant at={createdAt} viewer={viewer} />
            </a>
          ),
        },
        { title: words.madeBy, cell: ({ createdBy }) => createdBy },
        { title: words.people, isNumber: true, cell: ({ people }) => people },
        {
          title: words.answered,
          cell: ({ answeredDay }) =>
            answeredDay === null ? <Pill tone="waiting">{words.notAnswered}</Pill> : <Day day={answeredDay} viewer={viewer} />,
        },
        { title: words.found, isNumber: true, cell: ({ answeredDay, found }) => (answeredDay === null ? '' : found) },
      ]}
    />
  );
}

type Shown = {
  readonly viewer: Viewer;
  readonly batch: BatchInWhole;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  /** Where the numbers were asked for just now. */
  readonly people?: readonly ListedPerson[];
};
type Entry = BatchInWhole['entries'][number];

function batchPage(shown: Shown) {
  const { viewer, batch, typed, faults, people } = shown;
  const words = listWords[viewer.locale];
  const title = words.list(dayText(homeDay(batch.createdAt), viewer.locale));
  const isOpen = batch.answeredDay === null;
  return (
    <Frame viewer={viewer} title={title}>
      <JustDone viewer={viewer} />
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={title}
        above={{ href: '/desk/query-batches', name: words.batches }}
        beside={
          batch.answeredDay === null ? (
            <Pill tone="waiting">{words.notAnswered}</Pill>
          ) : (
            <>
              <Pill tone="done">{words.isAnswered}</Pill> <Day day={batch.answeredDay} viewer={viewer} />
            </>
          )
        }
      />
      {people === undefined ? (
        <form method="post" action={`/desk/query-batches/${batch.id}/numbers`}>
          <p class="quiet small">{words.numbersLead}</p>
          <button class="button second">{words.showNumbers(batch.people)}</button>
        </form>
      ) : (
        <p class="quiet small">{clearanceWords[viewer.locale].shownOnce}</p>
      )}
      {isOpen ? (
        <form class="part" method="post" action={`/desk/query-batches/${batch.id}/answer`} novalidate>
          <h2>{words.enter}</h2>
          <p class="measure">{words.enterLead}</p>
          <DayField name="answeredDay" label={words.answeredDay} typed={typed} faults={faults} />
          <Entries {...shown} />
          <div class="after-list">
            <CheckField name="rest" label={words.rest} typed={typed} faults={faults} />
          </div>
          <button class="button">{words.enterButton(batch.people)}</button>
        </form>
      ) : (
        <section aria-label={words.outcome}>
          <Entries {...shown} />
        </section>
      )}
    </Frame>
  );
}

function homeDay(at: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: homeZone }).format(new Date(at));
}

function Entries({ viewer, batch, typed, people }: Shown) {
  const words = listWords[viewer.locale];
  const byId = new Map(people?.map((person) => [person.clearanceId, person]));
  const numbers: readonly Column<Entry>[] =
    people === undefined
      ? []
      : [
          {
            title: words.number,
            cell: ({ clearanceId }) => {
              const person = byId.get(clearanceId);
              const number = person?.number ?? null;
              return number === null ? <span class="quiet">{words.noNumber}</span> : <span class="tabular">{number}</span>;
            },
          },
        ];
  return (
    <Table
      caption={words.people}
      viewer={viewer}
      rows={batch.entries}
      isDense
      columns={[
        { title: deskWords[viewer.locale].name, cell: ({ clearanceId, name }) => <a href={`/desk/clearances/${clearanceId}`}>{name}</a> },
        ...numbers,
        batch.answeredDay === null
          ? {
              title: words.found,
              cell: ({ clearanceId, name }: Entry) => (
                <input
                  class="tick"
                  type="checkbox"
                  name="found"
                  value={clearanceId}
                  checked={typed.list('found').includes(clearanceId)}
                  aria-label={words.foundOf(name)}
                />
              ),
            }
          : {
              title: words.outcome,
              cell: ({ outcome }: Entry) =>
                outcome === null ? '' : <Pill tone={outcome === 'no_record' ? 'done' : 'refused'}>{words.outcomes[outcome]}</Pill>,
            },
      ]}
    />
  );
}

async function batchIn(c: Context<AppEnv>): Promise<BatchInWhole | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findBatch(c.var.db, id);
}

async function showList(c: Context<AppEnv>, refused?: string): Promise<Response> {
  const { db, now } = c.var;
  const soon = now.setZone(homeZone).plus({ days: renewalDays }).toISODate() ?? '';
  const shown = { viewer: viewerOf(c), page: await listBatchesInFull(db, pageAsked(c)), next: await findForBatch(db, soon) };
  return sendPrivate(c, batchesPage(refused === undefined ? shown : { ...shown, refused }), refused === undefined ? 200 : 422);
}

/** Everybody who was not ticked has no record, once that is said. */
function answerIn(batch: BatchInWhole, typed: Typed): Result<ReturnType<typeof batchAnswerSchema.parse>, KnownFailure> {
  const ticked = typed.list('found');
  const outcomes = batch.entries.map(({ clearanceId }) => ({
    clearanceId,
    outcome: ticked.includes(clearanceId) ? 'record_found' : 'no_record',
  }));
  const parsed = batchAnswerSchema.safeParse({ answeredDay: typed.optional('answeredDay'), outcomes });
  const rest = typed.list('rest').includes('yes') ? [] : [{ pointer: '/rest', code: 'missing' }];
  if (parsed.success && rest.length === 0) return ok(parsed.data);
  return fail({ kind: 'invalid', faults: [...(parsed.success ? [] : faultsOf(parsed.error)), ...rest] });
}

/** What is wrong with who is on the list is told where the rest of it is confirmed. */
function answerFaults(failure: KnownFailure, viewer: Viewer): readonly FieldFault[] {
  const words = listWords[viewer.locale];
  const labels: Readonly<Record<string, string>> = { answeredDay: words.answeredDay, rest: words.restMissing };
  return faultsAt(failure, 'answeredDay', viewer, (field) => labels[field]).map((fault) =>
    fault.field.startsWith('outcomes') ? { ...fault, field: 'rest', label: terms[viewer.locale].clearances.employment_query } : fault,
  );
}

export const queryBatchPages = new PageRouter()
  .get('/desk/query-batches', 'query-batch.run', async (c) => showList(c))
  .post('/desk/query-batches', 'query-batch.run', async (c) => {
    const made = await makeBatch(actionContext(c));
    return made.ok ? seeOther(c, `/desk/query-batches/${made.value.id}?done=created`) : showList(c, toldOf(made.error, viewerOf(c)).title);
  })
  .get('/desk/query-batches/:id', 'query-batch.run', async (c) => {
    const batch = await batchIn(c);
    return batch === undefined ? c.notFound() : sendPrivate(c, batchPage({ viewer: viewerOf(c), batch, typed: nothingTyped, faults: [] }));
  })
  .post('/desk/query-batches/:id/numbers', 'query-batch.run', async (c) => {
    const batch = await batchIn(c);
    if (batch === undefined) return c.notFound();
    const { people } = valueOf(await readBatch(actionContext(c), batch.id));
    return sendPrivate(c, batchPage({ viewer: viewerOf(c), batch, typed: nothingTyped, faults: [], people }));
  })
  .post('/desk/query-batches/:id/answer', 'query-batch.run', async (c) => {
    const batch = await batchIn(c);
    if (batch === undefined) return c.notFound();
    const typed = await typedIn(c);
    const answer = answerIn(batch, typed);
    const result = answer.ok ? await answerBatch(actionContext(c), batch.id, answer.value) : answer;
    if (result.ok) return seeOther(c, `/desk/query-batches/${batch.id}?done=answered`);
    const viewer = viewerOf(c);
    return sendPrivate(c, batchPage({ viewer, batch, typed, faults: answerFaults(result.error, viewer) }), 422);
  });
