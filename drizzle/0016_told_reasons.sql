CREATE TABLE "run_reasons" (
	"run_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"reason" jsonb NOT NULL,
	CONSTRAINT "run_reasons_run_id_application_id_pk" PRIMARY KEY("run_id","application_id")
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "explained_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "run_reasons" ADD CONSTRAINT "run_reasons_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_reasons" ADD CONSTRAINT "run_reasons_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_reasons_by_application" ON "run_reasons" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "runs_to_explain" ON "runs" USING btree ("id") WHERE "runs"."state" = 'published' and "runs"."explained_at" is null;--> statement-breakpoint
ALTER TABLE "run_reasons" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- As the run itself: for those who run the programme.
CREATE POLICY coordinators ON run_reasons USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
-- What the applicant is told of the newest match that they have heard of: it was released, or they were offered a place of it, or the
-- season is past it and holds no proposal of it. Without choices that they got otherwise, by hand or in an earlier match, and without what
-- comes after all they have; with the lines it speaks of by name, also where their request is cancelled since. Of other people it knows
-- nothing.
CREATE FUNCTION told_reason(application uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.reason || jsonb_build_object('runId', r.id, 'missed', (
      SELECT coalesce(jsonb_agg(j.of ORDER BY j.place), '[]') FROM jsonb_array_elements(m.reason -> 'missed') WITH ORDINALITY AS j(of, place)
      CROSS JOIN LATERAL (SELECT max(coalesce(p.rank, 99)) AS last, array_agg(p.rank) AS ranks FROM placements p
        WHERE p.application_id = a.id AND p.state IN ('offered', 'accepted', 'started', 'completed')) AS got
      WHERE got.last IS NULL OR ((j.of ->> 'rank')::int < got.last AND array_position(got.ranks, (j.of ->> 'rank')::int) IS NULL)), 'lines', (
      SELECT coalesce(jsonb_object_agg(l.id, jsonb_build_object('county', jsonb_build_object('zh', c.name_zh, 'en', c.name_en),
        'subject', jsonb_build_object('zh', t.name_zh, 'en', t.name_en), 'level', l.level, 'startDay', q.start_day, 'endDay', q.end_day)), '{}')
      FROM lines l JOIN requests q ON q.id = l.request_id JOIN counties c ON c.code = q.county_code JOIN subjects t ON t.code = l.subject_code
      WHERE l.id IN (SELECT (j.of ->> 'lineId')::uuid FROM jsonb_array_elements((m.reason -> 'placed') || (m.reason -> 'missed')) AS j(of))))
  FROM run_reasons m JOIN runs r ON r.id = m.run_id JOIN applications a ON a.id = m.application_id JOIN seasons s ON s.id = a.season_id
  WHERE a.id = application AND (a.account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'system'))) AND r.state = 'published'
    AND (r.released_at IS NOT NULL
      OR EXISTS (SELECT FROM placements p WHERE p.run_id = r.id AND p.application_id = a.id AND p.state NOT IN ('proposed', 'dropped'))
      OR (s.state IN ('teaching', 'closed') AND NOT EXISTS (SELECT FROM placements p WHERE p.run_id = r.id AND p.state = 'proposed')))
  ORDER BY r.published_at DESC, r.id DESC LIMIT 1
$$;
--> statement-breakpoint
-- What the clock has to do, now with the reasons of a published match: how much is due now, when the next falls due, and when it was last at work, as far as that is written down.
CREATE OR REPLACE FUNCTION clock_seen(asked_at timestamptz, zone text, reminders int[])
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
    UNION ALL SELECT 6, 'run-matching', count(*) FILTER (WHERE state = 'queued')::int, min(created_at) FILTER (WHERE state = 'queued'), max(finished_at), NULL FROM runs
    UNION ALL SELECT 7, 'explain-runs', count(*) FILTER (WHERE state = 'published' AND explained_at IS NULL)::int,
      min(published_at) FILTER (WHERE state = 'published' AND explained_at IS NULL), max(explained_at), NULL FROM runs)
  SELECT seen.job, seen.due, seen.next_at, seen.last_at, seen.last_day FROM seen WHERE (SELECT actor_is('admin', 'system')) ORDER BY seen.place
$$;
