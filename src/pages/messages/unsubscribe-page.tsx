import type { Context } from 'hono';

import { findLeaving, unsubscribe } from '../../actions/letters/unsubscribe.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { letterWords } from './letter-words.ts';

type Shown = { readonly viewer: Viewer; readonly title: string; readonly lead: string; readonly action?: string };

function page({ viewer, title, lead, action }: Shown) {
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} lead={lead} />
      {action === undefined ? null : (
        <form method="post" action={action}>
          <button class="button">{letterWords[viewer.locale].leaveButton}</button>
        </form>
      )}
    </Frame>
  );
}

/** Guessing keys is hopeless; it is also slow. */
async function passDoor(c: Context<AppEnv>): Promise<void> {
  const wait = await c.var.knock('unsubscribe', clientOf(c), 60, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
}

async function gone(c: Context<AppEnv>): Promise<Response> {
  const viewer = viewerOf(c);
  const words = letterWords[viewer.locale];
  return sendPrivate(c, page({ viewer, title: words.goneTitle, lead: words.goneLead }), 404);
}

/**
 * Where a letter says that its reader may turn letters like it off, without signing in. Programs that read mail open every address, so
 * looking changes nothing; sending does, a reader's button as well as a mail program's own (RFC 8058).
 */
export const unsubscribePages = new PageRouter()
  .get('/unsubscribe/:key', 'unsubscribe.use', async (c) => {
    await passDoor(c);
    const leaving = await findLeaving(actionContext(c), c.req.param('key'));
    if (!leaving.ok) return gone(c);
    const viewer = viewerOf(c);
    const words = letterWords[viewer.locale];
    const title = words.leaveTitle(words.topics[leaving.value.topic]);
    return sendPrivate(c, page({ viewer, title, lead: words.leaveLead, action: c.req.path }));
  })
  .post('/unsubscribe/:key', 'unsubscribe.use', async (c) => {
    await passDoor(c);
    const left = await unsubscribe(actionContext(c), c.req.param('key'));
    if (!left.ok) return gone(c);
    const viewer = viewerOf(c);
    const words = letterWords[viewer.locale];
    return sendPrivate(c, page({ viewer, title: words.leftTitle, lead: words.leftLead(words.topics[left.value.topic]) }));
  });
