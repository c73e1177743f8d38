import type postgres from 'postgres';

import type { Finding } from './findings.ts';

/** Each of domain.md's invariants as a question whose answers are what breaks it, asked as the owner of the database, past everything that guards it. */
const questions: Readonly<Record<string, string>> = {
  'no person is in two placements whose days overlap': `
    select a.id::text || ' and ' || b.id as what from placements a join placements b on a.account_id = b.account_id and a.id < b.id
    where a.state in ('offered', 'accepted', 'started', 'completed') and b.state in ('offered', 'accepted', 'started', 'completed')
      and a.start_day <= b.end_day and b.start_day <= a.end_day`,
  'a line holds no more than its maximum': `
    select l.id::text as what from lines l join placements p on p.line_id = l.id and p.state in ('accepted', 'started', 'completed')
    group by l.id having count(*) > l.maximum`,
  'the seats of a line that count as taken are taken': `
    select l.id::text as what from lines l left join placements p on p.line_id = l.id and p.state in ('accepted', 'started', 'completed')
    group by l.id having count(p.id) <> l.taken`,
  'a county has a bed for everybody whom the match, a repair or the order of alternates sends there': `
    select p.county_code || ' on ' || d.day::date as what from placements p join requests r on r.id = p.request_id and r.delivery <> 'distance'
      join counties c on c.code = p.county_code cross join lateral generate_series(p.start_day, p.end_day, '1 day') d(day)
    where p.state in ('offered', 'accepted', 'started', 'completed')
      and not exists (select from events e where e.thing_id = p.id::text and e.event = 'placement.proposed' and e.details ? 'byHand')
    group by p.county_code, d.day, c.beds having count(*) > c.beds`,
  'a placement joins what is of one season': `
    select p.id::text as what from placements p join applications a on a.id = p.application_id join requests r on r.id = p.request_id
      join lines l on l.id = p.line_id
    where a.season_id <> r.season_id or l.request_id <> r.id or p.season_id <> a.season_id or p.account_id <> a.account_id`,
  'nobody is placed again where they declined': `
    select p.id::text as what from placements d join placements p on p.application_id = d.application_id and p.request_id = d.request_id and p.id <> d.id
      join events declined on declined.thing_id = d.id::text and declined.event = 'placement.declined'
      join events proposed on proposed.thing_id = p.id::text and proposed.to_state = 'proposed'
    where proposed.sequence > declined.sequence`,
  'nobody has two live placements for one line': `
    select application_id::text || ' ' || line_id as what from placements where state in ('proposed', 'offered', 'accepted', 'started', 'completed')
    group by application_id, line_id having count(*) > 1`,
  'what started had every check valid through its last day': `
    select p.id::text as what from placements p join requests r on r.id = p.request_id
      join season_checks s on s.season_id = p.season_id and s.delivery = r.delivery
    where p.state in ('started', 'completed') and not exists (select from clearances c where c.account_id = p.account_id and c.kind = s.kind
      and c.valid_through_day >= p.end_day and exists (select from events e where e.thing_id = c.id::text and e.event = 'clearance.cleared'))`,
  'states are where their events lead': `
    select t.thing || ' ' || t.id as what from (
      select 'placement' as thing, id::text as id, state from placements union all select 'application', id::text, state from applications
      union all select 'request', id::text, state from requests union all select 'season', id::text, state from seasons
      union all select 'run', id::text, state from runs union all select 'clearance', id::text, state from clearances
      union all select 'certificate', serial::text, state from certificates union all select 'import', id::text, state from imports
      union all select 'swap', id::text, state from swaps) t
    where t.state is distinct from (select e.to_state from events e where e.thing = t.thing and e.thing_id = t.id and e.to_state is not null
      order by e.sequence desc limit 1)`,
  'the chain of events holds, without a gap': `
    select 'event ' || first_broken_event() as what where first_broken_event() is not null
    union all select 'open events' where exists (select from events where sequence is null)
    union all select 'its end' from event_chain where sequence <> (select count(*) from events)`,
  'a completion is of a placement that started and completed, within its days': `
    select c.placement_id::text as what from completions c join placements p on p.id = c.placement_id
    where p.state <> 'completed' or c.days_served not between 1 and p.end_day - p.start_day + 1
      or not exists (select from events e where e.thing_id = p.id::text and e.event = 'placement.started')`,
  'what is completed has its completion, and one certificate in force unless it was taken back': `
    select p.id::text as what from placements p left join completions c on c.placement_id = p.id
      left join certificates f on f.placement_id = p.id
    where p.state = 'completed' group by p.id
    having count(distinct c.placement_id) <> 1 or count(distinct f.serial) filter (where f.state = 'issued') > 1
      or (count(distinct f.serial) filter (where f.state = 'issued') = 0 and not coalesce(bool_or(f.state = 'revoked'), false))`,
  'a completion counts the lessons that were taught': `
    select c.placement_id::text as what from completions c left join lessons l on l.placement_id = c.placement_id group by c.placement_id
    having count(l.id) <> c.lessons_held
      or coalesce(sum(extract(epoch from upper(l.during) - lower(l.during)) / 60), 0) <> c.minutes_taught`,
  'no hour counts twice for one person': `
    select a.id::text || ' and ' || b.id as what from lessons a join lessons b on a.account_id = b.account_id and a.id < b.id
    where lower(a.during) < upper(b.during) and lower(b.during) < upper(a.during)`,
  'the tallies are what a recount gives': `
    select 'all together' as what from (select coalesce(sum(t.completions), 0)::int as completions, coalesce(sum(t.minutes_taught), 0)::int as minutes from tallied(array[''], array['']) t) told,
      (select count(*)::int as completions, coalesce(sum(minutes_taught), 0)::int as minutes from completions) counted
    where told.completions <> counted.completions or told.minutes <> counted.minutes
    union all select 'county ' || coalesce(told.first_key, counted.county_code) from tallied(array['county'], array['']) told
      full join (select county_code, count(*)::int as completions, sum(learners)::int as learners from completions group by 1) counted on counted.county_code = told.first_key
    where told.completions is distinct from counted.completions or told.learners is distinct from counted.learners`,
  'a seat that fell free was offered again once': `
    select replaces_id::text as what from placements where replaces_id is not null group by 1 having count(*) > 1`,
  'a key of a call has one answer': `
    select key as what from idempotency_keys where status is null`,
};

export const invariants: readonly string[] = Object.keys(questions);

export async function askInvariants(owner: postgres.Sql): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [invariant, question] of Object.entries(questions)) {
    const rows = await owner.unsafe(question);
    for (const { what } of rows) {
      const id = /[\da-f]{8}-[\da-f-]{27}/.exec(String(what))?.[0];
      findings.push({ kind: 'broken', what: `not so: ${invariant}: ${String(what)}`, ...(id === undefined ? {} : { id }) });
    }
  }
  return findings;
}
