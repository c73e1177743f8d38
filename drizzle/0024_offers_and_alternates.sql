CREATE TABLE "line_alternates" (
	"line_id" uuid PRIMARY KEY NOT NULL,
	"held_by_event_id" uuid,
	"looked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "skipped_alternates" (
	"line_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "skipped_alternates_line_id_application_id_pk" PRIMARY KEY("line_id","application_id")
);
--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "extended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "line_alternates" ADD CONSTRAINT "line_alternates_line_id_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_alternates" ADD CONSTRAINT "line_alternates_held_by_event_id_events_id_fk" FOREIGN KEY ("held_by_event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skipped_alternates" ADD CONSTRAINT "skipped_alternates_line_id_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."lines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skipped_alternates" ADD CONSTRAINT "skipped_alternates_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skipped_alternates" ADD CONSTRAINT "skipped_alternates_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_replaces_id_placements_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "placements_to_remind" ON "placements" USING btree ("remind_at") WHERE "placements"."state" = 'offered';--> statement-breakpoint
CREATE UNIQUE INDEX "placements_replaced_once" ON "placements" USING btree ("replaces_id");
--> statement-breakpoint
ALTER TABLE "line_alternates" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "skipped_alternates" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Who comes next is for those who run the programme: nobody waits in a queue that they can see.
CREATE POLICY coordinators ON line_alternates USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY coordinators ON skipped_alternates USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
-- The time to answer is made longer once, and an alternate's placement takes over the seat that it took over.
CREATE FUNCTION keep_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.extended_at IS NOT NULL AND NEW.extended_at IS DISTINCT FROM OLD.extended_at THEN
    RAISE EXCEPTION 'the time to answer is made longer once' USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_extended_once', TABLE = 'placements';
  END IF;
  IF NEW.replaces_id IS DISTINCT FROM OLD.replaces_id THEN
    RAISE EXCEPTION 'a placement keeps the seat that it took over' USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_keep_replaced', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_offer BEFORE UPDATE ON placements FOR EACH ROW EXECUTE FUNCTION keep_offer();
