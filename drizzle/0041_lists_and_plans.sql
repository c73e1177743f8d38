CREATE INDEX "account_roles_holders" ON "account_roles" USING btree ("role","account_id");--> statement-breakpoint
CREATE INDEX "accounts_email_as_written" ON "accounts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "accounts_name" ON "accounts" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "skipped_alternates_application" ON "skipped_alternates" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "applications_season_list" ON "applications" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "applications_state" ON "applications" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "certificate_corrections_by_serial" ON "certificate_corrections" USING btree ("serial","id");--> statement-breakpoint
CREATE INDEX "certificate_corrections_account" ON "certificate_corrections" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "certificates_placement" ON "certificates" USING btree ("placement_id","status_index");--> statement-breakpoint
CREATE INDEX "disputes_by_county" ON "disputes" USING btree ("county_code","id");--> statement-breakpoint
CREATE INDEX "messages_account" ON "messages" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "placements_application" ON "placements" USING btree ("application_id","id");--> statement-breakpoint
CREATE INDEX "placements_season" ON "placements" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "placements_state" ON "placements" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "placements_start" ON "placements" USING btree ("start_day","id");--> statement-breakpoint
CREATE INDEX "lines_short" ON "lines" USING btree ("season_id","id") WHERE "lines"."taken" < "lines"."ideal";--> statement-breakpoint
CREATE INDEX "requests_season_list" ON "requests" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "requests_state" ON "requests" USING btree ("state","id");--> statement-breakpoint
-- The same rows for the same people, asked for so that nobody looks at a whole table to see a few of another's. Whoever sees all
-- applications, or all requests, sees all that is in them. Without the OFFSET every request of all years would be read first, for a few lines.
DO $$
DECLARE
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['application_subjects', 'application_windows', 'application_choices'] LOOP
    EXECUTE format('ALTER POLICY of_application ON %I USING ((SELECT actor_is(''coordinator'', ''system'')) OR EXISTS (SELECT FROM applications a WHERE a.id = application_id))', part);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['lines', 'host_conditions'] LOOP
    EXECUTE format('ALTER POLICY seen ON %I USING ((SELECT actor_is(''coordinator'', ''system'')) OR EXISTS (SELECT FROM requests r WHERE r.id = request_id OFFSET 0))', part);
  END LOOP;
END $$;
--> statement-breakpoint
-- Of others' placements a county sees those of its own requests, which it sees anyway.
ALTER POLICY seen ON requests USING (state = 'approved' OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('coordinator', 'system')) OR id IN (SELECT p.request_id FROM placements p WHERE p.account_id = (SELECT actor_id())));
--> statement-breakpoint
-- The same words, with each line looked up by itself: nobody can foresee that a reason speaks of few.
CREATE OR REPLACE FUNCTION told_reason(application uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.reason || jsonb_build_object('runId', r.id, 'missed', (
      SELECT coalesce(jsonb_agg(j.of ORDER BY j.place), '[]') FROM jsonb_array_elements(m.reason -> 'missed') WITH ORDINALITY AS j(of, place)
      CROSS JOIN LATERAL (SELECT max(coalesce(p.rank, 99)) AS last, array_agg(p.rank) AS ranks FROM placements p
        WHERE p.application_id = a.id AND p.state IN ('offered', 'accepted', 'started', 'completed')) AS got
      WHERE got.last IS NULL OR ((j.of ->> 'rank')::int < got.last AND array_position(got.ranks, (j.of ->> 'rank')::int) IS NULL)), 'lines', (
      SELECT coalesce(jsonb_object_agg(named.id, l.told), '{}')
      FROM (SELECT DISTINCT (j.of ->> 'lineId')::uuid AS id FROM jsonb_array_elements((m.reason -> 'placed') || (m.reason -> 'missed')) AS j(of)) AS named
      CROSS JOIN LATERAL (SELECT jsonb_build_object('county', jsonb_build_object('zh', c.name_zh, 'en', c.name_en),
          'subject', jsonb_build_object('zh', t.name_zh, 'en', t.name_en), 'level', l.level, 'startDay', q.start_day, 'endDay', q.end_day) AS told
        FROM lines l JOIN requests q ON q.id = l.request_id JOIN counties c ON c.code = q.county_code JOIN subjects t ON t.code = l.subject_code
        WHERE l.id = named.id OFFSET 0) AS l))
  FROM run_reasons m JOIN runs r ON r.id = m.run_id JOIN applications a ON a.id = m.application_id JOIN seasons s ON s.id = a.season_id
  WHERE a.id = application AND (a.account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'system'))) AND r.state = 'published'
    AND (r.released_at IS NOT NULL
      OR EXISTS (SELECT FROM placements p WHERE p.run_id = r.id AND p.application_id = a.id AND p.state NOT IN ('proposed', 'dropped'))
      OR (s.state IN ('teaching', 'closed') AND NOT EXISTS (SELECT FROM placements p WHERE p.run_id = r.id AND p.state = 'proposed')))
  ORDER BY r.published_at DESC, r.id DESC LIMIT 1
$$;
