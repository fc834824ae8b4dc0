-- CreateEnum
CREATE TYPE "api_key_kind" AS ENUM ('account', 'publisher', 'operator');

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "enabled" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable: the keys that are there are an account's, or a publisher's, which has none.
ALTER TABLE "api_keys" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "kind" "api_key_kind";
UPDATE "api_keys" SET "kind" = CASE WHEN "account_id" IS NULL THEN 'publisher' ELSE 'account' END::"api_key_kind";
ALTER TABLE "api_keys" ALTER COLUMN "kind" SET NOT NULL;

-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "suspended" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "former_webhooks" (
    "account_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "former_webhooks_pkey" PRIMARY KEY ("account_id","webhook_id")
);

-- CreateIndex
CREATE INDEX "former_webhooks_deleted_at_idx" ON "former_webhooks"("deleted_at");


-- From here on, what schema.prisma can't say.

ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_kind_check" CHECK (("kind" = 'account') = ("account_id" IS NOT NULL));

-- A webhook that is added while its account is being disabled: the count has locked the account, so that either this sees it disabled, or
-- whoever disables it sees the webhook.
CREATE OR REPLACE FUNCTION waypost_count_webhook() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  account_enabled boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE accounts SET webhook_count = webhook_count - 1 WHERE id = OLD.account_id;
    RETURN NULL;
  END IF;
  UPDATE accounts SET webhook_count = webhook_count + 1 WHERE id = NEW.account_id AND webhook_count < webhook_limit
  RETURNING enabled INTO account_enabled;
  IF NOT FOUND AND EXISTS (SELECT FROM accounts WHERE id = NEW.account_id) THEN
    -- Spelled as Postgres spells it, since Prisma passes on the message and not the field.
    RAISE EXCEPTION 'account % violates check constraint "accounts_webhook_limit"', NEW.account_id
      USING ERRCODE = 'check_violation', TABLE = 'accounts', CONSTRAINT = 'accounts_webhook_limit';
  END IF;
  IF NOT account_enabled THEN
    UPDATE webhooks SET suspended = true WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END
$$;

-- The webhooks of an account follow it. One that is sent to again starts anew: nothing was tried meanwhile, and since when it failed before
-- says nothing of now.
CREATE FUNCTION waypost_suspend_webhooks() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE webhooks SET suspended = NOT NEW.enabled, failing_since = CASE WHEN NEW.enabled THEN NULL ELSE failing_since END
  WHERE account_id = NEW.id AND suspended = NEW.enabled;
  RETURN NULL;
END
$$;

CREATE TRIGGER "10_suspend" AFTER UPDATE ON "accounts" FOR EACH ROW
  WHEN (OLD.enabled <> NEW.enabled) EXECUTE FUNCTION waypost_suspend_webhooks();

-- The accounts that are being deleted: few, if any, of many.
CREATE INDEX "accounts_deleted_idx" ON "accounts" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_deleted_check" CHECK ("deleted_at" IS NULL OR NOT "enabled");

CREATE FUNCTION waypost_note_former_webhook() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO former_webhooks (account_id, webhook_id) VALUES (OLD.account_id, OLD.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER "30_note_former" AFTER DELETE ON "webhooks" FOR EACH ROW EXECUTE FUNCTION waypost_note_former_webhook();

DROP TRIGGER "20_note_switch" ON "webhooks";
CREATE TRIGGER "20_note_switch" AFTER UPDATE ON "webhooks" FOR EACH ROW
  WHEN ((OLD.enabled AND NOT OLD.suspended) <> (NEW.enabled AND NOT NEW.suspended))
  EXECUTE FUNCTION waypost_note_webhook_change();
