-- CreateTable
CREATE TABLE "statistics_deltas" (
    "id" BIGSERIAL NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "events" INTEGER NOT NULL DEFAULT 0,
    "webhook_ids" UUID[],
    "minutes" TIMESTAMPTZ(0)[],
    "latencies" SMALLINT[],
    "succeeded" INTEGER[],
    "failed" INTEGER[],
    "exhausted" INTEGER[],
    "succeeded_at" TIMESTAMPTZ(3)[],

    CONSTRAINT "statistics_deltas_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statistics_minutes" (
    "webhook_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "exhausted" INTEGER NOT NULL,
    "latency_steps" SMALLINT[],
    "latency_counts" INTEGER[],

    CONSTRAINT "statistics_minutes_pkey" PRIMARY KEY ("webhook_id","minute")
) PARTITION BY RANGE ("minute");

-- CreateTable
CREATE TABLE "statistics_hours" (
    "webhook_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "exhausted" INTEGER NOT NULL,
    "latency_steps" SMALLINT[],
    "latency_counts" INTEGER[],
    "last_succeeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "statistics_hours_pkey" PRIMARY KEY ("webhook_id","hour")
) PARTITION BY RANGE ("hour");

-- CreateTable
CREATE TABLE "statistics_totals" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "events" INTEGER NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "exhausted" INTEGER NOT NULL,

    CONSTRAINT "statistics_totals_pkey" PRIMARY KEY ("minute")
);


-- From here on, what schema.prisma can't say.

-- Every row is deleted soon: a vacuum does not wait for a share of the table to be dead. What is too long for its page is not worth compressing for
-- the seconds that it is there.
ALTER TABLE "statistics_deltas" SET (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0
);
ALTER TABLE "statistics_deltas" ALTER COLUMN "webhook_ids" SET STORAGE EXTERNAL, ALTER COLUMN "minutes" SET STORAGE EXTERNAL,
  ALTER COLUMN "latencies" SET STORAGE EXTERNAL, ALTER COLUMN "succeeded" SET STORAGE EXTERNAL, ALTER COLUMN "failed" SET STORAGE EXTERNAL,
  ALTER COLUMN "exhausted" SET STORAGE EXTERNAL, ALTER COLUMN "succeeded_at" SET STORAGE EXTERNAL;

-- The partitions of a day (UTC), by time where ids are not what orders rows. What is counted into a row again and again keeps room on its page.
CREATE OR REPLACE FUNCTION waypost_create_partitions(day date) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  since timestamptz := day::timestamp AT TIME ZONE 'UTC';
  until timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
  parent text;
  part text;
  counts boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(7792004, hashtext(current_schema()));
  FOREACH parent IN ARRAY ARRAY['events', 'deliveries', 'attempts', 'statistics_minutes', 'statistics_hours'] LOOP
    part := parent || to_char(day, '_YYYYMMDD');
    CONTINUE WHEN to_regclass(part) IS NOT NULL;
    counts := parent LIKE 'statistics_%';
    EXECUTE format(
      'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES) WITH (fillfactor = %s)',
      part, parent, CASE WHEN counts THEN 70 ELSE 100 END
    );
    EXECUTE format(
      'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part,
      CASE WHEN counts THEN since::text ELSE waypost_uuidv7_floor(since)::text END,
      CASE WHEN counts THEN until::text ELSE waypost_uuidv7_floor(until)::text END
    );
  END LOOP;
END
$$;

SELECT waypost_create_partitions(day::date)
FROM generate_series((now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 7, interval '1 day') day;
