CREATE TABLE "clearance_reminders" (
	"clearance_id" uuid NOT NULL,
	"days_before" integer NOT NULL,
	"reminded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clearance_reminders_clearance_id_days_before_pk" PRIMARY KEY("clearance_id","days_before")
);
--> statement-breakpoint
CREATE TABLE "query_batch_entries" (
	"batch_id" uuid NOT NULL,
	"clearance_id" uuid NOT NULL,
	"outcome" text,
	CONSTRAINT "query_batch_entries_batch_id_clearance_id_pk" PRIMARY KEY("batch_id","clearance_id"),
	CONSTRAINT "query_batch_entries_outcome" CHECK ("query_batch_entries"."outcome" in ('no_record', 'record_found'))
);
--> statement-breakpoint
CREATE TABLE "query_batches" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_day" date
);
--> statement-breakpoint
CREATE TABLE "referees" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"clearance_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"sealed_email" "bytea",
	"key_sha256" "bytea" NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	CONSTRAINT "referees_answered" CHECK ("referees"."answered_at" is null or "referees"."replaced_at" is null)
);
--> statement-breakpoint
CREATE TABLE "reference_answers" (
	"referee_id" uuid PRIMARY KEY NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_attendances" (
	"account_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"held_day" date NOT NULL,
	"attended_whole" boolean NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_attendances_account_id_season_id_held_day_pk" PRIMARY KEY("account_id","season_id","held_day")
);
--> statement-breakpoint
CREATE TABLE "barred_people" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"number_hash" text,
	"sealed_reason" "bytea" NOT NULL,
	"added_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lifted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "barred_reviews" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"barred_person_id" uuid NOT NULL,
	"matched_by" text NOT NULL,
	"similarity" real NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"sealed_reason" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "barred_reviews_state" CHECK ("barred_reviews"."state" in ('open', 'confirmed', 'dismissed')),
	CONSTRAINT "barred_reviews_matched_by" CHECK ("barred_reviews"."matched_by" in ('number', 'name')),
	CONSTRAINT "barred_reviews_decided" CHECK (("barred_reviews"."state" = 'open') = ("barred_reviews"."decided_by" is null)),
	CONSTRAINT "barred_reviews_own" CHECK ("barred_reviews"."decided_by" <> "barred_reviews"."account_id")
);
--> statement-breakpoint
CREATE TABLE "health_notes" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_documents" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"document_type" text NOT NULL,
	"sealed_number" "bytea" NOT NULL,
	"number_hash" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "identity_documents_type" CHECK ("identity_documents"."document_type" in ('resident_id', 'passport', 'mainland_travel_permit', 'taiwan_travel_permit'))
);
--> statement-breakpoint
CREATE TABLE "key_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"placement_id" uuid,
	"county_code" text,
	"happened_at" timestamp with time zone NOT NULL,
	"sealed_account" "bytea" NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"act_by_at" timestamp with time zone NOT NULL,
	"acted_by" uuid,
	"acted_at" timestamp with time zone,
	"sealed_action" "bytea",
	"closed_by" uuid,
	"closed_at" timestamp with time zone,
	"sealed_outcome" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "incidents_kind" CHECK ("incidents"."kind" in ('harm_to_learner', 'harm_to_volunteer', 'misconduct', 'accident', 'missing', 'other')),
	CONSTRAINT "incidents_state" CHECK ("incidents"."state" in ('open', 'acted', 'closed')),
	CONSTRAINT "incidents_acted" CHECK (("incidents"."state" = 'open') = ("incidents"."acted_at" is null)),
	CONSTRAINT "incidents_closed" CHECK (("incidents"."state" = 'closed') = ("incidents"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"issuer" text,
	"provider_account_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "knocks" (
	"door" text NOT NULL,
	"knocker" text NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knocks_door_knocker_pk" PRIMARY KEY("door","knocker")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"aaguid" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"token" text NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY DEFAULT uuidv7()::text NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "consents_kind" CHECK ("consents"."kind" in ('code_of_conduct', 'agreement', 'sensitive_data', 'pass_to_county', 'transfer_abroad'))
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "texts_kind_version_pk" PRIMARY KEY("kind","version"),
	CONSTRAINT "texts_kind" CHECK ("texts"."kind" in ('code_of_conduct', 'agreement', 'sensitive_data', 'pass_to_county', 'transfer_abroad')),
	CONSTRAINT "texts_version" CHECK ("texts"."version" > 0)
);
--> statement-breakpoint
ALTER TABLE "clearances" DROP CONSTRAINT "clearances_cleared";--> statement-breakpoint
DROP INDEX "messages_once";--> statement-breakpoint
DROP INDEX "messages_unsent";--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "account_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email_verified" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "scopes" text[];--> statement-breakpoint
ALTER TABLE "clearances" ADD COLUMN "text_version" integer;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sealed_letter" "bytea";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clearance_reminders" ADD CONSTRAINT "clearance_reminders_clearance_id_clearances_id_fk" FOREIGN KEY ("clearance_id") REFERENCES "public"."clearances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query_batch_entries" ADD CONSTRAINT "query_batch_entries_batch_id_query_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."query_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query_batch_entries" ADD CONSTRAINT "query_batch_entries_clearance_id_clearances_id_fk" FOREIGN KEY ("clearance_id") REFERENCES "public"."clearances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "query_batches" ADD CONSTRAINT "query_batches_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referees" ADD CONSTRAINT "referees_clearance_id_clearances_id_fk" FOREIGN KEY ("clearance_id") REFERENCES "public"."clearances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referees" ADD CONSTRAINT "referees_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_answers" ADD CONSTRAINT "reference_answers_referee_id_referees_id_fk" FOREIGN KEY ("referee_id") REFERENCES "public"."referees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barred_people" ADD CONSTRAINT "barred_people_added_by_accounts_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barred_reviews" ADD CONSTRAINT "barred_reviews_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barred_reviews" ADD CONSTRAINT "barred_reviews_barred_person_id_barred_people_id_fk" FOREIGN KEY ("barred_person_id") REFERENCES "public"."barred_people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barred_reviews" ADD CONSTRAINT "barred_reviews_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "health_notes" ADD CONSTRAINT "health_notes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_documents" ADD CONSTRAINT "identity_documents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_raised_by_accounts_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_acted_by_accounts_id_fk" FOREIGN KEY ("acted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_closed_by_accounts_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_published_by_accounts_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "query_batch_entries_clearance" ON "query_batch_entries" USING btree ("clearance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "referees_key" ON "referees" USING btree ("key_sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "referees_one_asked" ON "referees" USING btree ("clearance_id") WHERE "referees"."replaced_at" is null;--> statement-breakpoint
CREATE INDEX "referees_account" ON "referees" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "barred_people_hash" ON "barred_people" USING btree ("number_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "barred_reviews_pair" ON "barred_reviews" USING btree ("account_id","barred_person_id","matched_by");--> statement-breakpoint
CREATE INDEX "barred_reviews_state" ON "barred_reviews" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "identity_documents_hash" ON "identity_documents" USING btree ("number_hash");--> statement-breakpoint
CREATE INDEX "incidents_due" ON "incidents" USING btree ("act_by_at") WHERE "incidents"."state" = 'open';--> statement-breakpoint
CREATE INDEX "incidents_state" ON "incidents" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "incidents_raised_by" ON "incidents" USING btree ("raised_by");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_provider" ON "identities" USING btree ("provider_id","provider_account_id");--> statement-breakpoint
CREATE INDEX "identities_account" ON "identities" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "knocks_window" ON "knocks" USING btree ("window_ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "verifications_expiry" ON "verifications" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "consents_account" ON "consents" USING btree ("account_id","kind","version");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("next_attempt_at") WHERE "messages"."sent_at" is null and "messages"."failed_at" is null;--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "subject";--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "text";--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_once" UNIQUE NULLS NOT DISTINCT("event_id","account_id","template");--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_cleared" CHECK ("clearances"."state" <> 'cleared' or ("clearances"."valid_through_day" is not null and "clearances"."verified_at" is not null and ("clearances"."verified_by" is not null or "clearances"."text_version" is not null)));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_letter" CHECK ("messages"."sent_at" is not null or "messages"."failed_at" is not null or "messages"."sealed_letter" is not null);--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state) VALUES
  ('incident', '', 'open'),
  ('incident', 'open', 'acted'),
  ('incident', 'acted', 'closed');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON incidents FOR EACH ROW EXECUTE FUNCTION check_way('incident');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON incidents FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('incident');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON incidents DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('incident', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON incidents DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('incident', 'id');
--> statement-breakpoint
-- What was shown once stays as it was shown.
CREATE FUNCTION keep_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published text stays; publish a new version' USING ERRCODE = 'check_violation', CONSTRAINT = 'texts_kept', TABLE = 'texts';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_text BEFORE UPDATE OR DELETE ON texts FOR EACH ROW EXECUTE FUNCTION keep_text();
--> statement-breakpoint
-- Nobody's identity is cleared while it is open whether they are barred, nor once it is sure.
CREATE FUNCTION refuse_under_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM barred_reviews WHERE account_id = NEW.account_id AND state <> 'dismissed') THEN
    RAISE EXCEPTION 'a review of this person is not done' USING ERRCODE = 'check_violation', CONSTRAINT = 'clearances_under_review', TABLE = 'clearances';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refuse_under_review BEFORE INSERT OR UPDATE OF state ON clearances FOR EACH ROW
  WHEN (NEW.state = 'cleared' AND NEW.kind = 'identity') EXECUTE FUNCTION refuse_under_review();
--> statement-breakpoint
-- Where it is open or sure that somebody is barred, their identity counts as not cleared, whatever the season asks.
CREATE OR REPLACE FUNCTION missing_checks(person uuid, season uuid, asked_by text, through date) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(kind ORDER BY kind), '{}') FROM (
    SELECT asked.kind FROM season_checks AS asked
    WHERE asked.season_id = season AND asked.delivery = asked_by AND NOT EXISTS (
      SELECT FROM clearances c WHERE c.account_id = person AND c.kind = asked.kind AND c.state = 'cleared' AND c.valid_through_day >= through)
    UNION SELECT 'identity' FROM barred_reviews b WHERE b.account_id = person AND b.state <> 'dismissed') AS missing
$$;
