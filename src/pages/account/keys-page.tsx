import Bowser from 'bowser';
import { z } from 'zod';

import { accountIdOf } from '../../actions/context.ts';
import { endSession } from '../../actions/sign-in/end-session.ts';
import { removePasskey } from '../../actions/sign-in/remove-passkey.ts';
import { listPasskeys, listSessions, type Passkey, type Session } from '../../db/queries/sign-in.ts';
import { actionContext } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { accountWords } from './account-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly sessions: readonly Session[];
  readonly passkeys: readonly Passkey[];
  readonly thisSessionId: string | undefined;
};

/** Where I am signed in, and what lets me in. */
function viewOf({ viewer, sessions, passkeys, thisSessionId }: Shown) {
  const words = wordsIn(viewer.locale);
  const own = accountWords[viewer.locale];
  const head = <script src="/passkey.js" defer></script>;
  return (
    <Frame viewer={viewer} title={own.entries.signIn} head={head}>
      <Title title={own.entries.signIn} above={{ href: '/me', name: own.title }} />
      <section class="part" aria-labelledby="sessions">
        <h2 id="sessions">{words.sessions}</h2>
        <p class="measure">{words.sessionsLead}</p>
        <Sessions {...{ viewer, sessions, thisSessionId }} />
      </section>
      <section class="part" aria-labelledby="passkeys">
        <h2 id="passkeys">{words.passkeys}</h2>
        <p class="measure">{words.passkeysLead}</p>
        <Passkeys {...{ viewer, passkeys }} />
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

function Sessions({ viewer, sessions, thisSessionId }: Pick<Shown, 'viewer' | 'sessions' | 'thisSessionId'>) {
  const words = wordsIn(viewer.locale);
  const rows = sessions.map((session) => ({ ...session, browser: browserIn(session.userAgent) ?? words.unknownBrowser }));
  return (
    <Table
      caption={words.sessions}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.browser,
          cell: ({ id, browser }) => (
            <>
              {browser} {id === thisSessionId ? <Pill tone="done">{words.thisSession}</Pill> : null}
            </>
          ),
        },
        { title: words.signedInAt, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
        { title: words.lastSeen, cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} viewer={viewer} /> },
        {
          title: words.endSession,
          isUnseen: true,
          cell: ({ id, browser }) => (
            <form method="post" action={`/me/sessions/${id}/end`}>
              <button class="quiet-button" aria-label={words.endSessionOf(browser)}>
                {words.endSession}
              </button>
            </form>
          ),
        },
      ]}
    />
  );
}

function Passkeys({ viewer, passkeys }: Pick<Shown, 'viewer' | 'passkeys'>) {
  const words = wordsIn(viewer.locale);
  if (passkeys.length === 0) return <p class="quiet">{words.noPasskeys}</p>;
  return (
    <ul class="plain">
      {passkeys.map(({ id, name, createdAt }) => {
        const shown = name ?? words.passkeyName(dayText(createdAt.toISOString().slice(0, 10), viewer.locale));
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

const idSchema = z.uuid();

export const keysPages = new PageRouter()
  .get('/me/sign-in', 'sign-in.keep', async (c) => {
    const { actor, db, now } = c.var;
    const accountId = accountIdOf(actor) ?? '';
    const sessions = await listSessions(db, accountId, now.toJSDate());
    const passkeys = await listPasskeys(db, accountId);
    const thisSessionId = actor.kind === 'account' ? actor.sessionId : undefined;
    return sendPrivate(c, viewOf({ viewer: viewerOf(c), sessions, passkeys, thisSessionId }));
  })
  .post('/me/sessions/:id/end', 'sign-in.keep', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    const ended = id.success ? await endSession(actionContext(c), id.data) : undefined;
    return ended?.ok === true ? seeOther(c, '/me/sign-in') : c.notFound();
  })
  .post('/me/passkeys/:id/remove', 'sign-in.keep', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    const removed = id.success ? await removePasskey(actionContext(c), id.data) : undefined;
    return removed?.ok === true ? seeOther(c, '/me/sign-in') : c.notFound();
  });
