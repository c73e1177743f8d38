import type { Context } from 'hono';

import { saveSignatory } from '../../actions/signatories/save-signatory.ts';
import { findSignatory, listSignatories, type Signatory } from '../../db/queries/signatories.ts';
import { signatoryInputSchema } from '../../domain/certificate.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { faultsAt } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { DayField, FaultSummary, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { signatoryWords } from './signatory-words.ts';

type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };
const nothing: Tried = { typed: new Typed(), faults: [] };

/** Who signs, and the form to enter the next. */
function signatoriesPage(viewer: Viewer, signatories: readonly Signatory[], tried: Tried) {
  const words = signatoryWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      {viewer.path.includes('done=saved') ? <Done>{words.saved}</Done> : null}
      <FaultSummary faults={tried.faults} viewer={viewer} />
      <Title title={words.title} lead={words.lead} />
      {signatories.length === 0 ? <p class="quiet">{words.none}</p> : <List viewer={viewer} signatories={signatories} />}
      <section class="part" aria-labelledby="add">
        <h2 id="add">{words.add}</h2>
        <Form viewer={viewer} action="/admin/signatories" tried={tried} />
      </section>
      <p>
        <a href="/admin/signing-keys">{words.keys}</a>
      </p>
    </Frame>
  );
}

function List({ viewer, signatories }: { readonly viewer: Viewer; readonly signatories: readonly Signatory[] }) {
  const { locale } = viewer;
  const words = signatoryWords[locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={signatories}
      columns={[
        {
          title: words.name,
          cell: ({ nameZh, nameEn }) => (
            <>
              {nameZh}
              <span class="under">{nameEn}</span>
            </>
          ),
        },
        {
          title: words.office,
          cell: ({ titleZh, titleEn }) => (locale === 'zh' ? titleZh : titleEn),
        },
        {
          title: words.issuer,
          cell: ({ issuerZh, issuerEn, contact }) => (
            <>
              {locale === 'zh' ? issuerZh : issuerEn}
              <span class="under">{contact}</span>
            </>
          ),
        },
        {
          title: words.inOffice,
          cell: ({ fromDay, throughDay }) =>
            throughDay === null ? (
              <>
                {words.from(dayText(fromDay, locale))} <Pill tone="done">{words.now}</Pill>
              </>
            ) : (
              daysText(fromDay, throughDay, locale)
            ),
        },
        {
          title: words.change,
          isUnseen: true,
          cell: ({ id, nameZh, nameEn }) => (
            <a href={`/admin/signatories/${id}`} aria-label={words.changeOf(locale === 'zh' ? nameZh : nameEn)}>
              {words.change}
            </a>
          ),
        },
      ]}
    />
  );
}

const pairs = [
  ['nameZh', 'nameEn'],
  ['titleZh', 'titleEn'],
  ['issuerZh', 'issuerEn'],
] as const;

function Form({ viewer, action, tried: { typed, faults } }: { readonly viewer: Viewer; readonly action: string; readonly tried: Tried }) {
  const words = signatoryWords[viewer.locale];
  const shared = { typed, faults };
  return (
    <form method="post" action={action} novalidate>
      {pairs.map((pair) => (
        <div class="row">
          {pair.map((name) => (
            <TextField name={name} label={words.fields[name]} {...shared} maxlength={120} />
          ))}
        </div>
      ))}
      <TextField name="contact" label={words.fields.contact} hint={words.contactHint} {...shared} maxlength={200} />
      <div class="row">
        <DayField name="fromDay" label={words.fields.fromDay} {...shared} />
        <DayField name="throughDay" label={words.fields.throughDay} hint={words.throughHint} {...shared} />
      </div>
      <p class="actions">
        <button class="button">{words.save}</button>
      </p>
    </form>
  );
}

function changePage(viewer: Viewer, id: string, tried: Tried) {
  const words = signatoryWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.changeTitle} width="reading">
      <FaultSummary faults={tried.faults} viewer={viewer} />
      <Title title={words.changeTitle} above={{ href: '/admin/signatories', name: words.title }} />
      <Form viewer={viewer} action={`/admin/signatories/${id}`} tried={tried} />
    </Frame>
  );
}

/** What was wrong with what was typed; nothing once it is saved. */
async function save(c: Context<AppEnv>, id?: string): Promise<Tried | undefined> {
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const { fields } = signatoryWords[viewer.locale];
  const labels: Readonly<Record<string, string>> = fields;
  const given = Object.fromEntries(Object.keys(fields).map((name) => [name, typed.optional(name)]));
  const parsed = signatoryInputSchema.safeParse({ ...given, throughDay: given['throughDay'] ?? null });
  if (!parsed.success) return { typed, faults: fieldFaults(faultsOf(parsed.error), viewer.locale, (field) => labels[field]) };
  const saved = await saveSignatory(actionContext(c), parsed.data, id);
  return saved.ok ? undefined : { typed, faults: faultsAt(saved.error, 'fromDay', viewer, (field) => labels[field]) };
}

async function found(c: Context<AppEnv>): Promise<Signatory | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findSignatory(c.var.db, id);
}

export const signatoryPages = new PageRouter()
  .get('/admin/signatories', 'signatory.change', async (c) =>
    sendPrivate(c, signatoriesPage(viewerOf(c), await listSignatories(c.var.db), nothing)),
  )
  .post('/admin/signatories', 'signatory.change', async (c) => {
    const tried = await save(c);
    if (tried === undefined) return seeOther(c, '/admin/signatories?done=saved');
    return sendPrivate(c, signatoriesPage(viewerOf(c), await listSignatories(c.var.db), tried), 422);
  })
  .get('/admin/signatories/:id', 'signatory.change', async (c) => {
    const signatory = await found(c);
    if (signatory === undefined) return c.notFound();
    return sendPrivate(c, changePage(viewerOf(c), signatory.id, { typed: Typed.of(signatory), faults: [] }));
  })
  .post('/admin/signatories/:id', 'signatory.change', async (c) => {
    const signatory = await found(c);
    if (signatory === undefined) return c.notFound();
    const tried = await save(c, signatory.id);
    if (tried === undefined) return seeOther(c, '/admin/signatories?done=saved');
    return sendPrivate(c, changePage(viewerOf(c), signatory.id, tried), 422);
  });
