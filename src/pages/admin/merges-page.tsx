import type { Context } from 'hono';
import { z } from 'zod';

import { suggestTwins, type LikelyTwins } from '../../actions/merges/suggest-twins.ts';
import { undoMerge } from '../../actions/merges/undo-merge.ts';
import {
  findMerge,
  listMergeChanges,
  listMerges,
  listMovedRows,
  type Merge,
  type MergeChange,
  type MovedRow,
} from '../../db/queries/merges.ts';
import { homeZone } from '../../domain/calendar.ts';
import { undoInputSchema, undoUntil } from '../../domain/merge.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked, idAsked } from '../asked.ts';
import { pageAsked } from '../desk/asked.ts';
import { faultsAt } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging, TableSection } from '../parts/table.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { mergeWords, tableText } from './merge-words.ts';

const address = '/admin/merges';
const lastDay = (mergedAt: string) => undoUntil(mergedAt).setZone(homeZone).toISODate() ?? '';

/** Accounts that are likely one person's, and merges that can be undone. */
function mergesPage(viewer: Viewer, twins: readonly LikelyTwins[], merges: readonly Merge[], nextAfter: string | null) {
  const words = mergeWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <TableSection
        id="likely"
        title={words.likely}
        none={words.noLikely}
        viewer={viewer}
        rows={twins}
        columns={[
          {
            title: words.pair,
            cell: ({ first, second }) =>
              [first, second].map(({ id, name, email }) => (
                <span class="under">
                  <a href={`/admin/accounts/${id}`}>{name}</a> <span class="quiet small address">{email}</span>
                </span>
              )),
          },
          {
            title: words.why,
            cell: ({ sameNumber, sameBirthday, likeness }) =>
              [sameNumber ? words.sameNumber : [], sameBirthday ? words.sameBirthday : [], words.alike(Math.round(likeness * 100))]
                .flat()
                .join(' · '),
          },
          {
            title: words.look,
            isUnseen: true,
            cell: ({ first, second }) => (
              <a href={`/admin/accounts/${second.id}/merge?into=${first.id}`} aria-label={words.lookAt(`${first.name}, ${second.name}`)}>
                {words.look}
              </a>
            ),
          },
        ]}
      />
      <TableSection
        id="recorded"
        title={words.recorded}
        none={words.noRecorded}
        viewer={viewer}
        rows={merges}
        columns={[
          {
            title: words.kept,
            cell: ({ id, kept, merged }) => (
              <>
                <a href={`${address}/${id}`}>{kept.name}</a>
                <span class="quiet small under address">{`${merged.email} → ${kept.email}`}</span>
              </>
            ),
          },
          { title: words.when, cell: ({ mergedAt }) => <Instant at={mergedAt} viewer={viewer} /> },
          { title: words.state, cell: (merge) => <MergeState merge={merge} viewer={viewer} /> },
        ]}
      />
      <Paging nextAfter={nextAfter} viewer={viewer} />
    </Frame>
  );
}

function MergeState({ merge: { mergedAt, undoneAt }, viewer: { locale } }: { readonly merge: Merge; readonly viewer: Viewer }) {
  const words = mergeWords[locale];
  return undoneAt === null ? <Pill tone="waiting">{words.canUndo(dayText(lastDay(mergedAt), locale))}</Pill> : <Pill>{words.undone}</Pill>;
}

type Recorded = { readonly merge: Merge; readonly rows: readonly MovedRow[]; readonly changes: readonly MergeChange[] };
type Shown = Recorded & {
  readonly viewer: Viewer;
  readonly done?: 'merged' | 'undone' | undefined;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
};

/** One merge: what it changed, what has changed since, and the way back. */
function mergePage(shown: Shown) {
  const { viewer, merge, rows, done, faults = [] } = shown;
  const words = mergeWords[viewer.locale];
  const { merged, kept, mergedAt } = merge;
  return (
    <Frame viewer={viewer} title={words.recordTitle(kept.name)}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={words.recordTitle(kept.name)}
        above={{ href: address, name: words.title }}
        beside={<MergeState merge={merge} viewer={viewer} />}
      />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.merged, value: <a href={`/admin/accounts/${merged.id}`}>{`${merged.name} · ${merged.email}`}</a> },
          { label: words.kept, value: <a href={`/admin/accounts/${kept.id}`}>{`${kept.name} · ${kept.email}`}</a> },
          { label: words.when, value: <Instant at={mergedAt} viewer={viewer} /> },
        ]}
      />
      {merge.undoneAt === null ? <Undo {...shown} /> : null}
      <TableSection
        id="moved"
        title={words.movedRows}
        none={words.noRows}
        viewer={viewer}
        rows={rows}
        isDense
        columns={[
          { title: words.row, cell: ({ table }) => tableText(table, words) },
          { title: 'ID', cell: ({ key }) => <code>{key.replaceAll(/[{}"]/g, '')}</code> },
          { title: words.column, cell: ({ column }) => <code>{column}</code> },
        ]}
      />
    </Frame>
  );
}

function Undo({ viewer, merge, changes, typed = new Typed(), faults = [] }: Shown) {
  const words = mergeWords[viewer.locale];
  if (viewer.now > undoUntil(merge.mergedAt)) return <p class="quiet">{words.tooLate}</p>;
  if (changes.length > 0) {
    return (
      <Note tone="refused">
        <h2>{words.changesTitle}</h2>
        <p>{words.changesLead}</p>
        <ul>
          {changes.map(({ table, key, because }) => (
            <li>
              {`${tableText(table, words)} · ${words.because[because]}`} <code>{(key ?? '').replaceAll(/[{}"]/g, '')}</code>
            </li>
          ))}
        </ul>
      </Note>
    );
  }
  return (
    <section aria-labelledby="undo" class="part measure">
      <h2 id="undo">{words.undoTitle}</h2>
      <p>{words.undoLead(dayText(lastDay(merge.mergedAt), viewer.locale))}</p>
      <form method="post" action={`${address}/${merge.id}/undo`} novalidate>
        <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} maxlength={2000} />
        <p class="actions">
          <button class="button second">{words.undoButton}</button>
        </p>
      </form>
    </section>
  );
}

async function recorded(c: Context<AppEnv>): Promise<Recorded | undefined> {
  const id = idAsked(c);
  const merge = id === undefined ? undefined : await findMerge(c.var.db, id);
  if (merge === undefined) return undefined;
  const [rows, changes] = [await listMovedRows(c.var.db, merge.id), await listMergeChanges(c.var.db, merge.id)];
  return { merge, rows, changes };
}

export const mergePages = new PageRouter()
  .get(address, 'account.merge', async (c) => {
    const page = await listMerges(c.var.db, pageAsked(c));
    return sendPrivate(c, mergesPage(viewerOf(c), valueOf(await suggestTwins(actionContext(c))), page.items, page.nextAfter));
  })
  .get(`${address}/:id`, 'account.merge', async (c) => {
    const found = await recorded(c);
    if (found === undefined) return c.notFound();
    return sendPrivate(c, mergePage({ ...found, viewer: viewerOf(c), done: asked(c, 'done', z.enum(['merged', 'undone'])) }));
  })
  .post(`${address}/:id/undo`, 'account.merge', async (c) => {
    const found = await recorded(c);
    if (found === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = undoInputSchema.safeParse({ reason: typed.optional('reason') });
    const again = async (faults: readonly FieldFault[]) => sendPrivate(c, mergePage({ ...found, viewer, typed, faults }), 422);
    if (!parsed.success) return again(fieldFaults(faultsOf(parsed.error), viewer.locale));
    const undone = await undoMerge(actionContext(c), found.merge.id, parsed.data.reason);
    if (undone.ok) return seeOther(c, `${address}/${found.merge.id}?done=undone`);
    if (undone.error.kind === 'not-found') throw new Problem(undone.error);
    return again(faultsAt(undone.error, 'reason', viewer));
  });
