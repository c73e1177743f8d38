CREATE TABLE "job_days" (
	"job" text PRIMARY KEY NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "payload_cleared_at" timestamp with time zone;--> statement-breakpoint
-- Reason and details of an event may go when their purpose ends, and nothing else of it may change: the chain holds their
-- hash, not them.
CREATE OR REPLACE FUNCTION keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'events' THEN
    IF OLD.sequence IS NOT NULL AND NEW.reason IS NULL AND NEW.details = '{}' AND NEW.payload_cleared_at IS NOT NULL
       AND to_jsonb(NEW) - ARRAY['reason', 'details', 'payload_cleared_at'] = to_jsonb(OLD) - ARRAY['reason', 'details', 'payload_cleared_at'] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'events are only ever added' USING ERRCODE = 'check_violation', CONSTRAINT = 'events_append_only', TABLE = TG_TABLE_NAME;
END $$;
--> statement-breakpoint
-- Lets go of the payloads about one person, or of all before an instant. What this very transaction wrote is not sealed yet, and stays.
CREATE FUNCTION clear_event_payloads(person uuid, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  cleared bigint;
BEGIN
  -- The owner of the database, who sets no actor, may as well.
  IF NOT actor_is('system') AND current_setting('zhijiao.roles', true) IS NOT NULL THEN
    RAISE EXCEPTION 'payloads are let go by the system alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE events SET reason = NULL, details = '{}', payload_cleared_at = now()
    WHERE sequence IS NOT NULL AND payload_cleared_at IS NULL AND (reason IS NOT NULL OR details <> '{}')
      AND (subject_id = person OR (person IS NULL AND at < before));
  GET DIAGNOSTICS cleared = ROW_COUNT;
  RETURN cleared;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION first_broken_event() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT e.sequence
  FROM (SELECT events.*, lag(sha256, 1, sha256('')) OVER (ORDER BY sequence) AS expected_previous,
               row_number() OVER (ORDER BY sequence) AS expected_sequence FROM events WHERE sequence IS NOT NULL) AS e
  JOIN events AS stored ON stored.id = e.id
  WHERE e.sequence <> e.expected_sequence OR e.previous_sha256 <> e.expected_previous
     OR (e.payload_cleared_at IS NULL AND e.payload_sha256 <> event_payload_sha256(e.reason, e.details)) OR e.sha256 <> event_sha256(stored)
  ORDER BY e.sequence LIMIT 1
$$;
--> statement-breakpoint
ALTER TABLE job_days ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON job_days USING ((SELECT actor_is('system')));
