import type { Context } from 'hono';
import { z } from 'zod';

import { previewAnnouncement, type Preview } from '../../actions/announcements/preview-announcement.ts';
import { sendAnnouncement } from '../../actions/announcements/send-announcement.ts';
import { discardAnnouncement } from '../../actions/announcements/write-announcement.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findAnnouncementTo, type Announcement } from '../../db/queries/announcements.ts';
import { reaches } from '../../domain/announcement.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { paragraphsOf } from '../../mail/announcement-letter.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { afterAsked, asked, idAsked } from '../asked.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { addressWith, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { announcementWords } from './announcement-words.ts';
import { audienceText, progressText } from './announcements-page.tsx';
import { LetterSheet } from './letter-sheet.tsx';
import { noticeWords } from './notice-words.ts';

type Shown = Preview & { readonly viewer: Viewer; readonly isJustSent?: boolean; readonly changedTo?: number | undefined };

/** Whom it reaches, how it reads for each of them, and the one button that sends it; once it is sent, how far it is. */
function page(shown: Shown) {
  const { viewer, announcement, recipients, isJustSent = false, changedTo } = shown;
  const words = announcementWords[viewer.locale];
  const { sentAt, progress } = announcement;
  const title = viewer.locale === 'zh' ? announcement.subjectZh : announcement.subjectEn;
  return (
    <Frame viewer={viewer} title={title}>
      {isJustSent ? <Done>{words.justSent}</Done> : null}
      <Title
        title={title}
        above={{ href: '/desk/announcements', name: words.title }}
        beside={<Pill tone={sentAt === null ? 'waiting' : 'done'}>{sentAt === null ? words.draft : words.sent}</Pill>}
        lead={`${nameIn(announcement.season, viewer)} · ${audienceText(announcement, viewer)}`}
      />
      {changedTo === undefined ? null : (
        <Note tone="waiting">
          <p role="alert">{words.changed(changedTo)}</p>
        </Note>
      )}
      {sentAt === null ? <Sending {...shown} /> : null}
      {sentAt === null ? null : (
        <p>
          <Instant at={sentAt} viewer={viewer} /> · {progressText(progress, viewer)}
        </p>
      )}
      <Example {...shown} />
      <section class="part" aria-labelledby="people">
        <h2 id="people">{words.people}</h2>
        <People viewer={viewer} recipients={recipients} />
      </section>
    </Frame>
  );
}

function Sending({ viewer, announcement: { id }, counts }: Shown) {
  const words = announcementWords[viewer.locale];
  const count = counts.letter + counts.stopped + counts.unsubscribed;
  const rows = reaches
    .filter((reach) => reach === 'letter' || counts[reach] > 0)
    .map((reach) => ({ label: words.reaches[reach], value: String(counts[reach]) }));
  return (
    <section class="part" aria-labelledby="reach">
      <h2 id="reach">{words.howMany}</h2>
      <Summary viewer={viewer} rows={rows} />
      {count === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <form method="post" action={`/desk/announcements/${id}/send`}>
          <input type="hidden" name="count" value={String(count)} />
          <p class="quiet">{words.sendLead}</p>
          <button class="button">{words.send(count)}</button>
        </form>
      )}
      <form method="post" action={`/desk/announcements/${id}/discard`}>
        <p class="actions">
          <a href={`/desk/announcements/${id}/edit`}>{words.edit}</a>
          <button class="quiet-button">{words.discard}</button>
        </p>
      </form>
    </section>
  );
}

function Example({ viewer, example }: Shown) {
  if (example === undefined) return null;
  const title = announcementWords[viewer.locale].readsFor(example.recipient.name);
  return <LetterSheet id="example" title={title} letter={example.letter} locale={example.recipient.locale} />;
}

function People({ viewer, recipients }: Pick<Shown, 'viewer' | 'recipients'>) {
  const words = announcementWords[viewer.locale];
  return (
    <>
      <Table
        caption={words.people}
        viewer={viewer}
        rows={recipients.items}
        isDense
        columns={[
          { title: words.name, cell: ({ name }) => name },
          { title: words.language, cell: ({ locale }) => words.languages[locale] },
          {
            title: words.state,
            cell: ({ reach }) => <Pill tone={reach === 'letter' ? 'done' : 'waiting'}>{words.reaches[reach]}</Pill>,
          },
          {
            title: words.see,
            isUnseen: true,
            cell: ({ id, name, reach }) =>
              reach === 'left_out' ? null : (
                <a href={`${addressWith(viewer, { as: id })}#example`} aria-label={words.seeFor(name)}>
                  {words.see}
                </a>
              ),
          },
        ]}
      />
      <Paging nextAfter={recipients.nextAfter} viewer={viewer} />
    </>
  );
}

/** An announcement as one of those reads it whom it went to. */
function toldPage(viewer: Viewer, { subjectZh, subjectEn, bodyZh, bodyEn, sentAt }: Announcement) {
  const [subject, body] = viewer.locale === 'zh' ? [subjectZh, bodyZh] : [subjectEn, bodyEn];
  const words = noticeWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={subject} width="reading">
      <Title title={subject} above={{ href: '/me/notices', name: words.title }} />
      <p class="quiet">
        {words.from} · {sentAt === null ? null : <Instant at={sentAt} viewer={viewer} />}
      </p>
      {paragraphsOf(body).map((paragraph) => (
        <p class="measure">{paragraph}</p>
      ))}
    </Frame>
  );
}

type Call = Context<AppEnv>;

async function show(c: Call, id: string, more: Pick<Shown, 'isJustSent' | 'changedTo'> = {}) {
  const accountId = asked(c, 'as', z.uuid());
  const preview = await previewAnnouncement(actionContext(c), id, { page: { limit: 50, after: afterAsked(c) }, accountId });
  if (!preview.ok) return c.notFound();
  return sendPrivate(c, page({ viewer: viewerOf(c), ...preview.value, ...more }), more.changedTo === undefined ? 200 : 409);
}

export const announcementPages = new PageRouter()
  .get('/me/announcements/:id', 'notice.read', async (c) => {
    const id = idAsked(c);
    const accountId = accountIdOf(c.var.actor);
    const found = id === undefined || accountId === null ? undefined : await findAnnouncementTo(c.var.db, id, accountId);
    return found === undefined ? c.notFound() : sendPrivate(c, toldPage(viewerOf(c), found));
  })
  .get('/desk/announcements/:id', 'announcement.send', async (c) => {
    const id = idAsked(c);
    return id === undefined ? c.notFound() : show(c, id, { isJustSent: asked(c, 'done', z.literal('sent')) !== undefined });
  })
  .post('/desk/announcements/:id/send', 'announcement.send', async (c) => {
    const id = idAsked(c);
    if (id === undefined) return c.notFound();
    const count = (await typedIn(c)).number('count');
    const sent = await sendAnnouncement(actionContext(c), id, typeof count === 'number' ? count : 0);
    if (sent.ok) return seeOther(c, `/desk/announcements/${id}?done=sent`);
    if (sent.error.kind === 'audience-changed') return show(c, id, { changedTo: sent.error.count });
    throw new Problem(sent.error);
  })
  .post('/desk/announcements/:id/discard', 'announcement.send', async (c) => {
    const id = idAsked(c);
    if (id === undefined) return c.notFound();
    const discarded = await discardAnnouncement(actionContext(c), id);
    if (discarded.ok) return seeOther(c, '/desk/announcements');
    throw new Problem(discarded.error);
  });
