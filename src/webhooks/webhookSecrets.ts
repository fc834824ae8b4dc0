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

/** Seals a secret of a webhook anew; null if it may stay as it is. */
export type Reseal = (sealed: Uint8Array, webhookId: string) => Uint8Array | null;

interface ResealProgress {
  /** Webhooks whose secrets were looked at. */
  checked: number;
  /** Those of them whose secrets were replaced. */
  resealed: number;
}

const RESEAL_BATCH = 500;

/**
 * Seals the secrets of all webhooks anew, of every account: for the operator, when the key that seals them changes. The secrets themselves stay what
 * they are; those that no longer sign are forgotten.
 *
 * Safe while the service runs: nothing is written over a secret that was rotated in between, which is looked at again instead.
 * @param onBatch hears of the progress after each batch
 */
export async function resealSecrets(
  db: Db,
  reseal: Reseal,
  onBatch: (progress: ResealProgress) => void,
): Promise<ResealProgress> {
  const progress = { checked: 0, resealed: 0 };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const batch = await db.$queryRaw<StoredSecrets[]>`
      SELECT id, sealed_secret AS sealed, previous_sealed_secret AS previous,
        coalesce(previous_secret_until > now(), false) AS "previousSigns"
      FROM webhooks WHERE id > ${after}::uuid ORDER BY id LIMIT ${RESEAL_BATCH}`;
    const last = batch.at(-1);
    if (!last) return progress;
    const changes = batch.flatMap((stored) => changeOf(stored, reseal) ?? []);
    const replaced = changes.length > 0 ? await replaceSecrets(db, changes) : 0;
    progress.resealed += replaced;
    if (replaced < changes.length) continue; // Rotated or deleted since: this batch is looked at again.
    progress.checked += batch.length;
    after = last.id;
    onBatch({ ...progress });
  }
}

interface StoredSecrets {
  id: string;
  sealed: Uint8Array;
  previous: Uint8Array | null;
  previousSigns: boolean;
}

/** What a webhook has, and what it is to have. */
interface SecretsChange {
  stored: StoredSecrets;
  sealed: Uint8Array;
  previous: Uint8Array | null;
}

function changeOf(stored: StoredSecrets, reseal: Reseal): SecretsChange | null {
  const signing = stored.previousSigns ? stored.previous : null;
  const sealed = reseal(stored.sealed, stored.id);
  const previous = signing && reseal(signing, stored.id);
  if (!sealed && !previous && signing === stored.previous) return null;
  return { stored, sealed: sealed ?? stored.sealed, previous: previous ?? signing };
}

/** Replaces what is still as it was read. Returns how many were. */
async function replaceSecrets(db: Db, changes: readonly SecretsChange[]): Promise<number> {
  return db.$executeRaw`
    WITH change AS (
      SELECT id::uuid, decode(old_sealed, 'hex') AS old_sealed, decode(old_previous, 'hex') AS old_previous,
        decode(sealed, 'hex') AS sealed, decode(previous, 'hex') AS previous
      FROM unnest(
        ${changes.map(({ stored }) => stored.id)}::text[],
        ${changes.map(({ stored }) => hex(stored.sealed))}::text[],
        ${changes.map(({ stored }) => hex(stored.previous))}::text[],
        ${changes.map(({ sealed }) => hex(sealed))}::text[],
        ${changes.map(({ previous }) => hex(previous))}::text[]
      ) AS given (id, old_sealed, old_previous, sealed, previous)
    )
    UPDATE webhooks SET
      sealed_secret = change.sealed,
      previous_sealed_secret = change.previous,
      previous_secret_until = CASE WHEN change.previous IS NOT NULL THEN previous_secret_until END
    FROM change
    WHERE webhooks.id = change.id AND sealed_secret = change.old_sealed
      AND previous_sealed_secret IS NOT DISTINCT FROM change.old_previous`;
}

/** Prisma passes lists of texts, but not lists of bytes. */
function hex(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('hex');
}

function withoutExpired(secrets: SealedSecrets): SealedSecrets {
  const signsStill = secrets.previousSecretUntil !== null && secrets.previousSecretUntil.getTime() > Date.now();
  return signsStill ? secrets : { ...secrets, previousSealedSecret: null, previousSecretUntil: null };
}
