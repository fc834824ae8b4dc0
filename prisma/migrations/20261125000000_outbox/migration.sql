-- CreateTable
CREATE TABLE "outbox" (
    -- An identity, not a serial: an application that may insert needs no right on the sequence.
    "id" BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
    "events" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refused_at" TIMESTAMPTZ(3),
    "faults" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- What can never be taken fails where it is made, in the application's own transaction: text that is no JSON, no array, or longer than a
-- request to the API may be. The column is text, which every driver binds a string to, and which json is assigned to; jsonb would change
-- numbers and drop what is written twice.
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_events_check"
  CHECK (octet_length("events") <= 4194304 AND json_typeof("events"::json) = 'array');

-- What waits to be taken, oldest first, however much was refused before it; and what was refused.
CREATE INDEX "outbox_waiting_idx" ON "outbox" ("id") WHERE "refused_at" IS NULL;
CREATE INDEX "outbox_refused_idx" ON "outbox" ("id") WHERE "refused_at" IS NOT NULL;

-- Every row is deleted soon: a vacuum does not wait for a share of the table to be dead.
ALTER TABLE "outbox" SET (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0
);

-- Wakes the workers when the transaction commits. It runs with the rights of whoever inserts, and needs none: anybody may notify.
CREATE FUNCTION waypost_notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('waypost_outbox', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER "10_notify" AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION waypost_notify_outbox();
