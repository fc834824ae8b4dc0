import { validate as isUuid } from 'uuid';
import {
  createApiKey,
  listAllApiKeys,
  listApiKeys,
  revokeApiKey,
  type ApiKeySummary,
  type KeyOwner,
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

/** Whose keys a command is about: an account's, or those of the platform of one kind. */
export interface OwnerOptions extends OutputOptions {
  publisher?: true;
  operator?: true;
}

export interface NewKeyOptions extends OwnerOptions {
  name: string;
  /** In milliseconds. */
  expiresIn?: number;
}

/** `waypost keys create <account>`, `--publisher` or `--operator` */
export async function createKey(
  account: string | undefined,
  options: NewKeyOptions,
  { env, print }: CommandContext,
): Promise<void> {
  const owner = ownerOf(account, options);
  if (owner === null) throw new UsageError('name the account that the key is for, or --publisher, or --operator');
  const { name, expiresIn, json } = options;
  const expiresAt = expiresIn === undefined ? null : new Date(Date.now() + expiresIn);
  const { id, apiKey } = await withDatabase(loadConfig(env), 'write', async ({ prisma }) => {
    if (owner.kind === 'account') await getAccount(prisma, owner.accountId);
    return createApiKey(prisma, owner, name, { expiresAt });
  });
  const until = expiresAt === null ? '' : ` It expires at ${expiresAt.toISOString()}.`;
  const text = `key ${id} was created.${until} It is shown only now; only its hash is stored:\n\n  ${apiKey}\n`;
  const data = { id, kind: owner.kind, account_id: account ?? null, name, expires_at: expiresAt, api_key: apiKey };
  print(json ? prettyJson(data) : text);
}

/** `waypost keys list`, of all; `waypost keys list <account>`, `--publisher` or `--operator`, of one owner */
export async function printKeys(
  account: string | undefined,
  options: OwnerOptions,
  { env, print, colours }: CommandContext,
): Promise<void> {
  const owner = ownerOf(account, options);
  const keys = await withDatabase(loadConfig(env), 'read', ({ prisma }) => findKeys(prisma, owner));
  if (options.json) print(prettyJson(keys.map(toJson)));
  else if (keys.length === 0) print('there are no keys');
  else {
    const rows = keys.map((key) => [...describe(key), key.account?.name ?? key.kind, key.account?.id ?? '']);
    const head = ['ID', 'KEY', 'NAME', 'CREATED', 'LAST USED', 'EXPIRES', 'REVOKED', 'ACCOUNT', 'ACCOUNT ID'];
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

/** Of all owners, where none is named. */
async function findKeys(db: Db, owner: KeyOwner | null): Promise<KeyWithOwner[]> {
  if (owner === null) return listAllApiKeys(db);
  const account = owner.kind === 'account' ? await getAccount(db, owner.accountId) : null;
  const named = account && { id: account.id, name: account.name };
  return (await listApiKeys(db, owner)).map((key) => ({ ...key, account: named }));
}

/** Null if none is named. */
function ownerOf(account: string | undefined, { publisher, operator }: OwnerOptions): KeyOwner | null {
  const owners: KeyOwner[] = [
    ...(account === undefined ? [] : [{ kind: 'account', accountId: account } as const]),
    ...(publisher ? [{ kind: 'publisher' } as const] : []),
    ...(operator ? [{ kind: 'operator' } as const] : []),
  ];
  if (owners.length > 1) throw new UsageError('name an account, --publisher or --operator, not several of them');
  return owners[0] ?? null;
}

function describe({ id, keyPrefix, name, createdAt, lastUsedAt, expiresAt, revokedAt }: ApiKeySummary): string[] {
  const [created, lastUsed, expires, revoked] = [createdAt, lastUsedAt, expiresAt, revokedAt].map((time) =>
    time?.toISOString(),
  );
  return [id, `${keyPrefix}…`, name, created ?? '', lastUsed ?? 'never', expires ?? 'never', revoked ?? ''];
}

function toJson({ id, kind, keyPrefix, name, createdAt, expiresAt, lastUsedAt, revokedAt, account }: KeyWithOwner) {
  return {
    id,
    kind,
    key_prefix: keyPrefix,
    name,
    created_at: createdAt,
    expires_at: expiresAt,
    last_used_at: lastUsedAt,
    revoked_at: revokedAt,
    account_id: account?.id ?? null,
    account_name: account?.name ?? null,
  };
}
