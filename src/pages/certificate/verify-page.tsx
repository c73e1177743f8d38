import type { Context } from 'hono';

import { confirmHolder, verifyCertificate, type Verification } from '../../actions/certificates/verify-certificate.ts';
import { nameTypedSchema, serialIn } from '../../domain/certificate.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, TextField, type FieldFault } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Facts } from './certificate-facts.tsx';
import { certificateWords } from './certificate-words.ts';

/** Where somebody types the number of a certificate. */
function askPage(viewer: Viewer, typed: Typed, faults: readonly FieldFault[]) {
  const words = certificateWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.verifyTitle} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.verifyTitle} lead={words.verifyLead} />
      <form method="get" action="/certificates">
        <TextField
          name="serial"
          label={words.serialLabel}
          hint={words.serialHint}
          typed={typed}
          faults={faults}
          maxlength={60}
          autocomplete="off"
        />
        <button class="button">{words.look}</button>
      </form>
    </Frame>
  );
}

type Shown = {
  readonly viewer: Viewer;
  readonly seen: Verification;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
  /** Whether the name that was typed is the holder's. */
  readonly isHolder?: boolean | undefined;
};

/** What a certificate with this number says, its name masked, and whether it still holds. */
function verifyPage({ viewer, seen, typed = new Typed(), faults = [], isHolder }: Shown) {
  const words = certificateWords[viewer.locale];
  const title = words.checkTitle(seen.serial);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <FaultSummary faults={faults} viewer={viewer} />
      {isHolder === undefined ? null : (
        <div class={isHolder ? 'done-notice' : 'note refused'} role="status" id="answer">
          <p>{isHolder ? words.isHolder : words.isNotHolder}</p>
        </div>
      )}
      <Title
        title={title}
        above={{ href: '/certificates', name: words.again }}
        beside={<State of="certificate" state={seen.state} locale={viewer.locale} />}
      />
      <Standing viewer={viewer} seen={seen} />
      <section class="part" aria-labelledby="facts">
        <h2 id="facts">{words.facts}</h2>
        <Facts viewer={viewer} said={{ ...seen, name: seen.maskedName }} />
      </section>
      {seen.maskedName === null ? null : (
        <section class="part no-print" aria-labelledby="confirm">
          <h2 id="confirm">{words.nameTitle}</h2>
          <p>{words.nameLead}</p>
          <form method="post" action={`/certificates/${seen.serial}`} novalidate>
            <TextField name="name" label={words.nameLabel} typed={typed} faults={faults} maxlength={120} autocomplete="off" />
            <button class="button">{words.confirm}</button>
          </form>
        </section>
      )}
    </Frame>
  );
}

function Standing({ viewer, seen }: Pick<Shown, 'viewer' | 'seen'>) {
  const words = certificateWords[viewer.locale];
  const said = { issued: words.valid, superseded: words.superseded, revoked: words.revoked }[seen.state];
  return (
    <Note tone={seen.state === 'issued' ? 'plain' : 'refused'}>
      <p>{said}</p>
      {seen.facts.madeUp ? <p>{words.madeUp}</p> : null}
      {seen.closedAt === null ? null : (
        <p>
          {words.closedAt} <Instant at={seen.closedAt} viewer={viewer} saysZone />
          {seen.closedBecause === null ? null : (
            <span class="under">
              {words.because}: {seen.closedBecause}
            </span>
          )}
        </p>
      )}
      {seen.supersededBy === null ? null : (
        <p>
          <a href={`/certificates/${seen.supersededBy}`}>{words.toNewer(seen.supersededBy)}</a>
        </p>
      )}
      {seen.supersedes === null ? null : (
        <p>
          <a href={`/certificates/${seen.supersedes}`}>{words.toOlder(seen.supersedes)}</a>
        </p>
      )}
    </Note>
  );
}

/** Numbers cannot be guessed; trying is also slow. */
async function passDoor(c: Context<AppEnv>): Promise<void> {
  const wait = await c.var.knock('certificate', clientOf(c), 60, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
}

async function found(c: Context<AppEnv, '/certificates/:serial'>): Promise<Verification | undefined> {
  await passDoor(c);
  const seen = await verifyCertificate(actionContext(c), c.req.param('serial'));
  return seen.ok ? seen.value : undefined;
}

async function gone(c: Context<AppEnv>): Promise<Response> {
  const viewer = viewerOf(c);
  const words = certificateWords[viewer.locale];
  const page = (
    <Frame viewer={viewer} title={words.notFound} width="reading">
      <Title title={words.notFound} above={{ href: '/certificates', name: words.again }} lead={words.notFoundLead} />
    </Frame>
  );
  return sendPrivate(c, page, 404);
}

export const verifyPages = new PageRouter()
  .get('/certificates', 'certificate.verify', async (c) => {
    const typed = c.req.query('serial') ?? '';
    const serial = serialIn(typed);
    if (serial !== undefined) return seeOther(c, `/certificates/${serial}`);
    const { locale } = c.var;
    const faults = typed === '' ? [] : [{ field: 'serial', message: certificateWords[locale].serialWrong }];
    return sendPrivate(c, askPage(viewerOf(c), Typed.of({ serial: typed }), faults), typed === '' ? 200 : 422);
  })
  .get('/certificates/:serial', 'certificate.verify', async (c) => {
    const seen = await found(c);
    return seen === undefined ? gone(c) : sendPrivate(c, verifyPage({ viewer: viewerOf(c), seen }));
  })
  .post('/certificates/:serial', 'certificate.verify', async (c) => {
    const seen = await found(c);
    if (seen === undefined) return gone(c);
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = nameTypedSchema.safeParse({ name: typed.optional('name') });
    if (!parsed.success) {
      const faults = fieldFaults(faultsOf(parsed.error), viewer.locale, () => certificateWords[viewer.locale].nameLabel);
      return sendPrivate(c, verifyPage({ viewer, seen, typed, faults }), 422);
    }
    const isHolder = await confirmHolder(actionContext(c), seen.serial, parsed.data.name);
    return sendPrivate(c, verifyPage({ viewer, seen, typed, isHolder: isHolder.ok && isHolder.value }));
  });
