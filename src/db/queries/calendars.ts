import { and, asc, eq, isNull, sql } from 'drizzle-orm';

import type { Locale, Role } from '../../domain/account.ts';
import type { PlacementDates, SeasonDates } from '../../mail/calendar-entries.ts';
import type { Connection } from '../client.ts';
import { calendarAddresses } from '../tables/calendars.ts';
import { utc } from './utc.ts';

/** An address without the hash of its key: what its owner needs to know. */
export type CalendarAddress = { readonly countyCode: string | null; readonly createdAt: string; readonly lastReadAt: string | null };

const shown = {
  countyCode: calendarAddresses.countyCode,
  createdAt: calendarAddresses.createdAt,
  lastReadAt: calendarAddresses.lastReadAt,
};

/** The account's addresses: its own first, then by county. */
export async function listCalendarAddresses(db: Connection, accountId: string): Promise<CalendarAddress[]> {
  return db
    .select(shown)
    .from(calendarAddresses)
    .where(eq(calendarAddresses.accountId, accountId))
    .orderBy(sql`${calendarAddresses.countyCode} nulls first`, asc(calendarAddresses.id));
}

/** Puts a new key in the place of the one there was; gives the id, which stays. */
export async function saveCalendarAddress(
  db: Connection,
  {
    accountId,
    countyCode,
    keySha256,
    createdAt,
  }: { accountId: string; countyCode: string | null; keySha256: Uint8Array; createdAt: string },
): Promise<string> {
  const [row] = await db
    .insert(calendarAddresses)
    .values({ accountId, countyCode, keySha256, createdAt })
    .onConflictDoUpdate({
      target: [calendarAddresses.accountId, calendarAddresses.countyCode],
      set: { keySha256, createdAt, lastReadAt: null },
    })
    .returning({ id: calendarAddresses.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

/** Ends an address; gives its id where there was one. */
export async function deleteCalendarAddress(db: Connection, accountId: string, countyCode: string | null): Promise<string | undefined> {
  const whose = countyCode === null ? isNull(calendarAddresses.countyCode) : eq(calendarAddresses.countyCode, countyCode);
  const [gone] = await db
    .delete(calendarAddresses)
    .where(and(eq(calendarAddresses.accountId, accountId), whose))
    .returning({ id: calendarAddresses.id });
  return gone?.id;
}

/** Whose dates an address tells, and in which language and zone they read them. */
export type CalendarHolder = {
  readonly id: string;
  readonly accountId: string;
  readonly countyCode: string | null;
  readonly countyZh: string | null;
  readonly countyEn: string | null;
  readonly locale: Locale;
  readonly zone: string | null;
  readonly roles: readonly Role[];
  readonly countyCodes: readonly string[];
};

/** Whose address this key opens, where they are neither frozen nor gone, with what they are today. */
export async function findCalendarHolder(db: Connection, keySha256: Uint8Array): Promise<CalendarHolder | undefined> {
  const [row] = await db.execute<CalendarHolder>(sql`
    select x.id, x.account_id as "accountId", x.county_code as "countyCode", c.name_zh as "countyZh", c.name_en as "countyEn",
      a.locale, v.time_zone as zone,
      (select coalesce(json_agg(r.role), '[]') from account_roles r where r.account_id = a.id) as roles,
      (select coalesce(json_agg(o.county_code), '[]') from account_counties o where o.account_id = a.id) as "countyCodes"
    from calendar_addresses x join accounts a on a.id = x.account_id left join volunteers v on v.account_id = a.id
    left join counties c on c.code = x.county_code
    where x.key_sha256 = ${keySha256} and a.erased_at is null and a.frozen_at is null`);
  return row;
}

/** Remembers that a program asked, once a quarter of an hour at most. */
export async function markCalendarRead(db: Connection, id: string, at: string): Promise<void> {
  await db.execute(sql`update calendar_addresses set last_read_at = ${at}
    where id = ${id} and (last_read_at is null or last_read_at < ${at}::timestamptz - interval '15 minutes')`);
}

const mostPlacements = 1000;

const told = sql`p.id, p.state, a.name, lower(p.served)::text as "startDay", (upper(p.served) - 1)::text as "endDay", ${utc(sql`p.reply_by_at`)} as "replyByAt",
        r.place, r.delivery, r.weekly_hours as "weeklyHours", s.name_zh as "subjectZh", s.name_en as "subjectEn",
        c.name_zh as "countyZh", c.name_en as "countyEn", v.name_zh as "provinceZh", v.name_en as "provinceEn", n.time_zone as "timeZone",
        x.changes, ${utc(sql`x.changed_at`)} as "changedAt", ${utc(sql`x.moved_at`)} as "movedAt"`;
const toldOf = sql`placements p join accounts a on a.id = p.account_id join requests r on r.id = p.request_id join lines l on l.id = p.line_id
      join subjects s on s.code = l.subject_code join counties c on c.code = p.county_code join provinces v on v.code = c.province_code
      join seasons n on n.id = p.season_id cross join lateral changes_of_placement(p.id) x`;

export type CalendarOf = { readonly accountId: string } | { readonly countyCode: string };
/** What ended without being served is told until then; what is past, from this day on. */
export type CalendarReach = { readonly movedSince: string; readonly endsFromDay: string };

/** The placements of a person or county that were heard of, by first day: those that stand, and those that fell through lately. */
export async function listCalendarPlacements(db: Connection, of: CalendarOf, reach: CalendarReach): Promise<PlacementDates[]> {
  const whose = 'accountId' in of ? sql`p.account_id = ${of.accountId}` : sql`p.county_code = ${of.countyCode}`;
  return [
    ...(await db.execute<PlacementDates>(sql`select ${told} from ${toldOf}
      where ${whose} and p.state not in ('proposed', 'dropped') and p.end_day >= ${reach.endsFromDay}
        and (p.state in ('offered', 'accepted', 'started', 'completed', 'ended_early') or x.moved_at > ${reach.movedSince}::timestamptz)
      order by lower(p.served), p.id limit ${mostPlacements}`)),
  ];
}

/** One placement as a calendar tells it. */
export async function findPlacementDates(db: Connection, id: string): Promise<PlacementDates | undefined> {
  const [row] = await db.execute<PlacementDates>(sql`select ${told} from ${toldOf} where p.id = ${id}`);
  return row;
}

/** The seasons in which a person has an application that stands, or a county a request, by match day. */
export async function listCalendarSeasons(db: Connection, of: CalendarOf, endsFromDay: string): Promise<SeasonDates[]> {
  const takesPart =
    'accountId' in of
      ? sql`exists (select from applications t where t.season_id = n.id and t.account_id = ${of.accountId} and t.state in ('submitted', 'returned', 'approved'))`
      : sql`exists (select from requests t where t.season_id = n.id and t.county_code = ${of.countyCode} and t.state in ('submitted', 'returned', 'approved'))`;
  return [
    ...(await db.execute<SeasonDates>(sql`
      select n.id, n.name_zh as "seasonZh", n.name_en as "seasonEn", n.match_day::text as "matchDay",
        n.teaching_start_day::text as "teachingStartDay", n.teaching_end_day::text as "teachingEndDay", x.changes, ${utc(sql`x.changed_at`)} as "changedAt"
      from seasons n cross join lateral changes_of_season(n.id) x
      where ${takesPart} and n.teaching_end_day >= ${endsFromDay} order by n.match_day, n.id`)),
  ];
}
