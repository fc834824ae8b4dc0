import { validate as isUuid } from 'uuid';
import {
  createAccount,
  deleteAccount,
  findAccountSummary,
  listAccounts,
  updateAccount,
  type AccountChanges,
  type AccountSummary,
} from '../../accounts/accounts.js';
import { loadConfig } from '../../config.js';
import type { Db } from '../../database/client.js';
import { withDatabase } from '../../service/databaseAccess.js';
import { createPaint, labelled, prettyJson, printable, table } from '../../terminal.js';
import type { OutputOptions } from '../arguments.js';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';

/** `waypost accounts create <name>` */
export async function createNamedAccount(name: string, { json }: OutputOptions, { env, print }: CommandContext) {
  const config = loadConfig(env);
  const account = await withDatabase(config, 'write', async ({ prisma }) => {
    const { id } = await createAccount(prisma, name, { webhookLimit: config.maxWebhooksPerAccount });
    return getAccount(prisma, id);
  });
  const text = `account ${account.id} (${account.name}) was created. Give it a key: waypost keys create ${account.id}`;
  print(json ? prettyJson(toJson(account)) : text);
}

/** `waypost accounts list` */
export async function printAccounts({ json }: OutputOptions, { env, print, colours }: CommandContext): Promise<void> {
  const accounts = await withDatabase(loadConfig(env), 'read', ({ prisma }) => listAccounts(prisma));
  if (json) print(prettyJson(accounts.map(toJson)));
  else if (accounts.length === 0) print('there are no accounts. Create one: waypost accounts create <name>');
  else {
    const rows = accounts.map(
      ({ id, name, enabled, createdAt, webhookCount, troubledWebhookCount, webhookLimit, keyCount }) => [
        id,
        name,
        enabled ? '' : 'disabled',
        createdAt.toISOString(),
        `${webhookCount} of ${webhookLimit}`,
        troubledWebhookCount === 0 ? '' : String(troubledWebhookCount),
        String(keyCount),
      ],
    );
    print(table(['ID', 'NAME', '', 'CREATED', 'WEBHOOKS', 'IN TROUBLE', 'KEYS'], rows, createPaint(colours)));
  }
}

/** `waypost accounts show <account>` */
export async function printAccount(id: string, { json }: OutputOptions, { env, print, colours }: CommandContext) {
  const account = await withDatabase(loadConfig(env), 'read', ({ prisma }) => getAccount(prisma, id));
  if (json) {
    print(prettyJson(toJson(account)));
    return;
  }
  const facts: [string, string][] = [
    ['account', account.id],
    ['name', account.name],
    ['enabled', account.enabled ? 'yes' : 'no: its keys are refused, and its webhooks receive nothing'],
    ['created', account.createdAt.toISOString()],
    ['webhooks', `${account.webhookCount} of ${account.webhookLimit} at the most`],
    ['in trouble', `${account.troubledWebhookCount} of them: failing, or disabled by Waypost`],
    ['keys', `${account.keyCount} in use; list them: waypost keys list ${account.id}`],
  ];
  print(labelled(facts, createPaint(colours)));
}

/** `waypost accounts rename <account> <name>` */
export async function giveName(id: string, name: string, { json }: OutputOptions, context: CommandContext) {
  const account = await changeAccount(id, { name }, context);
  context.print(json ? prettyJson(toJson(account)) : `account ${id} is called ${printable(account.name)} now`);
}

/** `waypost accounts limit <account> <number>` */
export async function setLimit(id: string, limit: number, { json }: OutputOptions, context: CommandContext) {
  const account = await changeAccount(id, { webhookLimit: limit }, context);
  const over =
    account.webhookCount > limit ? `. It has ${account.webhookCount}: these stay, and no more can be added` : '';
  context.print(json ? prettyJson(toJson(account)) : `account ${id} may have ${limit} webhooks now${over}`);
}

/** `waypost accounts enable <account>` and `disable` */
export async function setEnabled(id: string, enabled: boolean, { json }: OutputOptions, context: CommandContext) {
  const account = await changeAccount(id, { enabled }, context);
  const text = enabled
    ? `account ${id} is enabled: its keys are accepted, and what was parked goes on, if it is not too old`
    : `account ${id} is disabled: its keys are refused within seconds, and its deliveries are parked`;
  context.print(json ? prettyJson(toJson(account)) : text);
}

/** `waypost accounts delete <account> --confirm <name>` */
export async function deleteNamedAccount(
  id: string,
  { confirm, json }: OutputOptions & { confirm: string },
  { env, print }: CommandContext,
): Promise<void> {
  const name = await withDatabase(loadConfig(env), 'write', async ({ prisma }) => {
    const account = await getAccount(prisma, id);
    if (account.name !== confirm) {
      throw new UsageError(`account ${id} is called "${printable(account.name)}": confirm that, or look for another`);
    }
    await deleteAccount(prisma, id);
    return account.name;
  });
  const text = `account ${id} (${printable(name)}) is deleted: running workers remove what it had, piece by piece`;
  print(json ? prettyJson({ id, deleted: true }) : text);
}

async function changeAccount(id: string, changes: AccountChanges, { env }: CommandContext): Promise<AccountSummary> {
  return withDatabase(loadConfig(env), 'write', async ({ prisma }) => {
    await getAccount(prisma, id);
    await updateAccount(prisma, id, changes);
    return getAccount(prisma, id);
  });
}

/** @throws UsageError if there is no such account */
export async function getAccount(db: Db, id: string): Promise<AccountSummary> {
  const account = isUuid(id) ? await findAccountSummary(db, id) : null;
  if (account) return account;
  const fault = isUuid(id) ? `there is no account ${id}` : `"${printable(id)}" is not an account id`;
  throw new UsageError(`${fault}. \`waypost accounts list\` shows the ids.`);
}

function toJson(account: AccountSummary) {
  return {
    id: account.id,
    name: account.name,
    enabled: account.enabled,
    created_at: account.createdAt,
    webhook_count: account.webhookCount,
    troubled_webhook_count: account.troubledWebhookCount,
    webhook_limit: account.webhookLimit,
    key_count: account.keyCount,
  };
}
