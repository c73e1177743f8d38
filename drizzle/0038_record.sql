CREATE TABLE "achievements" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"partnership_id" uuid NOT NULL,
	"day" date NOT NULL,
	"zh" text NOT NULL,
	"en" text NOT NULL,
	"source_zh" text NOT NULL,
	"source_en" text NOT NULL,
	"written_by" uuid,
	"made_up" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partnerships" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"county_code" text NOT NULL,
	"partner_zh" text NOT NULL,
	"partner_en" text NOT NULL,
	"since_year" integer NOT NULL,
	"until_year" integer,
	"agreed_zh" text DEFAULT '' NOT NULL,
	"agreed_en" text DEFAULT '' NOT NULL,
	"source_zh" text NOT NULL,
	"source_en" text NOT NULL,
	"made_up" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "partnerships_years" CHECK ("partnerships"."since_year" between 1949 and 2200 and "partnerships"."until_year" >= "partnerships"."since_year")
);
--> statement-breakpoint
CREATE TABLE "equity_tallies" (
	"run_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"key" text NOT NULL,
	"applicants" integer NOT NULL,
	"got_first" integer NOT NULL,
	"got_second" integer NOT NULL,
	"got_third" integer NOT NULL,
	"got_later" integer NOT NULL,
	"got_unranked" integer NOT NULL,
	"got_nothing" integer NOT NULL,
	CONSTRAINT "equity_tallies_run_id_dimension_key_pk" PRIMARY KEY("run_id","dimension","key")
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"first" text NOT NULL,
	"second" text NOT NULL,
	"first_key" text NOT NULL,
	"second_key" text NOT NULL,
	"completions" integer NOT NULL,
	"volunteers" integer NOT NULL,
	"days_served" bigint NOT NULL,
	"lessons_held" bigint NOT NULL,
	"minutes_taught" bigint NOT NULL,
	"learners" bigint NOT NULL,
	"made_up" integer NOT NULL,
	CONSTRAINT "tallies_first_second_first_key_second_key_pk" PRIMARY KEY("first","second","first_key","second_key"),
	CONSTRAINT "tallies_first" CHECK ("tallies"."first" in ('', 'season', 'year', 'province', 'county', 'tier', 'subject', 'delivery', 'requestKind', 'volunteerKind', 'homeRegion', 'institution', 'firstTimer', 'role', 'length')),
	CONSTRAINT "tallies_second_dimension" CHECK ("tallies"."second" in ('', 'season', 'year', 'province', 'county', 'tier', 'subject', 'delivery', 'requestKind', 'volunteerKind', 'homeRegion', 'institution', 'firstTimer', 'role', 'length'))
);
--> statement-breakpoint
CREATE TABLE "tally_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tally_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"placement_id" uuid NOT NULL,
	"was" jsonb
);
--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "year" integer;--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "tier" integer;--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "request_kind" text;--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "institution" text;--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "first_timer" boolean;--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "achievements" ADD CONSTRAINT "achievements_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "achievements" ADD CONSTRAINT "achievements_written_by_accounts_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_county_code_counties_code_fk" FOREIGN KEY ("county_code") REFERENCES "public"."counties"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_tallies" ADD CONSTRAINT "equity_tallies_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "achievements_partnership" ON "achievements" USING btree ("partnership_id","day");--> statement-breakpoint
CREATE INDEX "partnerships_county" ON "partnerships" USING btree ("county_code");--> statement-breakpoint
CREATE UNIQUE INDEX "partnerships_one_a_partner" ON "partnerships" USING btree ("county_code","partner_zh","since_year");--> statement-breakpoint
CREATE INDEX "tallies_second" ON "tallies" USING btree ("first","second","second_key");--> statement-breakpoint
CREATE INDEX "tally_changes_placement" ON "tally_changes" USING btree ("placement_id","id");--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_request_kind" CHECK ("completions"."request_kind" in ('camp', 'term', 'distance', 'teacher_training'));--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_role" CHECK ("completions"."role" in ('teacher', 'lead', 'captain'));--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_tier" CHECK ("completions"."tier" between 1 and 3);--> statement-breakpoint
ALTER TABLE tallies ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tally_changes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE equity_tallies ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE partnerships ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE achievements ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What was agreed with whom is for everybody to read; coordinators write it.
CREATE POLICY seen ON partnerships FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY written ON partnerships USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON achievements FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY written ON achievements USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
-- A completion counts from now on under more: as it is on that day, from the rows it stems from.
CREATE FUNCTION write_down() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT coalesce(NEW.year, extract(year FROM s.teaching_end_day)::int), coalesce(NEW.tier, c.tier), coalesce(NEW.request_kind, r.kind),
      coalesce(NEW.role, l.role), coalesce(NEW.institution, v.home_institution)
    INTO NEW.year, NEW.tier, NEW.request_kind, NEW.role, NEW.institution
    FROM placements p JOIN seasons s ON s.id = p.season_id JOIN counties c ON c.code = p.county_code JOIN requests r ON r.id = p.request_id
    JOIN lines l ON l.id = p.line_id LEFT JOIN volunteers v ON v.account_id = p.account_id
    WHERE p.id = NEW.placement_id;
  NEW.first_timer := coalesce(NEW.first_timer, NOT EXISTS (SELECT FROM completions c WHERE c.account_id = NEW.account_id));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER write_down BEFORE INSERT ON completions FOR EACH ROW EXECUTE FUNCTION write_down();
--> statement-breakpoint
ALTER TABLE completions DISABLE TRIGGER USER;
--> statement-breakpoint
UPDATE completions d SET year = extract(year FROM s.teaching_end_day)::int, tier = c.tier, request_kind = r.kind, role = l.role, institution = v.home_institution,
    first_timer = NOT EXISTS (SELECT FROM completions e WHERE e.account_id = d.account_id AND (e.completed_at, e.placement_id) < (d.completed_at, d.placement_id))
  FROM placements p JOIN seasons s ON s.id = p.season_id JOIN counties c ON c.code = p.county_code JOIN requests r ON r.id = p.request_id
  JOIN lines l ON l.id = p.line_id LEFT JOIN volunteers v ON v.account_id = p.account_id
  WHERE p.id = d.placement_id;
--> statement-breakpoint
ALTER TABLE completions ENABLE TRIGGER USER;
--> statement-breakpoint
-- What a completion counts under, dimension by dimension in the order of domain/statistics.ts; what was not known is empty.
CREATE FUNCTION tally_keys(c completions) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY[c.season_id::text, coalesce(c.year::text, ''), c.province_code, c.county_code, coalesce(c.tier::text, ''), c.subject_code, c.delivery,
    coalesce(c.request_kind, ''), c.volunteer_kind, c.home_region, coalesce(c.institution, ''), coalesce(c.first_timer::text, ''), coalesce(c.role, ''),
    (CASE WHEN c.days_served >= 61 THEN '61' WHEN c.days_served >= 29 THEN '29' WHEN c.days_served >= 15 THEN '15' WHEN c.days_served >= 8 THEN '8' ELSE '1' END)
    || '/' || (CASE WHEN c.minutes_taught >= 4800 THEN '80' WHEN c.minutes_taught >= 2400 THEN '40' WHEN c.minutes_taught >= 1200 THEN '20'
      WHEN c.minutes_taught >= 600 THEN '10' ELSE '0' END)]
$$;
--> statement-breakpoint
-- Every way to count that is kept, with the places of its dimensions among the keys: all together, one, and two; an institution only with its region.
CREATE FUNCTION tally_tables() RETURNS TABLE (first text, second text, first_place int, second_place int) LANGUAGE sql IMMUTABLE AS $$
  WITH dimensions AS (SELECT * FROM unnest(ARRAY['season', 'year', 'province', 'county', 'tier', 'subject', 'delivery', 'requestKind', 'volunteerKind',
    'homeRegion', 'institution', 'firstTimer', 'role', 'length']) WITH ORDINALITY d(name, place))
  SELECT '', '', 0, 0
  UNION ALL SELECT name, '', place::int, 0 FROM dimensions
  UNION ALL SELECT a.name, b.name, a.place::int, b.place::int FROM dimensions a JOIN dimensions b ON a.place < b.place
    WHERE 'institution' NOT IN (a.name, b.name) OR a.name = 'homeRegion'
$$;
--> statement-breakpoint
-- What was written since the tallies were, as it differs from them: what counts now of everybody whom a change is about, less what counted then. So
-- whoever was there already is one person still. Each person is looked up by the index; the table is never read through.
CREATE FUNCTION tally_open(firsts text[], seconds text[])
RETURNS TABLE (first text, second text, first_key text, second_key text, completions int, volunteers int, days_served bigint, lessons_held bigint,
  minutes_taught bigint, learners bigint, made_up int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tally_changes) THEN RETURN; END IF;
  RETURN QUERY
  WITH changed AS MATERIALIZED (SELECT DISTINCT ON (t.placement_id) t.placement_id, t.was FROM tally_changes t ORDER BY t.placement_id, t.id),
  people AS MATERIALIZED (
    SELECT (h.was ->> 'account_id')::uuid AS account_id FROM changed h WHERE h.was IS NOT NULL
    UNION SELECT c.account_id FROM changed h CROSS JOIN LATERAL (SELECT d.account_id FROM completions d WHERE d.placement_id = h.placement_id OFFSET 0) c),
  today AS MATERIALIZED (SELECT c.* FROM people p CROSS JOIN LATERAL (SELECT d.* FROM completions d WHERE d.account_id = p.account_id OFFSET 0) c),
  signed AS (
    SELECT 1 AS sign, t.account_id, tally_keys(t) AS keys, t.days_served, t.lessons_held, t.minutes_taught, t.learners, t.made_up FROM today t
    UNION ALL SELECT -1, t.account_id, tally_keys(t), t.days_served, t.lessons_held, t.minutes_taught, t.learners, t.made_up FROM today t
      WHERE NOT EXISTS (SELECT FROM changed h WHERE h.placement_id = t.placement_id)
    UNION ALL SELECT -1, w.account_id, tally_keys(w), w.days_served, w.lessons_held, w.minutes_taught, w.learners, w.made_up
      FROM changed h CROSS JOIN LATERAL jsonb_populate_record(NULL::completions, h.was) w WHERE h.was IS NOT NULL)
  SELECT k.first, k.second, coalesce(s.keys[k.first_place], ''), coalesce(s.keys[k.second_place], ''), sum(s.sign)::int,
    (count(DISTINCT s.account_id) FILTER (WHERE s.sign = 1) - count(DISTINCT s.account_id) FILTER (WHERE s.sign = -1))::int,
    sum(s.sign * s.days_served)::bigint, sum(s.sign * s.lessons_held)::bigint, sum(s.sign * s.minutes_taught)::bigint, sum(s.sign * s.learners)::bigint,
    (sum(s.sign) FILTER (WHERE s.made_up))::int
  FROM signed s CROSS JOIN tally_tables() k JOIN unnest(firsts, seconds) w(first, second) ON w.first = k.first AND w.second = k.second
  GROUP BY 1, 2, 3, 4;
END $$;
--> statement-breakpoint
-- Completions by the ways to count that are asked, exact and as of now: whoever asks keeps back what is small (domain/small-cells.ts).
CREATE FUNCTION tallied(firsts text[], seconds text[])
RETURNS TABLE (first text, second text, first_key text, second_key text, completions int, volunteers int, days_served float8, lessons_held float8,
  minutes_taught float8, learners float8, made_up int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.first, x.second, x.first_key, x.second_key, sum(x.completions)::int, sum(x.volunteers)::int, sum(x.days_served)::float8, sum(x.lessons_held)::float8,
    sum(x.minutes_taught)::float8, sum(x.learners)::float8, coalesce(sum(x.made_up), 0)::int
  FROM (
    -- Each way to count is looked up by the index, whatever is thought of how many there are.
    SELECT t.* FROM unnest(firsts, seconds) w(first, second)
      CROSS JOIN LATERAL (SELECT k.* FROM tallies k WHERE k.first = w.first AND k.second = w.second OFFSET 0) t
    UNION ALL SELECT o.* FROM tally_open(firsts, seconds) o) x
  GROUP BY 1, 2, 3, 4 HAVING sum(x.completions) > 0
$$;
--> statement-breakpoint
-- Every change of a completion is noted, whole statements at once, however it is written: nobody waits for anybody else's count.
CREATE FUNCTION note_tally_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tally_changes (placement_id) SELECT n.placement_id FROM written n;
  ELSE
    INSERT INTO tally_changes (placement_id, was) SELECT o.placement_id, to_jsonb(o) FROM gone o;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_written AFTER INSERT ON completions REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_tally_change();
--> statement-breakpoint
CREATE TRIGGER note_changed AFTER UPDATE ON completions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_tally_change();
--> statement-breakpoint
CREATE TRIGGER note_deleted AFTER DELETE ON completions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_tally_change();
--> statement-breakpoint
ALTER TABLE completions ENABLE ALWAYS TRIGGER note_written, ENABLE ALWAYS TRIGGER note_changed, ENABLE ALWAYS TRIGGER note_deleted;
--> statement-breakpoint
-- Takes what was noted into the tallies, in one statement and so as of one moment; gives how many changes it took.
CREATE FUNCTION fold_tallies() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  taken int;
BEGIN
  IF NOT actor_is('system') THEN RAISE EXCEPTION 'the clock folds tallies' USING ERRCODE = 'insufficient_privilege'; END IF;
  -- One at a time; the statement after the lock sees what the one before has done.
  PERFORM pg_advisory_xact_lock(hashtext('fold_tallies'));
  WITH noted AS (DELETE FROM tally_changes RETURNING 1),
  folded AS (
    INSERT INTO tallies AS t (first, second, first_key, second_key, completions, volunteers, days_served, lessons_held, minutes_taught, learners, made_up)
    SELECT o.first, o.second, o.first_key, o.second_key, o.completions, o.volunteers, o.days_served, o.lessons_held, o.minutes_taught, o.learners, coalesce(o.made_up, 0)
    FROM tally_open((SELECT array_agg(k.first ORDER BY k.first, k.second) FROM tally_tables() k),
      (SELECT array_agg(k.second ORDER BY k.first, k.second) FROM tally_tables() k)) o
    ON CONFLICT (first, second, first_key, second_key) DO UPDATE SET completions = t.completions + excluded.completions,
      volunteers = t.volunteers + excluded.volunteers, days_served = t.days_served + excluded.days_served, lessons_held = t.lessons_held + excluded.lessons_held,
      minutes_taught = t.minutes_taught + excluded.minutes_taught, learners = t.learners + excluded.learners, made_up = t.made_up + excluded.made_up
    RETURNING 1)
  SELECT count(*) INTO taken FROM noted;
  RETURN taken;
END $$;
--> statement-breakpoint
-- Counts everything anew, after rows came in by the million or by another road; completions wait meanwhile.
CREATE FUNCTION rebuild_tallies() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '256MB' SET jit = off AS $$
DECLARE
  places int[] := (SELECT array_agg(p) FROM generate_series(1, (SELECT max(k.first_place) FROM tally_tables() k)) p);
  way record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('fold_tallies'));
  LOCK TABLE completions IN SHARE MODE;
  DELETE FROM tallies;
  DELETE FROM tally_changes;
  -- Each way to count with its columns, and its dimensions as bits.
  CREATE TEMP TABLE tally_ways ON COMMIT DROP AS SELECT k.first, k.second, row_number() OVER () - 1 AS place,
      ((1 << k.first_place) | (1 << k.second_place)) >> 1 AS bits, concat_ws(', ', 'k' || nullif(k.first_place, 0), 'k' || nullif(k.second_place, 0)) AS columns,
      coalesce('k' || nullif(k.first_place, 0), '''''') AS first_column, coalesce('k' || nullif(k.second_place, 0), '''''') AS second_column
    FROM tally_tables() k;
  EXECUTE format('CREATE TEMP TABLE tally_rows ON COMMIT DROP AS SELECT c.placement_id, c.account_id, c.days_served, c.lessons_held, c.minutes_taught, c.learners,
      c.made_up, %s FROM (SELECT d.*, tally_keys(d) AS keys FROM completions d OFFSET 0) c',
    (SELECT string_agg(format('c.keys[%1$s] AS k%1$s', p), ', ') FROM unnest(places) p));
  ANALYZE tally_rows;
  -- All sums in one reading, of dimensions with few values or such as go with each other taken together, so that there are few ways to sum up.
  CREATE TEMP TABLE tally_blocks ON COMMIT DROP AS
    WITH places AS (SELECT w.first AS name, w.bits FROM tally_ways w WHERE w.first <> '' AND w.second = ''),
    units AS (SELECT coalesce(u.unit, p.name) AS unit, bit_or(p.bits) AS bits FROM places p
      LEFT JOIN (VALUES ('a', 'season'), ('a', 'year'), ('b', 'province'), ('b', 'county'), ('b', 'tier'), ('c', 'subject'), ('c', 'delivery'), ('c', 'requestKind'),
        ('d', 'volunteerKind'), ('d', 'homeRegion'), ('d', 'firstTimer'), ('d', 'role')) u(unit, name) USING (name)
      WHERE p.name <> 'institution' GROUP BY 1)
    SELECT u.bits | v.bits AS bits FROM units u JOIN units v ON u.unit < v.unit
    UNION SELECT bit_or(p.bits) FROM places p WHERE p.name IN ('homeRegion', 'institution');
  EXECUTE format('CREATE TEMP TABLE tally_sums ON COMMIT DROP AS SELECT %s, %s - grouping(%s) AS bits, count(*) AS completions, sum(days_served) AS days,
      sum(lessons_held) AS lessons, sum(minutes_taught) AS minutes, sum(learners) AS learners, count(*) FILTER (WHERE made_up) AS made_up
      FROM tally_rows GROUP BY GROUPING SETS (%s)',
    (SELECT string_agg('k' || p, ', ') FROM unnest(places) p), (1 << cardinality(places)) - 1,
    (SELECT string_agg('k' || p, ', ' ORDER BY p DESC) FROM unnest(places) p),
    (SELECT string_agg(format('(%s)', (SELECT string_agg('k' || p, ', ') FROM unnest(places) p WHERE b.bits & (1 << p - 1) > 0)), ', ') FROM tally_blocks b));
  -- A row is of nobody new where one before it is of the same person with the same keys: which ways to count that holds for, a bit each.
  EXECUTE format('CREATE TEMP TABLE tally_again ON COMMIT DROP AS
    WITH pairs AS MATERIALIZED (SELECT r.placement_id, %s AS alike FROM tally_rows r JOIN tally_rows e ON e.account_id = r.account_id AND e.placement_id < r.placement_id),
    known AS MATERIALIZED (SELECT p.alike, string_agg(CASE WHEN p.alike & w.bits = w.bits THEN ''1'' ELSE ''0'' END, '''' ORDER BY w.place)::varbit AS ways
      FROM (SELECT DISTINCT alike FROM pairs) p CROSS JOIN tally_ways w GROUP BY p.alike)
    SELECT r.*, a.ways FROM tally_rows r
    JOIN (SELECT p.placement_id, bit_or(n.ways) AS ways FROM pairs p JOIN known n USING (alike) GROUP BY p.placement_id) a USING (placement_id)',
    (SELECT string_agg(format('((r.k%1$s = e.k%1$s)::int << %1$s - 1)', p), ' | ') FROM unnest(places) p));
  FOR way IN
    WITH sizes AS MATERIALIZED (SELECT s.bits, count(*) AS size FROM tally_sums s GROUP BY s.bits)
    SELECT w.*, (SELECT s.bits FROM sizes s WHERE s.bits & w.bits = w.bits ORDER BY s.size LIMIT 1) AS block FROM tally_ways w LOOP
    EXECUTE format('INSERT INTO tallies
      SELECT $1, $2, s.a, s.b, s.completions, s.completions - coalesce(r.again, 0), s.days, s.lessons, s.minutes, s.learners, s.made_up
      FROM (SELECT %1$s AS a, %2$s AS b, sum(completions) AS completions, sum(days) AS days, sum(lessons) AS lessons, sum(minutes) AS minutes,
        sum(learners) AS learners, sum(made_up) AS made_up FROM tally_sums WHERE bits = $3 GROUP BY 1, 2) s
      LEFT JOIN (SELECT %1$s AS a, %2$s AS b, count(*) AS again FROM tally_again WHERE get_bit(ways, $4) = 1 GROUP BY 1, 2) r USING (a, b)',
      way.first_column, way.second_column) USING way.first, way.second, way.block, way.place::int;
  END LOOP;
  DROP TABLE tally_rows, tally_ways, tally_blocks, tally_sums, tally_again;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION rebuild_tallies(), tally_open(text[], text[]) FROM PUBLIC;
--> statement-breakpoint
SELECT rebuild_tallies();
--> statement-breakpoint
DROP FUNCTION count_completions(text);
--> statement-breakpoint
DROP FUNCTION count_county_completions(text);
--> statement-breakpoint
-- Completions are never changed but for this: of a person who is erased, the institution, as they wrote it, goes.
CREATE FUNCTION forget_institution(person uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT actor_is('system') THEN RAISE EXCEPTION 'only an erasure forgets' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE completions SET institution = NULL WHERE account_id = person AND institution IS NOT NULL;
END $$;
--> statement-breakpoint
-- What was done in a county year by year, and season by season, for everybody: nothing of fewer than five people. Whoever came back had served there in a year before.
CREATE FUNCTION county_record(county text)
RETURNS TABLE (season_id uuid, year int, completions int, volunteers int, days_served float8, lessons_held float8, minutes_taught float8, subject_codes text[], returned int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH counted AS (
    SELECT c.season_id, c.year, count(*)::int AS n, count(DISTINCT c.account_id)::int AS people, sum(c.days_served)::float8 AS days,
      sum(c.lessons_held)::float8 AS lessons, sum(c.minutes_taught)::float8 AS minutes, array_agg(DISTINCT c.subject_code) AS subjects,
      (count(DISTINCT c.account_id) FILTER (WHERE EXISTS (SELECT FROM completions e WHERE e.account_id = c.account_id AND e.county_code = county AND e.year < c.year)))::int AS again
    FROM completions c WHERE c.county_code = county GROUP BY GROUPING SETS ((c.season_id), (c.year)))
  SELECT k.season_id, k.year, CASE WHEN k.people >= 5 THEN k.n END, CASE WHEN k.people >= 5 THEN k.people END, CASE WHEN k.people >= 5 THEN k.days END,
    CASE WHEN k.people >= 5 THEN k.lessons END, CASE WHEN k.people >= 5 THEN k.minutes END, CASE WHEN k.people >= 5 THEN k.subjects END,
    CASE WHEN k.people >= 5 AND k.again NOT BETWEEN 1 AND 4 AND k.people - k.again NOT BETWEEN 1 AND 4 THEN k.again END
  FROM counted k
$$;
--> statement-breakpoint
-- How a published match came out for groups of its applicants: by the run's own snapshot, so that it says what held on that day.
CREATE FUNCTION count_equity(of_run uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM equity_tallies WHERE run_id = of_run;
  INSERT INTO equity_tallies (run_id, dimension, key, applicants, got_first, got_second, got_third, got_later, got_unranked, got_nothing)
  WITH applicants AS (
    SELECT (a ->> 'id')::uuid AS id, (a ->> 'completions')::int = 0 AS first_timer, a ->> 'kind' AS kind
    FROM run_files f CROSS JOIN LATERAL jsonb_array_elements(f.snapshot::jsonb -> 'applications') a WHERE f.run_id = of_run),
  came AS (
    SELECT p.*, coalesce(v.home_region, '') AS region, coalesce(v.home_institution, '') AS institution, m.application_id IS NOT NULL AS is_placed, m.rank
    FROM applicants p JOIN applications n ON n.id = p.id LEFT JOIN volunteers v ON v.account_id = n.account_id
    LEFT JOIN (SELECT r.application_id, min(r.rank) AS rank FROM run_matches r WHERE r.run_id = of_run GROUP BY 1) m ON m.application_id = p.id)
  SELECT of_run, d.dimension, d.key, count(*), count(*) FILTER (WHERE c.rank = 1), count(*) FILTER (WHERE c.rank = 2), count(*) FILTER (WHERE c.rank = 3),
    count(*) FILTER (WHERE c.rank > 3), count(*) FILTER (WHERE c.is_placed AND c.rank IS NULL), count(*) FILTER (WHERE NOT c.is_placed)
  FROM came c CROSS JOIN LATERAL (VALUES ('', ''), ('homeRegion', c.region), ('institution', c.institution), ('firstTimer', c.first_timer::text),
    ('volunteerKind', c.kind)) d(dimension, key)
  GROUP BY d.dimension, d.key
$$;
--> statement-breakpoint
CREATE FUNCTION count_equity_of_published() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM count_equity(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_equity AFTER UPDATE OF state ON runs FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.state <> 'published')
  EXECUTE FUNCTION count_equity_of_published();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION count_equity(uuid) FROM PUBLIC;
--> statement-breakpoint
SELECT count_equity(id) FROM runs WHERE state = 'published';
--> statement-breakpoint
-- The same for everybody, of the last run published in each season whose results are out; whoever asks keeps back what is small.
CREATE FUNCTION equity_of_season(season uuid)
RETURNS TABLE (dimension text, key text, applicants int, got_first int, got_second int, got_third int, got_later int, got_unranked int, got_nothing int,
  published_at timestamptz, summary jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.dimension, t.key, t.applicants, t.got_first, t.got_second, t.got_third, t.got_later, t.got_unranked, t.got_nothing, r.published_at,
    CASE WHEN t.dimension = '' THEN r.summary END
  FROM (SELECT q.id, q.published_at, q.summary FROM runs q JOIN seasons s ON s.id = q.season_id
    WHERE q.season_id = season AND q.state = 'published' AND s.state IN ('teaching', 'closed') ORDER BY q.published_at DESC LIMIT 1) r
  JOIN equity_tallies t ON t.run_id = r.id
$$;
--> statement-breakpoint
-- What the clock has to do, job by job, now all of it: how much is due now, when the next falls due, and when it was last at work, as far
-- as that is written down. The jobs stand in domain/job.ts, in this order.
CREATE OR REPLACE FUNCTION clock_seen(asked_at timestamptz, zone text, reminders int[], digest_at time)
RETURNS TABLE (job text, due int, next_at timestamptz, last_at timestamptz, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH today AS (SELECT (asked_at AT TIME ZONE zone)::date AS day),
  cleared AS (SELECT valid_through_day AS day FROM clearances WHERE state = 'cleared' AND valid_through_day IS NOT NULL),
  seen AS (
    SELECT 1 AS place, 'lapse-offers' AS job, count(*) FILTER (WHERE reply_by_at <= asked_at)::int AS due, min(reply_by_at) AS next_at,
      NULL::timestamptz AS last_at, NULL::date AS last_day FROM placements WHERE state = 'offered'
    UNION ALL SELECT 2, 'lapse-swaps', count(*) FILTER (WHERE s.lapses_at <= asked_at
        OR EXISTS (SELECT FROM placements p WHERE p.id IN (s.first_placement_id, s.second_placement_id) AND p.state <> 'accepted'))::int,
      min(s.lapses_at), NULL, NULL FROM swaps s WHERE s.state IN ('invited', 'proposed', 'agreed')
    UNION ALL SELECT 3, 'offer-alternates', NULL, NULL, NULL, NULL
    UNION ALL SELECT 4, 'remind-of-offers', count(*) FILTER (WHERE remind_at <= asked_at)::int, min(remind_at), NULL, NULL
      FROM placements WHERE state = 'offered' AND remind_at IS NOT NULL AND reply_by_at > asked_at
    UNION ALL SELECT 5, 'remind-of-conditions', count(*) FILTER (WHERE remind_at <= asked_at)::int, min(remind_at), NULL, NULL
      FROM condition_questions WHERE state = 'open'
    UNION ALL SELECT 6, 'expire-clearances', count(*) FILTER (WHERE c.day < t.day)::int, (min(c.day) + 1)::timestamp AT TIME ZONE zone, NULL, NULL
      FROM cleared c CROSS JOIN today t
    UNION ALL SELECT 7, 'remind-of-expiry', NULL, min(c.day - days)::timestamp AT TIME ZONE zone, max(r.reminded_at), NULL
      FROM today t LEFT JOIN (cleared c CROSS JOIN unnest(reminders) AS days) ON c.day - days > t.day
      LEFT JOIN LATERAL (SELECT max(reminded_at) AS reminded_at FROM clearance_reminders) r ON true
    UNION ALL SELECT 8, 'remind-of-liaisons', count(*) FILTER (WHERE d.day <= t.day)::int, min(d.day)::timestamp AT TIME ZONE zone, NULL, NULL
      FROM today t LEFT JOIN (SELECT (l.confirmed_day + interval '12 months')::date - 30 AS day FROM station_liaisons l JOIN stations s ON s.id = l.station_id
        WHERE l.reminded_at IS NULL AND (s.closed_day IS NULL OR s.closed_day > (asked_at AT TIME ZONE zone)::date)) d ON true
    UNION ALL SELECT 9, 'issue-certificates', count(*) FILTER (WHERE finished_at IS NULL)::int, min(started_at) FILTER (WHERE finished_at IS NULL),
      max(finished_at), NULL FROM certificate_batches
    UNION ALL SELECT 10, 'ask-for-feedback', NULL, NULL, NULL, NULL
    UNION ALL SELECT 11, 'write-digests', CASE WHEN (asked_at AT TIME ZONE zone)::time < digest_at THEN 0 ELSE d.readers END,
      (t.day + CASE WHEN d.readers > 0 OR (asked_at AT TIME ZONE zone)::time < digest_at THEN 0 ELSE 1 END + digest_at) AT TIME ZONE zone, NULL,
      (SELECT max(day) FROM digests)
      FROM today t CROSS JOIN LATERAL (SELECT count(*)::int AS readers FROM account_roles r JOIN accounts a ON a.id = r.account_id
        WHERE r.role = 'coordinator' AND a.erased_at IS NULL AND a.frozen_at IS NULL
          AND NOT EXISTS (SELECT FROM unsubscriptions u WHERE u.account_id = a.id AND u.topic = 'digest')
          AND NOT EXISTS (SELECT FROM digests w WHERE w.account_id = a.id AND w.day >= t.day)) d
    UNION ALL SELECT 12, 'send-mail', letters_due(asked_at), min(next_attempt_at) FILTER (WHERE sent_at IS NULL), max(sent_at), NULL
      FROM messages WHERE failed_at IS NULL
    UNION ALL SELECT 13, 'clean-up', (SELECT count(*) FROM today t WHERE d.day IS NULL OR d.day < t.day)::int,
      (coalesce(d.day + 1, (SELECT t.day FROM today t)))::timestamp AT TIME ZONE zone, NULL, d.day
      FROM (SELECT max(day) AS day FROM job_days WHERE job = 'clean-up') d
    UNION ALL SELECT 14, 'run-matching', count(*) FILTER (WHERE state = 'queued')::int, min(created_at) FILTER (WHERE state = 'queued'), max(finished_at), NULL FROM runs
    UNION ALL SELECT 15, 'explain-runs', count(*) FILTER (WHERE state = 'published' AND explained_at IS NULL)::int,
      min(published_at) FILTER (WHERE state = 'published' AND explained_at IS NULL), max(explained_at), NULL FROM runs
    UNION ALL SELECT 16, 'fold-tallies', count(*)::int, NULL, NULL, NULL FROM tally_changes
    UNION ALL SELECT 17, 'run-imports', count(*) FILTER (WHERE state IN ('checking', 'applying') AND heartbeat_at IS NULL)::int,
      min(created_at) FILTER (WHERE state IN ('checking', 'applying') AND heartbeat_at IS NULL), max(coalesce(finished_at, checked_at)), NULL FROM imports
    UNION ALL SELECT 18, 'send-webhooks', count(*) FILTER (WHERE d.next_attempt_at <= asked_at)::int, min(d.next_attempt_at),
      (SELECT max(w.last_delivered_at) FROM webhooks w), NULL
      FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id AND w.state = 'active' WHERE d.state = 'waiting')
  SELECT seen.job, seen.due, seen.next_at, seen.last_at, seen.last_day FROM seen WHERE (SELECT actor_is('admin', 'system')) ORDER BY seen.place
$$;
