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
