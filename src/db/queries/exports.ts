import { sql, type SQL } from 'drizzle-orm';

import type { Actor } from '../../domain/actor.ts';
import type { ExportKind } from '../../domain/exports/export.ts';
import type { Transaction } from '../client.ts';
import { inCodes } from './codes.ts';
import { utc } from './utc.ts';

export type ExportCell = string | number | boolean | null;
export type ExportRow = Readonly<Record<string, ExportCell>>;

export type ExportWanted = {
  readonly kind: ExportKind;
  readonly seasonId?: string | undefined;
  /** In whose language things that have two names are told. */
  readonly locale: 'zh' | 'en';
  /** Whose rows: an officer's counties', a volunteer's own, or everybody's. */
  readonly of: Reach;
};
export type Reach = 'all' | { readonly counties: readonly string[] } | { readonly accountId: string };

/** Whose rows of a list somebody may take along: what the table of permissions grants as their own, by what they are. */
export function reachOfExport(actor: Actor, granted: 'any' | 'own'): Reach {
  if (granted === 'any' || actor.kind !== 'account') return 'all';
  return actor.roles.includes('county') ? { counties: actor.countyCodes } : { accountId: actor.accountId };
}

const rowsAtOnce = 1000;

/** The rows of a list as they stand at one instant, a thousand at a time: a cursor of this transaction's, so that none is read twice or held long. */
export async function* listForExport(tx: Transaction, wanted: ExportWanted): AsyncGenerator<readonly ExportRow[]> {
  await tx.execute(sql`declare taken_along no scroll cursor for ${selects[wanted.kind](wanted)}`);
  for (;;) {
    const rows = await tx.execute<ExportRow>(sql`fetch ${sql.raw(String(rowsAtOnce))} from taken_along`);
    if (rows.length > 0) yield [...rows];
    if (rows.length < rowsAtOnce) return;
  }
}

const name = (table: SQL, { locale }: ExportWanted) => (locale === 'zh' ? sql`${table}.name_zh` : sql`${table}.name_en`);
const inSeason = (column: SQL, { seasonId }: ExportWanted) => (seasonId === undefined ? sql`true` : sql`${column} = ${seasonId}`);
const hours = (minutes: SQL) => sql`round(${minutes} / 60.0, 2)::float8`;

function reached({ of }: ExportWanted, county: SQL, account: SQL): SQL {
  if (of === 'all') return sql`true`;
  return 'counties' in of ? sql`${county} in ${inCodes(of.counties)}` : sql`${account} = ${of.accountId}`;
}

/** What others propose among themselves an officer or a volunteer has not heard of. */
const released = ({ of }: ExportWanted) => (of === 'all' ? sql`true` : sql`pl.state not in ('proposed', 'dropped')`);

const c = sql`c`;
const p = sql`p`;
const s = sql`s`;
const sub = sql`sub`;

const selects: Readonly<Record<ExportKind, (wanted: ExportWanted) => SQL>> = {
  stations: (wanted) => sql`
    select t.id, t.county_code as "countyCode", ${name(p, wanted)} as province, ${name(c, wanted)} as county, t.name_zh as "nameZh", t.name_en as "nameEn",
      t.rooms, t.seats, t.link, t.opened_day::text as "openedDay", t.closed_day::text as "closedDay", t.made_up as "madeUp"
    from stations t join counties c on c.code = t.county_code join provinces p on p.code = c.province_code order by t.county_code, t.id`,
  counties: (wanted) => sql`
    select c.code as "countyCode", ${name(p, wanted)} as province, c.name_zh as "nameZh", c.name_en as "nameEn", c.tier,
      c.partner_since_day::text as "partnerSinceDay", c.beds, c.made_up as "madeUp"
    from counties c join provinces p on p.code = c.province_code order by c.code`,
  requests: (wanted) => sql`
    select r.id, ${name(s, wanted)} as season, r.county_code as "countyCode", ${name(c, wanted)} as county, r.state, r.kind, r.delivery, r.place,
      (select ${name(sql`st`, wanted)} from stations st where st.id = r.station_id) as station, r.start_day::text as "startDay", r.end_day::text as "endDay",
      r.weekly_hours as "weeklyHours", l.position + 1 as line, ${name(sub, wanted)} as subject, l.level, l.role, l.minimum, l.ideal, l.maximum, l.taken,
      ${utc(sql`r.submitted_at`)} as "submittedAt"
    from requests r join seasons s on s.id = r.season_id join counties c on c.code = r.county_code
      left join lines l on l.request_id = r.id left join subjects sub on sub.code = l.subject_code
    where ${reached(wanted, sql`r.county_code`, sql`null`)} and ${inSeason(sql`r.season_id`, wanted)} order by r.id, l.position`,
  applications: (wanted) => sql`
    select a.id, ${name(s, wanted)} as season, a.state, who.name as volunteer, v.kind as "volunteerKind", v.home_institution as institution,
      v.home_region as "homeRegion", (select string_agg(${name(sub, wanted)}, ', ' order by sub.position) from application_subjects taught
        join subjects sub on sub.code = taught.subject_code where taught.application_id = a.id) as subjects,
      array_to_string(a.deliveries, ', ') as deliveries, (select count(*)::int from application_choices ch where ch.application_id = a.id) as choices,
      exists (select from team_members m where m.application_id = a.id) as "isInTeam", ${utc(sql`a.submitted_at`)} as "submittedAt"
    from applications a join seasons s on s.id = a.season_id join accounts who on who.id = a.account_id
      left join volunteers v on v.account_id = a.account_id
    where a.state <> 'draft' and ${inSeason(sql`a.season_id`, wanted)} order by a.id`,
  placements: (wanted) => sql`
    select pl.id, ${name(s, wanted)} as season, pl.state, who.name as volunteer, v.kind as "volunteerKind", v.home_institution as institution,
      pl.county_code as "countyCode", ${name(c, wanted)} as county, r.place, r.delivery, ${name(sub, wanted)} as subject, l.role,
      lower(pl.served)::text as "startDay", (upper(pl.served) - 1)::text as "endDay", ${utc(sql`pl.reply_by_at`)} as "replyByAt"
    from placements pl join seasons s on s.id = pl.season_id join accounts who on who.id = pl.account_id left join volunteers v on v.account_id = pl.account_id
      join counties c on c.code = pl.county_code join requests r on r.id = pl.request_id join lines l on l.id = pl.line_id
      join subjects sub on sub.code = l.subject_code
    where ${reached(wanted, sql`pl.county_code`, sql`pl.account_id`)} and ${released(wanted)} and ${inSeason(sql`pl.season_id`, wanted)} order by pl.id`,
  'service-records': (wanted) => sql`
    select coalesce(t.holder_name, who.name) as volunteer, t.facts ->> 'documentType' as "documentType", ${name(s, wanted)} as project,
      ${name(p, wanted)} as province, ${name(c, wanted)} as county, r.place, ${wanted.locale === 'zh' ? '中小学生、教师' : 'Pupils and teachers'} as served,
      ${name(sub, wanted)} as content, l.role, d.delivery, lower(pl.served)::text as "startDay", (upper(pl.served) - 1)::text as "endDay",
      d.days_served as days, ${hours(sql`d.minutes_taught`)} as hours, d.learners,
      (select max(g.valid_from)::text from (select (cl.verified_at at time zone 'Asia/Shanghai')::date as valid_from from clearances cl
        where cl.account_id = d.account_id and cl.kind = 'training' and cl.verified_at <= d.completed_at) g) as "trainedDay",
      t.facts -> 'issuer' ->> ${wanted.locale} as issuer, t.facts -> 'signatory' -> 'name' ->> ${wanted.locale} as responsible,
      t.facts -> 'issuer' ->> 'contact' as contact, t.serial, (t.issued_at at time zone 'Asia/Shanghai')::date::text as "issuedDay", d.made_up as "madeUp"
    from completions d join placements pl on pl.id = d.placement_id join accounts who on who.id = d.account_id join seasons s on s.id = d.season_id
      join counties c on c.code = d.county_code join provinces p on p.code = d.province_code join requests r on r.id = pl.request_id
      join lines l on l.id = pl.line_id join subjects sub on sub.code = d.subject_code
      left join certificates t on t.placement_id = d.placement_id and t.state = 'issued'
    where ${reached(wanted, sql`d.county_code`, sql`d.account_id`)} and ${inSeason(sql`d.season_id`, wanted)} order by d.placement_id`,
  completions: (wanted) => sql`
    select d.placement_id as "placementId", ${name(s, wanted)} as season, s.name_zh as "seasonZh", s.name_en as "seasonEn", d.year,
      d.account_id as person, who.name as volunteer, d.volunteer_kind as "volunteerKind", d.institution, d.home_region as "homeRegion",
      d.first_timer as "firstTimer", d.county_code as "countyCode", ${name(c, wanted)} as county, d.tier, d.request_kind as "requestKind", r.place,
      ${name(sub, wanted)} as subject, d.role, d.delivery, lower(pl.served)::text as "startDay", (upper(pl.served) - 1)::text as "endDay", d.days_served as days,
      d.lessons_held as lessons, ${hours(sql`d.minutes_taught`)} as hours, d.learners, ${utc(sql`d.completed_at`)} as "completedAt", d.made_up as "madeUp"
    from completions d join placements pl on pl.id = d.placement_id join accounts who on who.id = d.account_id join seasons s on s.id = d.season_id
      join counties c on c.code = d.county_code join requests r on r.id = pl.request_id join subjects sub on sub.code = d.subject_code
    where ${inSeason(sql`d.season_id`, wanted)} order by d.placement_id`,
  clearances: () => sql`
    select cl.id, who.name as volunteer, cl.kind, cl.state, cl.valid_through_day::text as "validThroughDay", by.name as "verifiedBy",
      ${utc(sql`cl.verified_at`)} as "verifiedAt", ${utc(sql`cl.created_at`)} as "createdAt"
    from clearances cl join accounts who on who.id = cl.account_id left join accounts by on by.id = cl.verified_by order by cl.id`,
  certificates: (wanted) => sql`
    select t.serial, ${name(s, wanted)} as season, t.holder_name as volunteer, t.state, ${name(c, wanted)} as county, t.facts ->> 'startDay' as "startDay",
      t.facts ->> 'endDay' as "endDay", ${hours(sql`(t.facts ->> 'minutesTaught')::numeric`)} as hours, ${utc(sql`t.issued_at`)} as "issuedAt", t.supersedes,
      d.made_up as "madeUp"
    from certificates t join completions d on d.placement_id = t.placement_id join seasons s on s.id = d.season_id join counties c on c.code = d.county_code
    where ${inSeason(sql`d.season_id`, wanted)} order by t.status_index`,
  // What is planned only those who plan see, by the table's own policy; too few people to be told are none here, as on the page.
  trainings: () => sql`
    select t.id, t.state, t.kind, t.delivery, t.title_zh as "titleZh", t.title_en as "titleEn", t.origin_zh as "originZh", t.origin_en as "originEn",
      t.hours, t.start_day::text as "startDay", t.end_day::text as "endDay", cardinality(t.session_days) as sessions,
      coalesce(n.stations, 0)::int as stations, reached.people::int as people, t.made_up as "madeUp"
    from trainings t left join reception_counts(array(select id from trainings)) n on n.training_id = t.id
      left join count_reach('training', array(select id from trainings)) reached on reached.key = t.id::text order by t.id`,
  receptions: (wanted) => sql`
    select t.id as "trainingId", ${wanted.locale === 'zh' ? sql`t.title_zh` : sql`t.title_en`} as training, t.start_day::text as "startDay",
      t.end_day::text as "endDay", ${name(p, wanted)} as province, r.county_code as "countyCode", ${name(c, wanted)} as county,
      ${name(sql`st`, wanted)} as station, (select sum(e.value::int)::int from jsonb_each_text(r.expected) e) as expected, r.people, r.cadres, r.officials,
      r.primary_teachers as "primaryTeachers", r.secondary_teachers as "secondaryTeachers", r.students, r.attendances, r.certificates,
      r.last_session_day::text as "lastSessionDay", ${utc(sql`r.reported_at`)} as "reportedAt"
    from training_receptions r join trainings t on t.id = r.training_id join stations st on st.id = r.station_id
      join counties c on c.code = r.county_code join provinces p on p.code = r.province_code
    where ${reached(wanted, sql`r.county_code`, sql`null`)} and ${wanted.of === 'all' ? sql`true` : sql`t.state <> 'planned'`} order by r.id`,
  partnerships: (wanted) => sql`
    select a.id, a.county_code as "countyCode", ${name(p, wanted)} as province, ${name(c, wanted)} as county, a.partner_zh as "partnerZh",
      a.partner_en as "partnerEn", a.since_year as "sinceYear", a.until_year as "untilYear",
      ${wanted.locale === 'zh' ? sql`a.agreed_zh` : sql`a.agreed_en`} as agreed,
      (select count(*)::int from achievements h where h.partnership_id = a.id) as achievements,
      ${wanted.locale === 'zh' ? sql`a.source_zh` : sql`a.source_en`} as source, a.made_up as "madeUp"
    from partnerships a join counties c on c.code = a.county_code join provinces p on p.code = c.province_code order by a.county_code, a.id`,
  disputes: (wanted) => sql`
    select d.id, d.placement_id as "placementId", ${name(s, wanted)} as season, who.name as volunteer, d.county_code as "countyCode",
      ${name(c, wanted)} as county, d.state, ${utc(sql`d.lesson_starts_at`)} as "lessonStartsAt", d.recorded, d.claimed, d.corrected, d.decided,
      ${utc(sql`d.opened_at`)} as "openedAt", ${utc(sql`d.answer_by_at`)} as "answerByAt", ${utc(sql`d.answered_at`)} as "answeredAt",
      ${utc(sql`d.closed_at`)} as "closedAt"
    from disputes d join placements pl on pl.id = d.placement_id join seasons s on s.id = pl.season_id join accounts who on who.id = d.account_id
      join counties c on c.code = d.county_code
    where ${reached(wanted, sql`d.county_code`, sql`d.account_id`)} and ${inSeason(sql`pl.season_id`, wanted)} order by d.id`,
  accounts: () => sql`
    select a.id, a.email, a.name, a.locale, (select string_agg(r.role, ', ' order by r.role) from account_roles r where r.account_id = a.id) as roles,
      (select string_agg(ac.county_code, ', ' order by ac.county_code) from account_counties ac where ac.account_id = a.id) as counties,
      a.frozen_at is not null as "isFrozen", ${utc(sql`a.created_at`)} as "createdAt", a.made_up as "madeUp"
    from accounts a where a.erased_at is null order by a.id`,
  events: () => sql`
    select e.sequence::float8 as sequence, ${utc(sql`e.at`)} as at, e.actor_name as actor, e.thing, e.thing_id as "thingId", e.event,
      e.from_state as "fromState", e.to_state as "toState", e.reason, encode(e.sha256, 'hex') as sha256
    from events e where e.sequence is not null order by e.sequence`,
};
