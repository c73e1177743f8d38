-- Who holds a session: now with their name and the zone they read times in, so that a page need not ask again.
DROP FUNCTION holder_of_session(text, timestamptz, interval, interval, text[]);
--> statement-breakpoint
CREATE FUNCTION holder_of_session(hash text, asked_at timestamptz, idle_plain interval, idle_privileged interval, privileged text[])
RETURNS TABLE (account_id uuid, roles text[], counties text[], session_id uuid, name text, zone text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held record;
BEGIN
  SELECT s.id, s.account_id AS person, s.last_seen_at AS seen, a.name, v.time_zone,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = s.account_id ORDER BY 1) AS roles,
      ARRAY(SELECT c.county_code FROM account_counties c WHERE c.account_id = s.account_id ORDER BY 1) AS counties
    INTO held FROM sessions s JOIN accounts a ON a.id = s.account_id LEFT JOIN volunteers v ON v.account_id = a.id
    WHERE s.token = hash AND s.expires_at > asked_at AND a.erased_at IS NULL AND a.frozen_at IS NULL;
  IF NOT FOUND OR held.seen + (CASE WHEN held.roles && privileged THEN idle_privileged ELSE idle_plain END) < asked_at THEN RETURN; END IF;
  IF held.seen < asked_at - interval '1 minute' THEN UPDATE sessions s SET last_seen_at = asked_at WHERE s.id = held.id; END IF;
  RETURN QUERY SELECT held.person, held.roles, held.counties, held.id, held.name, held.time_zone;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION holder_of_session(text, timestamptz, interval, interval, text[]) FROM PUBLIC;
