CREATE TABLE "clock_gaps" (
	"from_at" timestamp with time zone PRIMARY KEY NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clock_gaps_span" CHECK ("clock_gaps"."until_at" > "clock_gaps"."from_at")
);
--> statement-breakpoint
CREATE TABLE "job_turns" (
	"job" text PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"fault" text,
	CONSTRAINT "job_turns_fault" CHECK (("job_turns"."failing_since" is null) = ("job_turns"."fault" is null)),
	CONSTRAINT "job_turns_turned" CHECK ("job_turns"."ended_at" is not null or "job_turns"."failing_since" is not null)
);
--> statement-breakpoint
ALTER TABLE job_turns ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY seen_by_admins ON job_turns FOR SELECT USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY written_by_system ON job_turns USING ((SELECT actor_is('system')));
--> statement-breakpoint
ALTER TABLE clock_gaps ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY seen_by_everybody ON clock_gaps FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY written_by_system ON clock_gaps USING ((SELECT actor_is('system')));
--> statement-breakpoint
-- What everybody may know of the work in the background: instants, and which jobs fail; nothing of anybody's letters or matches.
CREATE FUNCTION work_seen(asked_at timestamptz)
RETURNS TABLE (sign_at timestamptz, failing jsonb, letter_due_at timestamptz, match_asked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT greatest((SELECT max(t.ended_at) FROM job_turns t), (SELECT max(r.heartbeat_at) FROM runs r WHERE r.state = 'running'),
      (SELECT max(i.heartbeat_at) FROM imports i WHERE i.state IN ('checking', 'applying'))),
    (SELECT coalesce(jsonb_agg(jsonb_build_object('job', t.job, 'since', t.failing_since) ORDER BY t.job), '[]')
      FROM job_turns t WHERE t.failing_since IS NOT NULL),
    (SELECT m.next_attempt_at FROM messages m WHERE m.sent_at IS NULL AND m.failed_at IS NULL AND m.next_attempt_at <= asked_at
      AND letter_state(m) IN ('waiting', 'retrying') ORDER BY m.next_attempt_at LIMIT 1),
    (SELECT min(r.created_at) FROM runs r WHERE r.state = 'queued')
$$;
--> statement-breakpoint
-- Up to which event the record goes: what everybody may read was not changed by an action since, where this is the same.
CREATE FUNCTION record_version() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.sequence FROM event_chain c
$$;
