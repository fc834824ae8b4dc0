import { NIL as NIL_UUID, validate as isUuid } from 'uuid';
import type { PrismaClient } from '../../generated/prisma/client.js';
import type { Db } from '../database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a webhook's notifications are signed with, sealed. */
interface Secrets {
  sealedSecret: Bytes;
  /** The secret before it, while it still signs. */
  previousSealedSecret: Bytes | null;
  previousSecretUntil: Date | null;
}

/** The sealed secrets of a webhook and what else a notification to it needs. */
export interface SealedSecrets extends Secrets {
  url: string;
}

const SECRETS = { sealedSecret: true, previousSealedSecret: true, previousSecretUntil: true };

/** The secrets of a webhook of the account; null if the account has none with this id. */
export async function findSecrets(db: Db, accountId: string, id: string): Promise<SealedSecrets | null> {
  if (!isUuid(id)) return null;
  const found = await db.webhook.findFirst({ where: { id, accountId }, select: { url: true, ...SECRETS } });
  return found && { ...found, ...signingOf(found) };
}

/**
 * Replaces the secret of a webhook of the account; the one that it had still signs for `graceSeconds`. Null if the account
 * has no webhook with this id. Rotations at the same time follow one upon the other.
 */
export async function rotateSecret(
  db: Db,
  accountId: string,
  id: string,
  { sealedSecret, graceSeconds }: { sealedSecret: Bytes; graceSeconds: number },
): Promise<SealedSecrets | null> {
  if (!isUuid(id)) return null;
  for (;;) {
    const old = await db.webhook.findFirst({ where: { id, accountId }, select: { url: true, sealedSecret: true } });
    if (!old) return null;
    const secrets: Secrets = {
      sealedSecret,
      previousSealedSecret: graceSeconds > 0 ? old.sealedSecret : null,
      previousSecretUntil: graceSeconds > 0 ? new Date(Date.now() + graceSeconds * 1_000) : null,
    };
    // Written only over what was read: another rotation in between would lose the secret that it has given out.
    const where = { id, accountId, sealedSecret: old.sealedSecret };
    const { count } = await db.webhook.updateMany({ where, data: secrets });
    if (count > 0) return { url: old.url, ...secrets };
  }
}

/** Seals a secret of a webhook anew; null if it may stay as it is. */
export type Reseal = (sealed: Uint8Array, webhookId: string) => Bytes | null;

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
  db: PrismaClient,
  reseal: Reseal,
  onBatch: (progress: ResealProgress) => void,
): Promise<ResealProgress> {
  const progress = { checked: 0, resealed: 0 };
  let after: string = NIL_UUID;
  for (;;) {
    const batch = await db.webhook.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: RESEAL_BATCH,
      select: { id: true, ...SECRETS },
    });
    const last = batch.at(-1);
    if (!last) return progress;
    const changes = batch.flatMap((stored) => changeOf(stored, reseal) ?? []);
    const replaced = await replaceSecrets(db, changes);
    progress.resealed += replaced;
    if (replaced < changes.length) continue; // Rotated or deleted since: this batch is looked at again.
    progress.checked += batch.length;
    after = last.id;
    onBatch({ ...progress });
  }
}

/** What a webhook has, and what it is to have. */
interface SecretsChange {
  stored: Secrets & { id: string };
  secrets: Secrets;
}

function changeOf(stored: SecretsChange['stored'], reseal: Reseal): SecretsChange | null {
  const signing = signingOf(stored);
  const sealed = reseal(signing.sealedSecret, stored.id);
  const previous = signing.previousSealedSecret && reseal(signing.previousSealedSecret, stored.id);
  const forgets = signing.previousSealedSecret !== stored.previousSealedSecret;
  if (!sealed && !previous && !forgets) return null;
  const secrets = {
    sealedSecret: sealed ?? signing.sealedSecret,
    previousSealedSecret: previous ?? signing.previousSealedSecret,
    previousSecretUntil: signing.previousSecretUntil,
  };
  return { stored, secrets };
}

/** Replaces what is still as it was read, with one commit for all. Returns how many were. */
async function replaceSecrets(db: PrismaClient, changes: readonly SecretsChange[]): Promise<number> {
  const results = await db.$transaction(
    changes.map(({ stored: { id, sealedSecret, previousSealedSecret }, secrets }) =>
      db.webhook.updateMany({ where: { id, sealedSecret, previousSealedSecret }, data: secrets }),
    ),
  );
  return results.reduce((sum, { count }) => sum + count, 0);
}

/** The secrets that sign now. */
function signingOf({ sealedSecret, previousSealedSecret, previousSecretUntil }: Secrets): Secrets {
  const signsStill = previousSecretUntil !== null && previousSecretUntil.getTime() > Date.now();
  return signsStill
    ? { sealedSecret, previousSealedSecret, previousSecretUntil }
    : { sealedSecret, previousSealedSecret: null, previousSecretUntil: null };
}
