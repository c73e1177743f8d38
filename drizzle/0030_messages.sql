CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"audience" jsonb NOT NULL,
	"subject_zh" text NOT NULL,
	"subject_en" text NOT NULL,
	"body_zh" text NOT NULL,
	"body_en" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"recipients" integer,
	"left_out" integer,
	CONSTRAINT "announcements_sent" CHECK (num_nulls("announcements"."sent_at", "announcements"."recipients", "announcements"."left_out") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsubscriptions" (
	"account_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "unsubscriptions_account_id_topic_pk" PRIMARY KEY("account_id","topic"),
	CONSTRAINT "unsubscriptions_topic" CHECK ("unsubscriptions"."topic" in ('reminders', 'announcements', 'digest'))
);
--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_failure";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_letter";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "announcement_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "notice_subject" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "notice_path" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_written_by_accounts_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsubscriptions" ADD CONSTRAINT "unsubscriptions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_notices" ON "messages" USING btree ("account_id","id") WHERE "messages"."notice_path" is not null;--> statement-breakpoint
CREATE INDEX "messages_announcement" ON "messages" USING btree ("announcement_id");--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_notice" CHECK (num_nulls("messages"."notice_subject", "messages"."notice_path") in (0, 2));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_failure" CHECK ("messages"."failure" in ('refused', 'unreached', 'too_late', 'unsubscribed'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_letter" CHECK ("messages"."sent_at" is not null or "messages"."failed_at" is not null or "messages"."sealed_letter" is not null or "messages"."announcement_id" is not null);
--> statement-breakpoint
ALTER TABLE announcements ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Written by coordinators; read by whom it went to.
CREATE POLICY coordinators ON announcements USING ((SELECT actor_is('coordinator', 'system')));
--> statement-breakpoint
CREATE POLICY told ON announcements FOR SELECT USING (sent_at IS NOT NULL
  AND EXISTS (SELECT FROM messages m WHERE m.announcement_id = announcements.id AND m.account_id = (SELECT actor_id())));
--> statement-breakpoint
-- What was sent stays as it was sent.
CREATE FUNCTION keep_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an announcement stays as it was sent' USING ERRCODE = 'check_violation', CONSTRAINT = 'announcements_sent_once', TABLE = 'announcements';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_announcement BEFORE UPDATE OR DELETE ON announcements FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION keep_announcement();
--> statement-breakpoint
ALTER TABLE unsubscriptions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own ON unsubscriptions USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')));
--> statement-breakpoint
ALTER TABLE digests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON digests USING ((SELECT actor_is('system')));
--> statement-breakpoint
-- A letter that was sent stays sent. What may still be said of it: that it was read on the site, and that its notice is let go.
CREATE OR REPLACE FUNCTION send_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  later CONSTANT text[] := ARRAY['read_at', 'notice_subject', 'notice_path'];
BEGIN
  IF to_jsonb(NEW) - later = to_jsonb(OLD) - later THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'message % was sent already', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'messages_sent_once', TABLE = 'messages';
END $$;
--> statement-breakpoint
-- Marks one's own notices read: one, or all. Gives how many were not yet.
CREATE FUNCTION read_notices(notice uuid, read_by timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  marked int;
BEGIN
  UPDATE messages SET read_at = read_by WHERE account_id = actor_id() AND notice_path IS NOT NULL AND read_at IS NULL AND (notice IS NULL OR id = notice);
  GET DIAGNOSTICS marked = ROW_COUNT;
  RETURN marked;
END $$;
--> statement-breakpoint
DROP FUNCTION holder_of_session(text, timestamptz, interval, interval, text[]);
--> statement-breakpoint
-- With how many notices are unread, at most a hundred: every page says it.
CREATE FUNCTION holder_of_session(hash text, asked_at timestamptz, idle_plain interval, idle_privileged interval, privileged text[])
RETURNS TABLE (account_id uuid, roles text[], counties text[], session_id uuid, name text, zone text, unread int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held record;
BEGIN
  SELECT s.id, s.account_id AS person, s.last_seen_at AS seen, a.name, v.time_zone,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = s.account_id ORDER BY 1) AS roles,
      ARRAY(SELECT c.county_code FROM account_counties c WHERE c.account_id = s.account_id ORDER BY 1) AS counties,
      (SELECT count(*)::int FROM (SELECT FROM messages m WHERE m.account_id = s.account_id AND m.notice_path IS NOT NULL AND m.read_at IS NULL LIMIT 100) x) AS unread
    INTO held FROM sessions s JOIN accounts a ON a.id = s.account_id LEFT JOIN volunteers v ON v.account_id = a.id
    WHERE s.token = hash AND s.expires_at > asked_at AND a.erased_at IS NULL AND a.frozen_at IS NULL;
  IF NOT FOUND OR held.seen + (CASE WHEN held.roles && privileged THEN idle_privileged ELSE idle_plain END) < asked_at THEN RETURN; END IF;
  IF held.seen < asked_at - interval '1 minute' THEN UPDATE sessions s SET last_seen_at = asked_at WHERE s.id = held.id; END IF;
  RETURN QUERY SELECT held.person, held.roles, held.counties, held.id, held.name, held.time_zone, held.unread;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION holder_of_session(text, timestamptz, interval, interval, text[]) FROM PUBLIC;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION letter_state(m messages) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN m.sent_at IS NOT NULL THEN 'sent' WHEN m.failure = 'unsubscribed' THEN 'suppressed'
    WHEN m.failed_at IS NOT NULL THEN 'given_up'
    WHEN EXISTS (SELECT FROM handovers h WHERE h.message_id = m.id) THEN 'unconfirmed'
    WHEN EXISTS (SELECT FROM bounces b WHERE b.account_id = m.account_id AND b.stopped_at IS NOT NULL) THEN 'held'
    WHEN m.attempts > 0 THEN 'retrying' ELSE 'waiting' END
$$;
--> statement-breakpoint
DROP FUNCTION count_letters(timestamptz);
--> statement-breakpoint
CREATE FUNCTION count_letters(since timestamptz)
RETURNS TABLE (waiting int, retrying int, held int, unconfirmed int, given_up int, suppressed int, sent int, sent_since int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE l.state = 'waiting')::int, count(*) FILTER (WHERE l.state = 'retrying')::int,
    count(*) FILTER (WHERE l.state = 'held')::int, count(*) FILTER (WHERE l.state = 'unconfirmed')::int,
    count(*) FILTER (WHERE l.state = 'given_up')::int, count(*) FILTER (WHERE l.state = 'suppressed')::int,
    count(*) FILTER (WHERE l.state = 'sent')::int, count(*) FILTER (WHERE l.sent_at >= since)::int
  FROM (SELECT letter_state(m) AS state, m.sent_at FROM messages m WHERE (SELECT actor_is('admin', 'system'))) AS l
$$;
--> statement-breakpoint
-- How far an announcement's letters are, by state: numbers alone.
CREATE FUNCTION letters_of_announcement(announcement uuid) RETURNS TABLE (state text, count int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT letter_state(m), count(*)::int FROM messages m WHERE (SELECT actor_is('coordinator', 'system')) AND m.announcement_id = announcement GROUP BY 1
$$;
