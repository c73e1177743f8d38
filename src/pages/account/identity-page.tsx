import type { Context } from 'hono';

import { accountIdOf } from '../../actions/context.ts';
import { giveHealthNote } from '../../actions/identity/give-health-note.ts';
import { giveIdentity } from '../../actions/identity/give-identity.ts';
import { findHealthNote, findIdentityDocument, healthPlace, numberPlace } from '../../db/queries/identity.ts';
import { hasAgreed } from '../../db/queries/own-account.ts';
import { documentTypes, healthNoteSchema, identityDocumentSchema, maskedNumber, type DocumentType } from '../../domain/identity.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, RadioField, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Done, Note, Title } from '../parts/page.tsx';
import { Instant } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { accountWords } from './account-words.ts';

type Asked = {
  readonly viewer: Viewer;
  readonly hasConsent: boolean;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: string | undefined;
};
type Given = { readonly documentType: DocumentType; readonly masked: string; readonly updatedAt: string };

/** The identity document: what was given, masked, and the form to give or replace it. */
function identityPage({ viewer, hasConsent, typed, faults, done, given }: Asked & { readonly given: Given | undefined }) {
  const words = accountWords[viewer.locale];
  const types = documentTypes.map((value) => ({ value, label: terms[viewer.locale].documentTypes[value] }));
  return (
    <Frame viewer={viewer} title={words.identityTitle} width="reading">
      {done === 'identity' ? <Done>{words.doneIdentity}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.identityTitle} above={{ href: '/me', name: words.title }} lead={words.identityLead} />
      {given === undefined ? null : (
        <section aria-labelledby="present">
          <h2 id="present">{words.present}</h2>
          <Summary
            viewer={viewer}
            rows={[
              { label: words.documentType, value: terms[viewer.locale].documentTypes[given.documentType] },
              { label: words.number, value: given.masked },
              { label: words.updatedAt, value: <Instant at={given.updatedAt} viewer={viewer} /> },
            ]}
          />
        </section>
      )}
      {hasConsent ? (
        <section aria-labelledby="give">
          <h2 id="give">{given === undefined ? words.giveIdentity : words.replaceTitle}</h2>
          <form method="post" action="/me/identity" novalidate>
            <RadioField name="documentType" label={words.documentType} options={types} typed={typed} faults={faults} />
            <TextField
              name="number"
              label={words.number}
              hint={words.numberHint}
              typed={typed}
              faults={faults}
              maxlength={40}
              autocomplete="off"
            />
            <button class="button">{given === undefined ? words.giveIdentity : words.replaceIdentity}</button>
          </form>
        </section>
      ) : (
        <ConsentFirst viewer={viewer} back="identity" />
      )}
    </Frame>
  );
}

function ConsentFirst({ viewer, back }: { readonly viewer: Viewer; readonly back: 'identity' | 'health' }) {
  const words = accountWords[viewer.locale];
  return (
    <Note tone="waiting">
      <p>{words.consentFirst}</p>
      <p>
        <a class="button" href={`/me/consents?kind=sensitive_data&back=${back}`}>
          {words.toConsent}
        </a>
      </p>
    </Note>
  );
}

/** What a person says of their health; it can be taken back at any time. */
function healthPage({ viewer, hasConsent, typed, faults, done, isGiven }: Asked & { readonly isGiven: boolean }) {
  const words = accountWords[viewer.locale];
  const told = done === 'health' ? words.doneHealth : done === 'taken-back' ? words.doneTakenBack : undefined;
  return (
    <Frame viewer={viewer} title={words.healthTitle} width="reading">
      {told === undefined ? null : <Done>{told}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.healthTitle} above={{ href: '/me', name: words.title }} lead={words.healthLead} />
      {hasConsent ? (
        <form method="post" action="/me/health" novalidate>
          <AreaField name="text" label={words.healthText} typed={typed} faults={faults} rows={6} maxlength={4000} />
          <p class="actions">
            <button class="button">{words.saveHealth}</button>
            {isGiven ? <a href="/me/health/take-back">{words.takeBack}</a> : null}
          </p>
        </form>
      ) : (
        <ConsentFirst viewer={viewer} back="health" />
      )}
    </Frame>
  );
}

function takeBackPage(viewer: Viewer) {
  const words = accountWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.takeBackTitle} width="reading">
      <Title title={words.takeBackTitle} above={{ href: '/me/health', name: words.healthTitle }} lead={words.takeBackLead} />
      <Confirm viewer={viewer} action="/me/health/take-back" back="/me/health" button={words.takeBack} isGrave>
        {null}
      </Confirm>
    </Frame>
  );
}

type Call = Context<AppEnv>;
type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };

async function sendIdentity(c: Call, tried?: Tried) {
  const { db, actor, settings } = c.var;
  const accountId = accountIdOf(actor) ?? '';
  const document = await findIdentityDocument(db, accountId);
  const given =
    document === undefined
      ? undefined
      : {
          documentType: document.documentType,
          masked: maskedNumber(await settings.keys.open(document.sealedNumber, numberPlace(accountId))),
          updatedAt: document.updatedAt,
        };
  const hasConsent = await hasAgreed(db, accountId, 'sensitive_data');
  const shown = { viewer: viewerOf(c), hasConsent, given, typed: tried?.typed ?? new Typed(), faults: tried?.faults ?? [] };
  return sendPrivate(c, identityPage({ ...shown, done: c.req.query('done') }), tried === undefined ? 200 : 422);
}

async function sendHealth(c: Call, tried?: Tried) {
  const { db, actor, settings } = c.var;
  const accountId = accountIdOf(actor) ?? '';
  const note = await findHealthNote(db, accountId);
  const text = note === undefined ? '' : await settings.keys.open(note.sealedText, healthPlace(accountId));
  const hasConsent = await hasAgreed(db, accountId, 'sensitive_data');
  const shown = {
    viewer: viewerOf(c),
    hasConsent,
    isGiven: note !== undefined,
    typed: tried?.typed ?? Typed.of({ text }),
    faults: tried?.faults ?? [],
  };
  return sendPrivate(c, healthPage({ ...shown, done: c.req.query('done') }), tried === undefined ? 200 : 422);
}

export const identityPages = new PageRouter()
  .get('/me/identity', 'me.change', async (c) => sendIdentity(c))
  .post('/me/identity', 'me.change', async (c) => {
    const { locale } = c.var;
    const words = accountWords[locale];
    const typed = await typedIn(c);
    const parsed = identityDocumentSchema.safeParse({ documentType: typed.text('documentType'), number: typed.text('number') });
    if (!parsed.success) {
      const labels: Readonly<Record<string, string>> = { documentType: words.documentType, number: words.number };
      return sendIdentity(c, { typed, faults: fieldFaults(faultsOf(parsed.error), locale, (field) => labels[field]) });
    }
    const given = await giveIdentity(actionContext(c), parsed.data);
    if (given.ok) return seeOther(c, '/me/identity?done=identity');
    if (given.error.kind === 'consents-missing') return sendIdentity(c, { typed, faults: [] });
    throw new Problem(given.error);
  })
  .get('/me/health', 'me.change', async (c) => sendHealth(c))
  .post('/me/health', 'me.change', async (c) => {
    const { locale } = c.var;
    const words = accountWords[locale];
    const typed = await typedIn(c);
    const parsed = healthNoteSchema.safeParse({ text: typed.text('text') });
    if (!parsed.success) return sendHealth(c, { typed, faults: fieldFaults(faultsOf(parsed.error), locale, () => words.healthText) });
    if (parsed.data.text === '') return sendHealth(c, { typed, faults: [{ field: 'text', message: words.healthEmpty }] });
    const given = await giveHealthNote(actionContext(c), parsed.data.text);
    if (given.ok) return seeOther(c, '/me/health?done=health');
    if (given.error.kind === 'consents-missing') return sendHealth(c, { typed, faults: [] });
    throw new Problem(given.error);
  })
  .get('/me/health/take-back', 'me.change', async (c) => sendPrivate(c, takeBackPage(viewerOf(c))))
  .post('/me/health/take-back', 'me.change', async (c) => {
    valueOf(await giveHealthNote(actionContext(c), ''));
    return seeOther(c, '/me/health?done=taken-back');
  });
