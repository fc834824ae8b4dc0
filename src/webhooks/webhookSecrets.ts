import { validate as isUuid } from 'uuid';
import type { Db } from '../database/client.js';

/** The sealed secrets of a webhook and what else a notification to it needs. */
export interface SealedSecrets {
  url: string;
  sealedSecret: Uint8Array;
  /** The secret before it, while it still signs. */
  previousSealedSecret: Uint8Array | null;
  previousSecretUntil: Date | null;
}

/** The secrets of a webhook of the account; null if the account has none with this id. */
export async function findSecrets(db: Db, accountId: string, id: string): Promise<SealedSecrets | null> {
  if (!isUuid(id)) return null;
  const found = await db.webhook.findFirst({
    where: { id, accountId },
    select: { url: true, sealedSecret: true, previousSealedSecret: true, previousSecretUntil: true },
  });
  return found && withoutExpired(found);
}

/**
 * Replaces the secret of a webhook of the account; the one that it had still signs for `graceSeconds`. Null if the account
 * has no webhook with this id.
 */
export async function rotateSecret(
  db: Db,
  accountId: string,
  id: string,
  { sealedSecret, graceSeconds }: { sealedSecret: Uint8Array; graceSeconds: number },
): Promise<SealedSecrets | null> {
  if (!isUuid(id)) return null;
  const [rotated] = await db.$queryRaw<SealedSecrets[]>`
    UPDATE webhooks SET
      sealed_secret = ${sealedSecret},
      previous_sealed_secret = CASE WHEN ${graceSeconds}::int > 0 THEN sealed_secret END,
      previous_secret_until = CASE WHEN ${graceSeconds}::int > 0 THEN now() + make_interval(secs => ${graceSeconds}::int) END
    WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid
    RETURNING url, sealed_secret AS "sealedSecret", previous_sealed_secret AS "previousSealedSecret",
      previous_secret_until AS "previousSecretUntil"`;
  return rotated ?? null;
}

function withoutExpired(secrets: SealedSecrets): SealedSecrets {
  const signsStill = secrets.previousSecretUntil !== null && secrets.previousSecretUntil.getTime() > Date.now();
  return signsStill ? secrets : { ...secrets, previousSealedSecret: null, previousSecretUntil: null };
}
