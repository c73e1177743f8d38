-- The rule of small counts holds wherever counties are counted: a count of a county's completions below five is null, and what it
-- sums with it, for so few might be recognised as people.
CREATE OR REPLACE FUNCTION count_completions(by_dimension text)
RETURNS TABLE (key text, completions int, volunteers int, minutes_taught float8, made_up int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH counted AS (
    SELECT CASE by_dimension WHEN 'season' THEN c.season_id::text WHEN 'province' THEN c.province_code WHEN 'county' THEN c.county_code
        WHEN 'subject' THEN c.subject_code WHEN 'delivery' THEN c.delivery WHEN 'volunteerKind' THEN c.volunteer_kind
        WHEN 'homeRegion' THEN c.home_region END AS dimension_key,
      count(*)::int AS completions, count(DISTINCT c.account_id)::int AS volunteers, coalesce(sum(c.minutes_taught), 0)::float8 AS minutes,
      count(*) FILTER (WHERE c.made_up)::int AS made_up
    FROM completions c GROUP BY 1 HAVING count(*) > 0),
  weighed AS (SELECT *, by_dimension IS DISTINCT FROM 'county' OR counted.completions >= 5 AS is_told FROM counted)
  SELECT w.dimension_key, CASE WHEN w.is_told THEN w.completions END, CASE WHEN w.is_told THEN w.volunteers END,
    CASE WHEN w.is_told THEN w.minutes END, CASE WHEN w.is_told THEN w.made_up END
  FROM weighed w ORDER BY 1
$$;
