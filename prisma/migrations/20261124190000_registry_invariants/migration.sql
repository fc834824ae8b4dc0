-- What every writer of accounts and webhooks must keep, whoever it is: the service, a worker, or a person with psql.
-- Each function finds its tables by the search_path that it was created with, not by that of the writer.
-- Triggers of one event fire in the order of their names: digits come before the RI_… of the foreign keys.

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "webhook_limit" INTEGER NOT NULL DEFAULT 1000;

-- No CHECK of the count against the limit: a limit may be set below what an account has, and stops only new webhooks then.
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_webhook_limit_check" CHECK ("webhook_limit" >= 0);

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
CREATE FUNCTION waypost_start_webhook_anew() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.failing_since := NULL;
  NEW.disabled_reason := NULL;
  NEW.disabled_at := NULL;
  RETURN NEW;
END
$$;

CREATE TRIGGER "10_start_anew" BEFORE UPDATE ON "webhooks" FOR EACH ROW
  WHEN (NEW.enabled AND NOT OLD.enabled) EXECUTE FUNCTION waypost_start_webhook_anew();
