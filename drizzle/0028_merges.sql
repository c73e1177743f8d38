CREATE TABLE "account_merges" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"merged_id" uuid NOT NULL,
	"kept_id" uuid NOT NULL,
	"merged_by" uuid NOT NULL,
	"merged_at" timestamp with time zone NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	CONSTRAINT "account_merges_two" CHECK ("account_merges"."merged_id" <> "account_merges"."kept_id"),
	CONSTRAINT "account_merges_undone" CHECK (("account_merges"."undone_at" is null) = ("account_merges"."undone_by" is null))
);
--> statement-breakpoint
CREATE TABLE "merge_moves" (
	"merge_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"row_key" text NOT NULL,
	"column_name" text NOT NULL,
	"from_value" text,
	"to_value" text NOT NULL,
	"row_sha256" text NOT NULL,
	CONSTRAINT "merge_moves_merge_id_table_name_column_name_row_key_pk" PRIMARY KEY("merge_id","table_name","column_name","row_key")
);
--> statement-breakpoint
CREATE TABLE "merge_rules" (
	"table_name" text NOT NULL,
	"column_name" text NOT NULL,
	"treatment" text NOT NULL,
	CONSTRAINT "merge_rules_table_name_column_name_pk" PRIMARY KEY("table_name","column_name"),
	CONSTRAINT "merge_rules_treatment" CHECK ("merge_rules"."treatment" in ('moves', 'moves_or_stays', 'copies', 'ends', 'stays'))
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_merged_id_accounts_id_fk" FOREIGN KEY ("merged_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_kept_id_accounts_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_merged_by_accounts_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_undone_by_accounts_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_moves" ADD CONSTRAINT "merge_moves_merge_id_account_merges_id_fk" FOREIGN KEY ("merge_id") REFERENCES "public"."account_merges"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_merges_once" ON "account_merges" USING btree ("merged_id") WHERE "account_merges"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "account_merges_kept" ON "account_merges" USING btree ("kept_id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_merged_into_accounts_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_merged_into" ON "accounts" USING btree ("merged_into") WHERE "accounts"."merged_into" is not null;
--> statement-breakpoint
ALTER TABLE account_merges ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE merge_moves ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE merge_rules ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Admins read what was merged; it is written by the functions below alone, and let go by the system.
CREATE POLICY seen ON account_merges FOR SELECT USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY let_go ON account_merges FOR DELETE USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY seen ON merge_moves FOR SELECT USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
CREATE POLICY seen ON merge_rules FOR SELECT USING ((SELECT actor_is('admin', 'system')));
--> statement-breakpoint
-- The account that became part of mine, and what happened to it, is mine as well.
CREATE POLICY merged ON accounts FOR SELECT USING (merged_into = (SELECT actor_id()));
--> statement-breakpoint
CREATE POLICY of_merged ON events FOR SELECT USING (thing NOT IN ('incident', 'barred_person', 'barred_review')
  AND subject_id IN (SELECT a.id FROM accounts a WHERE a.merged_into = (SELECT actor_id())));
--> statement-breakpoint
-- Where a column's name does not say what becomes of it. A new table with a person in it needs nothing here while its column is
-- called account_id (whose it is) or ends in _by (who did it).
INSERT INTO merge_rules (table_name, column_name, treatment) VALUES
  ('accounts', 'merged_into', 'moves'), ('account_roles', 'account_id', 'stays'), ('account_counties', 'account_id', 'stays'),
  ('account_merges', 'merged_id', 'stays'), ('account_merges', 'kept_id', 'stays'), ('barred_pairs', 'account_id', 'moves_or_stays'),
  ('bounces', 'account_id', 'stays'), ('calendar_addresses', 'account_id', 'moves_or_stays'), ('events', 'actor_id', 'stays'),
  ('events', 'subject_id', 'stays'), ('health_notes', 'account_id', 'copies'), ('idempotency_keys', 'account_id', 'stays'),
  ('identity_documents', 'account_id', 'copies'), ('messages', 'account_id', 'stays'), ('sessions', 'account_id', 'ends'),
  ('tokens', 'account_id', 'ends'), ('training_attendances', 'account_id', 'moves_or_stays'), ('volunteers', 'account_id', 'moves_or_stays');
--> statement-breakpoint
-- Every column that holds a person, as the foreign keys lead to accounts, through other tables too, with what becomes of it; null where
-- neither its name nor a rule says so, and then nothing is merged.
CREATE FUNCTION person_columns() RETURNS TABLE (table_name text, column_name text, treatment text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE tied AS (
    SELECT con.conrelid, con.confrelid, a.attname AS own_column, f.attname AS other_column
    FROM pg_constraint con CROSS JOIN LATERAL unnest(con.conkey, con.confkey) AS k(own, other)
    JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.own
    JOIN pg_attribute f ON f.attrelid = con.confrelid AND f.attnum = k.other
    WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace),
  person AS (
    SELECT 'accounts'::regclass::oid AS relation, 'id'::name AS col
    UNION SELECT t.conrelid, t.own_column FROM tied t JOIN person p ON p.relation = t.confrelid AND p.col = t.other_column)
  SELECT c.relname::text, p.col::text,
    coalesce(r.treatment, CASE WHEN p.col = 'account_id' THEN 'moves' WHEN p.col LIKE '%\_by' THEN 'stays' END)
  FROM person p JOIN pg_class c ON c.oid = p.relation
  LEFT JOIN merge_rules r ON r.table_name = c.relname AND r.column_name = p.col
  WHERE NOT (c.relname = 'accounts' AND p.col = 'id') ORDER BY 1, 2
$$;
--> statement-breakpoint
-- The expression that gives a row's key without the person in it.
CREATE FUNCTION merge_key_of(of_table text) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT 'jsonb_build_object(' || coalesce(string_agg(format('%L, t.%I', a.attname, a.attname), ', ' ORDER BY a.attname), '') || ')::text'
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
  WHERE i.indrelid = format('%I', of_table)::regclass AND i.indisprimary
    AND a.attname NOT IN (SELECT p.column_name FROM person_columns() p WHERE p.table_name = of_table)
$$;
--> statement-breakpoint
-- What a row comes to. That something was used, or sealed with a newer key, does not change it; nor does a new column that is empty.
CREATE FUNCTION merge_digest(row_of jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to((SELECT coalesce(jsonb_object_agg(f.key, f.value), '{}') FROM jsonb_each(jsonb_strip_nulls(row_of)) f
    WHERE f.key NOT LIKE 'sealed\_%' AND f.key NOT IN ('last_used_at', 'last_seen_at', 'last_read_at', 'counter', 'updated_at'))::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- For each rule by which one person has something once: when a row t of the merged account ($1) would break it among those of the kept
-- account ($2). Taken from the indexes, so that a rule cannot be forgotten.
CREATE FUNCTION merge_collisions(of_table text, of_column text) RETURNS TABLE (rule text, condition text, is_one_a_person boolean)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT named.relname::text,
    format('EXISTS (SELECT FROM (SELECT t.*) AS own WHERE %3$s) AND EXISTS (SELECT FROM (SELECT * FROM %1$I WHERE %3$s) AS k WHERE k.%2$I = $2%4$s)',
      of_table, of_column, coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'), coalesce(others.conditions, '')),
    others.conditions IS NULL
  FROM pg_index i JOIN pg_class named ON named.oid = i.indexrelid
  LEFT JOIN pg_constraint x ON x.conindid = i.indexrelid AND x.contype = 'x'
  CROSS JOIN LATERAL (
    SELECT string_agg(CASE WHEN a.attname IS NULL THEN '' WHEN o.oprname IS NOT NULL THEN format(' AND k.%1$I OPERATOR(pg_catalog.%2$s) t.%1$I', a.attname, o.oprname)
      WHEN i.indnullsnotdistinct THEN format(' AND k.%1$I IS NOT DISTINCT FROM t.%1$I', a.attname)
      ELSE format(' AND k.%1$I = t.%1$I', a.attname) END, '' ORDER BY c.place) AS conditions
    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS c(attnum, place)
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = c.attnum
    LEFT JOIN pg_operator o ON o.oid = x.conexclop[c.place]
    WHERE a.attname IS DISTINCT FROM of_column) others
  WHERE i.indrelid = format('%I', of_table)::regclass AND (i.indisunique OR i.indisexclusion)
    AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = of_column AND a.attnum = ANY (i.indkey))
$$;
--> statement-breakpoint
-- What may be shown of a row to whoever merges: what it is and when, never what people wrote.
CREATE FUNCTION merge_facts(row_of jsonb) RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_object_agg(f.key, f.value), '{}') || coalesce((SELECT jsonb_build_object('season', jsonb_build_object('zh', s.name_zh, 'en', s.name_en))
    FROM seasons s WHERE s.id = (row_of ->> 'season_id')::uuid), '{}')
  FROM jsonb_each(jsonb_strip_nulls(row_of)) f
  WHERE f.key IN ('state', 'kind', 'county_code', 'subject_code', 'start_day', 'end_day', 'during', 'days_served', 'version', 'serial', 'held_day',
    'valid_through_day', 'given_at', 'withdrawn_at', 'issued_at', 'asked_at', 'created_at', 'expires_at', 'label', 'document_type', 'barred_by', 'provider_id')
$$;
--> statement-breakpoint
-- Every row of the merged account that is somebody's, with what becomes of it; and whatever stands in the way.
CREATE FUNCTION merge_rows_of(merged uuid, kept uuid) RETURNS TABLE (table_name text, row_key text, facts jsonb, fate text, because text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  held record;
  rule record;
  fates text;
  reasons text;
BEGIN
  FOR held IN SELECT p.* FROM person_columns() p WHERE p.treatment IS DISTINCT FROM 'stays' LOOP
    IF held.treatment IS NULL THEN
      RAISE EXCEPTION 'nobody has said what becomes of %.% when two accounts become one: call it account_id or …_by, or add it to merge_rules', held.table_name, held.column_name;
    END IF;
    fates := ''; reasons := '';
    FOR rule IN SELECT * FROM merge_collisions(held.table_name, held.column_name) WHERE held.treatment <> 'ends' LOOP
      fates := fates || format(' WHEN %s THEN %L', rule.condition,
        CASE WHEN rule.is_one_a_person OR held.treatment <> 'moves' THEN 'stays' ELSE 'stops' END);
      reasons := reasons || format(' WHEN %s THEN %L', rule.condition, rule.rule);
    END LOOP;
    RETURN QUERY EXECUTE format('SELECT %1$L::text, %2$s, merge_facts(to_jsonb(t)), %3$s, %4$s FROM %1$I t WHERE t.%5$I = $1 ORDER BY 2',
      held.table_name, merge_key_of(held.table_name),
      format('CASE%s ELSE %L END', CASE WHEN fates = '' THEN ' WHEN false THEN ''''' ELSE fates END,
        CASE WHEN held.treatment IN ('copies', 'ends') THEN held.treatment ELSE 'moves' END),
      format('CASE%s END', CASE WHEN reasons = '' THEN ' WHEN false THEN ''''' ELSE reasons END), held.column_name) USING merged, kept;
    -- Where a rule says that whose it is and who did it are two: neither did it for the other.
    FOR rule IN SELECT p.column_name AS doer FROM person_columns() p JOIN pg_constraint con ON con.contype = 'c'
        AND con.conrelid = format('%I', held.table_name)::regclass
      WHERE p.table_name = held.table_name AND p.treatment = 'stays' AND held.treatment = 'moves'
        AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = con.conrelid AND a.attnum = ANY (con.conkey) AND a.attname IN (p.column_name, held.column_name)) = 2 LOOP
      RETURN QUERY EXECUTE format('SELECT %1$L::text, %2$s, merge_facts(to_jsonb(t)), ''stops'', ''own-check'' FROM %1$I t
        WHERE (t.%3$I = $1 AND t.%4$I = $2) OR (t.%3$I = $2 AND t.%4$I = $1) ORDER BY 2',
        held.table_name, merge_key_of(held.table_name), held.column_name, rule.doer) USING merged, kept;
    END LOOP;
  END LOOP;
  RETURN QUERY SELECT 'account_roles', r.role, '{}'::jsonb, 'stops', 'roles-differ' FROM account_roles r
    WHERE r.account_id = merged AND NOT EXISTS (SELECT FROM account_roles k WHERE k.account_id = kept AND k.role = r.role);
  RETURN QUERY SELECT 'account_counties', c.county_code, '{}'::jsonb, 'stops', 'counties-differ' FROM account_counties c
    WHERE c.account_id = merged AND NOT EXISTS (SELECT FROM account_counties k WHERE k.account_id = kept AND k.county_code = c.county_code);
  RETURN QUERY SELECT 'identity_documents', '{}', '{}'::jsonb, 'stops', 'two-documents' FROM identity_documents d
    JOIN identity_documents k ON k.account_id = kept AND k.number_hash <> d.number_hash WHERE d.account_id = merged;
  RETURN QUERY SELECT 'placements', jsonb_build_object('id', p.id)::text, merge_facts(to_jsonb(p)), 'stops', 'barred-county'
    FROM placements p JOIN barred_pairs b ON b.county_code = p.county_code AND b.account_id IN (merged, kept) AND b.account_id <> p.account_id
    WHERE p.account_id IN (merged, kept) AND p.state IN ('proposed', 'offered', 'accepted', 'started');
END $$;
--> statement-breakpoint
-- The same for admins. Of reviews they are told nothing but that the safeguarding lead is to be asked, where one stands in the way.
CREATE FUNCTION merge_rows(merged uuid, kept uuid) RETURNS TABLE (table_name text, row_key text, facts jsonb, fate text, because text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN r.table_name <> 'barred_reviews' THEN r.table_name END, CASE WHEN r.table_name <> 'barred_reviews' THEN r.row_key END,
    CASE WHEN r.table_name <> 'barred_reviews' THEN r.facts END, r.fate, CASE WHEN r.table_name <> 'barred_reviews' THEN r.because ELSE 'ask-safeguarding' END
  FROM merge_rows_of(merged, kept) r WHERE (SELECT actor_is('admin')) AND (r.table_name <> 'barred_reviews' OR r.fate = 'stops')
$$;
--> statement-breakpoint
-- Is this the owner of the tables, at work on a merge? What is else kept as it was made may then change its person.
CREATE FUNCTION is_merging() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('zhijiao.merging', true), '') = 'on'
    AND current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = 'public.accounts'::regclass)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_merging() AND (OLD.application_id, OLD.line_id, OLD.season_id, OLD.request_id)
    IS NOT DISTINCT FROM (NEW.application_id, NEW.line_id, NEW.season_id, NEW.request_id) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a placement keeps its application and its line' USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_keep_pair', TABLE = 'placements';
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['state', 'holder_name', 'closed_at', 'closed_because'] || CASE WHEN is_merging() THEN ARRAY['account_id'] ELSE '{}'::text[] END;
BEGIN
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free
     OR (NEW.holder_name IS NOT NULL AND NEW.holder_name IS DISTINCT FROM OLD.holder_name) THEN
    RAISE EXCEPTION 'a certificate says what it said' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_frozen', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Whose a thing is is no change of the thing: an undone merge gives back exactly what was.
CREATE OR REPLACE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT is_merging() THEN NEW.version := OLD.version + 1; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Makes two accounts one: in one statement, so that rows tied to each other by foreign keys move together.
CREATE FUNCTION merge_accounts(new_merge uuid, merged uuid, kept uuid, moment timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held record;
  parts text := '';
  answers text := '';
  place int := 0;
  moved int;
BEGIN
  IF NOT actor_is('admin') THEN RAISE EXCEPTION 'accounts are merged by admins' USING ERRCODE = 'insufficient_privilege'; END IF;
  PERFORM FROM accounts WHERE id IN (merged, kept) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT FROM accounts WHERE id IN (merged, kept) AND num_nonnulls(erased_at, frozen_at, merged_into) > 0)
     OR EXISTS (SELECT FROM merge_rows_of(merged, kept) r WHERE r.fate = 'stops') THEN
    RAISE EXCEPTION 'these accounts cannot become one' USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_stops';
  END IF;
  PERFORM set_config('zhijiao.merging', 'on', true);
  INSERT INTO account_merges (id, merged_id, kept_id, merged_by, merged_at) VALUES (new_merge, merged, kept, actor_id(), moment);
  FOR held IN SELECT p.* FROM person_columns() p WHERE p.treatment IN ('moves', 'moves_or_stays') LOOP
    place := place + 1;
    parts := parts || format(', u%1$s AS (UPDATE %2$I t SET %3$I = $3 FROM w WHERE t.%3$I = $2 AND w.table_name = %2$L AND w.fate = ''moves'' AND w.row_key = %4$s
      RETURNING %2$L::text AS of_table, w.row_key, %3$L::text AS of_column, merge_digest(to_jsonb(t)) AS digest)', place, held.table_name, held.column_name, merge_key_of(held.table_name));
    answers := answers || CASE WHEN place = 1 THEN '' ELSE ' UNION ALL ' END || format('SELECT * FROM u%s', place);
  END LOOP;
  EXECUTE format('WITH w AS MATERIALIZED (SELECT * FROM merge_rows_of($2, $3))%s INSERT INTO merge_moves (merge_id, table_name, row_key, column_name, from_value, to_value, row_sha256)
    SELECT $1, of_table, row_key, of_column, $2::text, $3::text, digest FROM (%s) AS every', parts, answers) USING new_merge, merged, kept;
  GET DIAGNOSTICS moved = ROW_COUNT;
  -- Ways in of programs end now, and have their time back if the merge is undone; browsers sign in again.
  WITH live AS (SELECT t.id, t.expires_at FROM tokens t WHERE t.account_id = merged AND t.expires_at > moment),
  ended AS (UPDATE tokens t SET expires_at = moment FROM live WHERE t.id = live.id RETURNING t.id, live.expires_at AS before, merge_digest(to_jsonb(t)) AS digest)
  INSERT INTO merge_moves (merge_id, table_name, row_key, column_name, from_value, to_value, row_sha256)
    SELECT new_merge, 'tokens', jsonb_build_object('id', e.id)::text, 'expires_at', e.before::text, moment::text, e.digest FROM ended e;
  DELETE FROM sessions WHERE account_id = merged;
  UPDATE accounts SET merged_into = kept WHERE id = merged;
  PERFORM set_config('zhijiao.merging', 'off', true);
  RETURN moved;
END $$;
--> statement-breakpoint
-- Notes that a row of the kept account was added by the merge, as a copy of the other's.
CREATE FUNCTION note_copy(of_merge uuid, of_table text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT actor_is('admin', 'system') OR NOT EXISTS (SELECT FROM person_columns() p WHERE p.table_name = of_table AND p.treatment = 'copies') THEN
    RAISE EXCEPTION 'this is not copied' USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('INSERT INTO merge_moves (merge_id, table_name, row_key, column_name, from_value, to_value, row_sha256)
    SELECT m.id, %1$L, %2$s, ''account_id'', NULL, m.kept_id::text, merge_digest(to_jsonb(t)) FROM account_merges m JOIN %1$I t ON t.account_id = m.kept_id WHERE m.id = $1',
    of_table, merge_key_of(of_table)) USING of_merge;
END $$;
--> statement-breakpoint
-- What stands in the way of undoing a merge: moved rows that have changed since or are gone, and rows added since that hang on moved ones.
CREATE FUNCTION merge_changes_of(of_merge uuid) RETURNS TABLE (table_name text, row_key text, because text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  held record;
  tie record;
  the_merge account_merges;
BEGIN
  SELECT * INTO the_merge FROM account_merges m WHERE m.id = of_merge;
  FOR held IN SELECT DISTINCT m.table_name AS of_table, m.column_name AS of_column FROM merge_moves m WHERE m.merge_id = of_merge ORDER BY 1, 2 LOOP
    RETURN QUERY EXECUTE format('SELECT m.table_name, m.row_key, ''changed'' FROM merge_moves m WHERE m.merge_id = $1 AND m.table_name = %1$L AND m.column_name = %2$L
      AND NOT EXISTS (SELECT FROM %1$I t WHERE t.%3$I = $2 AND %4$s = m.row_key AND merge_digest(to_jsonb(t)) = m.row_sha256) ORDER BY 2',
      held.of_table, held.of_column, CASE WHEN held.of_table = 'tokens' THEN 'account_id' ELSE held.of_column END, merge_key_of(held.of_table))
      USING of_merge, CASE WHEN held.of_table = 'tokens' THEN the_merge.merged_id ELSE the_merge.kept_id END;
  END LOOP;
  FOR tie IN
    SELECT child.table_name AS child, child.column_name AS child_column, parent.table_name AS parent, parent.column_name AS parent_column,
      (SELECT string_agg(format('p.%I = t.%I', f.attname, a.attname), ' AND ') FROM unnest(con.conkey, con.confkey) AS k(own, other)
        JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.own JOIN pg_attribute f ON f.attrelid = con.confrelid AND f.attnum = k.other) AS joined
    FROM pg_constraint con
    JOIN person_columns() child ON con.conrelid = format('%I', child.table_name)::regclass AND child.treatment IN ('moves', 'moves_or_stays')
    JOIN person_columns() parent ON con.confrelid = format('%I', parent.table_name)::regclass AND parent.treatment IN ('moves', 'moves_or_stays')
    WHERE con.contype = 'f' AND con.confrelid <> 'accounts'::regclass LOOP
    RETURN QUERY EXECUTE format('SELECT %1$L::text, c.child_key, ''added'' FROM (
        SELECT %2$s AS child_key, (SELECT %3$s FROM (SELECT p.*) AS t) AS parent_key FROM %1$I t JOIN %4$I p ON %5$s WHERE t.%6$I = $2 AND p.%7$I = $2) AS c
      WHERE EXISTS (SELECT FROM merge_moves m WHERE m.merge_id = $1 AND m.table_name = %4$L AND m.row_key = c.parent_key)
        AND NOT EXISTS (SELECT FROM merge_moves m WHERE m.merge_id = $1 AND m.table_name = %1$L AND m.row_key = c.child_key) ORDER BY 2',
      tie.child, merge_key_of(tie.child), merge_key_of(tie.parent), tie.parent, tie.joined, tie.child_column, tie.parent_column) USING of_merge, the_merge.kept_id;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION merge_changes(of_merge uuid) RETURNS TABLE (table_name text, row_key text, because text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN c.table_name <> 'barred_reviews' THEN c.table_name END, CASE WHEN c.table_name <> 'barred_reviews' THEN c.row_key END, c.because
  FROM merge_changes_of(of_merge) c WHERE (SELECT actor_is('admin'))
$$;
--> statement-breakpoint
-- Gives back exactly what a merge took, or nothing: half of it would leave one person's service torn between two accounts.
CREATE FUNCTION undo_merge(of_merge uuid, moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  the_merge account_merges;
  held record;
  parts text := '';
  place int := 0;
BEGIN
  IF NOT actor_is('admin') THEN RAISE EXCEPTION 'merges are undone by admins' USING ERRCODE = 'insufficient_privilege'; END IF;
  SELECT * INTO the_merge FROM account_merges m WHERE m.id = of_merge FOR UPDATE;
  PERFORM FROM accounts WHERE id IN (the_merge.merged_id, the_merge.kept_id) ORDER BY id FOR UPDATE;
  IF the_merge.undone_at IS NOT NULL OR EXISTS (SELECT FROM merge_changes_of(of_merge)) THEN
    RAISE EXCEPTION 'this merge cannot be undone' USING ERRCODE = 'check_violation', CONSTRAINT = 'undo_stops';
  END IF;
  PERFORM set_config('zhijiao.merging', 'on', true);
  FOR held IN SELECT DISTINCT m.table_name AS of_table, m.column_name AS of_column, m.from_value IS NULL AS is_copy
      FROM merge_moves m WHERE m.merge_id = of_merge AND m.table_name <> 'tokens' LOOP
    place := place + 1;
    parts := parts || format(', u%s AS (', place) || CASE
      WHEN held.is_copy THEN format('DELETE FROM %1$I t USING w WHERE t.%2$I = $2 AND w.table_name = %1$L AND w.from_value IS NULL AND w.row_key = %3$s RETURNING 1',
        held.of_table, held.of_column, merge_key_of(held.of_table))
      ELSE format('UPDATE %1$I t SET %2$I = $3 FROM w WHERE t.%2$I = $2 AND w.table_name = %1$L AND w.row_key = %3$s RETURNING 1',
        held.of_table, held.of_column, merge_key_of(held.of_table)) END || ')';
  END LOOP;
  EXECUTE format('WITH w AS MATERIALIZED (SELECT * FROM merge_moves WHERE merge_id = $1)%s SELECT count(*) FROM w', parts)
    USING of_merge, the_merge.kept_id, the_merge.merged_id;
  UPDATE tokens t SET expires_at = m.from_value::timestamptz FROM merge_moves m
    WHERE m.merge_id = of_merge AND m.table_name = 'tokens' AND m.row_key = jsonb_build_object('id', t.id)::text;
  UPDATE accounts SET merged_into = NULL WHERE id = the_merge.merged_id;
  UPDATE account_merges SET undone_at = moment, undone_by = actor_id() WHERE id = of_merge;
  DELETE FROM merge_moves WHERE merge_id = of_merge;
  PERFORM set_config('zhijiao.merging', 'off', true);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION merge_rows_of(uuid, uuid), merge_changes_of(uuid) FROM PUBLIC;
--> statement-breakpoint
-- Whoever signs in to a merged account, by whatever way, signs in to the one that it is part of.
CREATE FUNCTION sign_in_to_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT coalesce(a.merged_into, a.id) INTO NEW.account_id FROM accounts a WHERE a.id = NEW.account_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sign_in_to_kept BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION sign_in_to_kept();
--> statement-breakpoint
-- Pairs of accounts that are likely one person's: the same identity number by its keyed hash, or the same birthday with the same
-- institution or the same name. Whose names are how much alike is weighed outside.
CREATE FUNCTION likely_twins(most int) RETURNS TABLE (first_id uuid, first_name text, first_email text, first_since timestamptz,
  second_id uuid, second_name text, second_email text, second_since timestamptz, same_number boolean, same_birthday boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH pairs AS (
    SELECT least(a.account_id, b.account_id) AS one, greatest(a.account_id, b.account_id) AS two, true AS same_number
    FROM identity_documents a JOIN identity_documents b ON b.number_hash = a.number_hash AND b.account_id > a.account_id
    UNION ALL
    SELECT a.account_id, b.account_id, false FROM volunteers a JOIN accounts x ON x.id = a.account_id
    JOIN volunteers b ON b.born_day = a.born_day AND b.account_id > a.account_id JOIN accounts y ON y.id = b.account_id
    WHERE b.home_institution = a.home_institution OR lower(x.name) = lower(y.name))
  SELECT a.id, a.name, a.email, a.created_at, b.id, b.name, b.email, b.created_at, bool_or(p.same_number),
    coalesce((SELECT v.born_day = w.born_day FROM volunteers v JOIN volunteers w ON w.account_id = b.id WHERE v.account_id = a.id), false)
  FROM pairs p JOIN accounts a ON a.id = p.one JOIN accounts b ON b.id = p.two
  WHERE (SELECT actor_is('admin')) AND num_nonnulls(a.erased_at, a.merged_into, b.erased_at, b.merged_into) = 0
  GROUP BY a.id, b.id ORDER BY bool_or(p.same_number) DESC, a.id DESC, b.id LIMIT most
$$;
