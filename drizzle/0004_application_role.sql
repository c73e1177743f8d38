-- What the application's own role may do, on every table there is by now: it may add and change, and not take back what
-- must stay. A start calls this for the role it made; roles belong to the server, so no name of one stands here.
CREATE FUNCTION grant_to_application(application name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', application);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', application);
  EXECUTE format('REVOKE UPDATE, DELETE ON events, completions, host_conditions FROM %I', application);
  EXECUTE format('REVOKE DELETE ON seasons, applications, requests, runs, placements, clearances, certificates, accounts, messages FROM %I', application);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON event_chain, legal_moves, installation, provinces, subjects, reported_totals FROM %I', application);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION grant_to_application(name) FROM PUBLIC;
