CREATE TABLE "team_members" (
	"application_id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"only_together" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"code" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "teams_code" UNIQUE("code"),
	CONSTRAINT "teams_season" UNIQUE("id","season_id")
);
--> statement-breakpoint
ALTER TABLE "run_matches" DROP CONSTRAINT "run_matches_run_id_application_id_pk";--> statement-breakpoint
ALTER TABLE "run_matches" ADD CONSTRAINT "run_matches_run_id_application_id_line_id_pk" PRIMARY KEY("run_id","application_id","line_id");--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "most_placements" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "below_minimum" text DEFAULT 'goes_ahead' NOT NULL;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_application" FOREIGN KEY ("application_id","season_id") REFERENCES "public"."applications"("id","season_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team" FOREIGN KEY ("team_id","season_id") REFERENCES "public"."teams"("id","season_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_members_team" ON "team_members" USING btree ("team_id");--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_most_placements" CHECK ("applications"."most_placements" between 1 and 6);--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_below_minimum" CHECK ("requests"."below_minimum" in ('goes_ahead', 'closes', 'turns_to_distance'));--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_turns" CHECK ("requests"."below_minimum" <> 'turns_to_distance' or "requests"."delivery" <> 'distance');--> statement-breakpoint
-- A team has six members at most, however many join at once: whoever joins holds the team.
CREATE FUNCTION check_team_size() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM teams WHERE id = NEW.team_id FOR UPDATE;
  IF (SELECT count(*) FROM team_members WHERE team_id = NEW.team_id) >= 6 THEN
    RAISE EXCEPTION 'the team is full' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_members_six';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER team_members_six BEFORE INSERT ON team_members FOR EACH ROW EXECUTE FUNCTION check_team_size();
