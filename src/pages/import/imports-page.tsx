import type { Context } from 'hono';

import { receiveFile } from '../../actions/imports/receive-file.ts';
import { listImports, type ListedImport } from '../../db/queries/imports.ts';
import type { Page } from '../../db/queries/page.ts';
import { authorise } from '../../domain/actor.ts';
import { encodings } from '../../domain/import/encoding.ts';
import { importKinds, type ImportKind, type ImportState } from '../../domain/import/import.ts';
import { fieldsOf } from '../../domain/import/kinds.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { bringsForm, isTooLargeFile } from '../../http/files.ts';
import { formWithFile, type FormWithFile } from '../../http/form-with-file.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { pageAsked } from '../desk/asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, Field, RadioField, SelectField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { importWords } from './import-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly kinds: readonly ImportKind[];
  readonly page: Page<ListedImport>;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

const tones: Readonly<Record<ImportState, Tone>> = {
  received: 'waiting',
  checking: 'waiting',
  checked: 'waiting',
  applying: 'waiting',
  done: 'done',
  failed: 'refused',
  stopped: 'plain',
};

export function ImportPill({ state, viewer }: { state: ImportState; viewer: Viewer }) {
  return <Pill tone={tones[state]}>{importWords[viewer.locale].states[state]}</Pill>;
}

/** Files of earlier records: sending one, and those that were sent. */
function importsPage(shown: Shown) {
  const { viewer, page, faults } = shown;
  const words = importWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} lead={words.lead} />
      <SendForm {...shown} />
      <section class="part" aria-labelledby="imports">
        <h2 id="imports">{words.list}</h2>
        {page.items.length === 0 ? (
          <Empty>
            <p>{words.none}</p>
          </Empty>
        ) : (
          <Rows viewer={viewer} page={page} />
        )}
        <Paging nextAfter={page.nextAfter} viewer={viewer} />
      </section>
    </Frame>
  );
}

function SendForm({ viewer, kinds, typed, faults }: Shown) {
  const words = importWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="send">
      <h2 id="send">{words.send}</h2>
      <form method="post" action="/desk/imports" enctype="multipart/form-data" novalidate>
        <RadioField
          name="kind"
          label={words.kind}
          typed={typed}
          faults={faults}
          options={kinds.map((kind) => ({ value: kind, label: words.kinds[kind], hint: words.kindHints[kind] }))}
        />
        <SelectField
          name="encoding"
          label={words.encoding}
          hint={words.encodingHint}
          typed={typed}
          faults={faults}
          options={(['detect', ...encodings] as const).map((encoding) => ({ value: encoding, label: words.encodings[encoding] }))}
        />
        {/* Last, so that what is said of it has come before it does. */}
        <Field name="file" label={words.file} hint={words.fileHint} faults={faults}>
          {(described) => (
            <input
              {...described}
              type="file"
              accept=".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            />
          )}
        </Field>
        <p class="actions">
          <button class="button">{words.sendButton}</button>
        </p>
      </form>
      <details>
        <summary>{words.columnsOf}</summary>
        {kinds.map((kind) => (
          <>
            <h3>{words.kinds[kind]}</h3>
            <p class="measure">{columnsText(kind, viewer)}</p>
          </>
        ))}
      </details>
    </section>
  );
}

/** The columns by their names, those that are needed first and said to be. */
function columnsText(kind: ImportKind, { locale }: Viewer): string {
  const words = importWords[locale];
  const fields = Object.values(fieldsOf(kind)).toSorted((a, b) => Number(b.required) - Number(a.required));
  const named = fields.map((field) =>
    field.required ? (locale === 'zh' ? `${field.zh}（${words.needed}）` : `${field.en} (${words.needed})`) : field[locale],
  );
  return locale === 'zh' ? `${named.join('、')}。` : `${named.join(', ')}.`;
}

const count = (number: number | null) => (number === null ? '' : number);

function Rows({ viewer, page }: Pick<Shown, 'viewer' | 'page'>) {
  const words = importWords[viewer.locale];
  return (
    <Table
      caption={words.list}
      viewer={viewer}
      rows={page.items}
      isDense
      columns={[
        { title: words.file, cell: ({ id, fileName }) => <a href={`/desk/imports/${id}`}>{fileName}</a> },
        { title: words.state, cell: ({ state }) => <ImportPill state={state} viewer={viewer} /> },
        { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
        { title: words.sentAt, isKept: true, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
        { title: words.sentBy, cell: ({ requestedByName }) => requestedByName },
        { title: words.rows, isNumber: true, cell: ({ rows }) => rows },
        { title: words.counts.new, isNumber: true, cell: ({ newRows }) => count(newRows) },
        { title: words.counts.changed, isNumber: true, cell: ({ changedRows }) => count(changedRows) },
        { title: words.counts.faulty, isNumber: true, cell: ({ faultyRows }) => count(faultyRows) },
      ]}
    />
  );
}

async function show(c: Context<AppEnv>, typed: Typed, faults: readonly FieldFault[] = []): Promise<Response> {
  const viewer = viewerOf(c);
  const kinds = importKinds.filter((kind) => kind !== 'accounts' || authorise(c.var.actor, 'import.accounts').ok);
  const page = await listImports(c.var.db, {}, { ...pageAsked(c), newestFirst: true });
  return sendPrivate(c, importsPage({ viewer, kinds, page, typed, faults }), faults.length === 0 ? 200 : 422);
}

/** The file's name as it can be stored. */
function storedName(name: string): string {
  return name.replaceAll('\0', '').toWellFormed().slice(0, 200);
}

/** Why a file was refused, where it was chosen. */
function fileFault(failure: KnownFailure, viewer: Viewer): FieldFault {
  const words = importWords[viewer.locale];
  const label = words.file;
  if (failure.kind === 'too-large') return { field: 'file', message: words.tooLarge, label };
  if (failure.kind !== 'file-unreadable') return { field: 'file', message: toldOf(failure, viewer).title, label };
  const message = words.unreadable[failure.why];
  return { field: 'file', message: failure.line === undefined ? message : words.atLine(message, failure.line), label };
}

export const importsPages = new PageRouter()
  .get('/desk/imports', 'import.run', async (c) => show(c, new Typed([['kind', c.req.query('kind') ?? 'stations']])))
  .post('/desk/imports', 'import.run', async (c) => {
    if (!bringsForm(c)) return send(c, { fields: new Map((await typedIn(c)).under('')), file: undefined });
    const form = await formWithFile(c.req.raw.body, c.req.header('Content-Type') ?? '');
    try {
      return await send(c, form);
    } finally {
      await form.drop();
    }
  });

/** Takes the file of the form in, or shows the form again with what is wrong. */
async function send(c: Context<AppEnv>, { fields, file }: Omit<FormWithFile, 'drop'>): Promise<Response> {
  const viewer = viewerOf(c);
  const typed = new Typed(['kind', 'encoding'].map((name) => [name, fields.get(name) ?? '']));
  if (isTooLargeFile(c)) return show(c, typed, [fileFault({ kind: 'too-large' }, viewer)]);
  const kind = importKinds.find((known) => known === typed.text('kind'));
  const encoding = encodings.find((known) => known === typed.text('encoding'));
  if (kind === undefined || file === undefined) {
    const { fileMissing: message, file: label } = importWords[viewer.locale];
    return show(c, typed, [{ field: 'file', message, label }]);
  }
  const sent = { name: storedName(file.name), stream: file.pieces, encoding };
  const received = await receiveFile(actionContext(c), { kind, mode: 'all' }, sent);
  return received.ok ? seeOther(c, `/desk/imports/${received.value.id}`) : show(c, typed, [fileFault(received.error, viewer)]);
}
