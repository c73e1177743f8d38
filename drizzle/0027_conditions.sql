CREATE TABLE "condition_questions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"conditions_id" uuid NOT NULL,
	"known_id" uuid,
	"application_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"placement_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"answer_by_at" timestamp with time zone NOT NULL,
	"remind_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "condition_questions_once" UNIQUE("application_id","conditions_id"),
	CONSTRAINT "condition_questions_state" CHECK ("condition_questions"."state" in ('open', 'agreed', 'refused', 'overtaken')),
	CONSTRAINT "condition_questions_answered" CHECK (("condition_questions"."state" in ('agreed', 'refused')) = ("condition_questions"."answered_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "condition_questions" ADD CONSTRAINT "condition_questions_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_questions" ADD CONSTRAINT "condition_questions_conditions_id_host_conditions_id_fk" FOREIGN KEY ("conditions_id") REFERENCES "public"."host_conditions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_questions" ADD CONSTRAINT "condition_questions_known_id_host_conditions_id_fk" FOREIGN KEY ("known_id") REFERENCES "public"."host_conditions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_questions" ADD CONSTRAINT "condition_questions_application" FOREIGN KEY ("application_id","season_id","account_id") REFERENCES "public"."applications"("id","season_id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_questions" ADD CONSTRAINT "condition_questions_placement" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "condition_questions_request" ON "condition_questions" USING btree ("request_id","state");--> statement-breakpoint
CREATE INDEX "condition_questions_account" ON "condition_questions" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "condition_questions_placement" ON "condition_questions" USING btree ("placement_id");--> statement-breakpoint
CREATE INDEX "condition_questions_open" ON "condition_questions" USING btree ("answer_by_at") WHERE "condition_questions"."state" = 'open';--> statement-breakpoint
CREATE INDEX "condition_questions_to_remind" ON "condition_questions" USING btree ("remind_at") WHERE "condition_questions"."state" = 'open';
--> statement-breakpoint
ALTER TABLE "condition_questions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whoever is asked sees it, and so does the county of a placement that its volunteer had heard of; a choice is its volunteer's alone.
CREATE POLICY seen ON condition_questions FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'system'))
  OR EXISTS (SELECT FROM placements p WHERE p.id = placement_id));
--> statement-breakpoint
-- It is asked because something changed; answered by whoever is asked.
CREATE POLICY written ON condition_questions USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY answered ON condition_questions FOR UPDATE USING (account_id = (SELECT actor_id()));
--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('condition_question', '', 'open', '{coordinator,county}'),
  ('condition_question', 'open', 'agreed', '{volunteer}'),
  ('condition_question', 'open', 'refused', '{volunteer}'),
  ('condition_question', 'open', 'overtaken', '{}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON condition_questions FOR EACH ROW EXECUTE FUNCTION check_way('condition_question');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON condition_questions FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('condition_question');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON condition_questions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('condition_question', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON condition_questions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('condition_question', 'id');
--> statement-breakpoint
-- What was asked stays as it was asked; the answer, and the day by which it is due, are added to it.
CREATE FUNCTION keep_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'answer_by_at', 'remind_at', 'answered_at'] <> to_jsonb(OLD) - ARRAY['state', 'answer_by_at', 'remind_at', 'answered_at'] THEN
    RAISE EXCEPTION 'what was asked stays as it was asked' USING ERRCODE = 'check_violation', CONSTRAINT = 'condition_questions_kept', TABLE = 'condition_questions';
  END IF;
  IF NEW.answer_by_at <> OLD.answer_by_at AND current_setting('zhijiao.roles', true) IS NOT NULL AND NOT actor_is('coordinator', 'system') THEN
    RAISE EXCEPTION 'whoever is asked does not choose by when' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'condition_questions_due', TABLE = 'condition_questions';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_question BEFORE UPDATE ON condition_questions FOR EACH ROW EXECUTE FUNCTION keep_question();
--> statement-breakpoint
-- Nobody is sent to conditions that they have not agreed to, whatever the code above forgets.
CREATE FUNCTION require_agreement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM condition_questions q WHERE q.application_id = NEW.application_id AND q.request_id = NEW.request_id AND q.state = 'open') THEN
    RAISE EXCEPTION 'the changed host conditions are not agreed to' USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_conditions_agreed', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_agreement BEFORE UPDATE OF state ON placements FOR EACH ROW
  WHEN (NEW.state IN ('accepted', 'started') AND OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_agreement();
