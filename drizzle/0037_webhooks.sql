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
