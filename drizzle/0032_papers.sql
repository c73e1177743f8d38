CREATE TABLE "signed_credentials" (
	"signing_key_id" uuid NOT NULL,
	"serial" text NOT NULL,
	"first_signed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signed_credentials_signing_key_id_serial_pk" PRIMARY KEY("signing_key_id","serial")
);
--> statement-breakpoint
CREATE TABLE "returned_letters" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"returned_at" timestamp with time zone NOT NULL,
	"answer" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emergency_contacts" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"sealed_contact" "bytea" NOT NULL,
	"given_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "signed_credentials" ADD CONSTRAINT "signed_credentials_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signed_credentials" ADD CONSTRAINT "signed_credentials_serial_certificates_serial_fk" FOREIGN KEY ("serial") REFERENCES "public"."certificates"("serial") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returned_letters" ADD CONSTRAINT "returned_letters_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_contacts" ADD CONSTRAINT "emergency_contacts_whose" FOREIGN KEY ("placement_id","account_id") REFERENCES "public"."placements"("id","account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "signed_credentials_serial" ON "signed_credentials" USING btree ("serial");--> statement-breakpoint
CREATE INDEX "emergency_contacts_account" ON "emergency_contacts" USING btree ("account_id");--> statement-breakpoint
DO $$
DECLARE
  closed text;
BEGIN
  FOREACH closed IN ARRAY ARRAY['returned_letters', 'signed_credentials', 'emergency_contacts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', closed);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY system_only ON returned_letters USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY system_only ON signed_credentials USING ((SELECT actor_is('system')));
--> statement-breakpoint
CREATE POLICY own ON emergency_contacts USING (account_id = (SELECT actor_id()) OR (SELECT actor_is('system')))
  WITH CHECK ((SELECT actor_is('system')) OR (account_id = (SELECT actor_id())
    AND EXISTS (SELECT FROM placements p WHERE p.id = placement_id AND p.state IN ('accepted', 'started', 'completed'))));
--> statement-breakpoint
-- Whom to call for a member of a squad, while it is away and in the three days before and after: for whoever leads it, safeguarding and
-- coordinators. Whoever it is for and nobody else of the squad.
CREATE FUNCTION emergency_contacts_of_squad(request uuid, today date)
RETURNS TABLE (placement_id uuid, account_id uuid, name text, role text, sealed_contact bytea, given_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.account_id, who.name, l.role, e.sealed_contact, e.given_at
  FROM emergency_contacts e JOIN placements p ON p.id = e.placement_id JOIN accounts who ON who.id = p.account_id JOIN lines l ON l.id = p.line_id
  WHERE p.request_id = request AND p.state IN ('accepted', 'started', 'completed') AND p.start_day - 3 <= today AND today <= p.end_day + 3
    AND who.erased_at IS NULL AND who.frozen_at IS NULL
    AND ((SELECT actor_is('coordinator', 'safeguarding', 'system')) OR (SELECT actor_leads(request)))
  ORDER BY array_position(ARRAY['lead', 'captain', 'teacher'], l.role), who.name, p.id
$$;
