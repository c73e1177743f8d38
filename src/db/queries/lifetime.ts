import { sql } from 'drizzle-orm';

import type { Service } from '../../domain/lifetime.ts';
import type { Connection } from '../client.ts';
import { named } from './happened.ts';

/** What the lessons of a placement come to, subject by subject; what was completed before lessons were recorded counts under its line's subject. */
const subjects = sql`case when d.placement_id is not null and not exists (select from lessons le where le.placement_id = p.id)
    then json_build_array(json_build_object('code', ds.code, 'zh', ds.name_zh, 'en', ds.name_en, 'lessons', d.lessons_held, 'minutes', d.minutes_taught))
    else (select coalesce(json_agg(json_build_object('code', t.code, 'zh', t.name_zh, 'en', t.name_en, 'lessons', t.lessons, 'minutes', t.minutes)
        order by t.position), '[]') from (
      select sub.code, sub.name_zh, sub.name_en, sub.position, count(*)::int as lessons,
        (sum(extract(epoch from upper(le.during) - lower(le.during))) / 60)::int as minutes
      from lessons le join subjects sub on sub.code = le.subject_code where le.placement_id = p.id group by sub.code) t) end`;

const newestCertificate = sql`(select json_build_object('serial', t.serial, 'state', t.state) from certificates t
  where t.account_id = p.account_id and t.placement_id = p.id order by t.status_index desc limit 1)`;

const servicesOf = (accountId: string) => sql`
  select p.id as "placementId", p.state, ${named(sql`s.name_zh`, sql`s.name_en`)} as season,
    json_build_object('zh', c.name_zh, 'en', c.name_en, 'code', c.code) as county, ${named(sql`pr.name_zh`, sql`pr.name_en`)} as province,
    r.place, coalesce(d.delivery, r.delivery) as delivery, lower(p.served)::text as "startDay", (upper(p.served) - 1)::text as "endDay",
    d.days_served as "daysServed", coalesce(d.lessons_held, held.lessons) as lessons, coalesce(d.minutes_taught, held.minutes) as minutes,
    coalesce(d.learners, held.learners) as learners, ${subjects} as subjects, ${newestCertificate} as certificate,
    coalesce(d.made_up, s.made_up) as "madeUp"
  from placements p join seasons s on s.id = p.season_id join counties c on c.code = p.county_code
    join provinces pr on pr.code = c.province_code join requests r on r.id = p.request_id
    left join completions d on d.placement_id = p.id left join subjects ds on ds.code = d.subject_code
    cross join lateral (select count(*)::int as lessons, coalesce(max(le.learners), 0)::int as learners,
      coalesce(sum(extract(epoch from upper(le.during) - lower(le.during))) / 60, 0)::int as minutes
      from lessons le where d.placement_id is null and le.placement_id = p.id) held
  where p.account_id = ${accountId} and p.state in ('completed', 'ended_early') order by p.start_day desc, p.id desc`;

/** Everything that a person did and that is over, as far as the reader may see it, the newest first. */
export async function listServices(db: Connection, accountId: string): Promise<Service[]> {
  return [...(await db.execute<Service>(servicesOf(accountId)))];
}
