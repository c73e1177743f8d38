import type { Context } from 'hono';
import { z } from 'zod';

import { allowMail } from '../../actions/accounts/allow-mail.ts';
import { changeAccount, type ChangeAccountError } from '../../actions/accounts/change-account.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findInDirectory, type DirectoryAccount } from '../../db/queries/account-directory.ts';
import { listHistory, type HistoryStep } from '../../db/queries/histories.ts';
import { accountPatchSchema, roleSchema, type Locale } from '../../domain/account.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked, idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { History } from '../parts/history.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { AccountFields, atFields, countiesIn, countyLines } from './account-form.tsx';
import { accountWords } from './account-words.ts';
import { mergeWords } from './merge-words.ts';
import { AccountStatePill, rolesText, stateOf } from './accounts-page.tsx';

const address = '/admin/accounts';
const doneSchema = z.enum(['created', 'changed', 'frozen', 'thawed', 'mail-allowed']);

type Said = {
  readonly done?: z.infer<typeof doneSchema> | undefined;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
  readonly refused?: string;
};
type Shown = {
  readonly viewer: Viewer;
  readonly account: DirectoryAccount;
  readonly history: readonly HistoryStep[];
  readonly isOwn: boolean;
  readonly said: Said;
};

/** One account: who it is, what it may, and what happened to it. */
function accountPage(shown: Shown) {
  const { viewer, account, history, said } = shown;
  const words = accountWords[viewer.locale];
  const state = stateOf(account);
  return (
    <Frame viewer={viewer} title={account.name} width="reading">
      {said.done === undefined ? null : <Done>{words.done[said.done]}</Done>}
      <FaultSummary faults={said.faults ?? []} viewer={viewer} />
      {said.refused === undefined ? null : (
        <Note tone="refused">
          <p>{said.refused}</p>
        </Note>
      )}
      <Title
        title={account.name}
        above={{ href: address, name: words.title }}
        beside={
          <>
            <AccountStatePill state={state} locale={viewer.locale} />{' '}
            {account.madeUp ? <span class="quiet">{terms[viewer.locale].demonstration}</span> : null}
          </>
        }
      />
      <Facts viewer={viewer} account={account} />
      <StoppedMail viewer={viewer} account={account} />
      {state === 'erased' ? <p>{words.erasedNote}</p> : <Changes {...shown} />}
      <section aria-labelledby="history">
        <h2 id="history">{words.history}</h2>
        {history.length === 0 ? <p class="quiet">{words.noHistory}</p> : null}
        <History
          steps={history}
          viewer={viewer}
          eventWords={words.events}
          system={words.system}
          moreOf={(step) => rolesChangeText(step, viewer.locale)}
        />
      </section>
    </Frame>
  );
}

function Facts({ viewer, account }: Pick<Shown, 'viewer' | 'account'>) {
  const words = accountWords[viewer.locale];
  const { email, createdAt, frozenAt, locale } = account;
  return (
    <Summary
      viewer={viewer}
      rows={[
        { label: words.email, value: <span class="address">{email}</span> },
        { label: words.roles, value: rolesText(account, viewer.locale) || words.noRole },
        { label: words.language, value: words.languages[locale] },
        { label: words.since, value: <Instant at={createdAt} viewer={viewer} /> },
        ...(frozenAt === null ? [] : [{ label: words.frozenSince, value: <Instant at={frozenAt} viewer={viewer} /> }]),
      ]}
    />
  );
}

/** Nothing is sent to the address; the way to let letters go there again. */
function StoppedMail({ viewer, account: { id, mailStoppedAt, mailAnswer } }: Pick<Shown, 'viewer' | 'account'>) {
  if (mailStoppedAt === null) return null;
  const words = accountWords[viewer.locale];
  return (
    <Note tone="refused">
      <p>
        {words.mailStopped(mailAnswer ?? '')} <Instant at={mailStoppedAt} viewer={viewer} />
      </p>
      <form method="post" action={`${address}/${id}/allow-mail`}>
        <button class="button second">{words.allowMail}</button>
      </form>
    </Note>
  );
}

function Changes({ viewer, account, isOwn, said }: Shown) {
  const words = accountWords[viewer.locale];
  const { id, name, roles, frozenAt, version } = account;
  const typed = said.typed ?? Typed.of({ name, roles, countyCodes: countyLines(account, viewer.locale) });
  return (
    <>
      <section aria-labelledby="change">
        <h2 id="change">{words.change}</h2>
        <p>{words.changeLead}</p>
        <form method="post" action={`${address}/${id}`} novalidate>
          <input type="hidden" name="version" value={version} />
          <AccountFields viewer={viewer} typed={typed} faults={said.faults ?? []} />
          <button class="button">{words.saveButton}</button>
        </form>
      </section>
      <section aria-labelledby="freeze">
        <h2 id="freeze">{frozenAt === null ? words.freeze : words.thaw}</h2>
        {isOwn ? (
          <p class="quiet">{words.ownAccount}</p>
        ) : (
          <p>
            <a class="button second" href={`${address}/${id}/${frozenAt === null ? 'freeze' : 'thaw'}`}>
              {frozenAt === null ? words.freeze : words.thaw}
            </a>
          </p>
        )}
        {isOwn ? null : (
          <p>
            <a href={`${address}/${id}/merge`}>{mergeWords[viewer.locale].mergeThis}</a>
          </p>
        )}
      </section>
    </>
  );
}

const rolesSchema = z.array(roleSchema);
const rolesBeforeSchema = z.object({ rolesBefore: rolesSchema, roles: rolesSchema });

/** What a change made of somebody's roles; nothing where they stayed. */
function rolesChangeText({ details }: HistoryStep, locale: Locale): string | undefined {
  const changed = rolesBeforeSchema.safeParse(details).data;
  if (changed === undefined) return undefined;
  const words = accountWords[locale];
  const textOf = (held: z.infer<typeof rolesSchema>) => rolesText({ roles: held.toSorted(), counties: [] }, locale) || words.none;
  const [before, after] = [textOf(changed.rolesBefore), textOf(changed.roles)];
  return before === after ? undefined : words.rolesChanged(before, after);
}

async function send(c: Context<AppEnv>, id: string, said: Said, status: 200 | 409 | 422 = 200) {
  const { db, actor } = c.var;
  const account = await findInDirectory(db, id);
  if (account === undefined) return c.notFound();
  const shown = { account, history: await listHistory(db, 'account', id), isOwn: accountIdOf(actor) === id };
  return sendPrivate(c, accountPage({ viewer: viewerOf(c), said, ...shown }), status);
}

const versionSchema = z.coerce.number().int().min(1).max(2_147_483_647);

async function change(c: Context<AppEnv>) {
  const { db, locale } = c.var;
  const id = idAsked(c);
  if (id === undefined || (await findInDirectory(db, id)) === undefined) return c.notFound();
  const typed = await typedIn(c);
  const counties = await countiesIn(db, typed, locale);
  const parsed = formSchema.safeParse({ name: typed.optional('name'), roles: typed.list('roles'), countyCodes: counties.codes });
  if (!parsed.success || counties.faults.length > 0) {
    const faults = [...fieldFaults(parsed.success ? [] : faultsOf(parsed.error), locale), ...counties.faults];
    return send(c, id, { typed, faults: atFields(faults, locale) }, 422);
  }
  const version = versionSchema.safeParse(typed.text('version')).data ?? 0;
  const changed = await changeAccount(actionContext(c), id, parsed.data, version);
  return changed.ok ? seeOther(c, `${address}/${id}?done=changed`) : refuse(c, id, typed, changed.error);
}

const formSchema = accountPatchSchema.required();

/** The page again with what was refused, where it is something that the form can mend. */
async function refuse(c: Context<AppEnv>, id: string, typed: Typed, failure: ChangeAccountError) {
  const { locale } = c.var;
  if (failure.kind === 'invalid') return send(c, id, { typed, faults: atFields(fieldFaults(failure.faults, locale), locale) }, 422);
  if (failure.kind === 'stale') return send(c, id, { typed, refused: accountWords[locale].stale }, 409);
  if (failure.kind !== 'last-admin') throw new Problem(failure);
  const { title, detail } = toldOf(failure, viewerOf(c));
  return send(c, id, { typed, faults: [{ field: 'roles', message: `${title}${locale === 'zh' ? '：' : ': '}${detail}` }] }, 422);
}

export const accountPages = new PageRouter()
  .get(`${address}/:id`, 'account.read', async (c) => {
    const id = idAsked(c);
    return id === undefined ? c.notFound() : send(c, id, { done: asked(c, 'done', doneSchema) });
  })
  .post(`${address}/:id`, 'account.change', change)
  .post(`${address}/:id/allow-mail`, 'account.change', async (c) => {
    const id = idAsked(c);
    const allowed = id === undefined ? undefined : await allowMail(actionContext(c), id);
    if (allowed === undefined || (!allowed.ok && allowed.error.kind === 'not-found')) return c.notFound();
    if (!allowed.ok && allowed.error.kind !== 'mail-not-stopped') throw new Problem(allowed.error);
    return seeOther(c, `${address}/${id}?done=mail-allowed`);
  });
