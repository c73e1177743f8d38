CREATE INDEX "account_roles_holders" ON "account_roles" USING btree ("role","account_id");--> statement-breakpoint
CREATE INDEX "accounts_name" ON "accounts" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "applications_season_list" ON "applications" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "applications_state" ON "applications" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "placements_application" ON "placements" USING btree ("application_id","id");--> statement-breakpoint
CREATE INDEX "placements_season" ON "placements" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "placements_state" ON "placements" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "placements_start" ON "placements" USING btree ("start_day","id");--> statement-breakpoint
CREATE INDEX "lines_short" ON "lines" USING btree ("season_id","id") WHERE "lines"."taken" < "lines"."ideal";--> statement-breakpoint
CREATE INDEX "requests_season_list" ON "requests" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "requests_state" ON "requests" USING btree ("state","id");--> statement-breakpoint
-- Whether a request is seen is asked of the few lines that are read: without the OFFSET every request of all years is read first.
ALTER POLICY seen ON lines USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id OFFSET 0));
--> statement-breakpoint
ALTER POLICY seen ON host_conditions USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id OFFSET 0));
