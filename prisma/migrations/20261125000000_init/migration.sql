-- Names have no schema here: everything goes to the one that the connection's search path names, and functions keep that path.

-- UUIDv7 (RFC 9562, section 5.7) for rows that a statement makes itself: ids, and the order of what comes in, are those of one clock.
-- Postgres has a function of its own from 18 on; ours has the microseconds, too, where that has them.
DO $do$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    CREATE FUNCTION waypost_uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT pg_catalog.uuidv7()';
  ELSE
    CREATE FUNCTION waypost_uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
      SELECT (
        lpad(to_hex(micros / 1000), 12, '0') || '7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')
        || substr(replace(gen_random_uuid()::text, '-', ''), 17)
      )::uuid
      FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros) now
    $$;
  END IF;
END
$do$;

-- The smallest UUIDv7 of a moment: ids below it are older.
CREATE FUNCTION waypost_uuidv7_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'parked', 'succeeded', 'exhausted', 'cancelled', 'superseded');

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "webhook_count" INTEGER NOT NULL DEFAULT 0,
    "webhook_limit" INTEGER NOT NULL DEFAULT 1000,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "key_prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[] NOT NULL,
    "dc_ids" TEXT[] NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "sealed_secret" BYTEA NOT NULL,
    "previous_sealed_secret" BYTEA,
    "previous_secret_until" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_changes" (
    "id" BIGSERIAL NOT NULL,
    "webhook_id" UUID NOT NULL,

    CONSTRAINT "webhook_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_matches" (
    "account_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "dc_id" TEXT NOT NULL,
    "webhook_id" UUID NOT NULL,

    CONSTRAINT "webhook_matches_pkey" PRIMARY KEY ("account_id","event_type","dc_id","webhook_id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "external_id" TEXT,
    "event_type" TEXT NOT NULL,
    "dc_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT NOT NULL,
    "delivery_count" INTEGER NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("account_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "event_keys" (
    "account_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "event_keys_pkey" PRIMARY KEY ("account_id","external_id")
);

-- CreateTable
CREATE TABLE "delivery_queue" (
    "webhook_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "dc_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),
    "attempt_number" INTEGER NOT NULL DEFAULT 0,
    "body_bytes" INTEGER NOT NULL,
    "ready" BOOLEAN NOT NULL DEFAULT true,
    "parked" BOOLEAN NOT NULL DEFAULT false,
    "manual" BOOLEAN NOT NULL DEFAULT false,
    "coalesce_key" TEXT,

    CONSTRAINT "delivery_queue_pkey" PRIMARY KEY ("webhook_id","delivery_id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "dc_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL,
    "attempt_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "duration_millis" INTEGER,
    "status_code" INTEGER,
    "error_kind" TEXT,
    "error_message" TEXT,
    "response_excerpt" TEXT,
    "manual" BOOLEAN,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("webhook_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "attempts" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "manual" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_millis" INTEGER NOT NULL,
    "status_code" INTEGER,
    "error_kind" TEXT,
    "error_message" TEXT,
    "response_excerpt" TEXT NOT NULL,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("delivery_id","number")
) PARTITION BY RANGE ("delivery_id");

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

-- CreateTable
CREATE TABLE "recoveries" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "states" "delivery_state"[] NOT NULL,
    "event_types" TEXT[] NOT NULL,
    "failed_cursor" UUID,
    "missed_cursor" UUID,

    CONSTRAINT "recoveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "api_keys_account_id_idx" ON "api_keys"("account_id");

-- CreateIndex
CREATE INDEX "webhooks_account_id_id_idx" ON "webhooks"("account_id", "id");

-- CreateIndex
CREATE INDEX "webhook_matches_webhook_id_idx" ON "webhook_matches"("webhook_id");

-- CreateIndex
CREATE INDEX "event_keys_event_id_idx" ON "event_keys"("event_id");

-- CreateIndex
CREATE INDEX "deliveries_id_idx" ON "deliveries" USING HASH ("id");

-- CreateIndex
CREATE INDEX "deliveries_webhook_id_route_id_id_idx" ON "deliveries"("webhook_id", "route_id", "id");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- From here on, what schema.prisma can't say.

-- The count never goes below zero, whatever order concurrent creates and deletes take. No check of the count against the limit: a limit
-- may be set below what an account has, and stops only new webhooks then.
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_webhook_count_check" CHECK ("webhook_count" >= 0);
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_webhook_limit_check" CHECK ("webhook_limit" >= 0);

-- The queue. What may be claimed, webhook by webhook and the oldest first, and what waits for its time. What is claimed stays in the one
-- index that it is in, so that Postgres writes nothing but the row, on the page where it is (heap-only tuples), and keeps room for that.
CREATE INDEX "delivery_queue_ready_idx" ON "delivery_queue" ("webhook_id", "due_at") WHERE "ready";
CREATE INDEX "delivery_queue_waiting_idx" ON "delivery_queue" ("due_at") WHERE NOT "ready" AND NOT "parked";

-- What is parked, by webhook for when that is enabled or deleted, and by age for when it is given up.
CREATE INDEX "delivery_queue_parked_idx" ON "delivery_queue" ("webhook_id", "delivery_id") WHERE "parked";
CREATE INDEX "delivery_queue_parked_age_idx" ON "delivery_queue" ("created_at") WHERE "parked";

-- What a newer event of the same key takes the place of.
CREATE INDEX "delivery_queue_coalesce_idx" ON "delivery_queue" ("webhook_id", "coalesce_key") WHERE "coalesce_key" IS NOT NULL;

-- Each row is updated once, often all of a page in one statement, and deleted soon: room for a second version of each, and a vacuum that does
-- not wait for a share of the table to be dead.
ALTER TABLE "delivery_queue" SET (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0
);

-- The log. What was given up, by account and by webhook: few of many.
CREATE INDEX "deliveries_exhausted_account_idx" ON "deliveries" ("account_id", "id") WHERE "state" = 'exhausted';
CREATE INDEX "deliveries_exhausted_webhook_idx" ON "deliveries" ("webhook_id", "id") WHERE "state" = 'exhausted';

-- Makes the partitions of a day (UTC) where they are missing. A table that is attached, unlike one that is made as a partition, locks out
-- nobody. Whoever has the newest ids makes the next days' in advance; there is no default partition, which would have to be searched then.
CREATE FUNCTION waypost_create_partitions(day date) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  parent text;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(7792004, hashtext(current_schema()));
  FOREACH parent IN ARRAY ARRAY['events', 'deliveries', 'attempts'] LOOP
    part := parent || to_char(day, '_YYYYMMDD');
    CONTINUE WHEN to_regclass(part) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', part, parent);
    EXECUTE format(
      'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part,
      waypost_uuidv7_floor(day::timestamp AT TIME ZONE 'UTC'), waypost_uuidv7_floor((day + 1)::timestamp AT TIME ZONE 'UTC')
    );
  END LOOP;
END
$$;

SELECT waypost_create_partitions(day::date)
FROM generate_series((now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 7, interval '1 day') day;

-- The outbox. What can never be taken fails where it is made, in the application's own transaction: text that is no JSON, no array, or longer than a
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
    PERFORM pg_notify(TG_TABLE_SCHEMA, 'outbox');
  END IF;
  RETURN NULL;
END
$$;

DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION waypost_notify_outbox() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE CONSTRAINT TRIGGER "10_notify" AFTER INSERT ON "outbox" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION waypost_notify_outbox();

-- What every writer of accounts and webhooks must keep, whoever it is: the service, a worker, or a person with psql.
-- Triggers of one event fire in the order of their names: digits come before the RI_… of the foreign keys.

-- Counts an account's webhooks. The update locks its row, before the foreign key does, so that concurrent creates take turns and the limit
-- holds exactly. Where an account goes with all its webhooks, or was never there, no row is left to count on.
CREATE FUNCTION waypost_count_webhook() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE accounts SET webhook_count = webhook_count - 1 WHERE id = OLD.account_id;
    RETURN NULL;
  END IF;
  UPDATE accounts SET webhook_count = webhook_count + 1 WHERE id = NEW.account_id AND webhook_count < webhook_limit;
  IF NOT FOUND AND EXISTS (SELECT FROM accounts WHERE id = NEW.account_id) THEN
    -- Spelled as Postgres spells it, since Prisma passes on the message and not the field.
    RAISE EXCEPTION 'account % violates check constraint "accounts_webhook_limit"', NEW.account_id
      USING ERRCODE = 'check_violation', TABLE = 'accounts', CONSTRAINT = 'accounts_webhook_limit';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "10_count" AFTER INSERT OR DELETE ON "webhooks" FOR EACH ROW EXECUTE FUNCTION waypost_count_webhook();

-- Keeps what matches what: a row for each event type and DC of a webhook, enabled or not, so that switching one that has thousands of them
-- writes none.
CREATE FUNCTION waypost_match_webhook() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM webhook_matches WHERE webhook_id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO webhook_matches (account_id, event_type, dc_id, webhook_id)
    SELECT DISTINCT NEW.account_id, event_type, dc_id, NEW.id FROM unnest(NEW.events) event_type CROSS JOIN unnest(NEW.dc_ids) dc_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "15_match" AFTER INSERT OR DELETE ON "webhooks" FOR EACH ROW EXECUTE FUNCTION waypost_match_webhook();
CREATE TRIGGER "15_match_change" AFTER UPDATE ON "webhooks" FOR EACH ROW
  WHEN ((OLD.events, OLD.dc_ids) IS DISTINCT FROM (NEW.events, NEW.dc_ids))
  EXECUTE FUNCTION waypost_match_webhook();

-- Notes a change in the transaction that makes it, for the webhook's deliveries to follow.
CREATE FUNCTION waypost_note_webhook_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO webhook_changes (webhook_id) VALUES (OLD.id);
  RETURN NULL;
END
$$;

CREATE TRIGGER "20_note_switch" AFTER UPDATE ON "webhooks" FOR EACH ROW
  WHEN (OLD.enabled <> NEW.enabled) EXECUTE FUNCTION waypost_note_webhook_change();
CREATE TRIGGER "20_note_delete" AFTER DELETE ON "webhooks" FOR EACH ROW EXECUTE FUNCTION waypost_note_webhook_change();

-- A webhook that is enabled starts anew: why and when Waypost had disabled it, and since when it failed, is forgotten.
CREATE FUNCTION waypost_start_webhook_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.failing_since := NULL;
  NEW.disabled_reason := NULL;
  NEW.disabled_at := NULL;
  RETURN NEW;
END
$$;

CREATE TRIGGER "10_start_anew" BEFORE UPDATE ON "webhooks" FOR EACH ROW
  WHEN (NEW.enabled AND NOT OLD.enabled) EXECUTE FUNCTION waypost_start_webhook_anew();
