import { z } from 'zod';

import { createAccount } from '../../actions/accounts/create-account.ts';
import {
  accountStates,
  listDirectory,
  type AccountFilter,
  type AccountState,
  type DirectoryAccount,
} from '../../db/queries/account-directory.ts';
import type { Page } from '../../db/queries/page.ts';
import { accountInputSchema, roles, roleSchema, type Locale } from '../../domain/account.ts';
import { actionContext } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { afterAsked, asked } from '../asked.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { terms } from '../words/terms.ts';
import { AccountFields, atFields, countiesIn } from './account-form.tsx';
import { accountWords } from './account-words.ts';

const address = '/admin/accounts';

/** What an account is at present, from what is stored of it. */
export function stateOf({ frozenAt, erasedAt }: Pick<DirectoryAccount, 'frozenAt' | 'erasedAt'>): AccountState {
  return erasedAt !== null ? 'erased' : frozenAt !== null ? 'frozen' : 'active';
}

/** Most accounts are active: only what is not stands out. */
export function AccountStatePill({ state, locale }: { state: AccountState; locale: Locale }) {
  const word = accountWords[locale].states[state];
  return state === 'active' ? <span class="quiet">{word}</span> : <Pill tone={state === 'frozen' ? 'waiting' : 'plain'}>{word}</Pill>;
}

/** Somebody's roles in words, with an officer's counties. */
export function rolesText({ roles: held, counties }: Pick<DirectoryAccount, 'roles' | 'counties'>, locale: Locale): string {
  const separator = locale === 'zh' ? '、' : ', ';
  const names = counties.map(({ zh, en }) => (locale === 'en' ? en : zh)).join(separator);
  return held
    .map((role) => {
      const word = terms[locale].roles[role];
      if (role !== 'county' || names === '') return word;
      return locale === 'zh' ? `${word}（${names}）` : `${word} (${names})`;
    })
    .join(separator);
}

type Shown = { readonly viewer: Viewer; readonly filter: AccountFilter; readonly accounts: Page<DirectoryAccount> };

/** Everybody's account, found by name, address, role or state. */
function accountsPage({ viewer, filter, accounts }: Shown) {
  const words = accountWords[viewer.locale];
  const typed = Typed.of({ q: filter.text, role: filter.role, state: filter.state });
  const stateOptions = accountStates.map((value) => ({ value, label: words.states[value] }));
  const roleOptions = roles.map((value) => ({ value, label: terms[viewer.locale].roles[value] }));
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions">
        <a class="button" href={`${address}/new`}>
          {words.add}
        </a>
      </p>
      <Filters viewer={viewer} action={address}>
        <TextField name="q" label={words.search} typed={typed} type="search" maxlength={254} />
        <SelectField name="role" label={words.role} typed={typed} none={words.anyRole} options={roleOptions} />
        <SelectField name="state" label={words.state} typed={typed} none={words.anyState} options={stateOptions} />
      </Filters>
      {accounts.items.length === 0 ? (
        <Empty>
          <p>{words.noneSuch}</p>
        </Empty>
      ) : (
        <Accounts viewer={viewer} accounts={accounts.items} />
      )}
      <Paging nextAfter={accounts.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="accounts" />
    </Frame>
  );
}

function Accounts({ viewer, accounts }: { viewer: Viewer; accounts: readonly DirectoryAccount[] }) {
  const words = accountWords[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={accounts}
      columns={[
        {
          title: words.name,
          cell: ({ id, name, email, madeUp }) => (
            <>
              <a href={`${address}/${id}`}>{name}</a>
              <span class="quiet small under address">
                {email}
                {madeUp ? ` · ${terms[viewer.locale].demonstration}` : ''}
              </span>
            </>
          ),
        },
        { title: words.roles, cell: (account) => rolesText(account, viewer.locale) || <span class="quiet">{words.noRole}</span> },
        { title: words.state, cell: (account) => <AccountStatePill state={stateOf(account)} locale={viewer.locale} /> },
        { title: words.since, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
      ]}
    />
  );
}

/** The form of a new account. */
function newAccountPage(viewer: Viewer, typed: Typed, faults: readonly FieldFault[] = []) {
  const words = accountWords[viewer.locale];
  const languages = (['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }));
  return (
    <Frame viewer={viewer} title={words.add} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.add} above={{ href: address, name: words.title }} lead={words.addLead} />
      <form method="post" action={`${address}/new`} novalidate>
        <TextField
          name="email"
          label={words.email}
          hint={words.emailHint}
          type="email"
          typed={typed}
          faults={faults}
          maxlength={254}
          autocomplete="off"
        />
        <AccountFields viewer={viewer} typed={typed} faults={faults} />
        <SelectField name="locale" label={words.language} hint={words.languageHint} typed={typed} faults={faults} options={languages} />
        <p class="actions">
          <button class="button">{words.createButton}</button>
          <a href={address}>{wordsIn(viewer.locale).cancel}</a>
        </p>
      </form>
    </Frame>
  );
}

const accountsShown = 50;
const searchSchema = z.string().trim().min(1).max(254);

export const accountsPages = new PageRouter()
  .get(address, 'account.read', async (c) => {
    const filter = {
      text: asked(c, 'q', searchSchema),
      role: asked(c, 'role', roleSchema),
      state: asked(c, 'state', z.enum(accountStates)),
    };
    const accounts = await listDirectory(c.var.db, filter, { limit: accountsShown, after: afterAsked(c) });
    return sendPrivate(c, accountsPage({ viewer: viewerOf(c), filter, accounts }));
  })
  .get(`${address}/new`, 'account.change', async (c) => sendPrivate(c, newAccountPage(viewerOf(c), new Typed())))
  .post(`${address}/new`, 'account.change', async (c) => {
    const { db, locale } = c.var;
    const typed = await typedIn(c);
    const refuse = async (faults: readonly FieldFault[]) =>
      sendPrivate(c, newAccountPage(viewerOf(c), typed, atFields(faults, locale)), 422);
    const counties = await countiesIn(db, typed, locale);
    const parsed = accountInputSchema.safeParse({
      email: typed.optional('email'),
      name: typed.optional('name'),
      locale: typed.optional('locale'),
      roles: typed.list('roles'),
      countyCodes: counties.codes,
    });
    if (!parsed.success || counties.faults.length > 0) {
      return refuse([...fieldFaults(parsed.success ? [] : faultsOf(parsed.error), locale), ...counties.faults]);
    }
    const created = await createAccount(actionContext(c), parsed.data);
    if (created.ok) return seeOther(c, `${address}/${created.value.id}?done=created`);
    if (created.error.kind === 'invalid') return refuse(fieldFaults(created.error.faults, locale));
    if (created.error.kind === 'email-taken') return refuse([{ field: 'email', message: toldOf(created.error, viewerOf(c)).title }]);
    throw new Problem(created.error);
  });
