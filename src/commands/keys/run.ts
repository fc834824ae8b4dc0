import { validate as isUuid } from 'uuid';
import {
  createApiKey,
  listAllApiKeys,
  listApiKeys,
  revokeApiKey,
  type ApiKeySummary,
  type KeyWithOwner,
} from '../../accounts/apiKeys.js';
import { loadConfig } from '../../config.js';
import type { Db } from '../../database/client.js';
import { withDatabase } from '../../service/databaseAccess.js';
import { createPaint, prettyJson, printable, table } from '../../terminal.js';
import { getAccount } from '../accounts/run.js';
import type { OutputOptions } from '../arguments.js';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';

/** Whose keys a command is about: `--publisher` means the platform's own. */
export interface OwnerOptions extends OutputOptions {
  publisher?: true;
}

/** `waypost keys create <account>` or `--publisher` */
export async function createKey(
  account: string | undefined,
  { publisher, name, json }: OwnerOptions & { name: string },
  { env, print }: CommandContext,
): Promise<void> {
  refuseBoth(account, publisher);
  if (account === undefined && !publisher) throw new UsageError('name the account that the key is for, or --publisher');
  const accountId = account ?? null;
  const { id, apiKey } = await withDatabase(loadConfig(env), 'write', async ({ prisma }) => {
    if (accountId !== null) await getAccount(prisma, accountId);
    return createApiKey(prisma, accountId, name);
  });
  const text = `key ${id} was created. It is shown only now; only its hash is stored:\n\n  ${apiKey}\n`;
  print(json ? prettyJson({ id, account_id: accountId, name, api_key: apiKey }) : text);
}

/** `waypost keys list`, of all; `waypost keys list <account>` or `--publisher`, of one owner */
export async function printKeys(
  account: string | undefined,
  { publisher, json }: OwnerOptions,
  { env, print, colours }: CommandContext,
): Promise<void> {
  refuseBoth(account, publisher);
  const keys = await withDatabase(loadConfig(env), 'read', ({ prisma }) => findKeys(prisma, account, publisher));
  if (json) print(prettyJson(keys.map(toJson)));
  else if (keys.length === 0) print('there are no keys');
  else {
    const rows = keys.map((key) => [...describe(key), key.account?.name ?? 'publisher', key.account?.id ?? '']);
    const head = ['ID', 'KEY', 'NAME', 'CREATED', 'LAST USED', 'REVOKED', 'ACCOUNT', 'ACCOUNT ID'];
    print(table(head, rows, createPaint(colours)));
  }
}

/** `waypost keys revoke <key>` */
export async function revokeKey(id: string, { json }: OutputOptions, { env, print }: CommandContext): Promise<void> {
  if (!isUuid(id)) throw new UsageError(`"${printable(id)}" is not a key id. \`waypost keys list\` shows the ids.`);
  const revoked = await withDatabase(loadConfig(env), 'write', ({ prisma }) => revokeApiKey(prisma, id));
  if (!revoked) throw new UsageError(`there is no key ${id} that is not revoked yet`);
  print(json ? prettyJson({ id, revoked }) : `key ${id} is revoked. Running processes refuse it within seconds.`);
}

async function findKeys(db: Db, account: string | undefined, publisher: true | undefined): Promise<KeyWithOwner[]> {
  if (publisher) return (await listApiKeys(db, null)).map((key) => ({ ...key, account: null }));
  if (account === undefined) return listAllApiKeys(db);
  const { id, name } = await getAccount(db, account);
  return (await listApiKeys(db, id)).map((key) => ({ ...key, account: { id, name } }));
}

function refuseBoth(account: string | undefined, publisher: true | undefined): void {
  if (account !== undefined && publisher) throw new UsageError('name an account or --publisher, not both');
}

function describe({ id, keyPrefix, name, createdAt, lastUsedAt, revokedAt }: ApiKeySummary): string[] {
  const [created, lastUsed, revoked] = [createdAt, lastUsedAt, revokedAt].map((time) => time?.toISOString());
  return [id, `${keyPrefix}…`, name, created ?? '', lastUsed ?? 'never', revoked ?? ''];
}

function toJson({ id, keyPrefix, name, createdAt, lastUsedAt, revokedAt, account }: KeyWithOwner) {
  return {
    id,
    key_prefix: keyPrefix,
    name,
    created_at: createdAt,
    last_used_at: lastUsedAt,
    revoked_at: revokedAt,
    account_id: account?.id ?? null,
    account_name: account?.name ?? null,
  };
}
