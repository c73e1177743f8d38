CREATE TABLE "disputes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"placement_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"lesson_id" uuid,
	"lesson_starts_at" timestamp with time zone,
	"state" text DEFAULT 'opened' NOT NULL,
	"recorded" integer,
	"claimed" integer NOT NULL,
	"reason" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"answer_by_at" timestamp with time zone NOT NULL,
	"answer" text,
	"corrected" integer,
	"note" text DEFAULT '' NOT NULL,
	"answered_at" timestamp with time zone,
	"decided" integer,
	"closing_reason" text DEFAULT '' NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "disputes_state" CHECK ("disputes"."state" in ('opened', 'answered', 'settled', 'dropped')),
	CONSTRAINT "disputes_answer" CHECK ("disputes"."answer" in ('corrected', 'stands')),
	CONSTRAINT "disputes_figures" CHECK (least("disputes"."recorded", "disputes"."claimed", "disputes"."corrected", "disputes"."decided") >= 0),
	CONSTRAINT "disputes_answered" CHECK (("disputes"."answer" is null) = ("disputes"."answered_at" is null)),
	CONSTRAINT "disputes_was_answered" CHECK ("disputes"."state" <> 'answered' or "disputes"."answer" is not null),
	CONSTRAINT "disputes_corrected" CHECK (("disputes"."corrected" is not null) = ("disputes"."answer" is not distinct from 'corrected')),
	CONSTRAINT "disputes_decided" CHECK (("disputes"."decided" is not null) = ("disputes"."state" = 'settled')),
	CONSTRAINT "disputes_closed" CHECK (("disputes"."closed_at" is not null) = ("disputes"."state" in ('settled', 'dropped')))
);
--> statement-breakpoint
CREATE TABLE "early_ends" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"ended_by" uuid,
	"minutes_taught" integer NOT NULL,
	"may_return" text NOT NULL,
	"return_reason" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "early_ends_may_return" CHECK ("early_ends"."may_return" in ('yes', 'no', 'undecided')),
	CONSTRAINT "early_ends_minutes" CHECK ("early_ends"."minutes_taught" >= 0),
	CONSTRAINT "early_ends_decided" CHECK (("early_ends"."may_return" = 'undecided') = ("early_ends"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"placement_id" uuid NOT NULL,
	"side" text NOT NULL,
	"account_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"scores" jsonb NOT NULL,
	"sealed_text" "bytea",
	"written_by" uuid NOT NULL,
	"handed_in_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feedback_side" PRIMARY KEY("placement_id","side"),
	CONSTRAINT "feedback_sides" CHECK ("feedback"."side" in ('volunteer', 'county')),
	CONSTRAINT "feedback_scores" CHECK (jsonb_typeof("feedback"."scores") = 'object')
);
--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "first_day" date;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "last_day" date;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "served" daterange GENERATED ALWAYS AS (daterange(coalesce(first_day, start_day), coalesce(last_day, end_day), '[]')) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "feedback_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_lesson_id_lessons_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lessons"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_placement" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_ends" ADD CONSTRAINT "early_ends_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_ends" ADD CONSTRAINT "early_ends_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_ends" ADD CONSTRAINT "early_ends_placement" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_written_by_accounts_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_placement" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_one_of_lesson" ON "disputes" USING btree ("lesson_id") WHERE "disputes"."state" in ('opened', 'answered');--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_one_of_days" ON "disputes" USING btree ("placement_id") WHERE "disputes"."lesson_starts_at" is null and "disputes"."state" in ('opened', 'answered');--> statement-breakpoint
CREATE INDEX "disputes_by_placement" ON "disputes" USING btree ("placement_id","id");--> statement-breakpoint
CREATE INDEX "disputes_by_account" ON "disputes" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "disputes_open" ON "disputes" USING btree ("opened_at") WHERE "disputes"."state" in ('opened', 'answered');--> statement-breakpoint
CREATE INDEX "early_ends_account" ON "early_ends" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "feedback_county" ON "feedback" USING btree ("county_code");--> statement-breakpoint
CREATE INDEX "feedback_account" ON "feedback" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "feedback_written_by" ON "feedback" USING btree ("written_by");--> statement-breakpoint
CREATE INDEX "placements_feedback_to_ask" ON "placements" USING btree ("end_day") WHERE "placements"."feedback_asked_at" is null and "placements"."state" in ('started', 'completed', 'ended_early');--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_own_first_day" CHECK ("placements"."first_day" between "placements"."start_day" and "placements"."end_day");--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_own_last_day" CHECK ("placements"."last_day" between coalesce("placements"."first_day", "placements"."start_day") and "placements"."end_day");
--> statement-breakpoint
ALTER TABLE disputes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE early_ends ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE feedback ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Disputes: whose service it is, the county that hosts it, and those who run the programme; the county begins them. Nobody takes one out.
CREATE POLICY seen ON disputes FOR SELECT USING (account_id = (SELECT actor_id()) OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY made ON disputes FOR INSERT WITH CHECK ((SELECT actor_is('system')) OR (county_code = ANY ((SELECT actor_counties())::text[])
  AND EXISTS (SELECT FROM placements p WHERE p.id = placement_id AND p.county_code = disputes.county_code)));
--> statement-breakpoint
CREATE POLICY moved ON disputes FOR UPDATE USING (account_id = (SELECT actor_id()) OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('dispute', '', 'opened', '{county}'),
  ('dispute', 'opened', 'answered', '{volunteer}'),
  ('dispute', 'opened', 'dropped', '{county}'),
  ('dispute', 'opened', 'settled', '{coordinator}'),
  ('dispute', 'answered', 'dropped', '{county}'),
  ('dispute', 'answered', 'settled', '{coordinator}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON disputes FOR EACH ROW EXECUTE FUNCTION check_way('dispute');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON disputes FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('dispute');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON disputes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('dispute', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON disputes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('dispute', 'id');
--> statement-breakpoint
-- What was disputed stays as it was; answer and end are added to it once, and the words may go after their time.
CREATE FUNCTION keep_dispute() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['state', 'lesson_id', 'reason', 'note', 'closing_reason'] || CASE WHEN is_merging() THEN ARRAY['account_id'] ELSE '{}'::text[] END
    || CASE WHEN OLD.answered_at IS NULL THEN ARRAY['answer', 'corrected', 'answered_at'] ELSE '{}'::text[] END
    || CASE WHEN OLD.closed_at IS NULL THEN ARRAY['decided', 'closed_at'] ELSE '{}'::text[] END;
BEGIN
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free OR (NEW.lesson_id IS NOT NULL AND NEW.lesson_id IS DISTINCT FROM OLD.lesson_id)
     OR (NEW.reason <> '' AND NEW.reason <> OLD.reason) OR (NEW.note NOT IN ('', OLD.note) AND OLD.answered_at IS NOT NULL)
     OR (NEW.closing_reason NOT IN ('', OLD.closing_reason) AND OLD.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a dispute keeps what was said in it' USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_kept', TABLE = 'disputes';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_dispute BEFORE UPDATE ON disputes FOR EACH ROW EXECUTE FUNCTION keep_dispute();
--> statement-breakpoint
-- Only what is being served, or ended before its time, is disputed; what is disputed is not completed.
CREATE FUNCTION require_disputable() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM placements p WHERE p.id = NEW.placement_id AND p.county_code = NEW.county_code AND p.state IN ('started', 'ended_early')) THEN
    RAISE EXCEPTION 'only a service under way is disputed' USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_under_way', TABLE = 'disputes';
  END IF;
  IF NEW.lesson_id IS NOT NULL AND NOT EXISTS (SELECT FROM lessons l WHERE l.id = NEW.lesson_id AND l.placement_id = NEW.placement_id) THEN
    RAISE EXCEPTION 'the lesson is another placement''s' USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_own_lesson', TABLE = 'disputes';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_disputable BEFORE INSERT ON disputes FOR EACH ROW EXECUTE FUNCTION require_disputable();
--> statement-breakpoint
-- A completion needs the volunteer's report, and the county's countersignature or days that a coordinator settled; and no open dispute.
CREATE OR REPLACE FUNCTION require_both_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM reports WHERE placement_id = NEW.placement_id)
     OR NOT (EXISTS (SELECT FROM confirmations WHERE placement_id = NEW.placement_id)
       OR EXISTS (SELECT FROM disputes d WHERE d.placement_id = NEW.placement_id AND d.lesson_starts_at IS NULL AND d.state = 'settled')) THEN
    RAISE EXCEPTION 'a completion needs the volunteer''s report and the county''s countersignature'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'completions_both_words', TABLE = 'completions';
  END IF;
  IF EXISTS (SELECT FROM disputes d WHERE d.placement_id = NEW.placement_id AND d.state IN ('opened', 'answered')) THEN
    RAISE EXCEPTION 'hours of this placement are in dispute'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'completions_undisputed', TABLE = 'completions';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Early ends: the person's and those who run the programme; coordinators write them. The county hears that it ended, not what follows.
CREATE POLICY seen ON early_ends FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY written ON early_ends USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
INSERT INTO early_ends (placement_id, account_id, ended_at, ended_by, minutes_taught, may_return)
  SELECT p.id, p.account_id, coalesce(e.at, now()), e.actor_id,
    coalesce((SELECT sum(extract(epoch FROM upper(l.during) - lower(l.during)) / 60)::int FROM lessons l WHERE l.placement_id = p.id), 0), 'undecided'
  FROM placements p LEFT JOIN LATERAL (SELECT at, actor_id FROM events WHERE thing = 'placement' AND thing_id = p.id::text AND to_state = 'ended_early'
    ORDER BY sequence DESC LIMIT 1) e ON true
  WHERE p.state = 'ended_early';
--> statement-breakpoint
CREATE FUNCTION require_early_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM early_ends WHERE placement_id = NEW.id) THEN
    RAISE EXCEPTION 'placement % ended early without being told how', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ended_early_told', TABLE = 'placements';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER require_early_end AFTER UPDATE ON placements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'ended_early' AND OLD.state <> 'ended_early') EXECUTE FUNCTION require_early_end();
--> statement-breakpoint
-- When, by whom and after how much it ended stays; whether the person may come again is decided, and may be decided anew.
CREATE FUNCTION keep_early_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['may_return', 'return_reason', 'decided_by', 'decided_at'] || CASE WHEN is_merging() THEN ARRAY['account_id'] ELSE '{}'::text[] END;
BEGIN
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'how a placement ended stays as it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'early_ends_kept', TABLE = 'early_ends';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_early_end BEFORE UPDATE ON early_ends FOR EACH ROW EXECUTE FUNCTION keep_early_end();
--> statement-breakpoint
-- Whoever may not come again is not placed again.
CREATE FUNCTION refuse_return() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM early_ends e WHERE e.account_id = NEW.account_id AND e.may_return = 'no') THEN
    RAISE EXCEPTION 'the volunteer may not come again'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_may_return', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_return BEFORE INSERT ON placements FOR EACH ROW EXECUTE FUNCTION refuse_return();
--> statement-breakpoint
-- Own days: lessons and days served lie within them, and checks are asked through the last of them.
CREATE OR REPLACE FUNCTION require_checks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing text[];
  through date := coalesce(NEW.last_day, NEW.end_day);
BEGIN
  PERFORM FROM clearances WHERE account_id = NEW.account_id AND state = 'cleared' FOR SHARE;
  SELECT missing_checks(NEW.account_id, NEW.season_id, delivery, through) INTO missing FROM requests WHERE id = NEW.request_id;
  IF cardinality(missing) > 0 THEN
    RAISE EXCEPTION 'checks not valid through %: %', through, array_to_string(missing, ', ')
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_checks', TABLE = 'placements', DETAIL = array_to_string(missing, ',');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER require_checks ON placements;
--> statement-breakpoint
CREATE TRIGGER require_checks BEFORE UPDATE ON placements FOR EACH ROW
  WHEN (NEW.state = 'started' AND (OLD.state <> 'started' OR coalesce(OLD.last_day, OLD.end_day) < coalesce(NEW.last_day, NEW.end_day)))
  EXECUTE FUNCTION require_checks();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_started() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  placement placements;
BEGIN
  SELECT * INTO placement FROM placements WHERE id = NEW.placement_id;
  IF placement.state NOT IN ('started', 'completed', 'ended_early') THEN
    RAISE EXCEPTION 'placement % has not started', NEW.placement_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_started', TABLE = TG_TABLE_NAME;
  END IF;
  IF NEW.days_served > upper(placement.served) - lower(placement.served) THEN
    RAISE EXCEPTION '% days served do not fit into %', NEW.days_served, placement.served
      USING ERRCODE = 'check_violation', CONSTRAINT = 'days_within_term', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_lesson_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  placement record;
BEGIN
  SELECT p.state, p.served, s.time_zone INTO placement FROM placements p JOIN seasons s ON s.id = p.season_id WHERE p.id = NEW.placement_id;
  IF placement.state NOT IN ('started', 'completed', 'ended_early') THEN
    RAISE EXCEPTION 'placement % has not started', NEW.placement_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_started', TABLE = 'lessons';
  END IF;
  IF NOT placement.served @> (lower(NEW.during) AT TIME ZONE placement.time_zone)::date
     OR NOT placement.served @> ((upper(NEW.during) - interval '1 microsecond') AT TIME ZONE placement.time_zone)::date THEN
    RAISE EXCEPTION 'the lesson lies outside the placement''s dates'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'lessons_within_term', TABLE = 'lessons';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Own days are agreed once somebody accepted, until the service is over, and leave out no lesson and no day that is on record.
CREATE FUNCTION keep_own_days() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first_day date := coalesce(NEW.first_day, NEW.start_day);
  last_day date := coalesce(NEW.last_day, NEW.end_day);
BEGIN
  IF current_setting('zhijiao.roles', true) IS NOT NULL AND NOT actor_is('coordinator', 'system')
     AND NOT coalesce(NEW.county_code = ANY (actor_counties()::text[]), false) THEN
    RAISE EXCEPTION 'own days are set by the county that hosts, or by a coordinator'
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'placements_own_days_by', TABLE = 'placements';
  END IF;
  IF NEW.state NOT IN ('accepted', 'started') THEN
    RAISE EXCEPTION 'own days are agreed before and while somebody serves'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_own_days_state', TABLE = 'placements';
  END IF;
  IF EXISTS (SELECT FROM lessons l JOIN seasons s ON s.id = NEW.season_id WHERE l.placement_id = NEW.id
      AND ((lower(l.during) AT TIME ZONE s.time_zone)::date < first_day
        OR ((upper(l.during) - interval '1 microsecond') AT TIME ZONE s.time_zone)::date > last_day))
     OR EXISTS (SELECT FROM reports r WHERE r.placement_id = NEW.id AND r.days_served > last_day - first_day + 1)
     OR EXISTS (SELECT FROM confirmations c WHERE c.placement_id = NEW.id AND c.days_served > last_day - first_day + 1) THEN
    RAISE EXCEPTION 'what is on record lies outside these days'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_own_days_recorded', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_own_days BEFORE UPDATE ON placements FOR EACH ROW
  WHEN ((OLD.first_day, OLD.last_day) IS DISTINCT FROM (NEW.first_day, NEW.last_day)) EXECUTE FUNCTION keep_own_days();
--> statement-breakpoint
-- Feedback: each side its own, and those who run the programme; the other side's through the function below, when it may be read.
CREATE POLICY seen ON feedback FOR SELECT USING ((SELECT actor_is('coordinator', 'system'))
  OR (side = 'volunteer' AND account_id = (SELECT actor_id())) OR (side = 'county' AND county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
CREATE POLICY written ON feedback USING ((SELECT actor_is('system'))
  OR (side = 'volunteer' AND account_id = (SELECT actor_id()) AND written_by = (SELECT actor_id()))
  OR (side = 'county' AND county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
-- The last day on which somebody was there: what ended or was completed before its time took no more days than until then.
CREATE FUNCTION last_day_served(placement uuid) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT greatest(lower(p.served), least(upper(p.served) - 1,
    (SELECT (e.ended_at AT TIME ZONE s.time_zone)::date FROM early_ends e WHERE e.placement_id = p.id),
    (SELECT (c.completed_at AT TIME ZONE s.time_zone)::date FROM completions c WHERE c.placement_id = p.id)))
  FROM placements p JOIN seasons s ON s.id = p.season_id WHERE p.id = placement
$$;
--> statement-breakpoint
-- What was said of a service: one's own side's always, the other's once both have handed in or the time to do so is over.
CREATE FUNCTION feedback_of_placement(placement uuid, today date, days_open int)
RETURNS TABLE (placement_id uuid, side text, scores jsonb, sealed_text bytea, handed_in_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.placement_id, f.side, f.scores, f.sealed_text, f.handed_in_at
  FROM feedback f
  CROSS JOIN LATERAL (SELECT f.account_id = (SELECT actor_id()) AS volunteer, f.county_code = ANY ((SELECT actor_counties())::text[]) AS county) own
  WHERE f.placement_id = placement AND ((SELECT actor_is('coordinator', 'system'))
    OR (own.volunteer AND f.side = 'volunteer') OR (own.county AND f.side = 'county')
    OR ((own.volunteer OR own.county) AND (today > last_day_served(placement) + days_open
      OR (SELECT count(*) FROM feedback o WHERE o.placement_id = placement) = 2)))
  ORDER BY f.side DESC
$$;
--> statement-breakpoint
DROP FUNCTION clock_seen(timestamptz, text, int[]);
--> statement-breakpoint
-- What the clock has to do, job by job, now all of it: how much is due now, when the next falls due, and when it was last at work, as far
-- as that is written down. The jobs stand in domain/job.ts, in this order.
CREATE FUNCTION clock_seen(asked_at timestamptz, zone text, reminders int[], digest_at time)
RETURNS TABLE (job text, due int, next_at timestamptz, last_at timestamptz, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH today AS (SELECT (asked_at AT TIME ZONE zone)::date AS day),
  cleared AS (SELECT valid_through_day AS day FROM clearances WHERE state = 'cleared' AND valid_through_day IS NOT NULL),
  seen AS (
    SELECT 1 AS place, 'lapse-offers' AS job, count(*) FILTER (WHERE reply_by_at <= asked_at)::int AS due, min(reply_by_at) AS next_at,
      NULL::timestamptz AS last_at, NULL::date AS last_day FROM placements WHERE state = 'offered'
    UNION ALL SELECT 2, 'lapse-swaps', count(*) FILTER (WHERE s.lapses_at <= asked_at
        OR EXISTS (SELECT FROM placements p WHERE p.id IN (s.first_placement_id, s.second_placement_id) AND p.state <> 'accepted'))::int,
      min(s.lapses_at), NULL, NULL FROM swaps s WHERE s.state IN ('invited', 'proposed', 'agreed')
    UNION ALL SELECT 3, 'offer-alternates', NULL, NULL, NULL, NULL
    UNION ALL SELECT 4, 'remind-of-offers', count(*) FILTER (WHERE remind_at <= asked_at)::int, min(remind_at), NULL, NULL
      FROM placements WHERE state = 'offered' AND remind_at IS NOT NULL AND reply_by_at > asked_at
    UNION ALL SELECT 5, 'remind-of-conditions', count(*) FILTER (WHERE remind_at <= asked_at)::int, min(remind_at), NULL, NULL
      FROM condition_questions WHERE state = 'open'
    UNION ALL SELECT 6, 'expire-clearances', count(*) FILTER (WHERE c.day < t.day)::int, (min(c.day) + 1)::timestamp AT TIME ZONE zone, NULL, NULL
      FROM cleared c CROSS JOIN today t
    UNION ALL SELECT 7, 'remind-of-expiry', NULL, min(c.day - days)::timestamp AT TIME ZONE zone, max(r.reminded_at), NULL
      FROM today t LEFT JOIN (cleared c CROSS JOIN unnest(reminders) AS days) ON c.day - days > t.day
      LEFT JOIN LATERAL (SELECT max(reminded_at) AS reminded_at FROM clearance_reminders) r ON true
    UNION ALL SELECT 8, 'issue-certificates', count(*) FILTER (WHERE finished_at IS NULL)::int, min(started_at) FILTER (WHERE finished_at IS NULL),
      max(finished_at), NULL FROM certificate_batches
    UNION ALL SELECT 9, 'ask-for-feedback', NULL, NULL, NULL, NULL
    UNION ALL SELECT 10, 'write-digests', CASE WHEN (asked_at AT TIME ZONE zone)::time < digest_at THEN 0 ELSE d.readers END,
      (t.day + CASE WHEN d.readers > 0 OR (asked_at AT TIME ZONE zone)::time < digest_at THEN 0 ELSE 1 END + digest_at) AT TIME ZONE zone, NULL,
      (SELECT max(day) FROM digests)
      FROM today t CROSS JOIN LATERAL (SELECT count(*)::int AS readers FROM account_roles r JOIN accounts a ON a.id = r.account_id
        WHERE r.role = 'coordinator' AND a.erased_at IS NULL AND a.frozen_at IS NULL
          AND NOT EXISTS (SELECT FROM unsubscriptions u WHERE u.account_id = a.id AND u.topic = 'digest')
          AND NOT EXISTS (SELECT FROM digests w WHERE w.account_id = a.id AND w.day >= t.day)) d
    UNION ALL SELECT 11, 'send-mail', letters_due(asked_at), min(next_attempt_at) FILTER (WHERE sent_at IS NULL), max(sent_at), NULL
      FROM messages WHERE failed_at IS NULL
    UNION ALL SELECT 12, 'clean-up', (SELECT count(*) FROM today t WHERE d.day IS NULL OR d.day < t.day)::int,
      (coalesce(d.day + 1, (SELECT t.day FROM today t)))::timestamp AT TIME ZONE zone, NULL, d.day
      FROM (SELECT max(day) AS day FROM job_days WHERE job = 'clean-up') d
    UNION ALL SELECT 13, 'run-matching', count(*) FILTER (WHERE state = 'queued')::int, min(created_at) FILTER (WHERE state = 'queued'), max(finished_at), NULL FROM runs
    UNION ALL SELECT 14, 'explain-runs', count(*) FILTER (WHERE state = 'published' AND explained_at IS NULL)::int,
      min(published_at) FILTER (WHERE state = 'published' AND explained_at IS NULL), max(explained_at), NULL FROM runs)
  SELECT seen.job, seen.due, seen.next_at, seen.last_at, seen.last_day FROM seen WHERE (SELECT actor_is('admin', 'system')) ORDER BY seen.place
$$;
