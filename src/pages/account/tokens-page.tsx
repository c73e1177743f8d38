import type { Context } from 'hono';

import { accountIdOf } from '../../actions/context.ts';
import { makeToken } from '../../actions/sign-in/make-token.ts';
import { revokeToken } from '../../actions/sign-in/revoke-token.ts';
import { listTokens, type Token } from '../../db/queries/tokens.ts';
import { authorise, permissions, type Actor, type Permission } from '../../domain/actor.ts';
import { tokenInputSchema } from '../../domain/token.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { policyText, type CallLimits } from '../../http/call-limits.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField, FaultSummary, SelectField, TextField, type FieldFault, type Option } from '../parts/form.tsx';
import { Confirm, Done, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { numberIn } from '../public/names.ts';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { accountWords } from './account-words.ts';
import { permissionWords, tokenWords } from './token-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly tokens: readonly Token[];
  readonly scopes: readonly Option[];
  readonly limits: CallLimits | undefined;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: string | undefined;
};

const dayChoices = [30, 90, 180, 366] as const;

/** Tokens of one's programs, and the form to make another. */
function tokensPage({ viewer, tokens, scopes, limits, typed, faults, done }: Shown) {
  const words = tokenWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {done === 'revoked' ? <Done>{words.revoked}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} above={{ href: '/me', name: accountWords[viewer.locale].title }} lead={words.lead} />
      <section aria-labelledby="present">
        <h2 id="present">{words.present}</h2>
        {tokens.length === 0 ? <p class="quiet">{words.none}</p> : <Tokens viewer={viewer} tokens={tokens} />}
      </section>
      <section class="part" aria-labelledby="make">
        <h2 id="make">{words.makeTitle}</h2>
        <form method="post" action="/me/tokens" novalidate>
          <TextField name="label" label={words.label} hint={words.labelHint} typed={typed} faults={faults} maxlength={120} />
          <SelectField
            name="days"
            label={words.days}
            typed={typed}
            faults={faults}
            options={dayChoices.map((days) => ({ value: String(days), label: words.dayCount(days) }))}
          />
          <ChecksField name="scopes" label={words.scopes} hint={words.scopesHint} options={scopes} typed={typed} faults={faults} />
          <button class="button">{words.make}</button>
        </form>
        <p class="quiet small after-table">
          {words.usage} <a href="/api/v1/docs">{wordsIn(viewer.locale).apiTitle}</a>
        </p>
      </section>
      {limits === undefined ? null : <Limits viewer={viewer} limits={limits} />}
    </Frame>
  );
}

/** How often programs may ask, as the headers of every answer tell them too. */
function Limits({ viewer: { locale }, limits: { account, address } }: { viewer: Viewer; limits: CallLimits }) {
  const words = tokenWords[locale];
  return (
    <section class="part" aria-labelledby="limits">
      <h2 id="limits">{words.limitsTitle}</h2>
      <p>{words.limits(numberIn(locale, account))}</p>
      <p>{words.limitsPublic(numberIn(locale, address))}</p>
      <p class="quiet small">
        {words.limitsTold} <code>RateLimit-Policy: {policyText('account', account)}</code>
      </p>
    </section>
  );
}

function Tokens({ viewer, tokens }: Pick<Shown, 'viewer' | 'tokens'>) {
  const words = tokenWords[viewer.locale];
  const names = (scopes: readonly string[] | null) =>
    scopes === null ? words.allScopes : scopes.map((scope) => scopeName(scope, viewer)).join(viewer.locale === 'zh' ? '、' : '; ');
  return (
    <Table
      caption={words.present}
      viewer={viewer}
      rows={tokens}
      columns={[
        {
          title: words.label,
          cell: ({ label, scopes }) => (
            <>
              {label}
              <span class="under">{names(scopes)}</span>
            </>
          ),
        },
        {
          title: words.expiresAt,
          cell: ({ expiresAt }) =>
            Date.parse(expiresAt) <= viewer.now.toMillis() ? (
              <Pill tone="refused">{words.expired}</Pill>
            ) : (
              <Instant at={expiresAt} viewer={viewer} />
            ),
        },
        {
          title: words.lastUsedAt,
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : <Instant at={lastUsedAt} viewer={viewer} />),
        },
        {
          title: words.revoke,
          isUnseen: true,
          cell: ({ id, label }) => (
            <a href={`/me/tokens/${id}/revoke`} aria-label={words.revokeOf(label)}>
              {words.revoke}
            </a>
          ),
        },
      ]}
    />
  );
}

function scopeName(scope: string, { locale }: Viewer): string {
  const [zh, en] = permissionWords[scope] ?? [scope, scope];
  return locale === 'zh' ? zh : en;
}

/** Shown this once. */
function madePage(viewer: Viewer, label: string, text: string) {
  const words = tokenWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.madeTitle} width="reading">
      <Title title={words.madeTitle} above={{ href: '/me/tokens', name: words.title }} beside={label} />
      <Note tone="waiting">
        <p>{words.madeLead}</p>
      </Note>
      <p class="strong">{words.yourToken}</p>
      <p>
        <code class="token">{text}</code>
      </p>
      <p>
        <a href="/me/tokens">{words.back}</a>
      </p>
    </Frame>
  );
}

function revokePage(viewer: Viewer, { id, label }: Token) {
  const words = tokenWords[viewer.locale];
  const title = words.revokeOf(label);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: '/me/tokens', name: words.title }} lead={words.revokeLead(label)} />
      <Confirm viewer={viewer} action={`/me/tokens/${id}/revoke`} back="/me/tokens" button={title} isGrave>
        {null}
      </Confirm>
    </Frame>
  );
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's keys are its names
const permissionNames = Object.keys(permissions) as Permission[];

/** What the actor may do at all, and everybody may not. */
function scopesOf(actor: Actor, viewer: Viewer): Option[] {
  return permissionNames
    .filter((name) => !('public' in permissions[name]) && authorise(actor, name).ok)
    .map((value) => ({ value, label: scopeName(value, viewer) }));
}

type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };

async function sendTokens(c: Context<AppEnv>, tried?: Tried) {
  const { actor, db } = c.var;
  const viewer = viewerOf(c);
  const tokens = await listTokens(db, accountIdOf(actor) ?? '');
  const shown = {
    viewer,
    tokens,
    scopes: scopesOf(actor, viewer),
    limits: c.var.settings.callLimits,
    typed: tried?.typed ?? Typed.of({ days: 90 }),
    faults: tried?.faults ?? [],
  };
  return sendPrivate(c, tokensPage({ ...shown, done: c.req.query('done') }), tried === undefined ? 200 : 422);
}

async function ownTokenOf(c: Context<AppEnv, '/me/tokens/:id/revoke'>): Promise<Token | undefined> {
  const tokens = await listTokens(c.var.db, accountIdOf(c.var.actor) ?? '');
  return tokens.find(({ id }) => id === c.req.param('id'));
}

export const tokenPages = new PageRouter()
  .get('/me/tokens', 'sign-in.keep', async (c) => sendTokens(c))
  .post('/me/tokens', 'sign-in.keep', async (c) => {
    const { locale } = c.var;
    const words = tokenWords[locale];
    const typed = await typedIn(c);
    const parsed = tokenInputSchema
      .required()
      .safeParse({ label: typed.text('label'), days: typed.number('days'), scopes: typed.list('scopes') });
    if (!parsed.success) {
      const labels: Readonly<Record<string, string>> = { label: words.label, days: words.days, scopes: words.scopes };
      return sendTokens(c, { typed, faults: fieldFaults(faultsOf(parsed.error), locale, (field) => labels[field]) });
    }
    const { token, text } = valueOf(await makeToken(actionContext(c), parsed.data));
    return sendPrivate(c, madePage(viewerOf(c), token.label, text));
  })
  .get('/me/tokens/:id/revoke', 'sign-in.keep', async (c) => {
    const token = await ownTokenOf(c);
    return token === undefined ? c.notFound() : sendPrivate(c, revokePage(viewerOf(c), token));
  })
  .post('/me/tokens/:id/revoke', 'sign-in.keep', async (c) => {
    const token = await ownTokenOf(c);
    if (token === undefined) return c.notFound();
    valueOf(await revokeToken(actionContext(c), token.id));
    return seeOther(c, '/me/tokens?done=revoked');
  });
