-- What happened to a county's own requests is for its officers as well: that one was approved, and when. Of the programme's other
-- events they read what is about them, as before.
CREATE POLICY own_requests ON events FOR SELECT USING (thing = 'request' AND (SELECT actor_counties()) <> '{}'
  AND thing_id IN (SELECT r.id::text FROM requests r WHERE r.county_code = ANY ((SELECT actor_counties())::text[])));
