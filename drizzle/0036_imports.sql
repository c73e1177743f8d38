CREATE TABLE "import_mappings" (
	"kind" text NOT NULL,
	"headers_key" text NOT NULL,
	"named" jsonb NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_mappings_kind_headers_key_pk" PRIMARY KEY("kind","headers_key"),
	CONSTRAINT "import_mappings_kind" CHECK ("import_mappings"."kind" in ('stations', 'accounts', 'placements', 'requests'))
);
--> statement-breakpoint
CREATE TABLE "import_origins" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"thing" text NOT NULL,
	"thing_id" text NOT NULL,
	"key" text,
	"confidence" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_origins_confidence" CHECK ("import_origins"."confidence" in ('certain', 'probable', 'uncertain'))
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"record" jsonb,
	"key" text,
	"person" text,
	"days" daterange,
	"confidence" text,
	"verdict" text,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"thing_id" text,
	CONSTRAINT "import_rows_import_id_line_pk" PRIMARY KEY("import_id","line"),
	CONSTRAINT "import_rows_verdict" CHECK ("import_rows"."verdict" in ('new', 'changed', 'same', 'faulty')),
	CONSTRAINT "import_rows_confidence" CHECK ("import_rows"."confidence" in ('certain', 'probable', 'uncertain'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"mode" text DEFAULT 'all' NOT NULL,
	"submits" boolean DEFAULT false NOT NULL,
	"file_name" text NOT NULL,
	"file_format" text NOT NULL,
	"encoding" text,
	"file_bytes" integer NOT NULL,
	"file_sha256" text NOT NULL,
	"header_line" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"new_rows" integer,
	"changed_rows" integer,
	"same_rows" integer,
	"faulty_rows" integer,
	"written" integer DEFAULT 0 NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"cursor" text DEFAULT '' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"heartbeat_at" timestamp with time zone,
	"stop_requested_at" timestamp with time zone,
	"failure" text,
	"requested_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"checked_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"cleared_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "imports_kind" CHECK ("imports"."kind" in ('stations', 'accounts', 'placements', 'requests')),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('received', 'checking', 'checked', 'applying', 'done', 'failed', 'stopped')),
	CONSTRAINT "imports_mode" CHECK ("imports"."mode" in ('all', 'rows')),
	CONSTRAINT "imports_file_format" CHECK ("imports"."file_format" in ('csv', 'xlsx')),
	CONSTRAINT "imports_encoding" CHECK ("imports"."encoding" in ('utf-8', 'gb18030')),
	CONSTRAINT "imports_counts" CHECK (least("imports"."file_bytes", "imports"."rows", "imports"."written", "imports"."new_rows", "imports"."changed_rows", "imports"."same_rows", "imports"."faulty_rows") >= 0),
	CONSTRAINT "imports_progress" CHECK ("imports"."progress" between 0 and 1),
	CONSTRAINT "imports_checked" CHECK ("imports"."state" not in ('checked', 'applying', 'done') or "imports"."faulty_rows" is not null)
);
--> statement-breakpoint
ALTER TABLE "volunteers" ALTER COLUMN "born_day" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_saved_by_accounts_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_origins" ADD CONSTRAINT "import_origins_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_requested_by_accounts_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_origins_thing" ON "import_origins" USING btree ("thing","thing_id","id");--> statement-breakpoint
CREATE INDEX "import_origins_import" ON "import_origins" USING btree ("import_id");--> statement-breakpoint
CREATE UNIQUE INDEX "import_origins_key" ON "import_origins" USING btree ("thing","key") WHERE "import_origins"."key" is not null;--> statement-breakpoint
CREATE INDEX "import_rows_key" ON "import_rows" USING btree ("import_id","key","line");--> statement-breakpoint
CREATE INDEX "import_rows_person" ON "import_rows" USING btree ("import_id","person") WHERE "import_rows"."person" is not null;--> statement-breakpoint
CREATE INDEX "import_rows_faulty" ON "import_rows" USING btree ("import_id","line") WHERE "import_rows"."verdict" = 'faulty';--> statement-breakpoint
CREATE INDEX "import_rows_thing" ON "import_rows" USING btree ("thing_id") WHERE "import_rows"."thing_id" is not null;--> statement-breakpoint
CREATE INDEX "imports_due" ON "imports" USING btree ("id") WHERE "imports"."state" in ('checking', 'applying');--> statement-breakpoint
CREATE INDEX "imports_requested_by" ON "imports" USING btree ("requested_by");
--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('import', '', 'received', '{admin,coordinator}'),
  ('import', 'received', 'checking', '{admin,coordinator}'),
  ('import', 'received', 'stopped', '{admin,coordinator}'),
  ('import', 'checking', 'checked', '{}'),
  ('import', 'checking', 'failed', '{}'),
  ('import', 'checking', 'stopped', '{admin,coordinator}'),
  ('import', 'checked', 'received', '{admin,coordinator}'),
  ('import', 'checked', 'checking', '{admin,coordinator}'),
  ('import', 'checked', 'applying', '{admin,coordinator}'),
  ('import', 'checked', 'stopped', '{admin,coordinator}'),
  ('import', 'applying', 'done', '{}'),
  ('import', 'applying', 'failed', '{}'),
  ('import', 'applying', 'stopped', '{admin,coordinator}'),
  ('import', 'failed', 'checking', '{admin,coordinator}'),
  ('import', 'stopped', 'checking', '{admin,coordinator}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON imports FOR EACH ROW EXECUTE FUNCTION check_way('import');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON imports FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('import');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON imports DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('import', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON imports DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('import', 'id');
--> statement-breakpoint
-- What people say of an import has a new version; how far its job is has none.
CREATE TRIGGER raise_version BEFORE UPDATE OF state, mapping, mode, submits ON imports FOR EACH ROW EXECUTE FUNCTION raise_version();
--> statement-breakpoint
-- Which file it was, and who sent it, stays, from when it was read to its end.
CREATE FUNCTION keep_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an import keeps its file' USING ERRCODE = 'check_violation', CONSTRAINT = 'imports_keep_file', TABLE = 'imports';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_file BEFORE UPDATE ON imports FOR EACH ROW
  WHEN (OLD.file_sha256 <> '' AND (OLD.kind, OLD.file_name, OLD.file_sha256, OLD.file_bytes, OLD.header_line, OLD.requested_by, OLD.created_at)
    IS DISTINCT FROM (NEW.kind, NEW.file_name, NEW.file_sha256, NEW.file_bytes, NEW.header_line, NEW.requested_by, NEW.created_at))
  EXECUTE FUNCTION keep_file();
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "import_rows" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "import_mappings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "import_origins" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Coordinators, and for accounts, which have roles, admins alone. What a file becomes is written by its job.
CREATE POLICY staff ON imports USING ((SELECT actor_is('admin', 'system')) OR ((SELECT actor_is('coordinator')) AND kind <> 'accounts'));
--> statement-breakpoint
CREATE POLICY seen ON import_rows FOR SELECT USING ((SELECT actor_is('system'))
  OR ((SELECT actor_is('admin', 'coordinator')) AND EXISTS (SELECT FROM imports i WHERE i.id = import_id)));
--> statement-breakpoint
CREATE POLICY sent ON import_rows FOR INSERT WITH CHECK ((SELECT actor_is('system'))
  OR ((SELECT actor_is('admin', 'coordinator')) AND verdict IS NULL AND EXISTS (SELECT FROM imports i WHERE i.id = import_id AND i.requested_by = (SELECT actor_id()))));
--> statement-breakpoint
CREATE POLICY gone_through ON import_rows FOR UPDATE USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY let_go ON import_rows FOR DELETE USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY staff ON import_mappings USING ((SELECT actor_is('admin', 'system')) OR ((SELECT actor_is('coordinator')) AND kind <> 'accounts'));
--> statement-breakpoint
-- Whose records they are may know from where: the account's, and that of their placements.
CREATE POLICY seen ON import_origins FOR SELECT USING ((SELECT actor_is('coordinator', 'admin', 'system'))
  OR (thing = 'account' AND thing_id = (SELECT actor_id())::text)
  OR (thing = 'placement' AND EXISTS (SELECT FROM placements p WHERE p.id::text = thing_id AND p.account_id = (SELECT actor_id()))));
--> statement-breakpoint
CREATE POLICY written ON import_origins FOR INSERT WITH CHECK ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY emptied ON import_origins FOR UPDATE USING ((SELECT actor_is('system')));
