import { z } from 'zod';

import { accountIdOf } from '../../actions/context.ts';
import { readAllNotices, readNotice } from '../../actions/notices/read-notice.ts';
import { listNotices, type Notice } from '../../db/queries/notices.ts';
import type { Page } from '../../db/queries/page.ts';
import { actionContext } from '../../http/context.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Done, Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { noticeWords } from './notice-words.ts';

const noticesShown = 30;
const idSchema = z.uuid();

type Shown = { readonly viewer: Viewer; readonly notices: Page<Notice>; readonly isAllRead: boolean };

/** What somebody was written, the newest first; each leads to what it is about. */
function page({ viewer, notices, isAllRead }: Shown) {
  const words = noticeWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {isAllRead ? <Done>{words.allRead}</Done> : null}
      <Title title={words.title} lead={words.lead} above={{ href: '/me', name: words.account }} />
      {notices.items.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <List viewer={viewer} notices={notices} />
      )}
      <p class="others">
        <a href="/me/letters">{words.settings}</a>
      </p>
    </Frame>
  );
}

function List({ viewer, notices }: Pick<Shown, 'viewer' | 'notices'>) {
  const words = noticeWords[viewer.locale];
  return (
    <>
      {viewer.unread === 0 ? null : (
        <form method="post" action="/me/notices/read-all">
          <button class="button second">{words.readAll}</button>
        </form>
      )}
      <ul class="notices">
        {notices.items.map(({ id, subject, at, readAt }) => (
          <li class={readAt === null ? 'new' : undefined}>
            <form method="post" action={`/me/notices/${id}/read`}>
              <button class="link-button">{subject}</button>
            </form>
            <p class="quiet small">
              {readAt === null ? (
                <>
                  <Pill tone="waiting">{words.unread}</Pill>{' '}
                </>
              ) : null}
              <Instant at={at} viewer={viewer} />
            </p>
          </li>
        ))}
      </ul>
      <Paging nextAfter={notices.nextAfter} viewer={viewer} />
    </>
  );
}

export const noticesPage = new PageRouter()
  .get('/me/notices', 'notice.read', async (c) => {
    const after = asked(c, 'after', idSchema);
    const notices = await listNotices(c.var.db, accountIdOf(c.var.actor) ?? '', false, { limit: noticesShown, after });
    return sendPrivate(c, page({ viewer: viewerOf(c), notices, isAllRead: asked(c, 'done', z.literal('read')) !== undefined }));
  })
  .post('/me/notices/read-all', 'notice.read', async (c) => {
    valueOf(await readAllNotices(actionContext(c)));
    return seeOther(c, '/me/notices?done=read');
  })
  .post('/me/notices/:id/read', 'notice.read', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    if (!id.success) return c.notFound();
    const read = await readNotice(actionContext(c), id.data);
    if (read.ok) return seeOther(c, read.value.path);
    if (read.error.kind === 'not-found') return c.notFound();
    throw new Problem(read.error);
  });
