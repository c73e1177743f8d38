-- What was stored in clear is let go: a call repeated after this is a new one.
DELETE FROM idempotency_keys;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "sealed_body" "bytea";--> statement-breakpoint
ALTER TABLE "idempotency_keys" DROP COLUMN "body";