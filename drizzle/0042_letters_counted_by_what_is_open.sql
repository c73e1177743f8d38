-- The same numbers. Of a letter that went out or was given up its own row says so; only of one that is open is it asked whether anybody
-- heard the answer, and whether its address is stopped.
CREATE OR REPLACE FUNCTION count_letters(since timestamptz)
RETURNS TABLE (waiting int, retrying int, held int, unconfirmed int, given_up int, suppressed int, sent int, sent_since int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE l.state = 'waiting')::int, count(*) FILTER (WHERE l.state = 'retrying')::int,
    count(*) FILTER (WHERE l.state = 'held')::int, count(*) FILTER (WHERE l.state = 'unconfirmed')::int,
    count(*) FILTER (WHERE l.failed_at IS NOT NULL AND l.failure IS DISTINCT FROM 'unsubscribed')::int,
    count(*) FILTER (WHERE l.failed_at IS NOT NULL AND l.failure = 'unsubscribed')::int,
    count(*) FILTER (WHERE l.sent_at IS NOT NULL)::int, count(*) FILTER (WHERE l.sent_at >= since)::int
  FROM (SELECT m.sent_at, m.failed_at, m.failure, CASE WHEN m.sent_at IS NULL AND m.failed_at IS NULL THEN letter_state(m) END AS state
    FROM messages m WHERE (SELECT actor_is('admin', 'system'))) AS l
$$;
