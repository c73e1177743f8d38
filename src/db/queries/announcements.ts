import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { AnnouncementInput, Audience, Reach } from '../../domain/announcement.ts';
import type { LetterState } from '../../domain/outbox.ts';
import type { Connection } from '../client.ts';
import { announcements } from '../tables/announcements.ts';
import { named, type Named } from './happened.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type Announcement = typeof announcements.$inferSelect;
type Meant = { readonly seasonId: string; readonly audience: Audience };

const listOf = (values: readonly string[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

/** The accounts that are meant, each once. */
function meant({ seasonId, audience }: Meant): SQL {
  switch (audience.kind) {
    case 'applicants':
      return sql`select account_id from applications where season_id = ${seasonId} and state in (${listOf(audience.states)})`;
    case 'placed':
      return sql`select account_id from placements where season_id = ${seasonId} and state in (${listOf(audience.states)})`;
    case 'squad':
      return sql`select account_id from placements where season_id = ${seasonId} and request_id = ${audience.requestId}
        and state in ('offered', 'accepted', 'started', 'completed')`;
    case 'officers':
    default:
      return sql`select c.account_id from account_counties c join account_roles r on r.account_id = c.account_id and r.role = 'county'
        where c.county_code in (select county_code from requests where season_id = ${seasonId} and state in ('submitted', 'returned', 'approved'))`;
  }
}

/** How it would reach an account `a`: nothing may be done with one that is frozen, and one that is erased is nobody's. */
const reach = sql`case when a.erased_at is not null or a.frozen_at is not null or a.email like '%.invalid' then 'left_out'
  when exists (select from bounces b where b.account_id = a.id and b.stopped_at is not null) then 'stopped'
  when exists (select from unsubscriptions u where u.account_id = a.id and u.topic = 'announcements') then 'unsubscribed' else 'letter' end`;

export type ReachCounts = Readonly<Record<Reach, number>>;

/** How many are meant, by how it would reach them. As the system: the lists that say so are nobody else's. */
export async function countReach(db: Connection, to: Meant): Promise<ReachCounts> {
  const rows = await db.execute<{ reach: Reach; count: number }>(sql`
    select ${reach} as reach, count(*)::int as count from accounts a where a.id in (${meant(to)}) group by 1`);
  const counts = new Map(rows.map(({ reach: how, count }) => [how, count]));
  const of = (how: Reach) => counts.get(how) ?? 0;
  return { letter: of('letter'), stopped: of('stopped'), unsubscribed: of('unsubscribed'), left_out: of('left_out') };
}

export type Recipient = { readonly id: string; readonly name: string; readonly locale: Locale; readonly reach: Reach };

/** Who is meant, by id. As the system. */
export async function listRecipients(db: Connection, to: Meant, page: PageWanted): Promise<Page<Recipient>> {
  const rows = await db.execute<Recipient>(sql`
    select a.id, a.name, a.locale, ${reach} as reach from accounts a where a.id in (${meant(to)}) ${page.after === undefined ? sql`` : sql`and a.id > ${page.after}`}
    order by a.id limit ${page.limit + 1}`);
  return pageOf(rows, page, ({ id }) => id);
}

/** One of those who are meant. As the system. */
export async function findRecipient(db: Connection, to: Meant, accountId: string): Promise<Recipient | undefined> {
  const [row] = await db.execute<Recipient>(sql`
    select a.id, a.name, a.locale, ${reach} as reach from accounts a where a.id = ${accountId} and a.id in (${meant(to)})`);
  return row;
}

/**
 * Lays one letter for each into the outbox, all in one statement however many they are: what it says stands in the announcement and is put
 * into words when it is sent. As the system, in the transaction of its event.
 */
export async function layOutAnnouncement(db: Connection, { id, ...to }: Announcement, eventId: string): Promise<number> {
  const rows = await db.execute(sql`
    with laid as (insert into messages (event_id, account_id, template, announcement_id, notice_subject, notice_path)
      select ${eventId}, a.id, 'announcement', ${id}, case a.locale when 'zh' then ${to.subjectZh}::text else ${to.subjectEn}::text end, ${`/me/announcements/${id}`}
      from accounts a where a.erased_at is null and a.frozen_at is null and a.id in (${meant(to)}) returning 1) select count(*)::int as count from laid`);
  return Number(rows[0]?.['count'] ?? 0);
}

export async function insertAnnouncement(db: Connection, input: AnnouncementInput, writtenBy: string): Promise<string> {
  const [row] = await db
    .insert(announcements)
    .values({ ...input, writtenBy })
    .returning({ id: announcements.id });
  if (row === undefined) throw new Error('an announcement was not written');
  return row.id;
}

export async function saveAnnouncement(db: Connection, id: string, change: Partial<typeof announcements.$inferInsert>): Promise<void> {
  await db.update(announcements).set(change).where(eq(announcements.id, id));
}

export async function deleteAnnouncement(db: Connection, id: string): Promise<void> {
  await db.delete(announcements).where(eq(announcements.id, id));
}

export async function lockAnnouncement(db: Connection, id: string): Promise<Announcement | undefined> {
  const [row] = await db.select().from(announcements).where(eq(announcements.id, id)).for('update');
  return row;
}

/** For coordinators, and for those it was sent to. */
export async function findAnnouncement(db: Connection, id: string): Promise<Announcement | undefined> {
  const [row] = await db.select().from(announcements).where(eq(announcements.id, id));
  return row;
}

/** What was written to somebody among others: only whom it went to reads it as a notice. */
export async function findAnnouncementTo(db: Connection, id: string, accountId: string): Promise<Announcement | undefined> {
  const went = sql`exists (select from messages m where m.announcement_id = ${id} and m.account_id = ${accountId})`;
  const [row] = await db
    .select()
    .from(announcements)
    .where(and(eq(announcements.id, id), isNotNull(announcements.sentAt), went));
  return row;
}

export type Progress = Readonly<Partial<Record<LetterState | 'sent', number>>>;
export type ListedAnnouncement = Announcement & { readonly season: Named; readonly place: string | null; readonly progress: Progress };

const listed = sql`n.id, n.season_id as "seasonId", n.audience, n.subject_zh as "subjectZh", n.subject_en as "subjectEn", n.body_zh as "bodyZh",
  n.body_en as "bodyEn", n.written_by as "writtenBy", n.written_at as "writtenAt", n.sent_at as "sentAt", n.recipients, n.left_out as "leftOut",
  ${named(sql`s.name_zh`, sql`s.name_en`)} as season, (select r.place from requests r where r.id = (n.audience ->> 'requestId')::uuid) as place,
  (select coalesce(json_object_agg(l.state, l.count), '{}') from letters_of_announcement(n.id) l) as progress`;

/** What was written to many, the newest first, with how far its letters are. */
export async function listAnnouncements(db: Connection, page: PageWanted): Promise<Page<ListedAnnouncement>> {
  const rows = await db.execute<ListedAnnouncement>(sql`
    select ${listed} from announcements n join seasons s on s.id = n.season_id ${page.after === undefined ? sql`` : sql`where n.id < ${page.after}`}
    order by n.id desc limit ${page.limit + 1}`);
  return pageOf(rows, page, ({ id }) => id);
}

export async function findListedAnnouncement(db: Connection, id: string): Promise<ListedAnnouncement | undefined> {
  const [row] = await db.execute<ListedAnnouncement>(sql`
    select ${listed} from announcements n join seasons s on s.id = n.season_id where n.id = ${id}`);
  return row;
}

export type AnnounceableSeason = {
  readonly value: string;
  readonly name: Named;
  readonly squads: readonly { readonly id: string; readonly place: string; readonly county: Named; readonly people: number }[];
};

/** Seasons whose people can be written to, the newest first, with their squads. */
export async function listAnnounceableSeasons(db: Connection): Promise<AnnounceableSeason[]> {
  return [
    ...(await db.execute<AnnounceableSeason>(sql`
    select s.id as value, ${named(sql`s.name_zh`, sql`s.name_en`)} as name, (select coalesce(json_agg(q order by q.place, q.id), '[]') from (
      select r.id, r.place, ${named(sql`c.name_zh`, sql`c.name_en`)} as county, count(*)::int as people from placements p join requests r on r.id = p.request_id
        join counties c on c.code = r.county_code where p.season_id = s.id and p.state in ('offered', 'accepted', 'started', 'completed')
      group by r.id, c.code) q) as squads
    from seasons s where s.state in ('open', 'matching', 'placing', 'teaching') order by s.teaching_start_day desc limit 6`)),
  ];
}
