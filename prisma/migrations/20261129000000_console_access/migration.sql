-- CreateTable
CREATE TABLE "console_links" (
    "id" UUID NOT NULL,
    "kind" "api_key_kind" NOT NULL,
    "account_id" UUID,
    "api_key_id" UUID,
    "read_only" BOOLEAN NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "console_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "console_sessions" (
    "id" UUID NOT NULL,
    "kind" "api_key_kind" NOT NULL,
    "account_id" UUID,
    "api_key_id" UUID,
    "read_only" BOOLEAN NOT NULL,
    "cookie_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "console_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "console_tokens" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "console_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "console_links_token_hash_key" ON "console_links"("token_hash");

-- CreateIndex
CREATE INDEX "console_links_account_id_idx" ON "console_links"("account_id");

-- CreateIndex
CREATE INDEX "console_links_api_key_id_idx" ON "console_links"("api_key_id");

-- CreateIndex
CREATE INDEX "console_links_expires_at_idx" ON "console_links"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "console_sessions_cookie_hash_key" ON "console_sessions"("cookie_hash");

-- CreateIndex
CREATE INDEX "console_sessions_account_id_idx" ON "console_sessions"("account_id");

-- CreateIndex
CREATE INDEX "console_sessions_api_key_id_idx" ON "console_sessions"("api_key_id");

-- CreateIndex
CREATE INDEX "console_sessions_expires_at_idx" ON "console_sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "console_tokens_token_hash_key" ON "console_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "console_tokens_session_id_id_idx" ON "console_tokens"("session_id", "id");

-- CreateIndex
CREATE INDEX "console_tokens_expires_at_idx" ON "console_tokens"("expires_at");

-- AddForeignKey
ALTER TABLE "console_links" ADD CONSTRAINT "console_links_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_links" ADD CONSTRAINT "console_links_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_tokens" ADD CONSTRAINT "console_tokens_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "console_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- From here on, what schema.prisma can't say.

ALTER TABLE "console_links" ADD CONSTRAINT "console_links_kind_check"
  CHECK ("kind" <> 'publisher' AND ("kind" = 'account') = ("account_id" IS NOT NULL));
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_kind_check"
  CHECK ("kind" <> 'publisher' AND ("kind" = 'account') = ("account_id" IS NOT NULL));

-- Who was signed in when an account was disabled does not find himself signed in when it is enabled again.
CREATE FUNCTION waypost_end_console_sessions() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM console_links WHERE account_id = NEW.id;
  DELETE FROM console_sessions WHERE account_id = NEW.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER "20_end_sessions" AFTER UPDATE ON "accounts" FOR EACH ROW
  WHEN (OLD.enabled AND NOT NEW.enabled) EXECUTE FUNCTION waypost_end_console_sessions();
