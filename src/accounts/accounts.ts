import type { Db } from '../database/client.js';

/**
 * Makes an account: who owns webhooks and events. Names need not be unique.
 * @param webhookLimit how many webhooks it may have
 */
export async function createAccount(
  db: Db,
  name: string,
  { webhookLimit }: { webhookLimit: number },
): Promise<{ id: string; name: string }> {
  return db.account.create({ data: { name, webhookLimit }, select: { id: true, name: true } });
}

export async function findAccount(db: Db, id: string): Promise<{ id: string; name: string } | null> {
  return db.account.findUnique({ where: { id }, select: { id: true, name: true } });
}

/**
 * Changes how many webhooks an account may have, from its next one on. It may have more already: those stay, and are delivered to.
 * @returns false if there is no such account
 */
export async function setWebhookLimit(db: Db, accountId: string, webhookLimit: number): Promise<boolean> {
  const { count } = await db.account.updateMany({ where: { id: accountId }, data: { webhookLimit } });
  return count > 0;
}

/** Whether nobody uses this database yet. */
export async function hasNoAccounts(db: Db): Promise<boolean> {
  return (await db.account.findFirst({ select: { id: true } })) === null;
}

/** An account as an operator sees it. */
export interface AccountSummary {
  id: string;
  name: string;
  createdAt: Date;
  webhookCount: number;
  webhookLimit: number;
  /** Keys that are not revoked. */
  keyCount: number;
}

/** All accounts, oldest first. */
export async function listAccounts(db: Db): Promise<AccountSummary[]> {
  const accounts = await db.account.findMany({ orderBy: { id: 'asc' }, select: summary });
  return accounts.map(toSummary);
}

/** What an operator sees of one account; null if there is none with this id, which has to be a UUID. */
export async function findAccountSummary(db: Db, id: string): Promise<AccountSummary | null> {
  const account = await db.account.findUnique({ where: { id }, select: summary });
  return account && toSummary(account);
}

/** Gives an account another name; false if there is none with this id, which has to be a UUID. */
export async function renameAccount(db: Db, id: string, name: string): Promise<boolean> {
  const { count } = await db.account.updateMany({ where: { id }, data: { name } });
  return count > 0;
}

const summary = {
  id: true,
  name: true,
  createdAt: true,
  webhookCount: true,
  webhookLimit: true,
  _count: { select: { apiKeys: { where: { revokedAt: null } } } },
} as const;

function toSummary({ _count, ...account }: Omit<AccountSummary, 'keyCount'> & { _count: { apiKeys: number } }) {
  return { ...account, keyCount: _count.apiKeys };
}
