-- Behind the application's own checks: whoever acts is written into the transaction, and the rows follow from it. The
-- application connects as a role that may do nothing but ask who a token or session belongs to; in each transaction it
-- takes the role `<its name>_actor`, which owns nothing and cannot bypass what stands here. Without an actor there is
-- nothing to see.

CREATE FUNCTION actor_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('zhijiao.account', true), '')::uuid
$$;
--> statement-breakpoint
-- `system` is among the roles while a job, the sign-in, or a consequence of somebody's move acts.
CREATE FUNCTION actor_is(VARIADIC names text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_to_array(nullif(current_setting('zhijiao.roles', true), ''), ',') && names, false)
$$;
--> statement-breakpoint
CREATE FUNCTION actor_counties() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_to_array(nullif(current_setting('zhijiao.counties', true), ''), ','), '{}')
$$;
--> statement-breakpoint

-- Who knocks with this token or session: the account with its roles and counties, if the key is known and still good. These
-- two, and the count of knocks, are all that the application may ask before there is an actor.
CREATE FUNCTION holder_of_token(hash bytea, asked_at timestamptz)
RETURNS TABLE (account_id uuid, roles text[], counties text[], scopes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE tokens t SET last_used_at = asked_at
    WHERE t.sha256 = hash AND t.expires_at > asked_at AND (t.last_used_at IS NULL OR t.last_used_at < asked_at - interval '1 minute');
  RETURN QUERY SELECT t.account_id,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = t.account_id ORDER BY 1),
      ARRAY(SELECT c.county_code FROM account_counties c WHERE c.account_id = t.account_id ORDER BY 1), t.scopes
    FROM tokens t JOIN accounts a ON a.id = t.account_id
    WHERE t.sha256 = hash AND t.expires_at > asked_at AND a.erased_at IS NULL AND a.frozen_at IS NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION holder_of_session(hash text, asked_at timestamptz, idle_plain interval, idle_privileged interval, privileged text[])
RETURNS TABLE (account_id uuid, roles text[], counties text[], session_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held record;
BEGIN
  SELECT s.id, s.account_id AS person, s.last_seen_at AS seen,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = s.account_id ORDER BY 1) AS roles,
      ARRAY(SELECT c.county_code FROM account_counties c WHERE c.account_id = s.account_id ORDER BY 1) AS counties
    INTO held FROM sessions s JOIN accounts a ON a.id = s.account_id
    WHERE s.token = hash AND s.expires_at > asked_at AND a.erased_at IS NULL AND a.frozen_at IS NULL;
  IF NOT FOUND OR held.seen + (CASE WHEN held.roles && privileged THEN idle_privileged ELSE idle_plain END) < asked_at THEN RETURN; END IF;
  IF held.seen < asked_at - interval '1 minute' THEN UPDATE sessions s SET last_seen_at = asked_at WHERE s.id = held.id; END IF;
  RETURN QUERY SELECT held.person, held.roles, held.counties, held.id;
END $$;
--> statement-breakpoint
-- Counts a knock at a door; gives the seconds until the next may come, or 0 when this one may pass.
CREATE FUNCTION knock(at_door text, by_knocker text, most int, window_seconds int, asked_at timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  counted knocks;
BEGIN
  INSERT INTO knocks AS k (door, knocker, window_ends_at, count) VALUES (at_door, by_knocker, asked_at + make_interval(secs => window_seconds), 1)
    ON CONFLICT (door, knocker) DO UPDATE SET
      count = CASE WHEN k.window_ends_at <= asked_at THEN 1 ELSE k.count + 1 END,
      window_ends_at = CASE WHEN k.window_ends_at <= asked_at THEN excluded.window_ends_at ELSE k.window_ends_at END
    RETURNING * INTO counted;
  IF counted.count <= most THEN RETURN 0; END IF;
  RETURN greatest(1, ceil(extract(epoch FROM counted.window_ends_at - asked_at)))::int;
END $$;
--> statement-breakpoint
-- Counted for everybody; the rows they count are not for everybody.
CREATE FUNCTION count_completions(by_dimension text)
RETURNS TABLE (key text, completions int, volunteers int, minutes_taught float8, made_up int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE by_dimension WHEN 'season' THEN c.season_id::text WHEN 'province' THEN c.province_code WHEN 'county' THEN c.county_code
      WHEN 'subject' THEN c.subject_code WHEN 'delivery' THEN c.delivery WHEN 'volunteerKind' THEN c.volunteer_kind
      WHEN 'homeRegion' THEN c.home_region END AS dimension_key,
    count(*)::int, count(DISTINCT c.account_id)::int, coalesce(sum(c.minutes_taught), 0)::float8, count(*) FILTER (WHERE c.made_up)::int
  FROM completions c GROUP BY 1 HAVING count(*) > 0 ORDER BY 1
$$;
--> statement-breakpoint
-- The teams that the actor's applications are in.
CREATE FUNCTION actor_teams() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.team_id FROM team_members m JOIN applications a ON a.id = m.application_id WHERE a.account_id = actor_id()
$$;
--> statement-breakpoint
-- Whose application each member's is, which members may know of each other.
CREATE FUNCTION members_of_team(team uuid) RETURNS TABLE (application_id uuid, account_id uuid, only_together boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.application_id, a.account_id, m.only_together FROM team_members m JOIN applications a ON a.id = m.application_id
  WHERE m.team_id = team AND (actor_is('coordinator', 'system') OR team IN (SELECT actor_teams())) ORDER BY m.application_id
$$;
--> statement-breakpoint

-- The invariants look at every row, whoever acts.
DO $$
DECLARE
  guard text;
BEGIN
  FOREACH guard IN ARRAY ARRAY['require_event()', 'refuse_barred()', 'refuse_late_bar()', 'require_checks()', 'require_started()',
    'require_both_words()', 'require_completion()', 'require_lesson_within()', 'require_cause()', 'check_way()', 'check_team_size()',
    'is_barred(uuid, uuid, uuid, text)', 'missing_checks(uuid, uuid, text, date)'] LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', guard);
  END LOOP;
END $$;
--> statement-breakpoint

-- People.
CREATE POLICY seen ON accounts FOR SELECT USING (id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'admin', 'system'))
  OR EXISTS (SELECT FROM placements p WHERE p.account_id = accounts.id AND p.county_code = ANY ((SELECT actor_counties())::text[])
    AND p.state NOT IN ('proposed', 'dropped')));
--> statement-breakpoint
CREATE POLICY made ON accounts FOR INSERT WITH CHECK ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY changed ON accounts FOR UPDATE USING (id = (SELECT actor_id()) OR (SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON account_roles FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY written ON account_roles USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON account_counties FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY written ON account_counties USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON volunteers FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'admin', 'system'))
  OR EXISTS (SELECT FROM placements p WHERE p.account_id = volunteers.account_id AND p.county_code = ANY ((SELECT actor_counties())::text[])
    AND p.state NOT IN ('proposed', 'dropped')));
--> statement-breakpoint
CREATE POLICY written ON volunteers USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY own ON tokens USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY own ON sessions USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY own ON identities USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY own ON passkeys USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY own ON idempotency_keys USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY system_only ON verifications USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY system_only ON knocks USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY system_only ON key_versions USING ((SELECT actor_is('system')));
--> statement-breakpoint

-- What they ask for and where they go.
CREATE POLICY own ON applications USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY of_application ON application_subjects USING (EXISTS (SELECT FROM applications a WHERE a.id = application_id));
--> statement-breakpoint
CREATE POLICY of_application ON application_windows USING (EXISTS (SELECT FROM applications a WHERE a.id = application_id));
--> statement-breakpoint
CREATE POLICY of_application ON application_choices USING (EXISTS (SELECT FROM applications a WHERE a.id = application_id));
--> statement-breakpoint
CREATE POLICY own ON teams USING ((SELECT actor_is('coordinator', 'system')) OR id IN (SELECT actor_teams()));
--> statement-breakpoint
CREATE POLICY own ON team_members USING ((SELECT actor_is('coordinator', 'system')) OR EXISTS (SELECT FROM applications a WHERE a.id = application_id));
--> statement-breakpoint
CREATE POLICY seen ON requests FOR SELECT USING (state = 'approved' OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('coordinator', 'system')) OR EXISTS (SELECT FROM placements p WHERE p.request_id = requests.id));
--> statement-breakpoint
CREATE POLICY written ON requests USING (county_code = ANY ((SELECT actor_counties())::text[]) OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON lines FOR SELECT USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id));
--> statement-breakpoint
CREATE POLICY written ON lines USING ((SELECT actor_is('coordinator', 'system'))
  OR EXISTS (SELECT FROM requests r WHERE r.id = request_id AND r.county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
CREATE POLICY seen ON host_conditions FOR SELECT USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id));
--> statement-breakpoint
CREATE POLICY written ON host_conditions FOR INSERT WITH CHECK ((SELECT actor_is('coordinator', 'system'))
  OR EXISTS (SELECT FROM requests r WHERE r.id = request_id AND r.county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
CREATE POLICY seen ON barred_pairs FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY written ON barred_pairs USING ((SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON placements USING ((SELECT actor_is('coordinator', 'system'))
  OR (state NOT IN ('proposed', 'dropped') AND (account_id = (SELECT actor_id()) OR county_code = ANY ((SELECT actor_counties())::text[]))));
--> statement-breakpoint
DO $$
DECLARE
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['lessons', 'reports', 'confirmations', 'completions'] LOOP
    EXECUTE format('CREATE POLICY of_placement ON %I USING ((SELECT actor_is(''coordinator'', ''system'')) OR EXISTS (SELECT FROM placements p WHERE p.id = placement_id))', part);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY seen ON certificates USING ((SELECT actor_is('coordinator', 'system')) OR EXISTS (SELECT FROM placements p WHERE p.id = placement_id));
--> statement-breakpoint
CREATE POLICY coordinators ON runs USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY coordinators ON run_files USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY coordinators ON run_matches USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint

-- Checks.
CREATE POLICY seen ON clearances FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY written ON clearances USING ((account_id = (SELECT actor_id()) AND (SELECT actor_is('volunteer'))) OR (SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY system_only ON clearance_reminders USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY own ON referees USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
-- Never the volunteer's, even where the volunteer verifies others.
CREATE POLICY not_own ON reference_answers USING ((SELECT actor_is('system')) OR ((SELECT actor_is('coordinator', 'safeguarding'))
  AND EXISTS (SELECT FROM referees r WHERE r.id = referee_id AND r.account_id IS DISTINCT FROM (SELECT actor_id()))));
--> statement-breakpoint
CREATE POLICY verifiers ON query_batches USING ((SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY verifiers ON query_batch_entries USING ((SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON training_attendances FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY written ON training_attendances USING ((SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON texts FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY published ON texts FOR INSERT WITH CHECK ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY own ON consents USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY seen ON consents FOR SELECT USING ((SELECT actor_is('coordinator', 'safeguarding')));
--> statement-breakpoint

-- What few may see.
CREATE POLICY own ON identity_documents USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY seen ON identity_documents FOR SELECT USING ((SELECT actor_is('coordinator', 'safeguarding')));
--> statement-breakpoint
CREATE POLICY own ON health_notes USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY seen ON health_notes FOR SELECT USING ((SELECT actor_is('safeguarding')));
--> statement-breakpoint
CREATE POLICY safeguarding ON barred_people USING ((SELECT actor_is('safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY safeguarding ON barred_reviews USING ((SELECT actor_is('safeguarding', 'system')) AND account_id IS DISTINCT FROM (SELECT actor_id()));
--> statement-breakpoint
CREATE POLICY safeguarding ON incidents USING ((SELECT actor_is('safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY raised ON incidents FOR INSERT WITH CHECK (raised_by = (SELECT actor_id()));
--> statement-breakpoint

-- What happened: to whom it happened, to whoever did it, and to those who run the programme; incidents and reviews to safeguarding alone.
CREATE POLICY seen ON events FOR SELECT USING ((SELECT actor_is('system')) OR actor_id = (SELECT actor_id())
  OR CASE WHEN thing IN ('incident', 'barred_person', 'barred_review') THEN (SELECT actor_is('safeguarding'))
     ELSE subject_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'admin')) END);
--> statement-breakpoint
CREATE POLICY added ON events FOR INSERT WITH CHECK ((SELECT actor_is('system')) OR actor_id IS NOT DISTINCT FROM (SELECT actor_id()));
--> statement-breakpoint
CREATE POLICY own ON messages FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY written ON messages FOR INSERT WITH CHECK ((SELECT actor_id()) IS NOT NULL OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY sent ON messages FOR UPDATE USING ((SELECT actor_is('system')));
--> statement-breakpoint

-- What anybody may read, and few may write.
DO $$
DECLARE
  open_table text;
BEGIN
  FOREACH open_table IN ARRAY ARRAY['counties', 'stations', 'seasons', 'season_checks'] LOOP
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (true)', open_table);
    EXECUTE format('CREATE POLICY written ON %I USING ((SELECT actor_is(''coordinator'', ''system'')))', open_table);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY of_county ON stations USING (county_code = ANY ((SELECT actor_counties())::text[]));
--> statement-breakpoint

-- Every table is closed, but those that nobody writes.
DO $$
DECLARE
  closed text;
BEGIN
  FOR closed IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN
    ('provinces', 'subjects', 'reported_totals', 'legal_moves', 'installation', 'event_chain') LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', closed);
  END LOOP;
END $$;
--> statement-breakpoint

-- What the application's two roles may do: the one it connects as asks who acts, the one it acts as adds and changes, and
-- takes nothing back that must stay.
DROP FUNCTION grant_to_application(name);
--> statement-breakpoint
CREATE FUNCTION grant_to_application(application name, actor name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', application);
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I, %I', application, actor);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', actor);
  EXECUTE format('REVOKE UPDATE, DELETE ON events, completions, host_conditions, texts FROM %I', actor);
  EXECUTE format('REVOKE DELETE ON seasons, applications, requests, runs, placements, clearances, certificates, accounts, messages, incidents, barred_people, barred_reviews, consents FROM %I', actor);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON event_chain, legal_moves, installation, provinces, subjects, reported_totals FROM %I', actor);
  EXECUTE format('GRANT EXECUTE ON FUNCTION holder_of_token(bytea, timestamptz), holder_of_session(text, timestamptz, interval, interval, text[]), knock(text, text, int, int, timestamptz) TO %I', application);
  EXECUTE format('GRANT EXECUTE ON FUNCTION knock(text, text, int, int, timestamptz) TO %I', actor);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION grant_to_application(name, name) FROM PUBLIC;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION holder_of_token(bytea, timestamptz), holder_of_session(text, timestamptz, interval, interval, text[]), knock(text, text, int, int, timestamptz) FROM PUBLIC;
