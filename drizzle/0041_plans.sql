CREATE INDEX "account_roles_by_role" ON "account_roles" USING btree ("role");--> statement-breakpoint
CREATE INDEX "accounts_email_as_written" ON "accounts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "skipped_alternates_application" ON "skipped_alternates" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "certificate_corrections_by_serial" ON "certificate_corrections" USING btree ("serial","id");--> statement-breakpoint
CREATE INDEX "certificate_corrections_account" ON "certificate_corrections" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "certificates_placement" ON "certificates" USING btree ("placement_id","status_index");--> statement-breakpoint
CREATE INDEX "disputes_by_county" ON "disputes" USING btree ("county_code","id");--> statement-breakpoint
CREATE INDEX "messages_account" ON "messages" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "placements_application" ON "placements" USING btree ("application_id","id");--> statement-breakpoint

-- The same rows for the same people, asked for so that nobody looks at a whole table to see a few of another's. Whoever sees all
-- applications, or all requests, sees all that is in them.
DO $$
DECLARE
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['application_subjects', 'application_windows', 'application_choices'] LOOP
    EXECUTE format('ALTER POLICY of_application ON %I USING ((SELECT actor_is(''coordinator'', ''system'')) OR EXISTS (SELECT FROM applications a WHERE a.id = application_id))', part);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['lines', 'host_conditions'] LOOP
    EXECUTE format('ALTER POLICY seen ON %I USING ((SELECT actor_is(''coordinator'', ''system'')) OR EXISTS (SELECT FROM requests r WHERE r.id = request_id))', part);
  END LOOP;
END $$;
--> statement-breakpoint
-- Of others' placements a county sees those of its own requests, which it sees anyway.
ALTER POLICY seen ON requests USING (state = 'approved' OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('coordinator', 'system')) OR id IN (SELECT p.request_id FROM placements p WHERE p.account_id = (SELECT actor_id())));
