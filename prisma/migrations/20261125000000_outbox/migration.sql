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

-- Wakes the workers when a transaction commits, unless a row waits that was there before: whoever takes that one looks again. Transactions
-- that notify commit one after the other in all of the database, so that a busy application must not notify each time. It is deferred, so that
-- next to nothing passes between the look and the commit. A transaction that sees the table as it once was can not tell, and notifies.
-- It reads with the rights of its owner, since an application may only insert, and therefore in a schema that nobody else can choose.
CREATE FUNCTION waypost_notify_outbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
    OR NOT EXISTS (SELECT FROM outbox WHERE refused_at IS NULL AND id < NEW.id)
  THEN
    PERFORM pg_notify('waypost_outbox', '');
  END IF;
  RETURN NULL;
END
$$;

DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION waypost_notify_outbox() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE CONSTRAINT TRIGGER "10_notify" AFTER INSERT ON "outbox" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION waypost_notify_outbox();
