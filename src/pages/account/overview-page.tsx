import { z } from 'zod';

import { allowMail } from '../../actions/accounts/allow-mail.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findOwnAccount, type OwnAccount } from '../../db/queries/own-account.ts';
import { actionContext } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { signOut } from '../../http/sign-in/doors.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { TaskList, type Task } from '../parts/lists.tsx';
import { Done, Note } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { wordsIn } from '../words/words.ts';
import { accountWords } from './account-words.ts';

/** Who I am here, and the way to everything that is mine. */
function overviewPage(viewer: Viewer, account: OwnAccount, isMailAllowed: boolean) {
  const words = accountWords[viewer.locale];
  const frame = wordsIn(viewer.locale);
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {isMailAllowed ? <Done>{words.mailAllowed}</Done> : null}
      {account.mailStoppedAt === null ? null : (
        <Note tone="refused">
          <p>{words.mailStopped(account.email)}</p>
          <form method="post" action="/me/allow-mail">
            <button class="button second">{words.allowMail}</button>
          </form>
        </Note>
      )}
      <section class="part">
        <h1>{words.title}</h1>
        <p class="figure-name">{account.name}</p>
        <p class="quiet">
          {frame.signedInAs(account.email)}
          {account.roles.map((role) => (
            <>
              {' '}
              <Pill>{terms[viewer.locale].roles[role]}</Pill>
            </>
          ))}
        </p>
        <form method="post" action="/sign-out">
          <button class="button second">{frame.signOut}</button>
        </form>
      </section>
      <section class="part">
        <TaskList tasks={tasksOf(viewer, account)} />
        <p class="others">
          <a href="/me/data">{words.entries.data}</a>
          <a href="/me/erase">{words.entries.erase}</a>
        </p>
      </section>
    </Frame>
  );
}

function tasksOf(viewer: Viewer, account: OwnAccount): Task[] {
  const words = accountWords[viewer.locale];
  const isVolunteer = account.roles.includes('volunteer');
  const task = (name: keyof typeof words.hints, href: string, state: Task['state']): Task => ({
    label: words.entries[name],
    hint: words.hints[name],
    href,
    state,
  });
  const profile: Task['state'] =
    isVolunteer && account.profile === null ? { word: words.profileMissing, tone: 'waiting' } : { word: words.filled, tone: 'done' };
  const given = (isGiven: boolean): Task['state'] => (isGiven ? { word: words.given, tone: 'done' } : { word: words.notGiven });
  const read: Task['state'] =
    account.textsToRead > 0 && isVolunteer
      ? { word: words.toRead(account.textsToRead), tone: 'waiting' }
      : { word: account.textsToRead > 0 ? words.toRead(account.textsToRead) : words.allRead };
  return [
    task('profile', '/me/profile', profile),
    task('identity', '/me/identity', given(account.documentType !== null)),
    task('health', '/me/health', given(account.hasHealthNote)),
    task('consents', '/me/consents', read),
    task('letters', '/me/letters', { word: words.lettersOff(account.lettersOff) }),
    task('signIn', '/me/sign-in', { word: words.sessionsAnd(account.sessions, account.passkeys) }),
    ...(isVolunteer ? [task('askBacks', '/ask-backs', askBacksState(account, viewer))] : []),
    ...(isVolunteer ? [task('calendar', '/me/calendar', { word: account.hasCalendar ? words.calendarMade : words.calendarNotMade })] : []),
    task('tokens', '/me/tokens', { word: words.tokenCount(account.tokens) }),
  ];
}

function askBacksState({ askBacks }: OwnAccount, { locale }: Viewer): Task['state'] {
  const words = accountWords[locale];
  return askBacks === 0 ? { word: words.notAskedBack } : { word: words.askedBack(askBacks), tone: 'waiting' };
}

export const overviewPages = new PageRouter()
  .get('/me', 'me.read', async (c) => {
    const { actor, db, now } = c.var;
    const account = await findOwnAccount(db, accountIdOf(actor) ?? '', now.toJSDate());
    return account === undefined
      ? seeOther(c, '/sign-in')
      : sendPrivate(c, overviewPage(viewerOf(c), account, asked(c, 'done', z.literal('mail-allowed')) !== undefined));
  })
  .post('/me/allow-mail', 'me.change', async (c) => {
    const allowed = await allowMail(actionContext(c), accountIdOf(c.var.actor) ?? '');
    if (!allowed.ok && allowed.error.kind !== 'mail-not-stopped') throw new Problem(allowed.error);
    return seeOther(c, '/me?done=mail-allowed');
  })
  .post('/sign-out', 'sign-in.use', async (c) => seeOther(c, '/', await signOut(c)));
