-- What admins need to see of what runs in the background, and safeguarding of who teaches: each function gives what its page
-- shows and no more, so that the rows themselves stay closed to them.

-- Letters that are not sent yet, newest first: never what they say. A letter about an incident is only a letter: that there is
-- an incident is for safeguarding alone.
CREATE FUNCTION letters_in_outbox(wanted text, before_id uuid, most int)
RETURNS TABLE (id uuid, template text, account_id uuid, name text, state text, created_at timestamptz, attempts int, next_attempt_at timestamptz, failed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM (
    SELECT m.id, nullif(m.template, 'incident') AS template, a.id AS account_id, a.name,
      CASE WHEN m.failed_at IS NOT NULL THEN 'given_up' WHEN m.attempts > 0 THEN 'retrying' ELSE 'waiting' END AS state,
      m.created_at, m.attempts, m.next_attempt_at, m.failed_at
    FROM messages m LEFT JOIN accounts a ON a.id = m.account_id AND m.template <> 'incident'
    WHERE (SELECT actor_is('admin', 'system')) AND m.sent_at IS NULL AND (before_id IS NULL OR m.id < before_id)) AS letters
  WHERE wanted IS NULL OR letters.state = wanted
  ORDER BY letters.id DESC LIMIT most
$$;
--> statement-breakpoint
CREATE FUNCTION count_letters(since timestamptz)
RETURNS TABLE (waiting int, retrying int, given_up int, sent int, sent_since int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE sent_at IS NULL AND failed_at IS NULL AND attempts = 0)::int,
    count(*) FILTER (WHERE sent_at IS NULL AND failed_at IS NULL AND attempts > 0)::int,
    count(*) FILTER (WHERE failed_at IS NOT NULL)::int,
    count(*) FILTER (WHERE sent_at IS NOT NULL)::int, count(*) FILTER (WHERE sent_at >= since)::int
  FROM messages WHERE (SELECT actor_is('admin', 'system'))
$$;
--> statement-breakpoint
-- Lets a letter be tried now and not at its next time; gives its state. One that is being sent at this moment is left to it.
CREATE FUNCTION retry_letter(letter uuid, asked_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_state text;
BEGIN
  IF NOT actor_is('admin', 'system') THEN RETURN NULL; END IF;
  SELECT CASE WHEN m.sent_at IS NOT NULL THEN 'sent' WHEN m.failed_at IS NOT NULL THEN 'given_up' WHEN m.attempts > 0 THEN 'retrying' ELSE 'waiting' END
    INTO found_state FROM messages m WHERE m.id = letter;
  IF found_state IN ('retrying', 'waiting') THEN
    UPDATE messages SET next_attempt_at = asked_at WHERE id IN (SELECT m.id FROM messages m WHERE m.id = letter FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN found_state;
END $$;
--> statement-breakpoint
CREATE FUNCTION runs_in_background(most int)
RETURNS TABLE (id uuid, season_zh text, season_en text, state text, is_repair boolean, progress float8, attempts int,
  created_at timestamptz, started_at timestamptz, heartbeat_at timestamptz, finished_at timestamptz, failure text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, s.name_zh, s.name_en, r.state, r.is_repair, r.progress, r.attempts, r.created_at, r.started_at, r.heartbeat_at, r.finished_at, r.failure
  FROM runs r JOIN seasons s ON s.id = r.season_id WHERE (SELECT actor_is('admin', 'coordinator', 'system'))
  ORDER BY (r.state IN ('queued', 'running')) DESC, r.id DESC LIMIT most
$$;
--> statement-breakpoint
-- What the clock has to do: how much is due now, when the next falls due, and when it was last at work, as far as that is written down.
CREATE FUNCTION clock_seen(asked_at timestamptz, zone text, reminders int[])
RETURNS TABLE (job text, due int, next_at timestamptz, last_at timestamptz, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH today AS (SELECT (asked_at AT TIME ZONE zone)::date AS day),
  cleared AS (SELECT valid_through_day AS day FROM clearances WHERE state = 'cleared' AND valid_through_day IS NOT NULL),
  seen AS (
    SELECT 1 AS place, 'lapse-offers' AS job, count(*) FILTER (WHERE reply_by_at <= asked_at)::int AS due, min(reply_by_at) AS next_at,
      NULL::timestamptz AS last_at, NULL::date AS last_day FROM placements WHERE state = 'offered'
    UNION ALL SELECT 2, 'expire-clearances', count(*) FILTER (WHERE c.day < t.day)::int, (min(c.day) + 1)::timestamp AT TIME ZONE zone, NULL, NULL
      FROM cleared c CROSS JOIN today t
    UNION ALL SELECT 3, 'remind-of-expiry', NULL, min(c.day - days)::timestamp AT TIME ZONE zone, max(r.reminded_at), NULL
      FROM today t LEFT JOIN (cleared c CROSS JOIN unnest(reminders) AS days) ON c.day - days > t.day
      LEFT JOIN LATERAL (SELECT max(reminded_at) AS reminded_at FROM clearance_reminders) r ON true
    UNION ALL SELECT 4, 'send-mail', count(*) FILTER (WHERE sent_at IS NULL AND next_attempt_at <= asked_at)::int,
      min(next_attempt_at) FILTER (WHERE sent_at IS NULL), max(sent_at), NULL FROM messages WHERE failed_at IS NULL
    UNION ALL SELECT 5, 'clean-up', (SELECT count(*) FROM today t WHERE d.day IS NULL OR d.day < t.day)::int,
      (coalesce(d.day + 1, (SELECT t.day FROM today t)))::timestamp AT TIME ZONE zone, NULL, d.day
      FROM (SELECT max(day) AS day FROM job_days WHERE job = 'clean-up') d
    UNION ALL SELECT 6, 'run-matching', count(*) FILTER (WHERE state = 'queued')::int, min(created_at) FILTER (WHERE state = 'queued'), max(finished_at), NULL FROM runs)
  SELECT seen.job, seen.due, seen.next_at, seen.last_at, seen.last_day FROM seen WHERE (SELECT actor_is('admin', 'system')) ORDER BY seen.place
$$;
--> statement-breakpoint
-- How many people stand by each version of a text, and how many would be asked again if it changed: whose agreement, or whose check, rests on it.
CREATE FUNCTION count_agreed()
RETURNS TABLE (kind text, version int, agreed int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.kind, c.version, count(DISTINCT c.account_id)::int FROM consents c JOIN accounts a ON a.id = c.account_id
  WHERE (SELECT actor_is('admin', 'system')) AND c.withdrawn_at IS NULL AND a.erased_at IS NULL GROUP BY 1, 2
$$;
--> statement-breakpoint
CREATE FUNCTION count_asked_again(of_kind text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT held.account_id)::int FROM (
    SELECT c.account_id FROM consents c WHERE c.kind = of_kind AND c.withdrawn_at IS NULL
      AND c.version = (SELECT max(t.version) FROM texts t WHERE t.kind = of_kind)
    UNION ALL SELECT c.account_id FROM clearances c WHERE c.kind = of_kind AND c.state = 'cleared' AND c.text_version IS NOT NULL) AS held
  JOIN accounts a ON a.id = held.account_id WHERE (SELECT actor_is('admin', 'system')) AND a.erased_at IS NULL
$$;
--> statement-breakpoint
-- Up to which of its changes this database has come.
CREATE FUNCTION schema_version() RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT count(*)::int FROM drizzle.__drizzle_migrations);
END $$;
--> statement-breakpoint

-- The placement that an incident is about, for whoever handles it: placements are otherwise closed to safeguarding.
CREATE FUNCTION placement_of_incident(incident uuid)
RETURNS TABLE (account_id uuid, name text, state text, start_day date, end_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.account_id, a.name, p.state, p.start_day, p.end_day
  FROM incidents i JOIN placements p ON p.id = i.placement_id JOIN accounts a ON a.id = p.account_id
  WHERE i.id = incident AND (SELECT actor_is('safeguarding', 'system'))
$$;
--> statement-breakpoint
-- Checks that have run out or soon do, of people who teach or soon will, unless a longer one stands; the first to end first.
CREATE FUNCTION checks_ending_of_teachers(starting_through date, ending_through date)
RETURNS TABLE (clearance_id uuid, account_id uuid, name text, kind text, valid_through_day date, county_code text, start_day date, end_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (c.valid_through_day, c.id) c.id, c.account_id, a.name, c.kind, c.valid_through_day, p.county_code, p.start_day, p.end_day
  FROM placements p JOIN accounts a ON a.id = p.account_id
  JOIN clearances c ON c.account_id = p.account_id AND c.state IN ('cleared', 'expired') AND c.valid_through_day <= ending_through
  WHERE (SELECT actor_is('safeguarding', 'system'))
    AND (p.state = 'started' OR (p.state = 'accepted' AND p.start_day <= starting_through)) AND c.valid_through_day < p.end_day
    AND NOT EXISTS (SELECT FROM clearances o WHERE o.account_id = c.account_id AND o.kind = c.kind AND o.id <> c.id
      AND ((o.state = 'cleared' AND o.valid_through_day >= c.valid_through_day) OR (o.state = 'expired' AND o.valid_through_day > c.valid_through_day)))
  ORDER BY c.valid_through_day, c.id, p.start_day LIMIT 50
$$;
