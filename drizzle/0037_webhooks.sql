CREATE TABLE "webhook_attempts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"delivery_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"duration_milliseconds" integer NOT NULL,
	"answer" text,
	CONSTRAINT "webhook_attempts_outcome" CHECK ("webhook_attempts"."outcome" in ('delivered', 'refused', 'redirected', 'timeout', 'unreached', 'not-allowed'))
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"webhook_id" uuid NOT NULL,
	"sequence" bigint,
	"event" text NOT NULL,
	"thing" text NOT NULL,
	"thing_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"from_state" text,
	"to_state" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_deliveries_once" UNIQUE("webhook_id","sequence"),
	CONSTRAINT "webhook_deliveries_state" CHECK ("webhook_deliveries"."state" in ('waiting', 'delivered', 'failed')),
	CONSTRAINT "webhook_deliveries_ended" CHECK (("webhook_deliveries"."state" = 'waiting') = ("webhook_deliveries"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"address" text NOT NULL,
	"events" text[],
	"description" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"sealed_secret" "bytea" NOT NULL,
	"sealed_previous_secret" "bytea",
	"previous_secret_until" timestamp with time zone,
	"cursor" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"last_delivered_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhooks_state" CHECK ("webhooks"."state" in ('active', 'paused', 'disabled')),
	CONSTRAINT "webhooks_cursor" CHECK ("webhooks"."cursor" >= 0),
	CONSTRAINT "webhooks_failing" CHECK (("webhooks"."failures" = 0) = ("webhooks"."failing_since" is null)),
	CONSTRAINT "webhooks_previous" CHECK (num_nulls("webhooks"."sealed_previous_secret", "webhooks"."previous_secret_until") in (0, 2))
);
--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_webhook_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."webhook_deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_attempts_delivery" ON "webhook_attempts" USING btree ("delivery_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("webhook_id","next_attempt_at","sequence") WHERE "webhook_deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_order" ON "webhook_deliveries" USING btree ("webhook_id","thing","thing_id","sequence") WHERE "webhook_deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_state" ON "webhook_deliveries" USING btree ("webhook_id","state","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_age" ON "webhook_deliveries" USING btree ("ended_at") WHERE "webhook_deliveries"."ended_at" is not null;
--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('webhook', '', 'active', '{admin}'),
  ('webhook', 'active', 'paused', '{admin}'),
  ('webhook', 'active', 'disabled', '{}'),
  ('webhook', 'paused', 'active', '{admin}'),
  ('webhook', 'disabled', 'active', '{admin}'),
  ('webhook_delivery', '', 'waiting', '{admin}'),
  ('webhook_delivery', 'waiting', 'delivered', '{}'),
  ('webhook_delivery', 'waiting', 'failed', '{}'),
  ('webhook_delivery', 'delivered', 'waiting', '{admin}'),
  ('webhook_delivery', 'failed', 'waiting', '{admin}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON webhooks FOR EACH ROW EXECUTE FUNCTION check_way('webhook');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON webhooks FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('webhook');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON webhooks DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('webhook', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON webhooks DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('webhook', 'id');
--> statement-breakpoint
-- A delivery is an event already, on its way: as with letters, its moves have no events of their own.
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON webhook_deliveries FOR EACH ROW EXECUTE FUNCTION check_way('webhook_delivery');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON webhook_deliveries FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('webhook_delivery');
--> statement-breakpoint
-- What was laid out for a webhook stays what it was: it is sent, and sent again, and says the same.
CREATE FUNCTION keep_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a delivery keeps what it says' USING ERRCODE = 'check_violation', CONSTRAINT = 'webhook_deliveries_kept', TABLE = 'webhook_deliveries';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_delivery BEFORE UPDATE ON webhook_deliveries FOR EACH ROW
  WHEN ((OLD.webhook_id, OLD.sequence, OLD.event, OLD.thing, OLD.thing_id, OLD.at, OLD.from_state, OLD.to_state)
    IS DISTINCT FROM (NEW.webhook_id, NEW.sequence, NEW.event, NEW.thing, NEW.thing_id, NEW.at, NEW.from_state, NEW.to_state))
  EXECUTE FUNCTION keep_delivery();
--> statement-breakpoint
ALTER TABLE "webhooks" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "webhook_attempts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY admins ON webhooks USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY admins ON webhook_deliveries USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON webhook_attempts FOR SELECT USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY written ON webhook_attempts USING ((SELECT actor_is('system')));
--> statement-breakpoint
-- Counts calls of a caller in a window of time that ends at an instant; gives how many there were in it from everywhere. It is asked
-- before anybody acts, and tells a number alone.
CREATE FUNCTION count_calls(by_caller text, calls int, ends_at timestamptz) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO knocks AS k (door, knocker, window_ends_at, count) VALUES ('calls', by_caller, ends_at, calls)
    ON CONFLICT (door, knocker) DO UPDATE SET
      count = CASE WHEN k.window_ends_at = ends_at THEN k.count + excluded.count ELSE excluded.count END, window_ends_at = ends_at
    RETURNING count
$$;
--> statement-breakpoint
-- What the clock has to do, job by job, now all of it: how much is due now, when the next falls due, and when it was last at work, as far
-- as that is written down. The jobs stand in domain/job.ts, in this order.
CREATE OR REPLACE FUNCTION clock_seen(asked_at timestamptz, zone text, reminders int[], digest_at time)
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
    UNION ALL SELECT 8, 'remind-of-liaisons', count(*) FILTER (WHERE d.day <= t.day)::int, min(d.day)::timestamp AT TIME ZONE zone, NULL, NULL
      FROM today t LEFT JOIN (SELECT (l.confirmed_day + interval '12 months')::date - 30 AS day FROM station_liaisons l JOIN stations s ON s.id = l.station_id
        WHERE l.reminded_at IS NULL AND (s.closed_day IS NULL OR s.closed_day > (asked_at AT TIME ZONE zone)::date)) d ON true
    UNION ALL SELECT 9, 'issue-certificates', count(*) FILTER (WHERE finished_at IS NULL)::int, min(started_at) FILTER (WHERE finished_at IS NULL),
      max(finished_at), NULL FROM certificate_batches
    UNION ALL SELECT 10, 'ask-for-feedback', NULL, NULL, NULL, NULL
    UNION ALL SELECT 11, 'write-digests', CASE WHEN (asked_at AT TIME ZONE zone)::time < digest_at THEN 0 ELSE d.readers END,
      (t.day + CASE WHEN d.readers > 0 OR (asked_at AT TIME ZONE zone)::time < digest_at THEN 0 ELSE 1 END + digest_at) AT TIME ZONE zone, NULL,
      (SELECT max(day) FROM digests)
      FROM today t CROSS JOIN LATERAL (SELECT count(*)::int AS readers FROM account_roles r JOIN accounts a ON a.id = r.account_id
        WHERE r.role = 'coordinator' AND a.erased_at IS NULL AND a.frozen_at IS NULL
          AND NOT EXISTS (SELECT FROM unsubscriptions u WHERE u.account_id = a.id AND u.topic = 'digest')
          AND NOT EXISTS (SELECT FROM digests w WHERE w.account_id = a.id AND w.day >= t.day)) d
    UNION ALL SELECT 12, 'send-mail', letters_due(asked_at), min(next_attempt_at) FILTER (WHERE sent_at IS NULL), max(sent_at), NULL
      FROM messages WHERE failed_at IS NULL
    UNION ALL SELECT 13, 'clean-up', (SELECT count(*) FROM today t WHERE d.day IS NULL OR d.day < t.day)::int,
      (coalesce(d.day + 1, (SELECT t.day FROM today t)))::timestamp AT TIME ZONE zone, NULL, d.day
      FROM (SELECT max(day) AS day FROM job_days WHERE job = 'clean-up') d
    UNION ALL SELECT 14, 'run-matching', count(*) FILTER (WHERE state = 'queued')::int, min(created_at) FILTER (WHERE state = 'queued'), max(finished_at), NULL FROM runs
    UNION ALL SELECT 15, 'explain-runs', count(*) FILTER (WHERE state = 'published' AND explained_at IS NULL)::int,
      min(published_at) FILTER (WHERE state = 'published' AND explained_at IS NULL), max(explained_at), NULL FROM runs
    UNION ALL SELECT 16, 'run-imports', count(*) FILTER (WHERE state IN ('checking', 'applying') AND heartbeat_at IS NULL)::int,
      min(created_at) FILTER (WHERE state IN ('checking', 'applying') AND heartbeat_at IS NULL), max(coalesce(finished_at, checked_at)), NULL FROM imports
    UNION ALL SELECT 17, 'send-webhooks', count(*) FILTER (WHERE d.next_attempt_at <= asked_at)::int, min(d.next_attempt_at),
      (SELECT max(w.last_delivered_at) FROM webhooks w), NULL
      FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id AND w.state = 'active' WHERE d.state = 'waiting')
  SELECT seen.job, seen.due, seen.next_at, seen.last_at, seen.last_day FROM seen WHERE (SELECT actor_is('admin', 'system')) ORDER BY seen.place
$$;
