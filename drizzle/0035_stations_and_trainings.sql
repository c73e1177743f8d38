CREATE TABLE "bandwidth_tests" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"station_id" uuid NOT NULL,
	"tested_day" date NOT NULL,
	"down_mbps" double precision NOT NULL,
	"up_mbps" double precision NOT NULL,
	"latency_ms" integer NOT NULL,
	"recorded_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bandwidth_tests_figures" CHECK (least("bandwidth_tests"."down_mbps", "bandwidth_tests"."up_mbps", "bandwidth_tests"."latency_ms") >= 0)
);
--> statement-breakpoint
CREATE TABLE "station_liaisons" (
	"station_id" uuid PRIMARY KEY NOT NULL,
	"county_code" text NOT NULL,
	"sealed_liaison" "bytea" NOT NULL,
	"confirmed_day" date NOT NULL,
	"confirmed_by" uuid,
	"reminded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "station_rooms" (
	"station_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"seats" integer NOT NULL,
	CONSTRAINT "station_rooms_pk" PRIMARY KEY("station_id","position"),
	CONSTRAINT "station_rooms_name" UNIQUE("station_id","name"),
	CONSTRAINT "station_rooms_seats" CHECK ("station_rooms"."seats" > 0)
);
--> statement-breakpoint
CREATE TABLE "station_sessions" (
	"station_id" uuid PRIMARY KEY NOT NULL,
	"last_lesson_at" timestamp with time zone,
	"last_training_day" date
);
--> statement-breakpoint
CREATE TABLE "training_receptions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"training_id" uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"province_code" text NOT NULL,
	"expected" jsonb,
	"cadres" integer DEFAULT 0 NOT NULL,
	"officials" integer DEFAULT 0 NOT NULL,
	"primary_teachers" integer DEFAULT 0 NOT NULL,
	"secondary_teachers" integer DEFAULT 0 NOT NULL,
	"students" integer DEFAULT 0 NOT NULL,
	"attendances" integer DEFAULT 0 NOT NULL,
	"last_session_day" date,
	"certificates" integer,
	"reports" integer DEFAULT 0 NOT NULL,
	"reported_at" timestamp with time zone,
	"people" integer GENERATED ALWAYS AS (cadres + officials + primary_teachers + secondary_teachers + students) STORED,
	CONSTRAINT "training_receptions_once" UNIQUE("training_id","station_id"),
	CONSTRAINT "training_receptions_reported" CHECK (("training_receptions"."reports" > 0) = ("training_receptions"."reported_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "training_reports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reception_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"sessions" jsonb NOT NULL,
	"certificates" integer,
	"reason" text,
	"reported_by" uuid,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_reports_number" UNIQUE("reception_id","number"),
	CONSTRAINT "training_reports_corrected" CHECK (("training_reports"."number" > 1) = ("training_reports"."reason" is not null)),
	CONSTRAINT "training_reports_certificates" CHECK ("training_reports"."certificates" >= 0)
);
--> statement-breakpoint
CREATE TABLE "trainings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"kind" text NOT NULL,
	"delivery" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"origin_zh" text NOT NULL,
	"origin_en" text NOT NULL,
	"hours" integer NOT NULL,
	"start_day" date NOT NULL,
	"end_day" date NOT NULL,
	"session_days" date[] NOT NULL,
	"reason" text,
	"made_up" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trainings_state" CHECK ("trainings"."state" in ('planned', 'open', 'counted', 'cancelled')),
	CONSTRAINT "trainings_kind" CHECK ("trainings"."kind" in ('short_course', 'visiting_scholar', 'certificate_programme')),
	CONSTRAINT "trainings_delivery" CHECK ("trainings"."delivery" in ('classroom', 'internet', 'both')),
	CONSTRAINT "trainings_order" CHECK ("trainings"."end_day" >= "trainings"."start_day"),
	CONSTRAINT "trainings_hours" CHECK ("trainings"."hours" > 0),
	CONSTRAINT "trainings_sessions" CHECK (cardinality("trainings"."session_days") > 0 and "trainings"."start_day" <= all("trainings"."session_days") and "trainings"."end_day" >= all("trainings"."session_days"))
);
--> statement-breakpoint
ALTER TABLE "bandwidth_tests" ADD CONSTRAINT "bandwidth_tests_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bandwidth_tests" ADD CONSTRAINT "bandwidth_tests_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_liaisons" ADD CONSTRAINT "station_liaisons_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_liaisons" ADD CONSTRAINT "station_liaisons_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_liaisons" ADD CONSTRAINT "station_liaisons_confirmed_by_accounts_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_rooms" ADD CONSTRAINT "station_rooms_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_sessions" ADD CONSTRAINT "station_sessions_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_receptions" ADD CONSTRAINT "training_receptions_training_id_trainings_id_fk" FOREIGN KEY ("training_id") REFERENCES "public"."trainings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_receptions" ADD CONSTRAINT "training_receptions_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_receptions" ADD CONSTRAINT "training_receptions_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_receptions" ADD CONSTRAINT "training_receptions_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_reports" ADD CONSTRAINT "training_reports_reported_by_accounts_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_reports" ADD CONSTRAINT "training_reports_reception" FOREIGN KEY ("reception_id") REFERENCES "public"."training_receptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bandwidth_tests_station" ON "bandwidth_tests" USING btree ("station_id","tested_day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "station_liaisons_county" ON "station_liaisons" USING btree ("county_code");--> statement-breakpoint
CREATE INDEX "station_liaisons_due" ON "station_liaisons" USING btree ("confirmed_day") WHERE "station_liaisons"."reminded_at" is null;--> statement-breakpoint
CREATE INDEX "training_receptions_training" ON "training_receptions" USING btree ("training_id","id");--> statement-breakpoint
CREATE INDEX "training_receptions_county" ON "training_receptions" USING btree ("county_code","id");--> statement-breakpoint
CREATE INDEX "training_receptions_station" ON "training_receptions" USING btree ("station_id","id");--> statement-breakpoint
CREATE INDEX "trainings_days" ON "trainings" USING btree ("start_day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "requests_station" ON "requests" USING btree ("station_id","start_day") WHERE "requests"."station_id" is not null;--> statement-breakpoint
ALTER TABLE "stations" DROP COLUMN "last_sign_of_life_at";
--> statement-breakpoint
-- Rooms of stations that are there already: as many as were counted, with the seats spread evenly.
INSERT INTO station_rooms (station_id, position, name, seats)
  SELECT s.id, n, '教室 ' || (n + 1), greatest(1, s.seats / s.rooms + CASE WHEN n < s.seats % s.rooms THEN 1 ELSE 0 END)
  FROM stations s CROSS JOIN LATERAL generate_series(0, s.rooms - 1) AS n;
--> statement-breakpoint
UPDATE stations s SET seats = r.seats FROM (SELECT station_id, sum(seats)::int AS seats FROM station_rooms GROUP BY station_id) r
  WHERE r.station_id = s.id AND r.seats <> s.seats;
--> statement-breakpoint
-- The counts of a station are those of its rooms, at the end of every transaction.
CREATE FUNCTION require_rooms_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  station uuid;
BEGIN
  IF TG_TABLE_NAME = 'stations' THEN station := NEW.id; ELSIF TG_OP = 'DELETE' THEN station := OLD.station_id; ELSE station := NEW.station_id; END IF;
  IF EXISTS (SELECT FROM stations s WHERE s.id = station AND (s.rooms, s.seats) IS DISTINCT FROM
      (SELECT ROW(count(*)::int, coalesce(sum(r.seats), 0)::int) FROM station_rooms r WHERE r.station_id = s.id)) THEN
    RAISE EXCEPTION 'the rooms and seats of station % are not those of its rooms', station
      USING ERRCODE = 'check_violation', CONSTRAINT = 'stations_rooms_counted', TABLE = 'stations';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER require_rooms_counted AFTER INSERT OR UPDATE OF rooms, seats ON stations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_rooms_counted();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER require_rooms_counted AFTER INSERT OR UPDATE OR DELETE ON station_rooms DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_rooms_counted();
--> statement-breakpoint
ALTER TABLE "station_rooms" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "bandwidth_tests" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "station_liaisons" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "station_sessions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY seen ON station_rooms FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY written ON station_rooms USING ((SELECT actor_is('coordinator', 'system'))
  OR station_id IN (SELECT s.id FROM stations s WHERE s.county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
-- A test stays as it was measured: it is added, and neither changed nor taken away.
CREATE POLICY seen ON bandwidth_tests FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY added ON bandwidth_tests FOR INSERT WITH CHECK ((SELECT actor_is('coordinator', 'system'))
  OR station_id IN (SELECT s.id FROM stations s WHERE s.county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
CREATE FUNCTION keep_bandwidth_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'recorded_by' <> to_jsonb(OLD) - 'recorded_by' THEN
    RAISE EXCEPTION 'a test of the link stays as it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'bandwidth_tests_kept', TABLE = 'bandwidth_tests';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_bandwidth_test BEFORE UPDATE ON bandwidth_tests FOR EACH ROW EXECUTE FUNCTION keep_bandwidth_test();
--> statement-breakpoint
-- Whom to call is for the county and for those who run the programme.
CREATE POLICY of_county ON station_liaisons USING ((SELECT actor_is('coordinator', 'system')) OR county_code = ANY ((SELECT actor_counties())::text[]));
--> statement-breakpoint
CREATE POLICY seen ON station_sessions FOR SELECT USING (true);
--> statement-breakpoint
-- The latest lesson that was taught from a station at a distance. A lesson of which nobody said how it was held is of its request's delivery.
CREATE FUNCTION last_lesson_from(station uuid) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT max(upper(l.during)) FROM requests r JOIN placements p ON p.request_id = r.id JOIN lessons l ON l.placement_id = p.id
  WHERE r.station_id = station AND coalesce(l.mode, CASE r.delivery WHEN 'distance' THEN 'distance' END) = 'distance'
$$;
--> statement-breakpoint
CREATE FUNCTION note_lessons() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO station_sessions AS known (station_id, last_lesson_at)
    SELECT r.station_id, max(upper(l.during)) FROM added l JOIN placements p ON p.id = l.placement_id JOIN requests r ON r.id = p.request_id
    WHERE r.station_id IS NOT NULL AND coalesce(l.mode, CASE r.delivery WHEN 'distance' THEN 'distance' END) = 'distance'
    GROUP BY r.station_id ORDER BY r.station_id
    ON CONFLICT (station_id) DO UPDATE SET last_lesson_at = greatest(known.last_lesson_at, excluded.last_lesson_at);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_lessons AFTER INSERT ON lessons REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_lessons();
--> statement-breakpoint
CREATE FUNCTION note_lessons_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO station_sessions (station_id, last_lesson_at)
    SELECT s.station_id, last_lesson_from(s.station_id) FROM (
      SELECT DISTINCT r.station_id FROM was w JOIN placements p ON p.id = w.placement_id JOIN requests r ON r.id = p.request_id
      WHERE r.station_id IS NOT NULL) s ORDER BY s.station_id
    ON CONFLICT (station_id) DO UPDATE SET last_lesson_at = excluded.last_lesson_at;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_lessons_changed AFTER UPDATE ON lessons REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION note_lessons_changed();
--> statement-breakpoint
CREATE TRIGGER note_lessons_gone AFTER DELETE ON lessons REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION note_lessons_changed();
--> statement-breakpoint
INSERT INTO station_sessions (station_id, last_lesson_at) SELECT s.id, last_lesson_from(s.id) FROM stations s WHERE last_lesson_from(s.id) IS NOT NULL;
--> statement-breakpoint
-- What teaches at a distance, or may turn to it, does so from a station of its county that is open throughout, and on no day do more
-- approved requests teach from one than it has rooms: the station's row is held, so that of two at once the second is refused. A
-- request that stands is not looked at again when its station closes or loses rooms: it is moved to another.
CREATE FUNCTION check_request_station() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  station stations;
  most int;
BEGIN
  IF NEW.delivery = 'on_site' AND NEW.below_minimum <> 'turns_to_distance' THEN RETURN NEW; END IF;
  IF NEW.station_id IS NULL THEN
    -- Of what is told of a season that is over nobody may know any more where it was taught from.
    IF EXISTS (SELECT FROM seasons s WHERE s.id = NEW.season_id AND s.state = 'closed') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a request at a distance names its station' USING ERRCODE = 'check_violation', CONSTRAINT = 'requests_station_named', TABLE = 'requests';
  END IF;
  SELECT * INTO station FROM stations WHERE id = NEW.station_id FOR UPDATE;
  IF station.county_code <> NEW.county_code OR station.opened_day > NEW.start_day OR station.closed_day < NEW.end_day THEN
    RAISE EXCEPTION 'the station is not one of the county, or not open throughout'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'requests_station_open', TABLE = 'requests';
  END IF;
  IF NEW.state <> 'approved' THEN RETURN NEW; END IF;
  WITH held AS (
    SELECT greatest(r.start_day, NEW.start_day) AS start_day, r.end_day FROM requests r
    WHERE r.station_id = NEW.station_id AND r.id <> NEW.id AND r.state = 'approved' AND (r.delivery <> 'on_site' OR r.below_minimum = 'turns_to_distance')
      AND r.start_day <= NEW.end_day AND r.end_day >= NEW.start_day)
  SELECT coalesce(max((SELECT count(*) FROM held o WHERE h.start_day BETWEEN o.start_day AND o.end_day)), 0) INTO most FROM held h;
  IF most >= station.rooms THEN
    RAISE EXCEPTION 'every room of the station is taken' USING ERRCODE = 'check_violation', CONSTRAINT = 'requests_station_full', TABLE = 'requests';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_request_station BEFORE UPDATE ON requests FOR EACH ROW
  WHEN (NEW.state IN ('submitted', 'approved') AND (OLD.state <> NEW.state
    OR OLD.station_id IS DISTINCT FROM NEW.station_id OR (NEW.station_id IS NOT NULL AND (OLD.start_day, OLD.end_day) <> (NEW.start_day, NEW.end_day))))
  EXECUTE FUNCTION check_request_station();
--> statement-breakpoint
-- Trainings.
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('training', '', 'planned', '{coordinator}'),
  ('training', 'planned', 'open', '{coordinator}'),
  ('training', 'planned', 'cancelled', '{coordinator}'),
  ('training', 'open', 'counted', '{coordinator}'),
  ('training', 'open', 'cancelled', '{coordinator}'),
  ('training', 'counted', 'open', '{coordinator}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON trainings FOR EACH ROW EXECUTE FUNCTION check_way('training');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON trainings FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('training');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON trainings DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('training', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON trainings DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('training', 'id');
--> statement-breakpoint
CREATE TRIGGER raise_version BEFORE UPDATE ON trainings FOR EACH ROW EXECUTE FUNCTION raise_version();
--> statement-breakpoint
-- The days of a training stay while stations have reported of them.
CREATE FUNCTION keep_reported_training() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM training_receptions r WHERE r.training_id = NEW.id AND r.reports > 0) THEN
    RAISE EXCEPTION 'stations have reported of this training' USING ERRCODE = 'check_violation', CONSTRAINT = 'trainings_reported', TABLE = 'trainings';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_reported_training BEFORE UPDATE ON trainings FOR EACH ROW
  WHEN ((OLD.kind, OLD.session_days) IS DISTINCT FROM (NEW.kind, NEW.session_days)) EXECUTE FUNCTION keep_reported_training();
--> statement-breakpoint
-- A report is of an open training, follows the one before, and is never changed; the figures of its reception follow from it. People of
-- a group are the most that were there in one session, so that nobody is counted twice for coming again.
CREATE FUNCTION count_training_report() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held training_receptions;
  training trainings;
BEGIN
  SELECT * INTO held FROM training_receptions WHERE id = NEW.reception_id FOR UPDATE;
  SELECT * INTO training FROM trainings WHERE id = held.training_id;
  IF training.state <> 'open' THEN
    RAISE EXCEPTION 'attendance is reported of open trainings' USING ERRCODE = 'check_violation', CONSTRAINT = 'training_reports_open', TABLE = 'training_reports';
  END IF;
  IF NEW.number <> held.reports + 1 THEN
    RAISE EXCEPTION 'a report follows the one before' USING ERRCODE = 'unique_violation', CONSTRAINT = 'training_reports_number', TABLE = 'training_reports';
  END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements(NEW.sessions) s CROSS JOIN LATERAL jsonb_each_text(s -> 'heads') h
      WHERE h.value::int < 0 OR NOT (s ->> 'day')::date = ANY (training.session_days)) THEN
    RAISE EXCEPTION 'no session of the training is on that day' USING ERRCODE = 'check_violation', CONSTRAINT = 'training_reports_days', TABLE = 'training_reports';
  END IF;
  WITH told AS (
    SELECT (s ->> 'day')::date AS day, coalesce((s -> 'heads' ->> 'cadres')::int, 0) AS cadres, coalesce((s -> 'heads' ->> 'officials')::int, 0) AS officials,
      coalesce((s -> 'heads' ->> 'primaryTeachers')::int, 0) AS primary_teachers, coalesce((s -> 'heads' ->> 'secondaryTeachers')::int, 0) AS secondary_teachers,
      coalesce((s -> 'heads' ->> 'students')::int, 0) AS students FROM jsonb_array_elements(NEW.sessions) s),
  summed AS (
    SELECT coalesce(max(cadres), 0) AS cadres, coalesce(max(officials), 0) AS officials, coalesce(max(primary_teachers), 0) AS primary_teachers,
      coalesce(max(secondary_teachers), 0) AS secondary_teachers, coalesce(max(students), 0) AS students,
      coalesce(sum(cadres + officials + primary_teachers + secondary_teachers + students), 0)::int AS attendances,
      max(day) FILTER (WHERE cadres + officials + primary_teachers + secondary_teachers + students > 0) AS last_session_day FROM told)
  UPDATE training_receptions r SET cadres = t.cadres, officials = t.officials, primary_teachers = t.primary_teachers,
      secondary_teachers = t.secondary_teachers, students = t.students, attendances = t.attendances, last_session_day = t.last_session_day,
      certificates = NEW.certificates, reports = NEW.number, reported_at = NEW.reported_at
    FROM summed t WHERE r.id = NEW.reception_id;
  INSERT INTO station_sessions (station_id, last_training_day)
    SELECT held.station_id, max(r.last_session_day) FROM training_receptions r WHERE r.station_id = held.station_id
    ON CONFLICT (station_id) DO UPDATE SET last_training_day = excluded.last_training_day;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_training_report AFTER INSERT ON training_reports FOR EACH ROW EXECUTE FUNCTION count_training_report();
--> statement-breakpoint
CREATE FUNCTION keep_training_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'reported_by' <> to_jsonb(OLD) - 'reported_by' THEN
    RAISE EXCEPTION 'a report of attendance stays as it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'training_reports_kept', TABLE = 'training_reports';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_training_report BEFORE UPDATE ON training_reports FOR EACH ROW EXECUTE FUNCTION keep_training_report();
--> statement-breakpoint
-- The figures of a reception come from its reports alone.
CREATE FUNCTION keep_reception_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the figures follow from the newest report' USING ERRCODE = 'check_violation', CONSTRAINT = 'training_receptions_figures', TABLE = 'training_receptions';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_reception_figures BEFORE UPDATE ON training_receptions FOR EACH ROW
  WHEN ((OLD.training_id, OLD.station_id, OLD.county_code, OLD.province_code, OLD.cadres, OLD.officials, OLD.primary_teachers, OLD.secondary_teachers,
      OLD.students, OLD.attendances, OLD.certificates, OLD.reports, OLD.reported_at, OLD.last_session_day)
    IS DISTINCT FROM (NEW.training_id, NEW.station_id, NEW.county_code, NEW.province_code, NEW.cadres, NEW.officials, NEW.primary_teachers,
      NEW.secondary_teachers, NEW.students, NEW.attendances, NEW.certificates, NEW.reports, NEW.reported_at, NEW.last_session_day))
  EXECUTE FUNCTION keep_reception_figures();
--> statement-breakpoint
ALTER TABLE "trainings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "training_receptions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "training_reports" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A training is for everybody to see from its opening on; who is expected and who came at a station, for its county and for coordinators.
-- Everybody else hears sums.
CREATE POLICY seen ON trainings FOR SELECT USING (state <> 'planned' OR (SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY written ON trainings USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY of_county ON training_receptions USING ((SELECT actor_is('coordinator', 'system')) OR county_code = ANY ((SELECT actor_counties())::text[]));
--> statement-breakpoint
CREATE POLICY of_county ON training_reports FOR SELECT USING ((SELECT actor_is('coordinator', 'system'))
  OR reception_id IN (SELECT r.id FROM training_receptions r WHERE r.county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
CREATE POLICY added ON training_reports FOR INSERT WITH CHECK ((SELECT actor_is('coordinator', 'system'))
  OR reception_id IN (SELECT r.id FROM training_receptions r WHERE r.county_code = ANY ((SELECT actor_counties())::text[])));
--> statement-breakpoint
-- How many people trainings reached, by one dimension or in all; of some trainings, or of every one that was not cancelled. Fewer than
-- five people are not told, and where only one figure of a list would be missing, the next smallest is not told either, so that it cannot
-- be reckoned from the sum.
CREATE FUNCTION count_reach(by text, only_trainings uuid[] DEFAULT NULL)
RETURNS TABLE (key text, people bigint, attendances bigint, trainings bigint, stations bigint, made_up bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH received AS (
    SELECT r.*, t.end_day, t.kind, t.title_zh, t.delivery, t.made_up FROM training_receptions r JOIN trainings t ON t.id = r.training_id
    WHERE r.reports > 0 AND t.state IN ('open', 'counted') AND (only_trainings IS NULL OR t.id = ANY (only_trainings))),
  counted AS (
    SELECT CASE by WHEN 'year' THEN extract(year FROM end_day)::text WHEN 'province' THEN province_code WHEN 'station' THEN station_id::text
        WHEN 'programme' THEN kind || ' ' || title_zh WHEN 'delivery' THEN delivery WHEN 'training' THEN training_id::text END AS key,
      sum(r.people) AS people, sum(r.attendances) AS attendances, count(DISTINCT training_id) AS trainings, count(DISTINCT station_id) AS stations,
      coalesce(sum(r.people) FILTER (WHERE r.made_up), 0) AS made_up
    FROM received r WHERE by IS DISTINCT FROM 'group' GROUP BY 1
    UNION ALL
    SELECT g.name, sum(g.heads), NULL, count(DISTINCT r.training_id) FILTER (WHERE g.heads > 0), count(DISTINCT r.station_id) FILTER (WHERE g.heads > 0),
      coalesce(sum(g.heads) FILTER (WHERE r.made_up), 0)
    FROM received r CROSS JOIN LATERAL (VALUES ('cadres', r.cadres), ('officials', r.officials), ('primaryTeachers', r.primary_teachers),
      ('secondaryTeachers', r.secondary_teachers), ('students', r.students)) AS g(name, heads)
    WHERE by = 'group' GROUP BY 1),
  ranked AS (
    SELECT c.*, c.people BETWEEN 1 AND 4 AS is_few, count(*) FILTER (WHERE c.people BETWEEN 1 AND 4) OVER () AS few,
      row_number() OVER (PARTITION BY c.people BETWEEN 1 AND 4, c.people > 0 ORDER BY c.people, c.key) AS place FROM counted c)
  SELECT d.key, CASE WHEN d.told THEN d.people END, CASE WHEN d.told THEN d.attendances END, CASE WHEN d.told THEN d.trainings END,
    CASE WHEN d.told THEN d.stations END, CASE WHEN d.told THEN d.made_up END
  FROM (SELECT r.*, NOT r.is_few AND NOT (by IS NOT NULL AND by <> 'training' AND r.few = 1 AND r.people > 0 AND r.place = 1) AS told FROM ranked r) d
  ORDER BY d.key
$$;
--> statement-breakpoint
-- The latest trainings that a station received, for everybody; fewer than five people are not told.
CREATE FUNCTION trainings_at(station uuid, most int)
RETURNS TABLE (id uuid, kind text, title_zh text, title_en text, start_day date, end_day date, people int, is_reported boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.kind, t.title_zh, t.title_en, t.start_day, t.end_day, CASE WHEN r.people NOT BETWEEN 1 AND 4 THEN r.people END, r.reports > 0
  FROM training_receptions r JOIN trainings t ON t.id = r.training_id
  WHERE r.station_id = station AND t.state IN ('open', 'counted') ORDER BY t.start_day DESC, t.id DESC LIMIT most
$$;
--> statement-breakpoint
-- To how many stations a training goes, in how many provinces, and how many have reported; for everybody.
CREATE FUNCTION reception_counts(of_trainings uuid[])
RETURNS TABLE (training_id uuid, stations int, provinces int, reported int, certificates int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.training_id, count(*)::int, count(DISTINCT r.province_code)::int, count(*) FILTER (WHERE r.reports > 0)::int,
    CASE WHEN sum(r.certificates) NOT BETWEEN 1 AND 4 THEN sum(r.certificates)::int END
  FROM training_receptions r JOIN trainings t ON t.id = r.training_id
  WHERE r.training_id = ANY (of_trainings) AND (t.state <> 'planned' OR (SELECT actor_is('coordinator', 'system'))) GROUP BY r.training_id
$$;
