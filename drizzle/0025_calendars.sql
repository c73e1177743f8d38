CREATE TABLE "calendar_addresses" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"county_code" text,
	"key_sha256" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_read_at" timestamp with time zone,
	CONSTRAINT "calendar_addresses_one" UNIQUE NULLS NOT DISTINCT("account_id","county_code")
);
--> statement-breakpoint
ALTER TABLE "lessons" ADD COLUMN "class_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "lessons" ADD COLUMN "mode" text;--> statement-breakpoint
ALTER TABLE "lessons" ADD COLUMN "adult_present" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_addresses" ADD CONSTRAINT "calendar_addresses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_addresses" ADD CONSTRAINT "calendar_addresses_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_addresses_key" ON "calendar_addresses" USING btree ("key_sha256");--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_mode" CHECK ("lessons"."mode" in ('on_site', 'distance'));
--> statement-breakpoint
ALTER TABLE "calendar_addresses" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- One's own, where one is a volunteer; a county's, where one is its officer.
CREATE POLICY own ON calendar_addresses USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')))
  WITH CHECK ((SELECT actor_is('system')) OR (account_id = (SELECT actor_id()) AND CASE WHEN county_code IS NULL THEN (SELECT actor_is('volunteer'))
    ELSE county_code = ANY ((SELECT actor_counties())::text[]) END));
--> statement-breakpoint
-- How often a placement or its request was changed and when, and when it last moved: numbers and moments alone, of events that its
-- volunteer or its county may not read themselves. For whoever may see the placement.
CREATE FUNCTION changes_of_placement(placement uuid) RETURNS TABLE (changes int, changed_at timestamptz, moved_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int, max(e.at), max(e.at) FILTER (WHERE e.thing = 'placement' AND e.to_state IS NOT NULL)
  FROM placements p JOIN events e ON (e.thing = 'placement' AND e.thing_id = p.id::text) OR (e.thing = 'request' AND e.thing_id = p.request_id::text)
  WHERE p.id = placement AND e.event <> 'placement.lesson-recorded'
    AND ((SELECT actor_is('coordinator', 'system')) OR (p.state NOT IN ('proposed', 'dropped')
      AND (p.account_id = (SELECT actor_id()) OR p.county_code = ANY ((SELECT actor_counties())::text[]))))
$$;
--> statement-breakpoint
-- The same of a season, which anybody may see.
CREATE FUNCTION changes_of_season(season uuid) RETURNS TABLE (changes int, changed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int, max(e.at) FROM events e WHERE e.thing = 'season' AND e.thing_id = season::text
$$;
