import type { Context } from 'hono';
import { z } from 'zod';

import { mergeAccounts } from '../../actions/merges/merge-accounts.ts';
import { planMerge, type MergePlan } from '../../actions/merges/plan-merge.ts';
import { findAccount, findAccountByEmail, type Account } from '../../db/queries/accounts.ts';
import type { MergeRow } from '../../db/queries/merges.ts';
import { mergeInputSchema } from '../../domain/merge.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked, idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { TableSection } from '../parts/table.tsx';
import { dayText } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { factsText } from './merge-facts.ts';
import { mergeWords, tableText } from './merge-words.ts';

const address = '/admin/accounts';

type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };
const nothing: Tried = { typed: new Typed(), faults: [] };
type Asking = { readonly viewer: Viewer; readonly account: Account; readonly tried: Tried };

/** Asks which account this one becomes part of. */
function askPage({ viewer, account, tried }: Asking) {
  const words = mergeWords[viewer.locale];
  const title = words.planTitle(account.name);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <FaultSummary faults={tried.faults} viewer={viewer} />
      <Title title={title} above={{ href: `${address}/${account.id}`, name: account.name }} lead={words.lead} />
      <form method="get" action={`${address}/${account.id}/merge`} novalidate>
        <TextField
          name="with"
          label={words.with}
          hint={words.withHint}
          typed={tried.typed}
          faults={tried.faults}
          type="email"
          maxlength={254}
        />
        <p class="actions">
          <button class="button">{words.find}</button>
        </p>
      </form>
    </Frame>
  );
}

type Shown = { readonly viewer: Viewer; readonly plan: MergePlan; readonly tried: Tried };

/** Where every row goes, what stands in the way, and the one button. */
function planPage({ viewer, plan, tried }: Shown) {
  const { locale } = viewer;
  const words = mergeWords[locale];
  const { merged, kept, rows, obstacles } = plan;
  const title = words.planTitle(merged.name);
  const byTable = [...Map.groupBy(rows, ({ table }) => table)];
  return (
    <Frame viewer={viewer} title={title}>
      <FaultSummary faults={tried.faults} viewer={viewer} />
      <Title title={title} above={{ href: '/admin/merges', name: words.title }} lead={words.lead} />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.merged, value: <Whom account={merged} viewer={viewer} /> },
          { label: words.kept, value: <Whom account={kept} viewer={viewer} /> },
        ]}
      />
      <p>
        <a href={`${address}/${kept.id}/merge?into=${merged.id}`}>{words.swap}</a>
      </p>
      {obstacles.length === 0 ? null : (
        <Note tone="refused">
          <h2>{words.obstaclesTitle}</h2>
          <ul>
            {obstacles.map((obstacle) => (
              <li>{words.obstacles[obstacle]}</li>
            ))}
          </ul>
        </Note>
      )}
      {rows.length === 0 ? <p class="quiet">{words.noRows}</p> : null}
      {byTable.map(([table, within], i) => (
        <Rows viewer={viewer} title={words.rowsOf(tableText(table, words), within.length)} rows={within} id={`rows-${i}`} />
      ))}
      <p class="quiet measure">{words.stays}</p>
      {obstacles.length === 0 ? <MergeForm viewer={viewer} plan={plan} tried={tried} /> : null}
    </Frame>
  );
}

function Whom({ account: { id, name, email, createdAt }, viewer: { locale } }: { readonly account: Account; readonly viewer: Viewer }) {
  return (
    <>
      <a href={`${address}/${id}`}>{name}</a>
      <span class="quiet small under address">{email}</span>
      <span class="quiet small under">{mergeWords[locale].since(dayText(new Date(createdAt).toISOString().slice(0, 10), locale))}</span>
    </>
  );
}

function Rows({
  viewer,
  title,
  rows,
  id,
}: {
  readonly viewer: Viewer;
  readonly title: string;
  readonly rows: readonly MergeRow[];
  readonly id: string;
}) {
  const words = mergeWords[viewer.locale];
  return (
    <TableSection
      id={id}
      title={title}
      none={words.noRows}
      viewer={viewer}
      rows={rows}
      isDense
      columns={[
        { title: words.row, cell: (row) => factsText(row, viewer.locale) || words.secret },
        {
          title: words.fate,
          cell: ({ fate, because }) => (
            <>
              <Pill tone={fate === 'stops' ? 'refused' : fate === 'moves' || fate === 'copies' ? 'done' : 'plain'}>
                {words.fates[fate]}
              </Pill>
              {fate === 'stops' && because !== null ? <span class="under">{words.obstacles[because]}</span> : null}
            </>
          ),
        },
      ]}
    />
  );
}

function MergeForm({ viewer, plan: { merged, kept }, tried }: Shown) {
  const words = mergeWords[viewer.locale];
  return (
    <form method="post" action={`${address}/${merged.id}/merge`} novalidate class="measure">
      <input type="hidden" name="into" value={kept.id} />
      <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={tried.typed} faults={tried.faults} maxlength={2000} />
      <p>{words.told}</p>
      <p class="actions">
        <button class="button grave">{words.button(kept.name)}</button>
        <a href="/admin/merges">{words.title}</a>
      </p>
    </form>
  );
}

async function found(c: Context<AppEnv>): Promise<Account | undefined> {
  const id = idAsked(c);
  return id === undefined ? undefined : findAccount(c.var.db, id);
}

async function show(c: Context<AppEnv>, mergedId: string, keptId: string, tried: Tried, status: 200 | 422 = 200) {
  const plan = await planMerge(actionContext(c), { mergedId, keptId });
  if (!plan.ok) return c.notFound();
  return sendPrivate(c, planPage({ viewer: viewerOf(c), plan: plan.value, tried }), status);
}

export const mergePlanPages = new PageRouter()
  .get(`${address}/:id/merge`, 'account.merge', async (c) => {
    const account = await found(c);
    if (account === undefined) return c.notFound();
    const into = asked(c, 'into', z.uuid());
    if (into !== undefined) return show(c, account.id, into, nothing);
    const viewer = viewerOf(c);
    const email = asked(c, 'with', z.string().trim().min(1).max(254));
    if (email === undefined) return sendPrivate(c, askPage({ viewer, account, tried: nothing }));
    const other = await findAccountByEmail(c.var.db, email);
    if (other !== undefined) return show(c, account.id, other.id, nothing);
    const faults = [{ field: 'with', message: mergeWords[viewer.locale].notFound, label: mergeWords[viewer.locale].with }];
    return sendPrivate(c, askPage({ viewer, account, tried: { typed: Typed.of({ with: email }), faults } }));
  })
  .post(`${address}/:id/merge`, 'account.merge', async (c) => {
    const account = await found(c);
    if (account === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = mergeInputSchema.safeParse({ into: typed.optional('into'), reason: typed.optional('reason') });
    const into = z.uuid().safeParse(typed.text('into')).data ?? account.id;
    if (!parsed.success) return show(c, account.id, into, { typed, faults: fieldFaults(faultsOf(parsed.error), c.var.locale) }, 422);
    const merged = await mergeAccounts(actionContext(c), { mergedId: account.id, keptId: into }, parsed.data.reason);
    if (merged.ok) return seeOther(c, `/admin/merges/${merged.value.id}?done=merged`);
    if (merged.error.kind === 'merge-stops') return show(c, account.id, into, { typed, faults: [] }, 422);
    throw new Problem(merged.error);
  });
