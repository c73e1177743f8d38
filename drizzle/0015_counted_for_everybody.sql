-- Counted for everybody; the rows they count are not for everybody. What so few did that they could be recognised is not
-- told: a count of completions below five is null, and what it sums with it.
CREATE FUNCTION count_county_completions(county text)
RETURNS TABLE (season_id uuid, completions int, minutes_taught float8, subject_codes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.season_id, CASE WHEN count(*) >= 5 THEN count(*)::int END,
    CASE WHEN count(*) >= 5 THEN coalesce(sum(c.minutes_taught), 0)::float8 END,
    CASE WHEN count(*) >= 5 THEN array_agg(DISTINCT c.subject_code) END
  FROM completions c WHERE c.county_code = county GROUP BY 1
$$;
--> statement-breakpoint
-- The figures of the last run published in each season whose results are out, with the lottery's seed: nobody hears half a
-- result, so nothing before the season teaches.
CREATE FUNCTION published_results()
RETURNS TABLE (season_id uuid, policy text, summary jsonb, published_at timestamptz, lottery_seed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (r.season_id) r.season_id, r.policy, r.summary, r.published_at, s.lottery_seed
  FROM runs r JOIN seasons s ON s.id = r.season_id
  WHERE r.state = 'published' AND s.state IN ('teaching', 'closed') AND r.published_at IS NOT NULL
  ORDER BY r.season_id, r.published_at DESC
$$;
