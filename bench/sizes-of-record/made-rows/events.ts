import type postgres from 'postgres';

/** What happened, in the order of the seasons, and the letters of the offers; the chain's hashes are those of nothing, since nobody looks at them here. */
export async function makeEvents(tx: postgres.Sql): Promise<void> {
  await tx`insert into events (id, sequence, at, actor_id, actor_name, subject_id, thing, thing_id, event, from_state, to_state, payload_sha256, previous_sha256, sha256)
    select uuidv7(), row_number() over (order by season, step, number), make_date(2008 + season, 3, 1) + step * 10, actor, name, subject, thing, thing_id, thing || '.' || came,
      was, came, sha256(''), sha256(''), sha256('')
    from (
      select n as season, s.step, 0 as number, null::uuid as actor, 'coordinator' as name, null::uuid as subject, 'season' as thing, id::text as thing_id, s.was, s.came
        from seasons_made cross join (values (0, 'planned', 'open'), (5, 'open', 'matching'), (5, 'matching', 'placing'), (8, 'placing', 'teaching'), (20, 'teaching', 'closed')) s(step, was, came) where n < (select max(n) from seasons_made)
      union all select season, 2, k, null, 'coordinator', null, 'request', id::text, 'submitted', 'approved' from asked
      union all select season, s.step, m, case when s.step = 3 then account_id end, case when s.step = 3 then 'volunteer' else 'coordinator' end, account_id, 'application', id::text, s.was, s.came
        from entries cross join (values (3, 'draft', 'submitted'), (4, 'submitted', 'approved')) s(step, was, came)
      union all select season, s.step, m, case when s.step = 7 then account_id end, case when s.step = 7 then 'volunteer' else 'coordinator' end, account_id, 'placement', id::text, s.was, s.came
        from served cross join (values (6, 'proposed', 'offered'), (7, 'offered', 'accepted'), (12, 'accepted', 'started'), (16, 'started', 'completed')) s(step, was, came)
        where is_completed or s.step = 6
      union all select season, 7, m, account_id, 'volunteer', account_id, 'placement', id::text, 'offered', state from served where not is_completed
    ) e order by season, step, number`;
  await tx`update event_chain set sequence = (select count(*) from events), sha256 = sha256('')`;
  await tx`insert into messages (id, event_id, account_id, template, created_at, next_attempt_at, sent_at, notice_subject, notice_path, read_at)
    select uuidv7(), id, subject_id, 'offer', at, at, at, '派遣通知', '/placements/' || thing_id, at + interval '1 day'
    from events where thing = 'placement' and to_state = 'offered' order by sequence`;
}
