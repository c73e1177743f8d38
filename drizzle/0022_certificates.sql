CREATE TABLE "certificate_batches" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"started_by" uuid,
	"total" integer NOT NULL,
	"issued" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"through_placement_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "certificate_corrections" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"serial" text NOT NULL,
	"account_id" uuid NOT NULL,
	"text" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	CONSTRAINT "certificate_corrections_answered" CHECK (("certificate_corrections"."answer" is null) = ("certificate_corrections"."answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "signatories" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"issuer_zh" text NOT NULL,
	"issuer_en" text NOT NULL,
	"contact" text NOT NULL,
	"from_day" date NOT NULL,
	"through_day" date,
	CONSTRAINT "signatories_days" CHECK ("signatories"."through_day" is null or "signatories"."from_day" <= "signatories"."through_day")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"public_key" text NOT NULL,
	"sealed_private_key" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "account_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "holder_name" text;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "facts" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "status_index" integer NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "certificates_status_index_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "supersedes" text;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "closed_because" text;--> statement-breakpoint
ALTER TABLE "certificate_batches" ADD CONSTRAINT "certificate_batches_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_batches" ADD CONSTRAINT "certificate_batches_started_by_accounts_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_corrections" ADD CONSTRAINT "certificate_corrections_serial_certificates_serial_fk" FOREIGN KEY ("serial") REFERENCES "public"."certificates"("serial") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_corrections" ADD CONSTRAINT "certificate_corrections_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_batches_one_at_work" ON "certificate_batches" USING btree ("season_id") WHERE "certificate_batches"."finished_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_corrections_one_open" ON "certificate_corrections" USING btree ("serial") WHERE "certificate_corrections"."answered_at" is null;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_before" FOREIGN KEY ("supersedes") REFERENCES "public"."certificates"("serial") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_status_index" ON "certificates" USING btree ("status_index");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_supersedes" ON "certificates" USING btree ("supersedes");--> statement-breakpoint
CREATE INDEX "certificates_account" ON "certificates" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_closed" CHECK (("certificates"."state" = 'issued') = ("certificates"."closed_at" is null));--> statement-breakpoint
-- Nobody's days in office overlap: one person signs for each day.
ALTER TABLE signatories ADD CONSTRAINT signatories_no_overlap
  EXCLUDE USING gist (daterange(from_day, through_day, '[]') WITH &&);
--> statement-breakpoint
-- 6. What a certificate says is frozen on the day of its issue: its state moves, and its name goes with the person; nothing else.
CREATE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'holder_name', 'closed_at', 'closed_because'] <> to_jsonb(OLD) - ARRAY['state', 'holder_name', 'closed_at', 'closed_because']
     OR (NEW.holder_name IS NOT NULL AND NEW.holder_name IS DISTINCT FROM OLD.holder_name) THEN
    RAISE EXCEPTION 'a certificate says what it said' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_frozen', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_certificate BEFORE UPDATE ON certificates FOR EACH ROW EXECUTE FUNCTION keep_certificate();
--> statement-breakpoint
-- A certificate is its holder's; a host county reads the placement, not the proof of it.
DROP POLICY seen ON certificates;
--> statement-breakpoint
CREATE POLICY seen ON certificates FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY written ON certificates USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON signatories FOR SELECT USING ((SELECT actor_is('admin', 'coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY written ON signatories USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY coordinators ON certificate_batches USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON certificate_corrections FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY asked ON certificate_corrections FOR INSERT WITH CHECK (account_id = (SELECT actor_id()));
--> statement-breakpoint
CREATE POLICY written ON certificate_corrections USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY system_only ON signing_keys USING ((SELECT actor_is('system')));
--> statement-breakpoint
-- Admins make another, and never read one.
CREATE POLICY made ON signing_keys FOR INSERT WITH CHECK ((SELECT actor_is('admin')));
--> statement-breakpoint
DO $$
DECLARE
  closed text;
BEGIN
  FOREACH closed IN ARRAY ARRAY['signatories', 'certificate_batches', 'certificate_corrections', 'signing_keys'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', closed);
  END LOOP;
END $$;
