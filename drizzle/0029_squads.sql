CREATE TABLE "safety_calls" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid,
	"county_code" text,
	"season_id" uuid,
	"text" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "safety_calls_scope" CHECK (num_nonnulls("safety_calls"."request_id", "safety_calls"."county_code", "safety_calls"."season_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "safety_replies" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"call_id" uuid,
	"placement_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"key_sha256" "bytea",
	"answer" text,
	"sealed_note" "bytea",
	"answered_at" timestamp with time zone,
	"helped_by" uuid,
	"helped_at" timestamp with time zone,
	"sealed_action" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "safety_replies_once" UNIQUE("call_id","placement_id"),
	CONSTRAINT "safety_replies_answer" CHECK ("safety_replies"."answer" in ('well', 'needs_help')),
	CONSTRAINT "safety_replies_answered" CHECK (("safety_replies"."answer" is null) = ("safety_replies"."answered_at" is null)),
	CONSTRAINT "safety_replies_helped" CHECK (("safety_replies"."helped_at" is null) = ("safety_replies"."helped_by" is null))
);
--> statement-breakpoint
CREATE TABLE "day_reports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"day" date NOT NULL,
	"version" integer NOT NULL,
	"outcome" text NOT NULL,
	"cancel_reason" text,
	"learners" integer NOT NULL,
	"everybody_well" boolean NOT NULL,
	"had_incident" boolean NOT NULL,
	"note" text NOT NULL,
	"reported_by" uuid,
	"reported_at" timestamp with time zone NOT NULL,
	"key" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "day_reports_version" UNIQUE("request_id","day","version"),
	CONSTRAINT "day_reports_key" UNIQUE("request_id","key"),
	CONSTRAINT "day_reports_outcome" CHECK ("day_reports"."outcome" in ('held', 'cancelled')),
	CONSTRAINT "day_reports_cancel_reason" CHECK ("day_reports"."cancel_reason" in ('weather', 'illness', 'no_power_or_net', 'school_closed', 'holiday', 'travel', 'other')),
	CONSTRAINT "day_reports_why" CHECK (("day_reports"."outcome" = 'cancelled') = ("day_reports"."cancel_reason" is not null)),
	CONSTRAINT "day_reports_learners" CHECK ("day_reports"."learners" >= 0),
	CONSTRAINT "day_reports_first" CHECK ("day_reports"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "report_links" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"key_sha256" "bytea" NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "squad_captains" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"placement_id" uuid NOT NULL,
	"named_by" uuid NOT NULL,
	"named_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "squad_contacts" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"shares_email" boolean NOT NULL,
	"sealed_phone" "bytea",
	"sealed_wechat_id" "bytea",
	"agreed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "safety_calls" ADD CONSTRAINT "safety_calls_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_calls" ADD CONSTRAINT "safety_calls_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_calls" ADD CONSTRAINT "safety_calls_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_calls" ADD CONSTRAINT "safety_calls_asked_by_accounts_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_replies" ADD CONSTRAINT "safety_replies_call_id_safety_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."safety_calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_replies" ADD CONSTRAINT "safety_replies_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_replies" ADD CONSTRAINT "safety_replies_helped_by_accounts_id_fk" FOREIGN KEY ("helped_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "safety_replies" ADD CONSTRAINT "safety_replies_whose" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_reports" ADD CONSTRAINT "day_reports_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_reports" ADD CONSTRAINT "day_reports_reported_by_accounts_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_links" ADD CONSTRAINT "report_links_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_links" ADD CONSTRAINT "report_links_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "squad_captains" ADD CONSTRAINT "squad_captains_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "squad_captains" ADD CONSTRAINT "squad_captains_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "squad_captains" ADD CONSTRAINT "squad_captains_named_by_accounts_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "squad_contacts" ADD CONSTRAINT "squad_contacts_whose" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "safety_calls_asked" ON "safety_calls" USING btree ("asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "safety_replies_key" ON "safety_replies" USING btree ("key_sha256");--> statement-breakpoint
CREATE INDEX "safety_replies_account" ON "safety_replies" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "safety_replies_request" ON "safety_replies" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "safety_replies_help" ON "safety_replies" USING btree ("answered_at") WHERE "safety_replies"."answer" = 'needs_help' and "safety_replies"."helped_at" is null;--> statement-breakpoint
CREATE INDEX "day_reports_day" ON "day_reports" USING btree ("day","request_id");--> statement-breakpoint
CREATE INDEX "day_reports_reported_by" ON "day_reports" USING btree ("reported_by");--> statement-breakpoint
CREATE UNIQUE INDEX "report_links_key" ON "report_links" USING btree ("key_sha256");--> statement-breakpoint
CREATE INDEX "squad_contacts_account" ON "squad_contacts" USING btree ("account_id");
--> statement-breakpoint
DO $$
DECLARE
  closed text;
BEGIN
  FOREACH closed IN ARRAY ARRAY['day_reports', 'report_links', 'squad_captains', 'squad_contacts', 'safety_calls', 'safety_replies'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', closed);
  END LOOP;
END $$;
--> statement-breakpoint
-- The squads that the actor goes with.
CREATE FUNCTION actor_squads() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.request_id FROM placements p WHERE p.account_id = (SELECT actor_id()) AND p.state IN ('accepted', 'started', 'completed')
$$;
--> statement-breakpoint
-- May the actor know who goes with a request: as one of them, for the county that hosts them, or as one of those who run the programme?
CREATE FUNCTION actor_knows_squad(request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (SELECT actor_is('coordinator', 'system')) OR request IN (SELECT actor_squads())
    OR EXISTS (SELECT FROM requests r WHERE r.id = request AND r.county_code = ANY ((SELECT actor_counties())::text[]))
$$;
--> statement-breakpoint
-- Who goes with a request: name, role, and who is captain, whom a line asks for or else a coordinator named.
CREATE FUNCTION members_of_squad(request uuid)
RETURNS TABLE (placement_id uuid, is_own boolean, name text, role text, state text, is_captain boolean, start_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.account_id IS NOT DISTINCT FROM (SELECT actor_id()), who.name, l.role, p.state,
    l.role = 'captain' OR (p.id = n.placement_id AND NOT EXISTS (SELECT FROM placements q JOIN lines k ON k.id = q.line_id
      WHERE q.request_id = request AND k.role = 'captain' AND q.state IN ('accepted', 'started', 'completed'))), p.start_day
  FROM placements p JOIN accounts who ON who.id = p.account_id JOIN lines l ON l.id = p.line_id
  LEFT JOIN squad_captains n ON n.request_id = p.request_id AND n.placement_id = p.id
  WHERE p.request_id = request AND p.state IN ('accepted', 'started', 'completed') AND who.erased_at IS NULL AND who.frozen_at IS NULL
    AND (SELECT actor_knows_squad(request))
  ORDER BY array_position(ARRAY['lead', 'captain', 'teacher'], l.role), who.name, p.id
$$;
--> statement-breakpoint
-- Who reported, by name; nobody where it came by the link.
CREATE FUNCTION reporters_of_squad(request uuid) RETURNS TABLE (report_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.id, who.name FROM day_reports d JOIN accounts who ON who.id = d.reported_by WHERE d.request_id = request AND (SELECT actor_knows_squad(request))
$$;
--> statement-breakpoint
-- Does the actor lead this squad, as its captain or lead?
CREATE FUNCTION actor_leads(request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM members_of_squad(request) m WHERE m.is_own AND (m.is_captain OR m.role = 'lead'))
$$;
--> statement-breakpoint
-- By what members let each other reach them, until a week after the last day: for the others of the squad alone.
CREATE FUNCTION contacts_of_squad(request uuid, today date)
RETURNS TABLE (placement_id uuid, email text, sealed_phone bytea, sealed_wechat_id bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.placement_id, CASE WHEN s.shares_email THEN who.email END, s.sealed_phone, s.sealed_wechat_id
  FROM squad_contacts s JOIN placements p ON p.id = s.placement_id JOIN accounts who ON who.id = p.account_id
  WHERE p.request_id = request AND p.state IN ('accepted', 'started', 'completed') AND p.end_day + 7 >= today
    AND who.erased_at IS NULL AND who.frozen_at IS NULL AND request IN (SELECT actor_squads())
$$;
--> statement-breakpoint
-- Through which day each member's agreement and insurance are good: for whoever leads the squad, the county that hosts it, and
-- coordinators. Never what stands in them.
CREATE FUNCTION cover_of_squad(request uuid) RETURNS TABLE (placement_id uuid, agreement_through_day date, insurance_through_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, (SELECT max(c.valid_through_day) FROM clearances c WHERE c.account_id = p.account_id AND c.kind = 'agreement' AND c.state = 'cleared'),
    (SELECT max(c.valid_through_day) FROM clearances c WHERE c.account_id = p.account_id AND c.kind = 'accident_insurance' AND c.state = 'cleared')
  FROM placements p WHERE p.request_id = request AND p.state IN ('accepted', 'started', 'completed')
    AND ((SELECT actor_leads(request)) OR p.county_code = ANY ((SELECT actor_counties())::text[]) OR (SELECT actor_is('coordinator', 'system')))
$$;
--> statement-breakpoint
CREATE POLICY seen ON day_reports FOR SELECT USING ((SELECT actor_is('coordinator', 'system')) OR actor_knows_squad(request_id));
--> statement-breakpoint
CREATE POLICY told ON day_reports FOR INSERT WITH CHECK ((SELECT actor_is('system')) OR (reported_by = (SELECT actor_id())
  AND ((SELECT actor_is('coordinator')) OR request_id IN (SELECT actor_squads()))));
--> statement-breakpoint
CREATE POLICY emptied ON day_reports FOR UPDATE USING ((SELECT actor_is('system')));
--> statement-breakpoint
-- What was reported stays as it was reported; only its words may go.
CREATE FUNCTION keep_day_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.note <> '' OR to_jsonb(NEW) - 'note' <> to_jsonb(OLD) - 'note' THEN
    RAISE EXCEPTION 'a report is put right by a further version' USING ERRCODE = 'check_violation', CONSTRAINT = 'day_reports_kept', TABLE = 'day_reports';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_day_report BEFORE UPDATE ON day_reports FOR EACH ROW EXECUTE FUNCTION keep_day_report();
--> statement-breakpoint
CREATE POLICY of_leaders ON report_links USING ((SELECT actor_is('coordinator', 'system')) OR actor_leads(request_id));
--> statement-breakpoint
CREATE POLICY coordinators ON squad_captains USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY own ON squad_contacts USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')))
  WITH CHECK ((SELECT actor_is('system')) OR (account_id = (SELECT actor_id())
    AND EXISTS (SELECT FROM placements p WHERE p.id = placement_id AND p.state IN ('accepted', 'started', 'completed'))));
--> statement-breakpoint
CREATE POLICY askers ON safety_calls USING ((SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY asked ON safety_calls FOR SELECT USING (EXISTS (SELECT FROM safety_replies r WHERE r.call_id = safety_calls.id AND r.account_id = (SELECT actor_id())));
--> statement-breakpoint
CREATE POLICY askers ON safety_replies USING ((SELECT actor_is('coordinator', 'safeguarding', 'system')));
--> statement-breakpoint
CREATE POLICY own ON safety_replies FOR SELECT USING (account_id = (SELECT actor_id()));
--> statement-breakpoint
CREATE POLICY said ON safety_replies FOR INSERT WITH CHECK (account_id = (SELECT actor_id()) AND call_id IS NULL AND helped_at IS NULL
  AND request_id IN (SELECT actor_squads()));
