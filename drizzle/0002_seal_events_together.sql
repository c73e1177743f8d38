-- The events of a transaction are sealed together when the first of them comes to its turn at commit: the chain's row is
-- then written once a transaction, not once an event. Written event by event, a transaction of n events left n versions of
-- that row to walk through, which made it quadratic.
CREATE OR REPLACE FUNCTION seal_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last_sequence bigint;
  last_sha256 bytea;
  sealed events;
BEGIN
  IF EXISTS (SELECT FROM events WHERE id = NEW.id AND sequence IS NOT NULL) THEN RETURN NULL; END IF;
  SELECT sequence, sha256 INTO last_sequence, last_sha256 FROM event_chain WHERE id = 1 FOR UPDATE;
  FOR sealed IN SELECT * FROM events WHERE sequence IS NULL AND transaction_id = pg_current_xact_id() ORDER BY id LOOP
    last_sequence := last_sequence + 1;
    sealed.sequence := last_sequence;
    sealed.previous_sha256 := last_sha256;
    sealed.payload_sha256 := event_payload_sha256(sealed.reason, sealed.details);
    last_sha256 := event_sha256(sealed);
    UPDATE events SET sequence = last_sequence, payload_sha256 = sealed.payload_sha256,
      previous_sha256 = sealed.previous_sha256, sha256 = last_sha256 WHERE id = sealed.id;
  END LOOP;
  UPDATE event_chain SET sequence = last_sequence, sha256 = last_sha256 WHERE id = 1;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Holds only what open transactions have not sealed yet.
CREATE INDEX events_unsealed ON events (transaction_id, id) WHERE sequence IS NULL;
