-- Who goes with a placement's volunteer: of the others of the same request who accepted, the name and the role, and nothing else.
-- For whoever has accepted it themself, for the county that hosts them, and for those who run the programme.
CREATE FUNCTION squad_of_placement(placement uuid) RETURNS TABLE (name text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT who.name, l.role
  FROM placements own JOIN placements p ON p.request_id = own.request_id AND p.id <> own.id AND p.account_id <> own.account_id
  JOIN accounts who ON who.id = p.account_id JOIN lines l ON l.id = p.line_id
  WHERE own.id = placement AND p.state IN ('accepted', 'started', 'completed') AND who.erased_at IS NULL AND who.frozen_at IS NULL
    AND ((own.account_id = (SELECT actor_id()) AND own.state IN ('accepted', 'started', 'completed'))
      OR (own.county_code = ANY ((SELECT actor_counties())::text[]) AND own.state NOT IN ('proposed', 'dropped'))
      OR (SELECT actor_is('coordinator', 'system')))
  ORDER BY l.position, who.name, p.id
$$;
