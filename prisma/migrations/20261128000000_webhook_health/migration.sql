-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "last_error_kind" TEXT,
ADD COLUMN     "last_error_message" TEXT,
ADD COLUMN     "last_failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_status_code" INTEGER,
ADD COLUMN     "troubled_since" TIMESTAMPTZ(3);


-- From here on, what schema.prisma can't say.

-- A webhook is in trouble while it fails, or since Waypost disabled it; not if its owner did, or who runs the service. A trigger, since Prisma takes
-- a generated column for one with a default.
CREATE FUNCTION waypost_note_trouble() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.troubled_since := CASE
    WHEN NEW.disabled_reason IS NOT NULL THEN NEW.disabled_at
    WHEN NEW.enabled AND NOT NEW.suspended THEN NEW.failing_since
  END;
  RETURN NEW;
END
$$;

CREATE TRIGGER "20_note_trouble" BEFORE UPDATE ON "webhooks" FOR EACH ROW
  WHEN ((OLD.enabled, OLD.suspended, OLD.failing_since, OLD.disabled_reason, OLD.disabled_at)
    IS DISTINCT FROM (NEW.enabled, NEW.suspended, NEW.failing_since, NEW.disabled_reason, NEW.disabled_at))
  EXECUTE FUNCTION waypost_note_trouble();

-- The webhooks that are there, for which nothing fires.
UPDATE "webhooks" SET "troubled_since" = CASE WHEN "disabled_reason" IS NOT NULL THEN "disabled_at" ELSE "failing_since" END
WHERE "disabled_reason" IS NOT NULL OR ("enabled" AND NOT "suspended" AND "failing_since" IS NOT NULL);

-- Those in trouble, few of many: by account for being counted, and all of them, in trouble for longest first.
CREATE INDEX "webhooks_troubled_account_idx" ON "webhooks" ("account_id") WHERE "troubled_since" IS NOT NULL;
CREATE INDEX "webhooks_troubled_idx" ON "webhooks" ("troubled_since", "id") WHERE "troubled_since" IS NOT NULL;

-- A webhook that is enabled starts anew: why and when Waypost had disabled it, and since when and how it failed, is forgotten.
CREATE OR REPLACE FUNCTION waypost_start_webhook_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.failing_since := NULL;
  NEW.last_failed_at := NULL;
  NEW.last_status_code := NULL;
  NEW.last_error_kind := NULL;
  NEW.last_error_message := NULL;
  NEW.disabled_reason := NULL;
  NEW.disabled_at := NULL;
  RETURN NEW;
END
$$;

-- So does one that its account lets go on.
CREATE OR REPLACE FUNCTION waypost_suspend_webhooks() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.enabled THEN
    UPDATE webhooks SET suspended = false,
      failing_since = NULL, last_failed_at = NULL, last_status_code = NULL, last_error_kind = NULL, last_error_message = NULL
    WHERE account_id = NEW.id AND suspended;
  ELSE
    UPDATE webhooks SET suspended = true WHERE account_id = NEW.id AND NOT suspended;
  END IF;
  RETURN NULL;
END
$$;
