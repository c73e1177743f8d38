CREATE TABLE "returned_letters" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"returned_at" timestamp with time zone NOT NULL,
	"answer" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "returned_letters" ADD CONSTRAINT "returned_letters_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE returned_letters ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON returned_letters USING ((SELECT actor_is('system')));
