import { listAnnouncements, type ListedAnnouncement, type Progress } from '../../db/queries/announcements.ts';
import type { Page } from '../../db/queries/page.ts';
import { sendPrivate } from '../answer.tsx';
import { afterAsked } from '../asked.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { announcementWords } from './announcement-words.ts';
import { letterWords } from './letter-words.ts';

function page(viewer: Viewer, announcements: Page<ListedAnnouncement>) {
  const words = announcementWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p class="actions">
        <a class="button" href="/desk/announcements/new">
          {words.write}
        </a>
        <a href="/admin/letters">{letterWords[viewer.locale].examples}</a>
      </p>
      {announcements.items.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Announcements viewer={viewer} rows={announcements.items} />
      )}
      <Paging nextAfter={announcements.nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Announcements({ viewer, rows }: { viewer: Viewer; rows: readonly ListedAnnouncement[] }) {
  const words = announcementWords[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.subject,
          cell: (row) => <a href={`/desk/announcements/${row.id}`}>{viewer.locale === 'zh' ? row.subjectZh : row.subjectEn}</a>,
        },
        {
          title: words.to,
          cell: (row) => (
            <>
              {audienceText(row, viewer)}
              <span class="under">{nameIn(row.season, viewer)}</span>
            </>
          ),
        },
        {
          title: words.state,
          cell: ({ sentAt, writtenAt }) => (
            <>
              <Pill tone={sentAt === null ? 'waiting' : 'done'}>{sentAt === null ? words.draft : words.sent}</Pill>
              <span class="under">
                <Instant at={sentAt ?? writtenAt} viewer={viewer} />
              </span>
            </>
          ),
        },
        { title: words.progress, cell: ({ sentAt, progress }) => (sentAt === null ? '–' : progressText(progress, viewer)) },
      ]}
    />
  );
}

/** Whom it was meant for, in words. */
export function audienceText({ audience, place }: Pick<ListedAnnouncement, 'audience' | 'place'>, { locale }: Viewer): string {
  const name = announcementWords[locale].audiences[audience.kind];
  if (audience.kind === 'squad') return place === null ? name : `${name} · ${place}`;
  if (audience.kind === 'officers') return name;
  const states: Readonly<Record<string, string>> = terms[locale].states[audience.kind === 'applicants' ? 'application' : 'placement'];
  return `${name} · ${audience.states.map((state) => states[state] ?? state).join(locale === 'zh' ? '、' : ', ')}`;
}

/** How far its letters are. */
export function progressText(progress: Progress, { locale }: Viewer): string {
  const words = announcementWords[locale];
  const of = (...states: (keyof Progress)[]) => states.reduce((sum, state) => sum + (progress[state] ?? 0), 0);
  const told = words.progressOf(of('sent'), of('waiting', 'retrying', 'unconfirmed', 'held'), of('given_up'));
  const suppressed = of('suppressed');
  return suppressed === 0 ? told : `${told}${locale === 'zh' ? '，' : ', '}${words.notByLetter(suppressed)}`;
}

export const announcementsPage = new PageRouter().get('/desk/announcements', 'announcement.send', async (c) => {
  const announcements = await listAnnouncements(c.var.db, { limit: 30, after: afterAsked(c) });
  return sendPrivate(c, page(viewerOf(c), announcements));
});
