-- What schema.prisma can't say stands at the beginning and at the end.

-- UUIDv7 (RFC 9562, section 5.7) for rows that a statement makes itself; Postgres has a function of its own from 18 on only.
CREATE FUNCTION waypost_uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT (
    lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14)
  )::uuid
$$;

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
    "events" TEXT[],
    "dc_ids" TEXT[],
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

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL DEFAULT waypost_uuidv7(),
    "account_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "dc_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'pending',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_queue" (
    "delivery_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt_number" INTEGER NOT NULL DEFAULT 0,
    "ready" BOOLEAN NOT NULL DEFAULT true,
    "leased" BOOLEAN NOT NULL DEFAULT false,
    "manual" BOOLEAN NOT NULL DEFAULT false,
    "coalesce_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_queue_pkey" PRIMARY KEY ("delivery_id")
);

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
);

-- CreateTable
CREATE TABLE "recoveries" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "states" "delivery_state"[],
    "event_types" TEXT[],
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
CREATE INDEX "events_account_id_id_idx" ON "events"("account_id", "id");

-- CreateIndex
CREATE INDEX "deliveries_webhook_id_id_idx" ON "deliveries"("webhook_id", "id");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Prisma leaves arrays nullable.
ALTER TABLE "webhooks" ALTER COLUMN "events" SET NOT NULL, ALTER COLUMN "dc_ids" SET NOT NULL;
ALTER TABLE "recoveries" ALTER COLUMN "states" SET NOT NULL, ALTER COLUMN "event_types" SET NOT NULL;

-- The count never goes below zero, whatever order concurrent creates and deletes take.
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_webhook_count_check" CHECK ("webhook_count" >= 0);

-- A publisher's id is unique in its account; an event without one has no entry.
CREATE UNIQUE INDEX "events_external_id_key" ON "events" ("account_id", "external_id") WHERE "external_id" IS NOT NULL;

-- What has not reached its receiver, by account.
CREATE INDEX "deliveries_undelivered_idx" ON "deliveries" ("account_id", "id") WHERE "state" IN ('pending', 'parked', 'exhausted');

-- What a newer event of the same key takes the place of.
CREATE INDEX "delivery_queue_coalesce_idx" ON "delivery_queue" ("webhook_id", "coalesce_key") WHERE "coalesce_key" IS NOT NULL;

-- The parked deliveries of a webhook, for when it is enabled or deleted.
CREATE INDEX "deliveries_parked_idx" ON "deliveries" ("webhook_id", "created_at") WHERE "state" = 'parked';

-- What may be claimed, webhook by webhook and the oldest first; and what waits for its time, or for the end of its lease.
CREATE INDEX "delivery_queue_ready_idx" ON "delivery_queue" ("webhook_id", "due_at") WHERE "ready";
CREATE INDEX "delivery_queue_waiting_idx" ON "delivery_queue" ("due_at") WHERE NOT "ready";

-- Every row of the queue is updated once and deleted soon: room for the update on the same page, and a vacuum that does not wait for a
-- share of the table to be dead.
ALTER TABLE "delivery_queue" SET (
  fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0
);
