CREATE TABLE "swaps" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"season_id" uuid NOT NULL,
	"first_placement_id" uuid NOT NULL,
	"second_placement_id" uuid,
	"key_sha256" "bytea",
	"first_conditions_id" uuid,
	"second_conditions_id" uuid,
	"state" text DEFAULT 'invited' NOT NULL,
	"lapses_at" timestamp with time zone NOT NULL,
	"proposed_at" timestamp with time zone,
	"agreed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "swaps_state" CHECK ("swaps"."state" in ('invited', 'proposed', 'agreed', 'confirmed', 'refused', 'withdrawn', 'lapsed')),
	CONSTRAINT "swaps_two" CHECK ("swaps"."first_placement_id" <> "swaps"."second_placement_id"),
	CONSTRAINT "swaps_invited" CHECK ("swaps"."state" <> 'invited' or "swaps"."key_sha256" is not null),
	CONSTRAINT "swaps_proposed" CHECK (("swaps"."second_placement_id" is null) = ("swaps"."proposed_at" is null)),
	CONSTRAINT "swaps_both_agreed" CHECK ("swaps"."state" not in ('agreed', 'confirmed', 'refused') or ("swaps"."second_placement_id" is not null and "swaps"."agreed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_season_id_seasons_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."seasons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_first_placement_id_placements_id_fk" FOREIGN KEY ("first_placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_second_placement_id_placements_id_fk" FOREIGN KEY ("second_placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_first_conditions_id_host_conditions_id_fk" FOREIGN KEY ("first_conditions_id") REFERENCES "public"."host_conditions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_second_conditions_id_host_conditions_id_fk" FOREIGN KEY ("second_conditions_id") REFERENCES "public"."host_conditions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "swaps_key" ON "swaps" USING btree ("key_sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "swaps_one_live_first" ON "swaps" USING btree ("first_placement_id") WHERE "swaps"."state" in ('invited', 'proposed', 'agreed');--> statement-breakpoint
CREATE UNIQUE INDEX "swaps_one_live_second" ON "swaps" USING btree ("second_placement_id") WHERE "swaps"."state" in ('invited', 'proposed', 'agreed');--> statement-breakpoint
CREATE INDEX "swaps_first" ON "swaps" USING btree ("first_placement_id","id");--> statement-breakpoint
CREATE INDEX "swaps_second" ON "swaps" USING btree ("second_placement_id","id");--> statement-breakpoint
CREATE INDEX "swaps_due" ON "swaps" USING btree ("lapses_at") WHERE "swaps"."state" in ('invited', 'proposed', 'agreed');
--> statement-breakpoint
INSERT INTO legal_moves (thing, from_state, to_state, movers) VALUES
  ('swap', '', 'invited', '{volunteer}'),
  ('swap', 'invited', 'proposed', '{volunteer}'),
  ('swap', 'invited', 'withdrawn', '{volunteer}'),
  ('swap', 'invited', 'lapsed', '{}'),
  ('swap', 'proposed', 'agreed', '{volunteer}'),
  ('swap', 'proposed', 'withdrawn', '{volunteer}'),
  ('swap', 'proposed', 'lapsed', '{}'),
  ('swap', 'agreed', 'confirmed', '{coordinator}'),
  ('swap', 'agreed', 'refused', '{coordinator}'),
  ('swap', 'agreed', 'withdrawn', '{volunteer}'),
  ('swap', 'agreed', 'lapsed', '{}'),
  ('placement', 'proposed', 'accepted', '{coordinator}');
--> statement-breakpoint
CREATE TRIGGER a_check_way_begun BEFORE INSERT ON swaps FOR EACH ROW EXECUTE FUNCTION check_way('swap');
--> statement-breakpoint
CREATE TRIGGER a_check_way BEFORE UPDATE OF state ON swaps FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION check_way('swap');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event_begun AFTER INSERT ON swaps DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_event('swap', 'id');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER z_require_event AFTER UPDATE ON swaps DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION require_event('swap', 'id');
--> statement-breakpoint
-- Two people of one season exchange places that they accepted. What a swap is about stays as it was said, and a placement is in one live
-- swap at most, on whichever side. The rows it looks at are not for everybody.
CREATE FUNCTION check_swap() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first placements;
  second placements;
BEGIN
  IF TG_OP = 'UPDATE' AND ((OLD.season_id, OLD.first_placement_id, OLD.created_at) IS DISTINCT FROM (NEW.season_id, NEW.first_placement_id, NEW.created_at)
    OR (OLD.second_placement_id IS NOT NULL AND OLD.second_placement_id IS DISTINCT FROM NEW.second_placement_id)) THEN
    RAISE EXCEPTION 'a swap keeps what it is about' USING ERRCODE = 'check_violation', CONSTRAINT = 'swaps_keep_what', TABLE = 'swaps';
  END IF;
  -- What only ends is not looked at again: by then its placements may have moved on.
  IF NEW.state NOT IN ('invited', 'proposed', 'agreed') THEN RETURN NEW; END IF;
  SELECT * INTO first FROM placements WHERE id = NEW.first_placement_id;
  SELECT * INTO second FROM placements WHERE id = NEW.second_placement_id;
  IF first.season_id <> NEW.season_id OR second.season_id <> NEW.season_id OR first.state <> 'accepted' OR second.state <> 'accepted' THEN
    RAISE EXCEPTION 'accepted placements of one season are exchanged' USING ERRCODE = 'check_violation', CONSTRAINT = 'swaps_accepted', TABLE = 'swaps';
  END IF;
  IF first.account_id = second.account_id OR first.line_id = second.line_id THEN
    RAISE EXCEPTION 'two people exchange two places' USING ERRCODE = 'check_violation', CONSTRAINT = 'swaps_two_people', TABLE = 'swaps';
  END IF;
  IF EXISTS (SELECT FROM swaps s WHERE s.id <> NEW.id AND s.state IN ('invited', 'proposed', 'agreed')
    AND (s.first_placement_id IN (NEW.first_placement_id, NEW.second_placement_id) OR s.second_placement_id IN (NEW.first_placement_id, NEW.second_placement_id))) THEN
    RAISE EXCEPTION 'a placement is in one live swap' USING ERRCODE = 'unique_violation', CONSTRAINT = 'swaps_one_live', TABLE = 'swaps';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_swap BEFORE INSERT OR UPDATE ON swaps FOR EACH ROW EXECUTE FUNCTION check_swap();
--> statement-breakpoint
-- A placement is accepted without having been offered only where a confirmed swap gives it: the one person in the other's place.
CREATE FUNCTION require_swap() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM swaps s JOIN placements given ON given.id IN (s.first_placement_id, s.second_placement_id)
    JOIN placements taken ON taken.id IN (s.first_placement_id, s.second_placement_id) AND taken.id <> given.id
    WHERE s.state = 'confirmed' AND taken.id = NEW.replaces_id AND taken.line_id = NEW.line_id AND given.application_id = NEW.application_id) THEN
    RAISE EXCEPTION 'only a confirmed swap makes an accepted placement of one that was never offered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_exchanged', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER require_swap BEFORE UPDATE OF state ON placements FOR EACH ROW
  WHEN (OLD.state = 'proposed' AND NEW.state = 'accepted') EXECUTE FUNCTION require_swap();
--> statement-breakpoint
-- A confirmed swap has exchanged both places, in the same transaction: half of one cannot be.
CREATE FUNCTION require_exchange() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT count(*) FROM placements p WHERE p.replaces_id IN (NEW.first_placement_id, NEW.second_placement_id) AND p.state = 'accepted') <> 2 THEN
    RAISE EXCEPTION 'swap % is confirmed and has not exchanged both places', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'swaps_exchanged', TABLE = 'swaps';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER require_exchange AFTER UPDATE ON swaps DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'confirmed' AND OLD.state <> 'confirmed') EXECUTE FUNCTION require_exchange();
--> statement-breakpoint
ALTER TABLE "swaps" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Those whose placements it is about, and those who run the programme. Whoever holds the link answers as a consequence of holding it.
CREATE POLICY seen ON swaps FOR SELECT USING ((SELECT actor_is('coordinator', 'system'))
  OR first_placement_id IN (SELECT p.id FROM placements p WHERE p.account_id = (SELECT actor_id()))
  OR second_placement_id IN (SELECT p.id FROM placements p WHERE p.account_id = (SELECT actor_id())));
--> statement-breakpoint
CREATE POLICY made ON swaps FOR INSERT WITH CHECK ((SELECT actor_is('system'))
  OR (second_placement_id IS NULL AND first_placement_id IN (SELECT p.id FROM placements p WHERE p.account_id = (SELECT actor_id()))));
--> statement-breakpoint
CREATE POLICY moved ON swaps FOR UPDATE USING ((SELECT actor_is('coordinator', 'system'))
  OR first_placement_id IN (SELECT p.id FROM placements p WHERE p.account_id = (SELECT actor_id()))
  OR second_placement_id IN (SELECT p.id FROM placements p WHERE p.account_id = (SELECT actor_id())));
--> statement-breakpoint
-- Both places of a swap, the first first: for those whose swap it is, for coordinators, and, while nobody has answered, for whichever
-- volunteer holds the link. Whose the other place is stays with the coordinators.
CREATE FUNCTION sides_of_swap(swap uuid, key bytea) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
      'placementId', CASE WHEN x.is_own OR x.is_staff THEN p.id END, 'accountId', CASE WHEN x.is_own OR x.is_staff THEN p.account_id END,
      'applicationId', CASE WHEN x.is_own OR x.is_staff THEN p.application_id END,
      'volunteerName', CASE WHEN x.is_own OR x.is_staff THEN who.name END, 'isOwn', x.is_own, 'placementState', p.state,
      'requestId', r.id, 'lineId', l.id, 'countyCode', r.county_code, 'county', jsonb_build_object('zh', c.name_zh, 'en', c.name_en),
      'province', jsonb_build_object('zh', v.name_zh, 'en', v.name_en), 'place', r.place,
      'subject', l.subject_code, 'subjectName', jsonb_build_object('zh', t.name_zh, 'en', t.name_en), 'level', l.level, 'role', l.role,
      'kind', r.kind, 'delivery', r.delivery, 'startDay', p.start_day, 'endDay', p.end_day, 'weeklyHours', r.weekly_hours,
      'conditionsId', h.id, 'hostConditions', h.conditions)
    ORDER BY p.id = s.first_placement_id DESC), '[]')
  FROM swaps s JOIN placements p ON p.id IN (s.first_placement_id, s.second_placement_id)
  CROSS JOIN LATERAL (SELECT p.account_id IS NOT DISTINCT FROM (SELECT actor_id()) AS is_own, (SELECT actor_is('coordinator', 'system')) AS is_staff) x
  JOIN accounts who ON who.id = p.account_id JOIN lines l ON l.id = p.line_id JOIN requests r ON r.id = p.request_id
  JOIN counties c ON c.code = r.county_code JOIN provinces v ON v.code = c.province_code JOIN subjects t ON t.code = l.subject_code
  LEFT JOIN LATERAL (SELECT k.id, k.conditions FROM host_conditions k WHERE k.request_id = r.id ORDER BY k.id DESC LIMIT 1) h ON true
  WHERE s.id = swap AND ((SELECT actor_is('coordinator', 'system')) OR (s.key_sha256 = key AND (SELECT actor_is('volunteer')))
    OR EXISTS (SELECT FROM placements own WHERE own.id IN (s.first_placement_id, s.second_placement_id) AND own.account_id = (SELECT actor_id())))
$$;
--> statement-breakpoint
-- Why a swap was refused: for whoever may see its sides.
CREATE FUNCTION reason_of_swap(swap uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.reason FROM events e WHERE e.thing = 'swap' AND e.thing_id = swap::text AND e.to_state = 'refused' AND sides_of_swap(swap, NULL) <> '[]'
$$;
--> statement-breakpoint
-- The swap that a link opens, for whichever volunteer holds it.
CREATE FUNCTION swap_invitation(key bytea) RETURNS TABLE (id uuid, season_id uuid, season jsonb, state text, lapses_at timestamptz, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.season_id, jsonb_build_object('zh', n.name_zh, 'en', n.name_en, 'state', n.state, 'timeZone', n.time_zone), s.state, s.lapses_at, s.created_at
  FROM swaps s JOIN seasons n ON n.id = s.season_id WHERE s.key_sha256 = key AND (SELECT actor_is('volunteer', 'system'))
$$;
