CREATE TABLE "bounces" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"in_a_row" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"last_answer" text NOT NULL,
	"stopped_at" timestamp with time zone,
	CONSTRAINT "bounces_in_a_row" CHECK ("bounces"."in_a_row" > 0)
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"handed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "bounces" ADD CONSTRAINT "bounces_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_failure" CHECK ("messages"."failure" in ('refused', 'unreached', 'too_late'));--> statement-breakpoint
ALTER TABLE handovers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY sending ON handovers USING ((SELECT actor_is('system')));
--> statement-breakpoint
ALTER TABLE bounces ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Counted by whoever sends; seen, and taken back, by whose address it is and by admins.
CREATE POLICY sending ON bounces USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY seen ON bounces FOR SELECT USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('admin')));
--> statement-breakpoint
CREATE POLICY taken_back ON bounces FOR DELETE USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('admin')));
--> statement-breakpoint
-- What was refused was refused of the old address.
CREATE FUNCTION forget_bounces() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM bounces WHERE account_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER forget_bounces AFTER UPDATE OF email ON accounts FOR EACH ROW
  WHEN (lower(OLD.email) IS DISTINCT FROM lower(NEW.email)) EXECUTE FUNCTION forget_bounces();
--> statement-breakpoint
-- How far a letter is. One whose answer nobody heard is not sent again by itself, and nothing goes to a stopped address.
CREATE FUNCTION letter_state(m messages) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN m.sent_at IS NOT NULL THEN 'sent' WHEN m.failed_at IS NOT NULL THEN 'given_up'
    WHEN EXISTS (SELECT FROM handovers h WHERE h.message_id = m.id) THEN 'unconfirmed'
    WHEN EXISTS (SELECT FROM bounces b WHERE b.account_id = m.account_id AND b.stopped_at IS NOT NULL) THEN 'held'
    WHEN m.attempts > 0 THEN 'retrying' ELSE 'waiting' END
$$;
--> statement-breakpoint
DROP FUNCTION letters_in_outbox(text, uuid, int);
--> statement-breakpoint
-- Letters that are not sent yet, newest first: never what they say. A letter about an incident is only a letter: that there is
-- an incident is for safeguarding alone.
CREATE FUNCTION letters_in_outbox(wanted text, before_id uuid, most int)
RETURNS TABLE (id uuid, template text, account_id uuid, name text, state text, created_at timestamptz, attempts int,
  next_attempt_at timestamptz, failed_at timestamptz, failure text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM (
    SELECT m.id, nullif(m.template, 'incident') AS template, a.id AS account_id, a.name, letter_state(m) AS state,
      m.created_at, m.attempts, m.next_attempt_at, m.failed_at, m.failure
    FROM messages m LEFT JOIN accounts a ON a.id = m.account_id AND m.template <> 'incident'
    WHERE (SELECT actor_is('admin', 'system')) AND m.sent_at IS NULL AND (before_id IS NULL OR m.id < before_id)) AS letters
  WHERE wanted IS NULL OR letters.state = wanted
  ORDER BY letters.id DESC LIMIT most
$$;
--> statement-breakpoint
DROP FUNCTION count_letters(timestamptz);
--> statement-breakpoint
CREATE FUNCTION count_letters(since timestamptz)
RETURNS TABLE (waiting int, retrying int, held int, unconfirmed int, given_up int, sent int, sent_since int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE l.state = 'waiting')::int, count(*) FILTER (WHERE l.state = 'retrying')::int,
    count(*) FILTER (WHERE l.state = 'held')::int, count(*) FILTER (WHERE l.state = 'unconfirmed')::int,
    count(*) FILTER (WHERE l.state = 'given_up')::int, count(*) FILTER (WHERE l.state = 'sent')::int,
    count(*) FILTER (WHERE l.sent_at >= since)::int
  FROM (SELECT letter_state(m) AS state, m.sent_at FROM messages m WHERE (SELECT actor_is('admin', 'system'))) AS l
$$;
--> statement-breakpoint
-- How many letters can go now.
CREATE FUNCTION letters_due(asked_at timestamptz) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int FROM messages m WHERE (SELECT actor_is('admin', 'system'))
    AND m.sent_at IS NULL AND m.failed_at IS NULL AND m.next_attempt_at <= asked_at AND letter_state(m) IN ('waiting', 'retrying')
$$;
--> statement-breakpoint
-- Lets a letter be tried now and not at its next time; gives its state. One that is being sent at this moment is left to it, and one
-- of which nobody heard the answer goes again because somebody says so.
CREATE OR REPLACE FUNCTION retry_letter(letter uuid, asked_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_state text;
  free_id uuid;
BEGIN
  IF NOT actor_is('admin', 'system') THEN RETURN NULL; END IF;
  SELECT letter_state(m) INTO found_state FROM messages m WHERE m.id = letter;
  IF found_state IN ('retrying', 'waiting', 'unconfirmed') THEN
    SELECT m.id INTO free_id FROM messages m WHERE m.id = letter FOR NO KEY UPDATE SKIP LOCKED;
    DELETE FROM handovers WHERE message_id = free_id;
    UPDATE messages SET next_attempt_at = asked_at WHERE id = free_id;
  END IF;
  RETURN found_state;
END $$;
