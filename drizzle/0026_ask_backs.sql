CREATE TABLE "ask_backs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"subject_code" text NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text DEFAULT 'invited' NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"answered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ask_backs_state" CHECK ("ask_backs"."state" in ('invited', 'agreed', 'refused', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "ask_backs" ADD CONSTRAINT "ask_backs_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ask_backs" ADD CONSTRAINT "ask_backs_subject_code_subjects_code_fk" FOREIGN KEY ("subject_code") REFERENCES "public"."subjects"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ask_backs" ADD CONSTRAINT "ask_backs_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ask_backs" ADD CONSTRAINT "ask_backs_request" FOREIGN KEY ("request_id","season_id") REFERENCES "public"."requests"("id","season_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ask_backs_one_live" ON "ask_backs" USING btree ("account_id","request_id") WHERE "ask_backs"."state" in ('invited', 'agreed');--> statement-breakpoint
CREATE UNIQUE INDEX "ask_backs_one_agreed" ON "ask_backs" USING btree ("account_id","season_id") WHERE "ask_backs"."state" = 'agreed';--> statement-breakpoint
CREATE INDEX "ask_backs_by_request" ON "ask_backs" USING btree ("request_id","id");--> statement-breakpoint
CREATE INDEX "ask_backs_by_account" ON "ask_backs" USING btree ("account_id","id");
--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('ask_back', '', 'invited', '{county}'),
  ('ask_back', 'invited', 'agreed', '{volunteer}'),
  ('ask_back', 'invited', 'refused', '{volunteer}'),
  ('ask_back', 'invited', 'withdrawn', '{county}'),
  ('ask_back', 'agreed', 'refused', '{volunteer}'),
  ('ask_back', 'agreed', 'withdrawn', '{county}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON ask_backs FOR EACH ROW EXECUTE FUNCTION check_way('ask_back');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON ask_backs FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('ask_back');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON ask_backs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('ask_back', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON ask_backs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('ask_back', 'id');
--> statement-breakpoint
-- Only who completed a placement in the county is asked back there, for something that its own request asks for. The rows it looks
-- at are not for everybody.
CREATE FUNCTION require_earlier_guest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM requests r WHERE r.id = NEW.request_id AND r.county_code = NEW.county_code) THEN
    RAISE EXCEPTION 'a county asks back for its own requests' USING ERRCODE = 'check_violation', CONSTRAINT = 'ask_backs_own_request', TABLE = 'ask_backs';
  END IF;
  IF NOT EXISTS (SELECT FROM completions c WHERE c.account_id = NEW.account_id AND c.county_code = NEW.county_code) THEN
    RAISE EXCEPTION 'only an earlier guest of the county is asked back' USING ERRCODE = 'check_violation', CONSTRAINT = 'ask_backs_earlier_guest', TABLE = 'ask_backs';
  END IF;
  IF NOT EXISTS (SELECT FROM lines l WHERE l.request_id = NEW.request_id AND l.subject_code = NEW.subject_code) THEN
    RAISE EXCEPTION 'the request does not ask for this subject' USING ERRCODE = 'check_violation', CONSTRAINT = 'ask_backs_subject', TABLE = 'ask_backs';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_earlier_guest BEFORE INSERT ON ask_backs FOR EACH ROW EXECUTE FUNCTION require_earlier_guest();
--> statement-breakpoint
-- Who is asked, by whom and for what stays as it was asked.
CREATE FUNCTION keep_ask_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an ask-back keeps whom it asks, and for what' USING ERRCODE = 'check_violation', CONSTRAINT = 'ask_backs_keep_whom', TABLE = 'ask_backs';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_ask_back BEFORE UPDATE ON ask_backs FOR EACH ROW
  WHEN ((OLD.account_id, OLD.season_id, OLD.request_id, OLD.county_code, OLD.subject_code, OLD.created_at)
    IS DISTINCT FROM (NEW.account_id, NEW.season_id, NEW.request_id, NEW.county_code, NEW.subject_code, NEW.created_at))
  EXECUTE FUNCTION keep_ask_back();
--> statement-breakpoint
ALTER TABLE "ask_backs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whose it is, the county that asks, and those who run the programme; the county begins it. Nobody takes one out.
CREATE POLICY seen ON ask_backs FOR SELECT USING (account_id = (SELECT actor_id()) OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY made ON ask_backs FOR INSERT WITH CHECK (county_code = ANY ((SELECT actor_counties())::text[]) OR (SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY moved ON ask_backs FOR UPDATE USING (account_id = (SELECT actor_id()) OR county_code = ANY ((SELECT actor_counties())::text[])
  OR (SELECT actor_is('system')));
--> statement-breakpoint
-- Whoever was asked back to a request reads it, approved or not yet.
CREATE POLICY asked_back ON requests FOR SELECT USING (id IN (SELECT b.request_id FROM ask_backs b WHERE b.account_id = (SELECT actor_id())));
