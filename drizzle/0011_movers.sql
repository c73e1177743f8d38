ALTER TABLE "legal_moves" ADD COLUMN "movers" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- 5. A state is moved by whoever may move it: the database's copy of the lifecycles says who, from the table of permissions.
UPDATE legal_moves AS l SET movers = m.movers::text[] FROM (VALUES
  ('season', '', 'planned', '{coordinator}'),
  ('season', 'planned', 'open', '{coordinator}'),
  ('season', 'open', 'matching', '{coordinator}'),
  ('season', 'open', 'planned', '{coordinator}'),
  ('season', 'matching', 'placing', '{coordinator}'),
  ('season', 'matching', 'open', '{coordinator}'),
  ('season', 'placing', 'teaching', '{coordinator}'),
  ('season', 'placing', 'matching', '{coordinator}'),
  ('season', 'teaching', 'closed', '{coordinator}'),
  ('season', 'teaching', 'placing', '{coordinator}'),
  ('season', 'closed', 'teaching', '{coordinator}'),
  ('application', '', 'draft', '{volunteer}'),
  ('application', 'draft', 'submitted', '{volunteer}'),
  ('application', 'draft', 'withdrawn', '{volunteer}'),
  ('application', 'submitted', 'approved', '{coordinator}'),
  ('application', 'submitted', 'returned', '{coordinator}'),
  ('application', 'submitted', 'rejected', '{coordinator}'),
  ('application', 'submitted', 'withdrawn', '{volunteer}'),
  ('application', 'returned', 'submitted', '{volunteer}'),
  ('application', 'returned', 'withdrawn', '{volunteer}'),
  ('application', 'approved', 'withdrawn', '{volunteer}'),
  ('application', 'rejected', 'withdrawn', '{volunteer}'),
  ('request', '', 'draft', '{county}'),
  ('request', 'draft', 'submitted', '{county}'),
  ('request', 'draft', 'cancelled', '{coordinator,county}'),
  ('request', 'submitted', 'approved', '{coordinator}'),
  ('request', 'submitted', 'returned', '{coordinator}'),
  ('request', 'submitted', 'rejected', '{coordinator}'),
  ('request', 'submitted', 'cancelled', '{coordinator,county}'),
  ('request', 'returned', 'submitted', '{county}'),
  ('request', 'returned', 'cancelled', '{coordinator,county}'),
  ('request', 'approved', 'cancelled', '{coordinator,county}'),
  ('run', '', 'queued', '{coordinator}'),
  ('run', 'queued', 'stopped', '{coordinator}'),
  ('run', 'running', 'stopped', '{coordinator}'),
  ('run', 'done', 'published', '{coordinator}'),
  ('placement', '', 'proposed', '{coordinator}'),
  ('placement', 'proposed', 'offered', '{coordinator}'),
  ('placement', 'proposed', 'dropped', '{coordinator}'),
  ('placement', 'offered', 'accepted', '{volunteer}'),
  ('placement', 'offered', 'declined', '{volunteer}'),
  ('placement', 'offered', 'withdrawn', '{volunteer}'),
  ('placement', 'offered', 'cancelled', '{coordinator}'),
  ('placement', 'accepted', 'started', '{county}'),
  ('placement', 'accepted', 'withdrawn', '{volunteer}'),
  ('placement', 'accepted', 'cancelled', '{coordinator}'),
  ('placement', 'accepted', 'no_show', '{county}'),
  ('placement', 'started', 'completed', '{coordinator}'),
  ('placement', 'started', 'ended_early', '{coordinator}'),
  ('clearance', '', 'requested', '{coordinator,safeguarding,volunteer}'),
  ('clearance', 'requested', 'submitted', '{coordinator,safeguarding,volunteer}'),
  ('clearance', 'submitted', 'cleared', '{coordinator,safeguarding}'),
  ('clearance', 'submitted', 'refused', '{coordinator,safeguarding}'),
  ('clearance', 'cleared', 'revoked', '{coordinator,safeguarding}'),
  ('certificate', '', 'issued', '{coordinator}'),
  ('certificate', 'issued', 'superseded', '{coordinator}'),
  ('certificate', 'issued', 'revoked', '{coordinator}'),
  ('incident', '', 'open', '{coordinator,county,safeguarding,volunteer}'),
  ('incident', 'open', 'acted', '{safeguarding}'),
  ('incident', 'acted', 'closed', '{safeguarding}')
) AS m (thing, from_state, to_state, movers)
WHERE l.thing = m.thing AND l.from_state = m.from_state AND l.to_state = m.to_state;
--> statement-breakpoint
-- Where an actor is set, as the application always does, the actor's roles must be among the movers.
CREATE OR REPLACE FUNCTION check_way() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  came_from text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE '' END;
  allowed text[];
BEGIN
  SELECT movers INTO allowed FROM legal_moves WHERE thing = TG_ARGV[0] AND from_state = came_from AND to_state = NEW.state;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% cannot go from "%" to "%"', TG_ARGV[0], came_from, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_moves', TABLE = TG_TABLE_NAME;
  END IF;
  IF current_setting('zhijiao.roles', true) IS NOT NULL AND NOT actor_is('system') AND NOT actor_is(VARIADIC allowed) THEN
    RAISE EXCEPTION '% is not taken from "%" to "%" by this actor', TG_ARGV[0], came_from, NEW.state
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'movers', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
