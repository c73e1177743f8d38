-- What the database itself holds, whatever the code above it does (domain: invariants 1 to 8).
-- Each refusal has a constraint name, so that the code above can answer in words.

CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint

-- 5. A state only moves along its table.
INSERT INTO legal_moves (thing, from_state, to_state) VALUES
  ('season', '', 'planned'),
  ('season', 'planned', 'open'),
  ('season', 'open', 'matching'),
  ('season', 'open', 'planned'),
  ('season', 'matching', 'placing'),
  ('season', 'matching', 'open'),
  ('season', 'placing', 'teaching'),
  ('season', 'placing', 'matching'),
  ('season', 'teaching', 'closed'),
  ('season', 'teaching', 'placing'),
  ('season', 'closed', 'teaching'),
  ('application', '', 'draft'),
  ('application', 'draft', 'submitted'),
  ('application', 'draft', 'withdrawn'),
  ('application', 'submitted', 'approved'),
  ('application', 'submitted', 'returned'),
  ('application', 'submitted', 'rejected'),
  ('application', 'submitted', 'withdrawn'),
  ('application', 'returned', 'submitted'),
  ('application', 'returned', 'withdrawn'),
  ('application', 'rejected', 'withdrawn'),
  ('application', 'approved', 'withdrawn'),
  ('request', '', 'draft'),
  ('request', 'draft', 'submitted'),
  ('request', 'draft', 'cancelled'),
  ('request', 'submitted', 'approved'),
  ('request', 'submitted', 'returned'),
  ('request', 'submitted', 'rejected'),
  ('request', 'submitted', 'cancelled'),
  ('request', 'returned', 'submitted'),
  ('request', 'returned', 'cancelled'),
  ('request', 'approved', 'cancelled'),
  ('run', '', 'queued'),
  ('run', 'queued', 'running'),
  ('run', 'queued', 'stopped'),
  ('run', 'running', 'done'),
  ('run', 'running', 'failed'),
  ('run', 'running', 'stopped'),
  ('run', 'done', 'published'),
  ('placement', '', 'proposed'),
  ('placement', 'proposed', 'offered'),
  ('placement', 'proposed', 'dropped'),
  ('placement', 'offered', 'accepted'),
  ('placement', 'offered', 'declined'),
  ('placement', 'offered', 'lapsed'),
  ('placement', 'offered', 'withdrawn'),
  ('placement', 'offered', 'cancelled'),
  ('placement', 'accepted', 'started'),
  ('placement', 'accepted', 'withdrawn'),
  ('placement', 'accepted', 'cancelled'),
  ('placement', 'accepted', 'no_show'),
  ('placement', 'started', 'completed'),
  ('placement', 'started', 'ended_early'),
  ('clearance', '', 'requested'),
  ('clearance', 'requested', 'submitted'),
  ('clearance', 'submitted', 'cleared'),
  ('clearance', 'submitted', 'refused'),
  ('clearance', 'cleared', 'expired'),
  ('clearance', 'cleared', 'revoked'),
  ('certificate', '', 'issued'),
  ('certificate', 'issued', 'superseded'),
  ('certificate', 'issued', 'revoked');
--> statement-breakpoint
CREATE FUNCTION check_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came_from text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE '' END;
BEGIN
  IF NOT EXISTS (SELECT FROM legal_moves WHERE thing = TG_ARGV[0] AND from_state = came_from AND to_state = NEW.state) THEN
    RAISE EXCEPTION '% cannot go from "%" to "%"', TG_ARGV[0], came_from, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_moves', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- 5. Every move has its event, in the same transaction; asked at commit, so that the order inside does not matter.
CREATE FUNCTION require_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came_from text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END;
  moved_id text := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  IF NOT EXISTS (
    SELECT FROM events
    WHERE thing = TG_ARGV[0] AND thing_id = moved_id AND to_state = NEW.state
      AND from_state IS NOT DISTINCT FROM came_from AND transaction_id = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION '% % moved from "%" to "%" without an event', TG_ARGV[0], moved_id, came_from, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'moves_have_events', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  lifecycle record;
BEGIN
  FOR lifecycle IN SELECT * FROM (VALUES
    ('seasons', 'season', 'id'), ('applications', 'application', 'id'), ('requests', 'request', 'id'),
    ('runs', 'run', 'id'), ('placements', 'placement', 'id'), ('clearances', 'clearance', 'id'),
    ('certificates', 'certificate', 'serial')
  ) AS t (table_name, thing, key) LOOP
    EXECUTE format('CREATE TRIGGER a_check_way_begun BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION check_way(%L)',
      lifecycle.table_name, lifecycle.thing);
    EXECUTE format('CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON %I FOR EACH ROW
      WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way(%L)', lifecycle.table_name, lifecycle.thing);
    EXECUTE format('CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION require_event(%L, %L)', lifecycle.table_name, lifecycle.thing, lifecycle.key);
    EXECUTE format('CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event(%L, %L)',
      lifecycle.table_name, lifecycle.thing, lifecycle.key);
  END LOOP;
END $$;
--> statement-breakpoint

-- 5. Events are only ever added, each with the hash of the one before. The place in the chain is given at commit: the
-- chain's one row is then locked for as short as can be, after every other lock, so it cannot deadlock with them.
INSERT INTO event_chain (id, sequence, sha256) VALUES (1, 0, sha256(''));
--> statement-breakpoint
CREATE FUNCTION event_payload_sha256(reason text, details jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(reason, details)::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION event_sha256(e events) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(e.previous_sha256 || e.payload_sha256 || convert_to(jsonb_build_array(
    e.sequence, e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_id, e.actor_name,
    e.subject_id, e.thing, e.thing_id, e.event, e.from_state, e.to_state)::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION open_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sequence := NULL; NEW.payload_sha256 := NULL; NEW.previous_sha256 := NULL; NEW.sha256 := NULL;
  NEW.transaction_id := pg_current_xact_id();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER open_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION open_event();
--> statement-breakpoint
CREATE FUNCTION seal_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sealed events;
BEGIN
  SELECT * INTO sealed FROM events WHERE id = NEW.id;
  SELECT sequence + 1, sha256 INTO sealed.sequence, sealed.previous_sha256 FROM event_chain WHERE id = 1 FOR UPDATE;
  sealed.payload_sha256 := event_payload_sha256(sealed.reason, sealed.details);
  sealed.sha256 := event_sha256(sealed);
  UPDATE event_chain SET sequence = sealed.sequence, sha256 = sealed.sha256 WHERE id = 1;
  UPDATE events SET sequence = sealed.sequence, payload_sha256 = sealed.payload_sha256,
    previous_sha256 = sealed.previous_sha256, sha256 = sealed.sha256 WHERE id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER seal_event AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION seal_event();
--> statement-breakpoint
CREATE FUNCTION keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'events are only ever added' USING ERRCODE = 'check_violation', CONSTRAINT = 'events_append_only', TABLE = TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_events BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION keep_events();
--> statement-breakpoint
CREATE TRIGGER keep_events_whole BEFORE TRUNCATE ON events EXECUTE FUNCTION keep_events();
--> statement-breakpoint
CREATE TRIGGER keep_chain BEFORE INSERT OR UPDATE OR DELETE ON event_chain FOR EACH ROW EXECUTE FUNCTION keep_events();
--> statement-breakpoint
CREATE TRIGGER keep_chain_whole BEFORE TRUNCATE ON event_chain EXECUTE FUNCTION keep_events();
--> statement-breakpoint
-- The first event whose hash, payload or predecessor does not fit; nothing when the chain is whole.
CREATE FUNCTION first_broken_event() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT e.sequence
  FROM (SELECT events.*, lag(sha256, 1, sha256('')) OVER (ORDER BY sequence) AS expected_previous,
               row_number() OVER (ORDER BY sequence) AS expected_sequence FROM events WHERE sequence IS NOT NULL) AS e
  JOIN events AS stored ON stored.id = e.id
  WHERE e.sequence <> e.expected_sequence OR e.previous_sha256 <> e.expected_previous
     OR e.payload_sha256 <> event_payload_sha256(e.reason, e.details) OR e.sha256 <> event_sha256(stored)
  ORDER BY e.sequence LIMIT 1
$$;
--> statement-breakpoint

-- 1. No person is in two placements whose dates overlap.
ALTER TABLE placements ADD CONSTRAINT placements_no_overlap
  EXCLUDE USING gist (account_id WITH =, term WITH &&) WHERE (state IN ('offered', 'accepted', 'started', 'completed'));
--> statement-breakpoint

-- 2. A line never holds more active placements than its maximum: the count moves with the placement under the line's
-- lock, and the check on it decides.
CREATE FUNCTION count_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  seated constant text[] := ARRAY['accepted', 'started', 'completed'];
  change int := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state = ANY (seated) THEN change := change - 1; END IF;
  IF TG_OP <> 'DELETE' AND NEW.state = ANY (seated) THEN change := change + 1; END IF;
  IF change <> 0 THEN
    UPDATE lines SET taken = taken + change WHERE id = COALESCE(NEW.line_id, OLD.line_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_seat AFTER INSERT OR DELETE OR UPDATE OF state ON placements FOR EACH ROW EXECUTE FUNCTION count_seat();
--> statement-breakpoint
CREATE FUNCTION keep_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND NEW.taken = 0) OR (TG_OP = 'UPDATE' AND pg_trigger_depth() > 1) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'seats taken are counted, not written' USING ERRCODE = 'check_violation', CONSTRAINT = 'lines_taken_counted', TABLE = 'lines';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_count_begun BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION keep_count();
--> statement-breakpoint
CREATE TRIGGER keep_count BEFORE UPDATE ON lines FOR EACH ROW
  WHEN (OLD.taken IS DISTINCT FROM NEW.taken) EXECUTE FUNCTION keep_count();
--> statement-breakpoint

-- 3. Who and where a placement is stays as it was made (its season is held by its foreign keys).
CREATE FUNCTION keep_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a placement keeps its application and its line' USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_keep_pair', TABLE = 'placements';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_pair BEFORE UPDATE ON placements FOR EACH ROW
  WHEN ((OLD.application_id, OLD.line_id, OLD.account_id, OLD.season_id, OLD.request_id)
    IS DISTINCT FROM (NEW.application_id, NEW.line_id, NEW.account_id, NEW.season_id, NEW.request_id))
  EXECUTE FUNCTION keep_pair();
--> statement-breakpoint

-- 3. Never a pair that either side barred. The person's lock (shared for placing, alone for barring) keeps the two from
-- passing each other.
CREATE FUNCTION lock_person(person uuid, alone boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF alone THEN PERFORM FROM accounts WHERE id = person FOR UPDATE;
  ELSE PERFORM FROM accounts WHERE id = person FOR KEY SHARE; END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION is_barred(person uuid, application uuid, request uuid, county text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM barred_pairs b WHERE b.account_id = person AND b.county_code = county)
      OR EXISTS (SELECT FROM application_choices c WHERE c.application_id = application AND c.rank = 0
           AND (c.request_id = request OR c.county_code = county OR c.province_code = left(county, 2) || '0000'))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_barred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_person(NEW.account_id, false);
  IF is_barred(NEW.account_id, NEW.application_id, NEW.request_id, NEW.county_code) THEN
    RAISE EXCEPTION 'the volunteer and county % are barred from each other', NEW.county_code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_not_barred', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_barred BEFORE INSERT OR UPDATE OF state ON placements FOR EACH ROW
  WHEN (NEW.state IN ('proposed', 'offered', 'accepted', 'started')) EXECUTE FUNCTION refuse_barred();
--> statement-breakpoint
CREATE FUNCTION refuse_late_bar() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person uuid;
BEGIN
  IF TG_TABLE_NAME = 'barred_pairs' THEN person := NEW.account_id;
  ELSE SELECT account_id INTO person FROM applications WHERE id = NEW.application_id; END IF;
  PERFORM lock_person(person, true);
  IF EXISTS (SELECT FROM placements p WHERE p.account_id = person AND p.state IN ('proposed', 'offered', 'accepted', 'started')
      AND is_barred(p.account_id, p.application_id, p.request_id, p.county_code)) THEN
    RAISE EXCEPTION 'a placement of this pair stands: end it before barring'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bar_after_placement', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_late_bar AFTER INSERT OR UPDATE ON barred_pairs FOR EACH ROW EXECUTE FUNCTION refuse_late_bar();
--> statement-breakpoint
CREATE TRIGGER refuse_late_never AFTER INSERT OR UPDATE ON application_choices FOR EACH ROW
  WHEN (NEW.rank = 0) EXECUTE FUNCTION refuse_late_bar();
--> statement-breakpoint

-- 4. No placement starts unless every check asked is valid through its last day.
CREATE FUNCTION missing_checks(person uuid, season uuid, asked_by text, through date) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(asked.kind ORDER BY asked.kind), '{}') FROM season_checks AS asked
  WHERE asked.season_id = season AND asked.delivery = asked_by AND NOT EXISTS (
    SELECT FROM clearances c WHERE c.account_id = person AND c.kind = asked.kind AND c.state = 'cleared' AND c.valid_through_day >= through)
$$;
--> statement-breakpoint
CREATE FUNCTION require_checks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing text[];
BEGIN
  PERFORM FROM clearances WHERE account_id = NEW.account_id AND state = 'cleared' FOR SHARE;
  SELECT missing_checks(NEW.account_id, NEW.season_id, delivery, NEW.end_day) INTO missing FROM requests WHERE id = NEW.request_id;
  IF cardinality(missing) > 0 THEN
    RAISE EXCEPTION 'checks not valid through %: %', NEW.end_day, array_to_string(missing, ', ')
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_checks', TABLE = 'placements', DETAIL = array_to_string(missing, ',');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_checks BEFORE UPDATE ON placements FOR EACH ROW
  WHEN (NEW.state = 'started' AND (OLD.state <> 'started' OR OLD.end_day <> NEW.end_day)) EXECUTE FUNCTION require_checks();
--> statement-breakpoint

-- 6. A completion only for a placement that started; days served within its dates; the same hour once for one person.
CREATE FUNCTION require_started() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  placement placements;
BEGIN
  SELECT * INTO placement FROM placements WHERE id = NEW.placement_id;
  IF placement.state NOT IN ('started', 'completed', 'ended_early') THEN
    RAISE EXCEPTION 'placement % has not started', NEW.placement_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_started', TABLE = TG_TABLE_NAME;
  END IF;
  IF NEW.days_served > placement.end_day - placement.start_day + 1 THEN
    RAISE EXCEPTION '% days served do not fit between % and %', NEW.days_served, placement.start_day, placement.end_day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'days_within_term', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_started BEFORE INSERT OR UPDATE ON reports FOR EACH ROW EXECUTE FUNCTION require_started();
--> statement-breakpoint
CREATE TRIGGER require_started BEFORE INSERT OR UPDATE ON confirmations FOR EACH ROW EXECUTE FUNCTION require_started();
--> statement-breakpoint
CREATE TRIGGER require_started BEFORE INSERT OR UPDATE ON completions FOR EACH ROW EXECUTE FUNCTION require_started();
--> statement-breakpoint
ALTER TABLE completions ADD CONSTRAINT completions_of_placement
  FOREIGN KEY (placement_id, account_id) REFERENCES placements (id, account_id);
--> statement-breakpoint
CREATE FUNCTION require_both_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM reports WHERE placement_id = NEW.placement_id)
     OR NOT EXISTS (SELECT FROM confirmations WHERE placement_id = NEW.placement_id) THEN
    RAISE EXCEPTION 'a completion needs the volunteer''s report and the county''s countersignature'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'completions_both_words', TABLE = 'completions';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_both_words BEFORE INSERT ON completions FOR EACH ROW EXECUTE FUNCTION require_both_words();
--> statement-breakpoint
CREATE FUNCTION require_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM completions WHERE placement_id = NEW.id) THEN
    RAISE EXCEPTION 'placement % is completed without a completion', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'completed_has_completion', TABLE = 'placements';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER require_completion AFTER UPDATE ON placements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'completed' AND OLD.state <> 'completed') EXECUTE FUNCTION require_completion();
--> statement-breakpoint
ALTER TABLE lessons ADD CONSTRAINT lessons_no_overlap EXCLUDE USING gist (account_id WITH =, during WITH &&);
--> statement-breakpoint
CREATE FUNCTION require_lesson_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  placement record;
BEGIN
  SELECT p.state, p.term, s.time_zone INTO placement FROM placements p JOIN seasons s ON s.id = p.season_id WHERE p.id = NEW.placement_id;
  IF placement.state NOT IN ('started', 'completed', 'ended_early') THEN
    RAISE EXCEPTION 'placement % has not started', NEW.placement_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_started', TABLE = 'lessons';
  END IF;
  IF NOT placement.term @> (lower(NEW.during) AT TIME ZONE placement.time_zone)::date
     OR NOT placement.term @> ((upper(NEW.during) - interval '1 microsecond') AT TIME ZONE placement.time_zone)::date THEN
    RAISE EXCEPTION 'the lesson lies outside the placement''s dates'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'lessons_within_term', TABLE = 'lessons';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_lesson_within BEFORE INSERT OR UPDATE ON lessons FOR EACH ROW EXECUTE FUNCTION require_lesson_within();
--> statement-breakpoint

-- 7. A message is written in the transaction of the change that causes it, and sent once.
CREATE FUNCTION require_cause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM events WHERE id = NEW.event_id AND transaction_id = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'a message is written with the change that causes it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_with_cause', TABLE = 'messages';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_cause BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION require_cause();
--> statement-breakpoint
CREATE FUNCTION send_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'message % was sent already', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_sent_once', TABLE = 'messages';
END $$;
--> statement-breakpoint
CREATE TRIGGER send_once BEFORE UPDATE ON messages FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION send_once();
--> statement-breakpoint

-- What the county signed stays as signed.
CREATE FUNCTION keep_conditions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'signed host conditions stay; add a new version' USING ERRCODE = 'check_violation', CONSTRAINT = 'host_conditions_kept', TABLE = 'host_conditions';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_conditions BEFORE UPDATE ON host_conditions FOR EACH ROW EXECUTE FUNCTION keep_conditions();
--> statement-breakpoint

-- Each change of a changeable thing has a new version, which is its ETag.
CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['accounts', 'stations', 'seasons', 'applications', 'requests', 'placements'] LOOP
    EXECUTE format('CREATE TRIGGER raise_version BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION raise_version()', table_name);
  END LOOP;
END $$;
--> statement-breakpoint

-- The application's own role owns nothing: it may add and change, and not take back what must stay.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'zhijiao_app') THEN
    GRANT USAGE ON SCHEMA public TO zhijiao_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO zhijiao_app;
    REVOKE UPDATE, DELETE ON events, completions, host_conditions FROM zhijiao_app;
    REVOKE DELETE ON seasons, applications, requests, runs, placements, clearances, certificates, accounts, messages FROM zhijiao_app;
    REVOKE INSERT, UPDATE, DELETE ON event_chain, legal_moves, installation, provinces, subjects, reported_totals FROM zhijiao_app;
  END IF;
END $$;
