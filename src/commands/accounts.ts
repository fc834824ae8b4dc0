import { validate as isUuid } from 'uuid';
import { createAccount, findAccount } from '../accounts/accounts.js';
import { createApiKey, listApiKeys, revokeApiKey } from '../accounts/apiKeys.js';
import type { Db } from '../database/client.js';
import { table, type Paint } from './terminal.js';

/** A mistake of the person at the terminal: shown as one line, without a stack. */
export class UsageError extends Error {}

/** `waypost accounts create <name>` */
export async function accountsCreate(db: Db, name: string, webhookLimit: number): Promise<string> {
  const account = await createAccount(db, name, { webhookLimit });
  return `account ${account.id} (${account.name}) was created; give it a key with: waypost keys create ${account.id}`;
}

/**
 * Whose keys a command is about: an account's, or with `--publisher` the platform's (null).
 * @throws UsageError unless exactly one of them is named
 */
export function keyOwner(account: string | undefined, publisher: true | undefined): string | null {
  if (account !== undefined && !publisher) return account;
  if (account === undefined && publisher) return null;
  throw new UsageError('name an account, or --publisher, but not both');
}

/** `waypost keys create <account>` or `--publisher` */
export async function keysCreate(db: Db, accountId: string | null, name: string): Promise<string> {
  await checkAccount(db, accountId);
  const { id, apiKey } = await createApiKey(db, accountId, name);
  return `key ${id} was created. It is shown only now; only its hash is stored:\n\n  ${apiKey}\n`;
}

/** `waypost keys list <account>` or `--publisher` */
export async function keysList(db: Db, accountId: string | null, paint: Paint): Promise<string> {
  await checkAccount(db, accountId);
  const keys = await listApiKeys(db, accountId);
  if (keys.length === 0) return 'there are no keys';
  const rows = keys.map((key) => [
    key.id,
    `${key.keyPrefix}…`,
    key.name,
    key.createdAt.toISOString(),
    key.lastUsedAt?.toISOString() ?? 'never',
    key.revokedAt?.toISOString() ?? '',
  ]);
  return table(['ID', 'KEY', 'NAME', 'CREATED', 'LAST USED', 'REVOKED'], rows, paint);
}

/** `waypost keys revoke <key id>` */
export async function keysRevoke(db: Db, keyId: string): Promise<string> {
  if (!isUuid(keyId)) throw new UsageError(`"${keyId}" is not a key id: \`waypost keys list <account>\` shows the ids`);
  if (!(await revokeApiKey(db, keyId))) throw new UsageError(`there is no key ${keyId} that is not revoked yet`);
  return `key ${keyId} is revoked; running processes refuse it within seconds`;
}

async function checkAccount(db: Db, accountId: string | null): Promise<void> {
  if (accountId === null) return;
  if (!isUuid(accountId)) throw new UsageError(`"${accountId}" is not an account id`);
  if (!(await findAccount(db, accountId))) throw new UsageError(`there is no account ${accountId}`);
}
