import type { Db } from '../database/client.js';

/** Makes an account: who owns webhooks and events. Names need not be unique. */
export async function createAccount(db: Db, name: string): Promise<{ id: string; name: string }> {
  return db.account.create({ data: { name }, select: { id: true, name: true } });
}

export async function findAccount(db: Db, id: string): Promise<{ id: string; name: string } | null> {
  return db.account.findUnique({ where: { id }, select: { id: true, name: true } });
}

/** Whether nobody uses this database yet. */
export async function hasNoAccounts(db: Db): Promise<boolean> {
  return (await db.account.findFirst({ select: { id: true } })) === null;
}
