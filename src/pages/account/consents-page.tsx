import type { Context } from 'hono';
import { z } from 'zod';

import { accountIdOf } from '../../actions/context.ts';
import { agree } from '../../actions/consents/agree.ts';
import { withdrawConsent } from '../../actions/consents/withdraw-consent.ts';
import { listConsents, listTexts, type AgreedText, type Consent } from '../../db/queries/texts.ts';
import { agreeSchema, textKinds, textKindSchema, type TextKind } from '../../domain/consent.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { TaskList } from '../parts/lists.tsx';
import { Confirm, Done, Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { accountWords } from './account-words.ts';
import { consentWords } from './consent-words.ts';

/** Where somebody came from who has to agree before they can go on. */
const backs = { identity: '/me/identity', health: '/me/health', checks: '/clearances' } as const;
const backSchema = z.enum(['identity', 'health', 'checks']);
type Back = z.infer<typeof backSchema>;

type Held = { readonly viewer: Viewer; readonly texts: readonly AgreedText[]; readonly consents: readonly Consent[] };

function standing({ consents }: Held, { kind, version }: AgreedText): Consent | undefined {
  return consents.find((consent) => consent.kind === kind && consent.version === version && consent.withdrawnAt === null);
}

/** Every text in force with whether it was agreed to, and what was said over time. */
function consentsPage(held: Held, done: string | undefined, faults: readonly FieldFault[] = []) {
  const { viewer, texts, consents } = held;
  const words = consentWords[viewer.locale];
  const told = done === 'agreed' ? words.agreedDone : done === 'taken-back' ? words.takeBackDone : undefined;
  const inOrder = texts.toSorted((a, b) => textKinds.indexOf(a.kind) - textKinds.indexOf(b.kind));
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {told === undefined ? null : <Done>{told}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} above={{ href: '/me', name: accountWords[viewer.locale].title }} lead={words.lead} />
      <section aria-labelledby="in-force">
        <h2 id="in-force">{words.inForce}</h2>
        {inOrder.length === 0 ? (
          <p class="quiet">{words.none}</p>
        ) : (
          <TaskList
            tasks={inOrder.map((text) => ({
              label: terms[viewer.locale].texts[text.kind],
              href: `/me/consents?kind=${text.kind}`,
              hint: `${words.purposes[text.kind]} · ${words.version(text.version)}`,
              state: standing(held, text) === undefined ? { word: words.toRead, tone: 'waiting' } : { word: words.agreed, tone: 'done' },
            }))}
          />
        )}
      </section>
      {consents.length === 0 ? null : <History {...held} />}
    </Frame>
  );
}

function History({ viewer, consents }: Held) {
  const words = consentWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      <Table
        caption={words.history}
        viewer={viewer}
        rows={consents.toReversed()}
        columns={[
          {
            title: words.text,
            cell: ({ kind, version }) => (
              <>
                {terms[viewer.locale].texts[kind]} <span class="under">{words.version(version)}</span>
              </>
            ),
          },
          { title: words.agreedAt, cell: ({ givenAt }) => <Instant at={givenAt} viewer={viewer} /> },
          {
            title: words.withdrawnAt,
            cell: ({ withdrawnAt, id }) =>
              withdrawnAt === null ? (
                <a href={`/me/consents/${id}/withdraw`}>{words.takeBack}</a>
              ) : (
                <Instant at={withdrawnAt} viewer={viewer} />
              ),
          },
        ]}
      />
    </section>
  );
}

type One = { readonly held: Held; readonly text: AgreedText; readonly back: Back | undefined; readonly isChanged?: boolean };

/** One text word for word, and the button to agree to this very version. */
function textPage({ held, text, back, isChanged = false }: One) {
  const { viewer } = held;
  const words = consentWords[viewer.locale];
  const name = terms[viewer.locale].texts[text.kind];
  const given = standing(held, text);
  const wording = viewer.locale === 'zh' ? text.zh : text.en;
  return (
    <Frame viewer={viewer} title={name} width="reading">
      {isChanged ? (
        <Note tone="waiting">
          <p>{words.changed}</p>
        </Note>
      ) : null}
      <Title
        title={name}
        above={{ href: '/me/consents', name: words.title }}
        beside={
          <span class="quiet">
            {words.version(text.version)} · <Instant at={text.publishedAt} viewer={viewer} />
          </span>
        }
        lead={words.purposes[text.kind]}
      />
      <div class="wording">
        {wording.split(/\n+/).map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </div>
      {given === undefined ? (
        <form method="post" action="/me/consents">
          <input type="hidden" name="kind" value={text.kind} />
          <input type="hidden" name="version" value={String(text.version)} />
          {back === undefined ? null : <input type="hidden" name="back" value={back} />}
          <p class="quiet">{words.agreeNote}</p>
          <button class="button">{words.agree(name)}</button>
        </form>
      ) : (
        <p>
          {words.youAgreed} <Instant at={given.givenAt} viewer={viewer} />
          <span class="others">
            <a href={`/me/consents/${given.id}/withdraw`}>{words.takeBack}</a>
            {back === undefined ? null : <a href={backs[back]}>{words.goOn}</a>}
          </span>
        </p>
      )}
    </Frame>
  );
}

/** What follows from taking it back, before it is. */
function withdrawPage(viewer: Viewer, { id, kind }: Consent) {
  const words = consentWords[viewer.locale];
  const title = words.takeBackTitle(terms[viewer.locale].texts[kind]);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: '/me/consents', name: words.title }} lead={words.consequences[kind]} />
      <p>{words.before}</p>
      <Confirm viewer={viewer} action={`/me/consents/${id}/withdraw`} back="/me/consents" button={title} isGrave>
        {null}
      </Confirm>
    </Frame>
  );
}

type Call = Context<AppEnv>;

async function heldBy(c: Call): Promise<Held> {
  const texts = await listTexts(c.var.db);
  const consents = await listConsents(c.var.db, accountIdOf(c.var.actor) ?? '');
  return { viewer: viewerOf(c), texts, consents };
}

async function sendText(c: Call, kind: TextKind, back: Back | undefined, isChanged = false) {
  const held = await heldBy(c);
  const text = held.texts.find((one) => one.kind === kind);
  const status = isChanged ? 422 : 200;
  if (text === undefined) return sendPrivate(c, consentsPage(held, undefined), status);
  return sendPrivate(c, textPage({ held, text, back, isChanged }), status);
}

/** One of the reader's consents by its id. */
async function ownConsentOf(c: Context<AppEnv, '/me/consents/:id/withdraw'>): Promise<Consent | undefined> {
  const consents = await listConsents(c.var.db, accountIdOf(c.var.actor) ?? '');
  return consents.find(({ id }) => id === c.req.param('id'));
}

function backIn(said: string | undefined): Back | undefined {
  const parsed = backSchema.safeParse(said);
  return parsed.success ? parsed.data : undefined;
}

export const consentPages = new PageRouter()
  .get('/me/consents', 'me.consent', async (c) => {
    const kind = textKindSchema.safeParse(c.req.query('kind'));
    if (kind.success) return sendText(c, kind.data, backIn(c.req.query('back')));
    return sendPrivate(c, consentsPage(await heldBy(c), c.req.query('done')));
  })
  .post('/me/consents', 'me.consent', async (c) => {
    const typed = await typedIn(c);
    const parsed = agreeSchema.safeParse({ kind: typed.text('kind'), version: typed.number('version') });
    if (!parsed.success) {
      const faults = [{ field: 'in-force', message: consentWords[c.var.locale].notChosen }];
      return sendPrivate(c, consentsPage(await heldBy(c), undefined, faults), 422);
    }
    const back = backIn(typed.optional('back'));
    const agreed = await agree(actionContext(c), parsed.data.kind, parsed.data.version);
    if (agreed.ok) return seeOther(c, back === undefined ? '/me/consents?done=agreed' : backs[back]);
    if (agreed.error.kind === 'text-changed') return sendText(c, parsed.data.kind, back, true);
    throw new Problem(agreed.error);
  })
  .get('/me/consents/:id/withdraw', 'me.consent', async (c) => {
    const consent = await ownConsentOf(c);
    if (consent === undefined) return c.notFound();
    return consent.withdrawnAt === null ? sendPrivate(c, withdrawPage(viewerOf(c), consent)) : seeOther(c, '/me/consents');
  })
  .post('/me/consents/:id/withdraw', 'me.consent', async (c) => {
    const consent = await ownConsentOf(c);
    if (consent === undefined) return c.notFound();
    const withdrawn = await withdrawConsent(actionContext(c), consent.id);
    return withdrawn.ok ? seeOther(c, '/me/consents?done=taken-back') : c.notFound();
  });
