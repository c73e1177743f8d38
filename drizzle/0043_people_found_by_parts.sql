-- Parts of one and of two characters, so that an index finds any part of a name: Chinese names have two characters or three, which an index
-- of three at a time would not find.
CREATE FUNCTION parts_of(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(lower(words), at, long)), '{}')
  FROM generate_series(1, length(words)) AS at CROSS JOIN generate_series(1, 2) AS long
$$;
--> statement-breakpoint
-- What of those to look for: pairs, or the one character that there is.
CREATE FUNCTION parts_sought(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN length(words) < 2 THEN ARRAY[lower(words)]
    ELSE (SELECT array_agg(DISTINCT substr(lower(words), at, 2)) FROM generate_series(1, length(words) - 1) AS at) END
$$;
--> statement-breakpoint
CREATE INDEX accounts_parts ON accounts USING gin (parts_of(name || ' ' || email));
--> statement-breakpoint
CREATE INDEX volunteers_parts ON volunteers USING gin (parts_of(home_institution));
--> statement-breakpoint
-- Accounts with the words anywhere in the name or the address, in whatever case, or in a volunteer's institution. Whoever asks reads them as
-- themselves afterwards; it is asked here because no index may look at rows before the database knows that they may be seen.
CREATE FUNCTION accounts_with(words text, by_institution boolean) RETURNS SETOF uuid
LANGUAGE sql STABLE STRICT SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp AS $$
  SELECT a.id FROM accounts a WHERE (SELECT actor_is('coordinator', 'admin', 'system')) AND parts_of(a.name || ' ' || a.email) @> parts_sought(words)
    AND (strpos(lower(a.name), lower(words)) > 0 OR strpos(lower(a.email), lower(words)) > 0)
  UNION
  SELECT v.account_id FROM volunteers v WHERE by_institution AND (SELECT actor_is('coordinator', 'admin', 'system'))
    AND parts_of(v.home_institution) @> parts_sought(words) AND strpos(lower(v.home_institution), lower(words)) > 0
$$;
