import { sql } from 'drizzle-orm';

import type { SeasonState } from '../../domain/season.ts';
import type { LineRole } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';

export type KnownService = {
  readonly id: string;
  readonly accountId: string;
  readonly countyCode: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly subjectCode: string;
  readonly delivery: string;
  readonly isCompleted: boolean;
  readonly daysServed: number | null;
  readonly lessonsHeld: number | null;
  readonly minutesTaught: number | null;
  readonly learners: number | null;
};

const given = (values: unknown) => sql`${JSON.stringify(values)}::jsonb`;

/** Live placements of these people, by id: where nobody else of theirs can be. */
export async function listServicesOf(db: Connection, accountIds: readonly string[]): Promise<KnownService[]> {
  return [
    ...(await db.execute<KnownService>(sql`
      select p.id, p.account_id as "accountId", p.county_code as "countyCode", p.start_day::text as "startDay", p.end_day::text as "endDay",
        l.subject_code as "subjectCode", r.delivery, p.state = 'completed' as "isCompleted", c.days_served as "daysServed",
        c.lessons_held as "lessonsHeld", c.minutes_taught as "minutesTaught", c.learners
      from placements p join lines l on l.id = p.line_id join requests r on r.id = p.request_id left join completions c on c.placement_id = p.id
      where p.account_id in (select jsonb_array_elements_text(${given(accountIds)})::uuid)
        and p.state in ('offered', 'accepted', 'started', 'completed') order by p.id`)),
  ];
}

/** Whether accounts may be written to and say who somebody is; one that was merged stands for the one that was kept. */
export async function listPeople(db: Connection, accountIds: readonly string[]) {
  return db.execute<{ id: string; keptId: string; isClosed: boolean; hasProfile: boolean }>(sql`
    select a.id, coalesce(a.merged_into, a.id) as "keptId", (a.frozen_at is not null or a.erased_at is not null) as "isClosed",
      exists (select from volunteers v where v.account_id = coalesce(a.merged_into, a.id)) as "hasProfile"
    from accounts a where a.id in (select jsonb_array_elements_text(${given(accountIds)})::uuid)`);
}

/** Pairs of people and counties that must not meet. */
export async function listBarredPairs(db: Connection, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ pair: string }>(sql`select account_id || ' ' || county_code as pair from barred_pairs
    where account_id in (select jsonb_array_elements_text(${given(accountIds)})::uuid)`);
  return new Set(rows.map(({ pair }) => pair));
}

export type NamedSeason = {
  readonly id: string;
  readonly state: SeasonState;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly teachingStartDay: string;
  readonly teachingEndDay: string;
};

/** Seasons of these names in either language, by id. */
export async function listSeasonsNamed(db: Connection, names: readonly string[]): Promise<NamedSeason[]> {
  return [
    ...(await db.execute<NamedSeason>(sql`select id, state, name_zh as "nameZh", name_en as "nameEn", teaching_start_day::text as "teachingStartDay",
        teaching_end_day::text as "teachingEndDay"
      from seasons where name_zh in (select jsonb_array_elements_text(${given(names)})) or name_en in (select jsonb_array_elements_text(${given(names)}))
      order by id`)),
  ];
}

/** Moves things of one kind to a state. */
export async function moveAll(
  db: Connection,
  table: 'seasons' | 'applications' | 'requests' | 'placements',
  ids: readonly string[],
  state: string,
): Promise<void> {
  await db.execute(
    sql`update ${sql.identifier(table)} set state = ${state} where id in (select jsonb_array_elements_text(${given(ids)})::uuid)`,
  );
}

export type NewService = {
  readonly id: string;
  readonly applicationId: string;
  readonly accountId: string;
  readonly seasonId: string;
  readonly requestId: string;
  readonly lineId: string;
  readonly countyCode: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly subjectCode: string;
  readonly delivery: string;
  readonly volunteerKind: string;
  readonly homeRegion: string;
  readonly daysServed: number;
  readonly lessonsHeld: number;
  readonly minutesTaught: number;
  readonly learners: number;
  /** What it counts under as the source has it; where that is silent, as things stand. */
  readonly year: number | null;
  readonly tier: number | null;
  readonly institution: string;
  readonly firstTimer: boolean | null;
  readonly madeUp: boolean;
  /** What stands where a report and a countersignature do: the file and the line. */
  readonly source: string;
};

/** Applications of these people in these seasons that stand. */
export async function listApplicationsOf(db: Connection, pairs: readonly { readonly accountId: string; readonly seasonId: string }[]) {
  return db.execute<{ id: string; accountId: string; seasonId: string }>(sql`
    select a.id, a.account_id as "accountId", a.season_id as "seasonId"
    from jsonb_to_recordset(${given(pairs)}) as x("accountId" uuid, "seasonId" uuid)
    join applications a on a.account_id = x."accountId" and a.season_id = x."seasonId" and a.state <> 'withdrawn'`);
}

type NewApplication = { readonly id: string; readonly accountId: string; readonly seasonId: string; readonly delivery: string };
export async function insertApplications(db: Connection, rows: readonly NewApplication[], at: string): Promise<void> {
  await db.execute(sql`insert into applications (id, account_id, season_id, deliveries, submitted_at)
    select x.id, x."accountId", x."seasonId", array[x.delivery], ${at}::timestamptz
    from jsonb_to_recordset(${given(rows)}) as x(id uuid, "accountId" uuid, "seasonId" uuid, delivery text)`);
}

export async function insertApplicationSubjects(
  db: Connection,
  rows: readonly { readonly applicationId: string; readonly subjectCode: string }[],
): Promise<void> {
  await db.execute(sql`insert into application_subjects (application_id, subject_code, level)
    select distinct x."applicationId", x."subjectCode", 1 from jsonb_to_recordset(${given(rows)}) as x("applicationId" uuid, "subjectCode" text)
    on conflict do nothing`);
}

type NewRequest = {
  readonly id: string;
  readonly seasonId: string;
  readonly countyCode: string;
  readonly kind: string;
  readonly delivery: string;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly weeklyHours: number;
};
type NewLine = {
  readonly id: string;
  readonly requestId: string;
  readonly seasonId: string;
  readonly position: number;
  readonly subjectCode: string;
  readonly role: LineRole;
  readonly seats: number;
};

export async function insertRequests(db: Connection, rows: readonly NewRequest[], lines: readonly NewLine[], at: string): Promise<void> {
  await db.execute(sql`insert into requests (id, season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours, submitted_at)
    select x.id, x."seasonId", x."countyCode", x.kind, x.delivery, x.place, x."startDay", x."endDay", x."weeklyHours", ${at}::timestamptz
    from jsonb_to_recordset(${given(rows)}) as x(id uuid, "seasonId" uuid, "countyCode" text, kind text, delivery text, place text,
      "startDay" date, "endDay" date, "weeklyHours" int)`);
  await db.execute(sql`insert into lines (id, request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
    select x.id, x."requestId", x."seasonId", x.position, x."subjectCode", 1, x.role, 0, x.seats, x.seats
    from jsonb_to_recordset(${given(lines)}) as x(id uuid, "requestId" uuid, "seasonId" uuid, position int, "subjectCode" text, role text, seats int)`);
}

const services = (
  rows: readonly NewService[],
) => sql`jsonb_to_recordset(${given(rows)}) as x(id uuid, "applicationId" uuid, "accountId" uuid,
  "seasonId" uuid, "requestId" uuid, "lineId" uuid, "countyCode" text, "startDay" date, "endDay" date, "subjectCode" text, delivery text,
  "volunteerKind" text, "homeRegion" text, "daysServed" int, "lessonsHeld" int, "minutesTaught" int, learners int, year int, tier int, institution text, "firstTimer" boolean,
  "madeUp" boolean, source text)`;

/** Placements that are still to go through their states; nobody is asked for feedback on them. */
export async function insertPlacements(db: Connection, rows: readonly NewService[], at: string): Promise<void> {
  await db.execute(sql`insert into placements (id, application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day, reply_by_at, feedback_asked_at)
    select x.id, x."applicationId", x."accountId", x."seasonId", x."lineId", x."requestId", x."countyCode", x."startDay", x."endDay", ${at}::timestamptz, ${at}::timestamptz
    from ${services(rows)}`);
}

/** What stands on record of services that started: the source's word in the place of both sides', and what they count under. */
export async function insertCompletions(db: Connection, rows: readonly NewService[], at: string): Promise<void> {
  await db.execute(sql`insert into reports (placement_id, days_served, text, submitted_at)
    select x.id, x."daysServed", x.source, ${at}::timestamptz from ${services(rows)}`);
  await db.execute(sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at)
    select x.id, x."daysServed", left(x.source, 120), ${at}::timestamptz from ${services(rows)}`);
  await db.execute(sql`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
      home_region, year, tier, institution, first_timer, days_served, lessons_held, minutes_taught, learners, completed_at, made_up)
    select x.id, x."accountId", x."seasonId", c.province_code, c.code, x."subjectCode", x.delivery, x."volunteerKind", x."homeRegion", x.year, x.tier, x.institution,
      x."firstTimer", x."daysServed", x."lessonsHeld", x."minutesTaught", x.learners, (x."endDay" + 1)::timestamp at time zone 'Asia/Shanghai', x."madeUp"
    from ${services(rows)} join counties c on c.code = x."countyCode"`);
}
