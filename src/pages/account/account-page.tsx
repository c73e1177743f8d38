import Bowser from 'bowser';
import { Hono } from 'hono';
import { z } from 'zod';

import { endSession } from '../../actions/sign-in/end-session.ts';
import { removePasskey } from '../../actions/sign-in/remove-passkey.ts';
import { findAccount, type Account } from '../../db/queries/accounts.ts';
import { listPasskeys, listSessions, type Passkey, type Session } from '../../db/queries/sign-in.ts';
import type { Locale } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { signOut } from '../../http/sign-in/doors.ts';
import { ownScript, seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { wordsIn } from '../words/words.ts';

type Shown = {
  readonly locale: Locale;
  readonly account: Account;
  readonly sessions: readonly Session[];
  readonly passkeys: readonly Passkey[];
  readonly thisSessionId: string | undefined;
};

/** Who I am here, where I am signed in, and what lets me in. */
function accountPage({ locale, account, sessions, passkeys, thisSessionId }: Shown) {
  const words = wordsIn(locale);
  const head = <script src="/passkey.js" defer></script>;
  return (
    <Frame locale={locale} path="/me" title={words.myAccount} head={head}>
      <section class="part">
        <h1>{words.myAccount}</h1>
        <p class="figure-name">{account.name}</p>
        <p class="quiet">
          {words.signedInAs(account.email)}
          {account.roles.map((role) => (
            <>
              {' '}
              <span class="pill">{words.roleNames[role]}</span>
            </>
          ))}
        </p>
        <form method="post" action="/sign-out">
          <button class="button second">{words.signOut}</button>
        </form>
      </section>
      <section class="part" aria-labelledby="sessions">
        <h2 id="sessions">{words.sessions}</h2>
        <p class="measure">{words.sessionsLead}</p>
        <Sessions {...{ locale, sessions, thisSessionId }} />
      </section>
      <section class="part" aria-labelledby="passkeys">
        <h2 id="passkeys">{words.passkeys}</h2>
        <p class="measure">{words.passkeysLead}</p>
        <Passkeys {...{ locale, passkeys }} />
        <button class="button" type="button" data-passkey="add" data-failed={words.passkeyFailed} hidden>
          {words.addPasskey}
        </button>
        <noscript>
          <p class="quiet">{words.needsScript}</p>
        </noscript>
        <p class="fault" id="passkey-fault" role="status"></p>
      </section>
    </Frame>
  );
}

function Sessions({ locale, sessions, thisSessionId }: Pick<Shown, 'locale' | 'sessions' | 'thisSessionId'>) {
  const words = wordsIn(locale);
  return (
    <table class="sessions">
      <thead>
        <tr>
          <th>{words.browser}</th>
          <th>{words.signedInAt}</th>
          <th>{words.lastSeen}</th>
          <th>
            <span class="unseen">{words.endSession}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ id, userAgent, createdAt, lastSeenAt }) => {
          const browser = browserIn(userAgent) ?? words.unknownBrowser;
          return (
            <tr>
              <td>
                {browser} {id === thisSessionId ? <span class="pill done">{words.thisSession}</span> : null}
              </td>
              <td>
                <span class="label">{words.signedInAt} </span>
                {instant(createdAt, locale)}
              </td>
              <td>
                <span class="label">{words.lastSeen} </span>
                {instant(lastSeenAt, locale)}
              </td>
              <td>
                <form method="post" action={`/me/sessions/${id}/end`}>
                  <button class="quiet-button" aria-label={words.endSessionOf(browser)}>
                    {words.endSession}
                  </button>
                </form>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Passkeys({ locale, passkeys }: Pick<Shown, 'locale' | 'passkeys'>) {
  const words = wordsIn(locale);
  if (passkeys.length === 0) return <p class="quiet">{words.noPasskeys}</p>;
  return (
    <ul class="plain">
      {passkeys.map(({ id, name, createdAt }) => {
        const shown = name ?? words.passkeyName(instant(createdAt, locale));
        return (
          <li>
            <span>{shown}</span>
            <form method="post" action={`/me/passkeys/${id}/remove`}>
              <button class="quiet-button" aria-label={words.removePasskeyOf(shown)}>
                {words.removePasskey}
              </button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}

function browserIn(userAgent: string | null): string | undefined {
  if (userAgent === null || userAgent === '') return undefined;
  const { browser, os } = Bowser.parse(userAgent);
  return browser.name === undefined ? undefined : [browser.name, os.name].filter((part) => part !== undefined).join(', ');
}

function instant(at: Date, locale: Locale): string {
  const language = locale === 'en' ? 'en-GB' : 'zh-CN';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: homeZone }).format(at);
}

const idSchema = z.uuid();

export const accountPages = new Hono<AppEnv>()
  .get('/me', ownScript, async (c) => {
    const { actor, db, locale, now } = c.var;
    const account = actor.kind === 'account' ? await findAccount(db, actor.accountId) : undefined;
    if (account === undefined || actor.kind !== 'account') return seeOther(c, '/sign-in');
    const sessions = await listSessions(db, account.id, now.toJSDate());
    const passkeys = await listPasskeys(db, account.id);
    return sendPrivate(c, accountPage({ locale, account, sessions, passkeys, thisSessionId: actor.sessionId }));
  })
  .post('/me/sessions/:id/end', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    const ended = id.success ? await endSession(actionContext(c), id.data) : undefined;
    return ended?.ok === true ? seeOther(c, '/me') : c.notFound();
  })
  .post('/me/passkeys/:id/remove', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    const removed = id.success ? await removePasskey(actionContext(c), id.data) : undefined;
    return removed?.ok === true ? seeOther(c, '/me') : c.notFound();
  })
  .post('/sign-out', async (c) => seeOther(c, '/', await signOut(c)));
