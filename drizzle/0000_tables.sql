-- PostgreSQL has uuidv7() from 18 on; older servers get the same layout (RFC 9562) from here.
DO $$ BEGIN
  IF to_regprocedure('uuidv7()') IS NULL THEN
    CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql VOLATILE AS $f$
      SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
    $f$;
  END IF;
END $$;
--> statement-breakpoint
CREATE TABLE "account_counties" (
	"account_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	CONSTRAINT "account_counties_account_id_county_code_pk" PRIMARY KEY("account_id","county_code")
);
--> statement-breakpoint
CREATE TABLE "account_roles" (
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "account_roles_account_id_role_pk" PRIMARY KEY("account_id","role"),
	CONSTRAINT "account_roles_role" CHECK ("account_roles"."role" in ('volunteer', 'county', 'coordinator', 'safeguarding', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"locale" text DEFAULT 'zh' NOT NULL,
	"made_up" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_locale" CHECK ("accounts"."locale" in ('zh', 'en'))
);
--> statement-breakpoint
CREATE TABLE "barred_pairs" (
	"account_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"barred_by" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "barred_pairs_account_id_county_code_barred_by_pk" PRIMARY KEY("account_id","county_code","barred_by"),
	CONSTRAINT "barred_pairs_barred_by" CHECK ("barred_pairs"."barred_by" in ('volunteer', 'county'))
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"sha256" "bytea" NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "volunteers" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"home_institution" text NOT NULL,
	"home_region" text NOT NULL,
	"time_zone" text NOT NULL,
	"born_day" date NOT NULL,
	"languages" text[] NOT NULL,
	CONSTRAINT "volunteers_kind" CHECK ("volunteers"."kind" in ('student', 'teacher')),
	CONSTRAINT "volunteers_home_region" CHECK ("volunteers"."home_region" in ('mainland', 'united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan', 'other')),
	CONSTRAINT "volunteers_languages" CHECK (cardinality("volunteers"."languages") > 0)
);
--> statement-breakpoint
CREATE TABLE "application_choices" (
	"application_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"rank" integer NOT NULL,
	"request_id" uuid,
	"county_code" text,
	"province_code" text,
	CONSTRAINT "application_choices_application_id_position_pk" PRIMARY KEY("application_id","position"),
	CONSTRAINT "application_choices_target" UNIQUE NULLS NOT DISTINCT("application_id","request_id","county_code","province_code"),
	CONSTRAINT "application_choices_one_target" CHECK (num_nonnulls("application_choices"."request_id", "application_choices"."county_code", "application_choices"."province_code") = 1),
	CONSTRAINT "application_choices_rank" CHECK ("application_choices"."rank" between 0 and 50)
);
--> statement-breakpoint
CREATE TABLE "application_subjects" (
	"application_id" uuid NOT NULL,
	"subject_code" text NOT NULL,
	"level" integer NOT NULL,
	CONSTRAINT "application_subjects_application_id_subject_code_pk" PRIMARY KEY("application_id","subject_code"),
	CONSTRAINT "application_subjects_level" CHECK ("application_subjects"."level" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "application_windows" (
	"application_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"days" daterange NOT NULL,
	"weekly_hours" integer NOT NULL,
	CONSTRAINT "application_windows_application_id_position_pk" PRIMARY KEY("application_id","position"),
	CONSTRAINT "application_windows_days" CHECK (not isempty("application_windows"."days") and not lower_inf("application_windows"."days") and not upper_inf("application_windows"."days")),
	CONSTRAINT "application_windows_weekly_hours" CHECK ("application_windows"."weekly_hours" between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"scope" text DEFAULT 'anywhere_after' NOT NULL,
	"deliveries" text[] DEFAULT '{}' NOT NULL,
	"statement" text DEFAULT '' NOT NULL,
	"decision_reason" text,
	"submitted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applications_whose" UNIQUE("id","season_id","account_id"),
	CONSTRAINT "applications_season" UNIQUE("id","season_id"),
	CONSTRAINT "applications_state" CHECK ("applications"."state" in ('draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT "applications_scope" CHECK ("applications"."scope" in ('only_these', 'anywhere_after')),
	CONSTRAINT "applications_deliveries" CHECK ("applications"."deliveries" <@ array['on_site', 'distance', 'blended']::text[])
);
--> statement-breakpoint
CREATE TABLE "clearances" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"valid_through_day" date,
	"verified_by" uuid,
	"verified_at" timestamp with time zone,
	"decision_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clearances_kind" CHECK ("clearances"."kind" in ('identity', 'first_reference', 'second_reference', 'employment_query', 'health', 'training', 'code_of_conduct', 'agreement', 'accident_insurance', 'teaching_permit')),
	CONSTRAINT "clearances_state" CHECK ("clearances"."state" in ('requested', 'submitted', 'cleared', 'refused', 'expired', 'revoked')),
	CONSTRAINT "clearances_cleared" CHECK ("clearances"."state" <> 'cleared' or ("clearances"."valid_through_day" is not null and "clearances"."verified_by" is not null and "clearances"."verified_at" is not null)),
	CONSTRAINT "clearances_own" CHECK ("clearances"."verified_by" <> "clearances"."account_id")
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"serial" text PRIMARY KEY NOT NULL,
	"placement_id" uuid NOT NULL,
	"state" text DEFAULT 'issued' NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "certificates_state" CHECK ("certificates"."state" in ('issued', 'superseded', 'revoked'))
);
--> statement-breakpoint
CREATE TABLE "completions" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"province_code" text NOT NULL,
	"county_code" text NOT NULL,
	"subject_code" text NOT NULL,
	"delivery" text NOT NULL,
	"volunteer_kind" text NOT NULL,
	"home_region" text NOT NULL,
	"days_served" integer NOT NULL,
	"lessons_held" integer NOT NULL,
	"minutes_taught" integer NOT NULL,
	"learners" integer NOT NULL,
	"completed_at" timestamp with time zone NOT NULL,
	"made_up" boolean DEFAULT false NOT NULL,
	CONSTRAINT "completions_delivery" CHECK ("completions"."delivery" in ('on_site', 'distance', 'blended')),
	CONSTRAINT "completions_volunteer_kind" CHECK ("completions"."volunteer_kind" in ('student', 'teacher')),
	CONSTRAINT "completions_home_region" CHECK ("completions"."home_region" in ('mainland', 'united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan', 'other')),
	CONSTRAINT "completions_days_served" CHECK ("completions"."days_served" > 0),
	CONSTRAINT "completions_counts" CHECK ("completions"."lessons_held" >= 0 and "completions"."minutes_taught" >= 0 and "completions"."learners" >= 0)
);
--> statement-breakpoint
CREATE TABLE "confirmations" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"days_served" integer NOT NULL,
	"signed_by" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "confirmations_days_served" CHECK ("confirmations"."days_served" > 0)
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"placement_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"subject_code" text NOT NULL,
	"learners" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lessons_during" CHECK (not isempty("lessons"."during") and not lower_inf("lessons"."during") and not upper_inf("lessons"."during")),
	CONSTRAINT "lessons_learners" CHECK ("lessons"."learners" >= 0)
);
--> statement-breakpoint
CREATE TABLE "reported_totals" (
	"code" text PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"label_zh" text NOT NULL,
	"label_en" text NOT NULL,
	"figure" bigint NOT NULL,
	"at_least" boolean NOT NULL,
	"from_year" integer,
	"to_year" integer,
	"source_zh" text NOT NULL,
	"source_en" text NOT NULL,
	"position" integer NOT NULL,
	"recorded_day" date NOT NULL,
	CONSTRAINT "reported_totals_topic" CHECK ("reported_totals"."topic" in ('volunteers', 'stations', 'provinces', 'people_trained')),
	CONSTRAINT "reported_totals_figure" CHECK ("reported_totals"."figure" >= 0),
	CONSTRAINT "reported_totals_years" CHECK ("reported_totals"."to_year" >= "reported_totals"."from_year")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"days_served" integer NOT NULL,
	"text" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reports_days_served" CHECK ("reports"."days_served" > 0)
);
--> statement-breakpoint
CREATE TABLE "counties" (
	"code" text PRIMARY KEY NOT NULL,
	"province_code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"tier" integer,
	"partner_since_day" date,
	"beds" integer,
	"made_up" boolean DEFAULT false NOT NULL,
	CONSTRAINT "counties_code" CHECK ("counties"."code" ~ '^[1-9][0-9]{5}$'),
	CONSTRAINT "counties_province_code" CHECK (left("counties"."code", 2) = left("counties"."province_code", 2)),
	CONSTRAINT "counties_tier" CHECK ("counties"."tier" between 1 and 3),
	CONSTRAINT "counties_beds" CHECK ("counties"."beds" >= 0),
	CONSTRAINT "counties_partner" CHECK (("counties"."tier" is null) = ("counties"."partner_since_day" is null))
);
--> statement-breakpoint
CREATE TABLE "provinces" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"quota" integer,
	CONSTRAINT "provinces_code" CHECK ("provinces"."code" ~ '^[1-9][0-9]0000$'),
	CONSTRAINT "provinces_quota" CHECK ("provinces"."quota" >= 0)
);
--> statement-breakpoint
CREATE TABLE "stations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"county_code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"rooms" integer NOT NULL,
	"seats" integer NOT NULL,
	"link" text NOT NULL,
	"opened_day" date NOT NULL,
	"closed_day" date,
	"last_sign_of_life_at" timestamp with time zone,
	"made_up" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stations_link" CHECK ("stations"."link" in ('satellite', 'internet')),
	CONSTRAINT "stations_rooms" CHECK ("stations"."rooms" > 0),
	CONSTRAINT "stations_seats" CHECK ("stations"."seats" > 0),
	CONSTRAINT "stations_days" CHECK ("stations"."closed_day" >= "stations"."opened_day")
);
--> statement-breakpoint
CREATE TABLE "event_chain" (
	"id" integer PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"sha256" "bytea" NOT NULL,
	CONSTRAINT "event_chain_one" CHECK ("event_chain"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sequence" bigint,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"subject_id" uuid,
	"thing" text NOT NULL,
	"thing_id" text NOT NULL,
	"event" text NOT NULL,
	"from_state" text,
	"to_state" text,
	"reason" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"payload_sha256" "bytea",
	"previous_sha256" "bytea",
	"sha256" "bytea",
	"transaction_id" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "events_sealed" CHECK (num_nulls("events"."sequence", "events"."payload_sha256", "events"."previous_sha256", "events"."sha256") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_sha256" text NOT NULL,
	"status" integer,
	"body" text,
	"headers" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legal_moves" (
	"thing" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "legal_moves_thing_from_state_to_state_pk" PRIMARY KEY("thing","from_state","to_state")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"template" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"application_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"start_day" date NOT NULL,
	"end_day" date NOT NULL,
	"term" daterange GENERATED ALWAYS AS (daterange(start_day, end_day, '[]')) STORED NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"run_id" uuid,
	"rank" integer,
	"reply_by_at" timestamp with time zone,
	"end_kind" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "placements_whose" UNIQUE("id","account_id"),
	CONSTRAINT "placements_state" CHECK ("placements"."state" in ('proposed', 'offered', 'accepted', 'started', 'completed', 'dropped', 'declined', 'lapsed', 'withdrawn', 'cancelled', 'no_show', 'ended_early')),
	CONSTRAINT "placements_end_kind" CHECK ("placements"."end_kind" in ('resigned', 'medical', 'administrative', 'interrupted', 'transferred')),
	CONSTRAINT "placements_offered" CHECK ("placements"."state" <> 'offered' or "placements"."reply_by_at" is not null),
	CONSTRAINT "placements_ended_early" CHECK (("placements"."state" = 'ended_early') = ("placements"."end_kind" is not null))
);
--> statement-breakpoint
CREATE TABLE "host_conditions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"conditions" jsonb NOT NULL,
	"recorded_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"season_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"subject_code" text NOT NULL,
	"level" integer NOT NULL,
	"role" text NOT NULL,
	"minimum" integer NOT NULL,
	"ideal" integer NOT NULL,
	"maximum" integer NOT NULL,
	"kinds" text[] DEFAULT '{}' NOT NULL,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"minimum_age" integer DEFAULT 18 NOT NULL,
	"teaching_permit" boolean DEFAULT false NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "lines_request" UNIQUE("id","request_id","season_id"),
	CONSTRAINT "lines_role" CHECK ("lines"."role" in ('teacher', 'lead', 'captain')),
	CONSTRAINT "lines_kinds" CHECK ("lines"."kinds" <@ array['student', 'teacher']::text[]),
	CONSTRAINT "lines_level" CHECK ("lines"."level" between 1 and 3),
	CONSTRAINT "lines_seats" CHECK (0 <= "lines"."minimum" and "lines"."minimum" <= "lines"."ideal" and "lines"."ideal" <= "lines"."maximum" and "lines"."maximum" > 0),
	CONSTRAINT "lines_taken" CHECK ("lines"."taken" between 0 and "lines"."maximum")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"station_id" uuid,
	"state" text DEFAULT 'draft' NOT NULL,
	"kind" text NOT NULL,
	"delivery" text NOT NULL,
	"place" text NOT NULL,
	"start_day" date NOT NULL,
	"end_day" date NOT NULL,
	"weekly_hours" integer NOT NULL,
	"squad_maximum" integer,
	"asks_for_returners" boolean DEFAULT false NOT NULL,
	"decision_reason" text,
	"submitted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "requests_season" UNIQUE("id","season_id"),
	CONSTRAINT "requests_term" UNIQUE("id","season_id","county_code","start_day","end_day"),
	CONSTRAINT "requests_state" CHECK ("requests"."state" in ('draft', 'submitted', 'returned', 'approved', 'rejected', 'cancelled')),
	CONSTRAINT "requests_kind" CHECK ("requests"."kind" in ('camp', 'term', 'distance', 'teacher_training')),
	CONSTRAINT "requests_delivery" CHECK ("requests"."delivery" in ('on_site', 'distance', 'blended')),
	CONSTRAINT "requests_days" CHECK ("requests"."end_day" >= "requests"."start_day"),
	CONSTRAINT "requests_weekly_hours" CHECK ("requests"."weekly_hours" between 1 and 60),
	CONSTRAINT "requests_squad_maximum" CHECK ("requests"."squad_maximum" > 0)
);
--> statement-breakpoint
CREATE TABLE "run_files" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"snapshot" text NOT NULL,
	"result" text
);
--> statement-breakpoint
CREATE TABLE "run_matches" (
	"run_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"rank" integer,
	CONSTRAINT "run_matches_run_id_application_id_pk" PRIMARY KEY("run_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"policy" text NOT NULL,
	"locks" jsonb NOT NULL,
	"requested_by" uuid,
	"progress" double precision DEFAULT 0 NOT NULL,
	"progress_label" text DEFAULT '' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"heartbeat_at" timestamp with time zone,
	"stop_requested_at" timestamp with time zone,
	"snapshot_sha256" text,
	"summary" jsonb,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	CONSTRAINT "runs_state" CHECK ("runs"."state" in ('queued', 'running', 'done', 'failed', 'stopped', 'published')),
	CONSTRAINT "runs_progress" CHECK ("runs"."progress" between 0 and 1),
	CONSTRAINT "runs_done" CHECK ("runs"."state" not in ('done', 'published') or ("runs"."snapshot_sha256" is not null and "runs"."summary" is not null))
);
--> statement-breakpoint
CREATE TABLE "season_checks" (
	"season_id" uuid NOT NULL,
	"delivery" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "season_checks_season_id_delivery_kind_pk" PRIMARY KEY("season_id","delivery","kind"),
	CONSTRAINT "season_checks_delivery" CHECK ("season_checks"."delivery" in ('on_site', 'distance', 'blended')),
	CONSTRAINT "season_checks_kind" CHECK ("season_checks"."kind" in ('identity', 'first_reference', 'second_reference', 'employment_query', 'health', 'training', 'code_of_conduct', 'agreement', 'accident_insurance', 'teaching_permit'))
);
--> statement-breakpoint
CREATE TABLE "seasons" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"time_zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"applications_open_day" date NOT NULL,
	"applications_close_day" date NOT NULL,
	"requests_open_day" date NOT NULL,
	"requests_close_day" date NOT NULL,
	"match_day" date NOT NULL,
	"reply_hours" integer NOT NULL,
	"teaching_start_day" date NOT NULL,
	"teaching_end_day" date NOT NULL,
	"lottery_seed" text NOT NULL,
	"lottery_seed_sha256" text NOT NULL,
	"made_up" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seasons_state" CHECK ("seasons"."state" in ('planned', 'open', 'matching', 'placing', 'teaching', 'closed')),
	CONSTRAINT "seasons_applications" CHECK ("seasons"."applications_close_day" >= "seasons"."applications_open_day"),
	CONSTRAINT "seasons_requests" CHECK ("seasons"."requests_close_day" >= "seasons"."requests_open_day"),
	CONSTRAINT "seasons_match" CHECK ("seasons"."match_day" >= "seasons"."applications_close_day" and "seasons"."match_day" >= "seasons"."requests_close_day" and "seasons"."teaching_start_day" >= "seasons"."match_day"),
	CONSTRAINT "seasons_teaching" CHECK ("seasons"."teaching_end_day" >= "seasons"."teaching_start_day"),
	CONSTRAINT "seasons_reply_hours" CHECK ("seasons"."reply_hours" > 0),
	CONSTRAINT "seasons_lottery" CHECK ("seasons"."lottery_seed_sha256" = encode(sha256(decode("seasons"."lottery_seed", 'hex')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "subjects" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account_counties" ADD CONSTRAINT "account_counties_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_counties" ADD CONSTRAINT "account_counties_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barred_pairs" ADD CONSTRAINT "barred_pairs_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "barred_pairs" ADD CONSTRAINT "barred_pairs_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "volunteers" ADD CONSTRAINT "volunteers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_choices" ADD CONSTRAINT "application_choices_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_choices" ADD CONSTRAINT "application_choices_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_choices" ADD CONSTRAINT "application_choices_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_choices" ADD CONSTRAINT "application_choices_application" FOREIGN KEY ("application_id","season_id") REFERENCES "public"."applications"("id","season_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_choices" ADD CONSTRAINT "application_choices_request" FOREIGN KEY ("request_id","season_id") REFERENCES "public"."requests"("id","season_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_subjects" ADD CONSTRAINT "application_subjects_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_subjects" ADD CONSTRAINT "application_subjects_subject_code_subjects_code_fk" FOREIGN KEY ("subject_code") REFERENCES "public"."subjects"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_windows" ADD CONSTRAINT "application_windows_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_verified_by_accounts_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_placement_id_completions_placement_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."completions"("placement_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_subject_code_subjects_code_fk" FOREIGN KEY ("subject_code") REFERENCES "public"."subjects"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_confirmed_by_accounts_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_subject_code_subjects_code_fk" FOREIGN KEY ("subject_code") REFERENCES "public"."subjects"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_placement" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counties" ADD CONSTRAINT "counties_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stations" ADD CONSTRAINT "stations_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject_id_accounts_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_application" FOREIGN KEY ("application_id","season_id","account_id") REFERENCES "public"."applications"("id","season_id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_line" FOREIGN KEY ("line_id","request_id","season_id") REFERENCES "public"."lines"("id","request_id","season_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_term" FOREIGN KEY ("request_id","season_id","county_code","start_day","end_day") REFERENCES "public"."requests"("id","season_id","county_code","start_day","end_day") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "host_conditions" ADD CONSTRAINT "host_conditions_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_conditions" ADD CONSTRAINT "host_conditions_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lines" ADD CONSTRAINT "lines_subject_code_subjects_code_fk" FOREIGN KEY ("subject_code") REFERENCES "public"."subjects"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lines" ADD CONSTRAINT "lines_of_request" FOREIGN KEY ("request_id","season_id") REFERENCES "public"."requests"("id","season_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_files" ADD CONSTRAINT "run_files_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_matches" ADD CONSTRAINT "run_matches_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_matches" ADD CONSTRAINT "run_matches_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_matches" ADD CONSTRAINT "run_matches_line" FOREIGN KEY ("line_id") REFERENCES "public"."lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_requested_by_accounts_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "season_checks" ADD CONSTRAINT "season_checks_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_counties_county" ON "account_counties" USING btree ("county_code");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email" ON "accounts" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_sha256" ON "tokens" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "tokens_account" ON "tokens" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "application_choices_by_request" ON "application_choices" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_one_a_season" ON "applications" USING btree ("account_id","season_id") WHERE "applications"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "applications_season_state" ON "applications" USING btree ("season_id","state","id");--> statement-breakpoint
CREATE INDEX "applications_account" ON "applications" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "clearances_one_pending" ON "clearances" USING btree ("account_id","kind") WHERE "clearances"."state" in ('requested', 'submitted');--> statement-breakpoint
CREATE INDEX "clearances_account" ON "clearances" USING btree ("account_id","kind","valid_through_day");--> statement-breakpoint
CREATE INDEX "clearances_submitted" ON "clearances" USING btree ("id") WHERE "clearances"."state" = 'submitted';--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_one_in_force" ON "certificates" USING btree ("placement_id") WHERE "certificates"."state" = 'issued';--> statement-breakpoint
CREATE INDEX "completions_account" ON "completions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "completions_season" ON "completions" USING btree ("season_id","county_code");--> statement-breakpoint
CREATE INDEX "completions_county" ON "completions" USING btree ("county_code");--> statement-breakpoint
CREATE INDEX "lessons_by_placement" ON "lessons" USING btree ("placement_id","id");--> statement-breakpoint
CREATE INDEX "counties_province" ON "counties" USING btree ("province_code");--> statement-breakpoint
CREATE INDEX "counties_partners" ON "counties" USING btree ("code") WHERE "counties"."tier" is not null;--> statement-breakpoint
CREATE INDEX "stations_county" ON "stations" USING btree ("county_code");--> statement-breakpoint
CREATE UNIQUE INDEX "events_sequence" ON "events" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "events_thing" ON "events" USING btree ("thing","thing_id","id");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject_id","sequence");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("event_id","account_id","template");--> statement-breakpoint
CREATE INDEX "messages_unsent" ON "messages" USING btree ("id") WHERE "messages"."sent_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "placements_live_pair" ON "placements" USING btree ("application_id","line_id") WHERE "placements"."state" in ('proposed', 'offered', 'accepted', 'started', 'completed');--> statement-breakpoint
CREATE INDEX "placements_line_state" ON "placements" USING btree ("line_id","state");--> statement-breakpoint
CREATE INDEX "placements_request" ON "placements" USING btree ("request_id","id");--> statement-breakpoint
CREATE INDEX "placements_account" ON "placements" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "placements_county" ON "placements" USING btree ("county_code","id");--> statement-breakpoint
CREATE INDEX "placements_season_state" ON "placements" USING btree ("season_id","state","id");--> statement-breakpoint
CREATE INDEX "placements_due" ON "placements" USING btree ("reply_by_at") WHERE "placements"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "host_conditions_request" ON "host_conditions" USING btree ("request_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "lines_by_request" ON "lines" USING btree ("request_id","position");--> statement-breakpoint
CREATE INDEX "requests_season_state" ON "requests" USING btree ("season_id","state","id");--> statement-breakpoint
CREATE INDEX "requests_county" ON "requests" USING btree ("county_code","id");--> statement-breakpoint
CREATE INDEX "run_matches_by_line" ON "run_matches" USING btree ("run_id","line_id");--> statement-breakpoint
CREATE INDEX "runs_season" ON "runs" USING btree ("season_id","id");--> statement-breakpoint
CREATE INDEX "runs_due" ON "runs" USING btree ("id") WHERE "runs"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "seasons_state" ON "seasons" USING btree ("state");