import type { Context } from 'hono';

import { applyImport } from '../../actions/imports/apply-import.ts';
import { changeImport } from '../../actions/imports/change-import.ts';
import { checkImport } from '../../actions/imports/check-import.ts';
import { stopImport } from '../../actions/imports/stop-import.ts';
import { findImport, type ListedImport } from '../../db/queries/imports.ts';
import { listFaultyRows, listFileRows, type FaultyRow, type FileRow } from '../../db/queries/import-rows.ts';
import type { Page } from '../../db/queries/page.ts';
import { importAtWork, importModes, mappableStates } from '../../domain/import/import.ts';
import { fieldsOf } from '../../domain/import/kinds.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsFile } from '../../http/faults-file.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { faultsAt } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { typedIn, Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Apply, Facts, FaultyRows, MappingForm, Progress, Result } from './import-parts.tsx';
import { importWords } from './import-words.ts';
import { ImportPill } from './imports-page.tsx';

export type ShownImport = {
  readonly viewer: Viewer;
  readonly held: ListedImport;
  readonly samples: readonly FileRow[];
  readonly faulty: Page<FaultyRow>;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

function importPage(shown: ShownImport) {
  const { viewer, held, faults } = shown;
  const words = importWords[viewer.locale];
  const isAtWork = importAtWork.includes(held.state);
  return (
    <Frame
      viewer={viewer}
      title={held.fileName}
      head={
        isAtWork ? (
          <noscript>
            <meta http-equiv="refresh" content="5" />
          </noscript>
        ) : null
      }
    >
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={held.fileName}
        above={{ href: '/desk/imports', name: words.title }}
        beside={
          <>
            <ImportPill state={held.state} viewer={viewer} /> <span class="quiet small">{words.kinds[held.kind]}</span>
          </>
        }
      />
      {isAtWork ? <Progress {...shown} /> : <Settled {...shown} />}
      <Facts {...shown} />
    </Frame>
  );
}

/** An import at which no job is: what came of it, and what can be done. */
function Settled(shown: ShownImport) {
  const { viewer, held } = shown;
  const words = importWords[viewer.locale];
  const canMap = mappableStates.includes(held.state) && held.clearedAt === null;
  return (
    <>
      {held.state === 'failed' ? <Note tone="refused">{<p>{failureText(held, viewer)}</p>}</Note> : null}
      {held.state === 'stopped' ? <Note tone="waiting">{<p>{words.stoppedNote}</p>}</Note> : null}
      {held.clearedAt === null ? null : <Note>{<p>{words.cleared}</p>}</Note>}
      {held.state === 'received' ? <MappingForm {...shown} /> : null}
      {held.faultyRows === null ? null : <Result {...shown} />}
      {held.state === 'checked' ? <Apply {...shown} /> : null}
      {held.state === 'failed' || held.state === 'stopped' ? (
        <form method="post" action={`/desk/imports/${held.id}/check`}>
          <p class="actions">
            <button class="button">{words.again}</button>
          </p>
        </form>
      ) : null}
      <FaultyRows {...shown} />
      {canMap && held.state !== 'received' ? (
        <details class="part" open={shown.faults.some(({ field }) => field.startsWith('column'))}>
          <summary>{words.changeMapping}</summary>
          <MappingForm {...shown} />
        </details>
      ) : null}
    </>
  );
}

function failureText({ failure }: ListedImport, { locale }: Viewer): string {
  const { failures } = importWords[locale];
  return failure === 'changed' || failure === 'died' || failure === 'refused' ? failures[failure] : failures.other;
}

async function heldIn(c: Context<AppEnv>): Promise<ListedImport | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findImport(c.var.db, id);
}

type Refused = { readonly typed?: Typed; readonly faults?: readonly FieldFault[] };
const samplesShown = 3;

async function show(c: Context<AppEnv>, held: ListedImport, { typed, faults = [] }: Refused = {}): Promise<Response> {
  const viewer = viewerOf(c);
  const after = Number(/^\d{1,9}$/.exec(c.req.query('after') ?? '')?.[0] ?? 0);
  const samples = await listFileRows(c.var.db, held.id, 0, samplesShown);
  const faulty = await listFaultyRows(c.var.db, held.id, { limit: 50, afterLine: after });
  const own = Object.entries(held.mapping).map(([field, column]): [string, string] => [`column.${column}`, field]);
  const mode: [string, string] = ['mode', (held.faultyRows ?? 0) > 0 ? 'rows' : held.mode];
  const shown = {
    viewer,
    held,
    samples,
    faulty,
    typed: typed ?? new Typed([...own, mode, ...(held.submits ? [['submits', 'yes'] as const] : [])]),
    faults,
  };
  return sendPrivate(c, importPage(shown), faults.length === 0 ? 200 : 422);
}

/** What refuses a step is told on the import's page; a step that came too late shows how far it is by now. */
async function refused(c: Context<AppEnv>, held: ListedImport, failure: KnownFailure, typed?: Typed): Promise<Response> {
  if (failure.kind === 'illegal-move' || failure.kind === 'stale' || failure.kind === 'not-editable')
    return seeOther(c, `/desk/imports/${held.id}`);
  const viewer = viewerOf(c);
  const fields = fieldsOf(held.kind);
  const columnOf = (field: string) => `column.${typed?.names('column').find((column) => typed.text(`column.${column}`) === field) ?? '0'}`;
  const faults = faultsAt(failure, 'mode', viewer).map((fault) => {
    const field = fault.field.replace(/^mapping\./, '');
    return fault.field.startsWith('mapping.') ? { ...fault, field: columnOf(field), label: fields[field]?.[viewer.locale] } : fault;
  });
  return show(c, held, typed === undefined ? { faults } : { typed, faults });
}

/** Which field each column fills, by the form; a field that two columns fill is a fault. */
function mappingIn(typed: Typed): Record<string, number> {
  return Object.fromEntries(
    typed.indexes('column').flatMap((column) => {
      const field = typed.optional(`column.${column}`);
      return field === undefined ? [] : [[field, column]];
    }),
  );
}

function twiceIn(typed: Typed, viewer: Viewer, held: ListedImport): FieldFault[] {
  const columns = typed.indexes('column').map((column) => ({ column, field: typed.optional(`column.${column}`) }));
  return columns.flatMap(({ column, field }, i) => {
    if (field === undefined || !columns.slice(0, i).some((other) => other.field === field)) return [];
    const failure = { kind: 'invalid', faults: [{ pointer: `/column.${column}`, code: 'twice' }] } as const;
    return faultsAt(failure, 'mode', viewer).map((fault) => ({ ...fault, label: fieldsOf(held.kind)[field]?.[viewer.locale] }));
  });
}

export const importPages = new PageRouter()
  .get('/desk/imports/:id', 'import.run', async (c) => {
    const held = await heldIn(c);
    return held === undefined ? c.notFound() : show(c, held);
  })
  .post('/desk/imports/:id/columns', 'import.run', async (c) => {
    const held = await heldIn(c);
    if (held === undefined) return c.notFound();
    const typed = await typedIn(c);
    const twice = twiceIn(typed, viewerOf(c), held);
    if (twice.length > 0) return show(c, held, { typed, faults: twice });
    const changed = await changeImport(actionContext(c), held.id, { mapping: mappingIn(typed) }, held.version);
    if (!changed.ok) return refused(c, held, changed.error, typed);
    const checking = await checkImport(actionContext(c), held.id);
    return checking.ok ? seeOther(c, `/desk/imports/${held.id}`) : refused(c, held, checking.error, typed);
  })
  .post('/desk/imports/:id/check', 'import.run', async (c) => {
    const held = await heldIn(c);
    if (held === undefined) return c.notFound();
    const checking = await checkImport(actionContext(c), held.id);
    return checking.ok ? seeOther(c, `/desk/imports/${held.id}`) : refused(c, held, checking.error);
  })
  .post('/desk/imports/:id/apply', 'import.run', async (c) => {
    const held = await heldIn(c);
    if (held === undefined) return c.notFound();
    const typed = await typedIn(c);
    const mode = importModes.find((known) => known === typed.text('mode')) ?? held.mode;
    const submits = typed.list('submits').includes('yes');
    const changed = submits === held.submits ? undefined : await changeImport(actionContext(c), held.id, { submits }, held.version);
    if (changed?.ok === false) return refused(c, held, changed.error);
    const applying = await applyImport(actionContext(c), held.id, mode);
    return applying.ok ? seeOther(c, `/desk/imports/${held.id}`) : refused(c, held, applying.error);
  })
  .post('/desk/imports/:id/stop', 'import.run', async (c) => {
    const held = await heldIn(c);
    if (held === undefined) return c.notFound();
    const stopped = await stopImport(actionContext(c), held.id);
    return stopped.ok ? seeOther(c, `/desk/imports/${held.id}`) : refused(c, held, stopped.error);
  })
  .get('/desk/imports/:id/faults.csv', 'import.run', async (c) => {
    const held = await heldIn(c);
    return held === undefined ? c.notFound() : faultsFile(c, held, 'csv');
  })
  .get('/desk/imports/:id/faults.xlsx', 'import.run', async (c) => {
    const held = await heldIn(c);
    return held === undefined ? c.notFound() : faultsFile(c, held, 'xlsx');
  });
