import { Hono, type Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { z } from 'zod';

import { codeMinutes } from '../../domain/session.ts';
import type { AppEnv } from '../../http/context.ts';
import { cookiePrefix } from '../../http/sign-in/cookie.ts';
import { answerBrowser, beginProvider, sendSignInLetter, signInByCode, signInByLink } from '../../http/sign-in/doors.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { FaultSummary, Field, type FieldFault } from '../parts/form.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { takePlace } from '../place-wanted.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

type SignIn = {
  readonly viewer: Viewer;
  readonly providerName: string | undefined;
  readonly email?: string;
  readonly faults?: FieldFault[];
};

/** Where the summary leads when no field is at fault: what always works. */
const byLetter = 'by-letter';

/** How people come in: by a letter, by a passkey, or by their university's account. */
function signInPage({ viewer, providerName, email = '', faults = [] }: SignIn) {
  const words = wordsIn(viewer.locale);
  const head = <script src="/passkey.js" defer></script>;
  return (
    <Frame viewer={viewer} title={words.signInTitle} head={head} width="reading">
      <section>
        <h1>{words.signInTitle}</h1>
        <FaultSummary faults={faults} viewer={viewer} />
        <p>{words.signInLead}</p>
        <form id={byLetter} method="post" action="/sign-in" novalidate>
          <Field name="email" label={words.email} hint={words.emailHint} faults={faults}>
            {(described) => (
              <input {...described} type="email" autocomplete="username" inputmode="email" maxlength={254} required value={email} />
            )}
          </Field>
          <button class="button">{words.sendLetter}</button>
        </form>
        <div class="others">
          <button class="button second" type="button" data-passkey="sign-in" data-failed={words.passkeyFailed} hidden>
            {words.passkeySignIn}
          </button>
          {providerName === undefined ? null : (
            <a class="button second" href="/sign-in/provider">
              {words.providerSignIn(providerName)}
            </a>
          )}
        </div>
        <p class="fault" id="passkey-fault" role="status"></p>
      </section>
    </Frame>
  );
}

/** After the letter: the same page whoever asked. */
function codePage(viewer: Viewer, email: string, faults: readonly FieldFault[] = []) {
  const words = wordsIn(viewer.locale);
  return (
    <Frame viewer={viewer} title={words.codeTitle} width="reading">
      <section>
        <h1>{words.codeTitle}</h1>
        <FaultSummary faults={faults} viewer={viewer} />
        <p>{words.codeLead(email)}</p>
        <form method="post" action="/sign-in/code" novalidate>
          <Field name="code" label={words.code} hint={words.codeHint} faults={faults}>
            {(described) => (
              <input {...described} class="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength={12} required />
            )}
          </Field>
          <button class="button">{words.useCode}</button>
        </form>
        <p class="actions">
          <a href="/sign-in">{words.otherAddress}</a>
        </p>
      </section>
    </Frame>
  );
}

/** The link leads here first: programs that look into letters would use it up otherwise. */
function linkPage(viewer: Viewer, token: string) {
  const words = wordsIn(viewer.locale);
  return (
    <Frame viewer={viewer} title={words.linkTitle} width="reading">
      <section>
        <h1>{words.linkTitle}</h1>
        <p>{words.linkLead}</p>
        <form method="post" action="/sign-in/link">
          <input type="hidden" name="token" value={token} />
          <button class="button">{words.useLink}</button>
        </form>
      </section>
    </Frame>
  );
}

const emailSchema = z.object({ email: z.email().max(254).toLowerCase() });
const codeSchema = z.object({
  code: z
    .string()
    .transform((typed) => typed.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
});
const tokenSchema = z.object({ token: z.string().min(1).max(200) });

/** Remembers between two pages to whom the letter went. */
const addressCookie = (c: Context<AppEnv>) => `${cookiePrefix(c.var.settings.signIn.siteUrl)}.address`;

async function rememberedAddress(c: Context<AppEnv>): Promise<string | undefined> {
  const email = await getSignedCookie(c, c.var.settings.signIn.secret, addressCookie(c));
  return typeof email === 'string' ? email : undefined;
}

async function remember(c: Context<AppEnv>, email: string): Promise<void> {
  const { siteUrl, secret } = c.var.settings.signIn;
  await setSignedCookie(c, addressCookie(c), email, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: siteUrl.startsWith('https:'),
    maxAge: codeMinutes * 60,
  });
}

function send(c: Context<AppEnv>, said: { readonly email?: string; readonly faults?: FieldFault[] } = {}) {
  const { settings } = c.var;
  const page = signInPage({ viewer: viewerOf(c), providerName: settings.signIn.provider?.name, ...said });
  return sendPrivate(c, page, said.faults === undefined ? 200 : 422);
}

export const signInPages = new PageRouter()
  .get('/sign-in', 'sign-in.use', async (c) => {
    const words = wordsIn(c.var.locale);
    if (c.req.query('failed') !== undefined) return send(c, { faults: [{ field: byLetter, message: words.providerFailed }] });
    return c.var.actor.kind === 'account' ? seeOther(c, takePlace(c)) : send(c);
  })
  .post('/sign-in', 'sign-in.use', async (c) => {
    const typed = await c.req.parseBody();
    const parsed = emailSchema.safeParse(typed);
    const email = typeof typed['email'] === 'string' ? typed['email'] : '';
    if (!parsed.success) return send(c, { email, faults: [{ field: 'email', message: wordsIn(c.var.locale).emailFault }] });
    await sendSignInLetter(c, parsed.data.email);
    await remember(c, parsed.data.email);
    return seeOther(c, '/sign-in/code');
  })
  .get('/sign-in/code', 'sign-in.use', async (c) => {
    const email = await rememberedAddress(c);
    return email === undefined ? seeOther(c, '/sign-in') : sendPrivate(c, codePage(viewerOf(c), email));
  })
  .post('/sign-in/code', 'sign-in.use', async (c) => {
    const email = await rememberedAddress(c);
    if (email === undefined) return seeOther(c, '/sign-in');
    const parsed = codeSchema.safeParse(await c.req.parseBody());
    const cookies = parsed.success ? await signInByCode(c, email, parsed.data.code) : undefined;
    if (cookies === undefined) {
      return sendPrivate(c, codePage(viewerOf(c), email, [{ field: 'code', message: wordsIn(c.var.locale).codeFault }]), 422);
    }
    deleteCookie(c, addressCookie(c), { path: '/', secure: c.var.settings.signIn.siteUrl.startsWith('https:') });
    return seeOther(c, '/start', cookies);
  })
  .get('/sign-in/link', 'sign-in.use', async (c) => {
    const parsed = tokenSchema.safeParse(c.req.query());
    return parsed.success ? sendPrivate(c, linkPage(viewerOf(c), parsed.data.token)) : seeOther(c, '/sign-in');
  })
  .post('/sign-in/link', 'sign-in.use', async (c) => {
    const parsed = tokenSchema.safeParse(await c.req.parseBody());
    const cookies = parsed.success ? await signInByLink(c, parsed.data.token) : undefined;
    if (cookies === undefined) return send(c, { faults: [{ field: byLetter, message: wordsIn(c.var.locale).linkSpent }] });
    return seeOther(c, '/start', cookies);
  })
  .get('/sign-in/provider', 'sign-in.use', async (c) => {
    // Nobody is signed in by another site's doing, though the provider may know them and ask nothing.
    if (c.req.header('Sec-Fetch-Site') === 'cross-site') return seeOther(c, '/sign-in');
    const begun = c.var.settings.signIn.provider === undefined ? undefined : await beginProvider(c);
    return begun === undefined ? seeOther(c, '/sign-in?failed=provider') : seeOther(c, begun.url, begun.cookies);
  })
  // The sign-in leads here: what a person is was not known before it.
  .get('/start', 'sign-in.use', (c) => seeOther(c, takePlace(c)));

/** The sign-in library's own operations, which the passkey's script asks. */
export const signInDoors = new Hono<AppEnv>().all('/auth/*', async (c) => (await answerBrowser(c)) ?? c.notFound());
