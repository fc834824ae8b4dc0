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
  /** Webhooks that fail, or that Waypost has disabled. */
  troubledWebhookCount: number;
  webhookLimit: number;
  /** Whether its keys are accepted and its webhooks are sent to. */
  enabled: boolean;
  /** Keys that are not revoked. */
  keyCount: number;
}

interface AccountPage {
  /** Only accounts whose name holds this, in capitals or not. */
  search?: string | undefined;
  /** Only those after this account. */
  after?: string | undefined;
  limit?: number;
}

/** The accounts, oldest first; all of them unless told otherwise. */
export async function listAccounts(db: Db, { search, after, limit }: AccountPage = {}): Promise<AccountSummary[]> {
  const accounts = await db.account.findMany({
    where: {
      deletedAt: null,
      ...(search !== undefined && { name: { contains: literally(search), mode: 'insensitive' } }),
      ...(after !== undefined && { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    ...(limit !== undefined && { take: limit }),
    select: summary,
  });
  return accounts.map(toSummary);
}

/** Prisma makes a LIKE of it, and leaves its wildcards as they are. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** What an operator sees of one account; null if there is none with this id, which has to be a UUID. */
export async function findAccountSummary(db: Db, id: string): Promise<AccountSummary | null> {
  const account = await db.account.findUnique({ where: { id, deletedAt: null }, select: summary });
  return account && toSummary(account);
}

/** What can be changed of an account; what is left out stays as it is. */
export interface AccountChanges {
  name?: string;
  /** How many webhooks it may have, from its next one on. It may have more already: those stay, and are delivered to. */
  webhookLimit?: number;
  /** The keys of an account that is disabled are refused within seconds, and its webhooks receive nothing: their deliveries are parked. */
  enabled?: boolean;
}

/** Changes an account, and returns it as it is then; null if there is none with this id, which has to be a UUID. */
export async function updateAccount(db: Db, id: string, changes: AccountChanges): Promise<AccountSummary | null> {
  const [account] = await db.account.updateManyAndReturn({
    where: { id, deletedAt: null },
    data: changes,
    select: { id: true },
  });
  return account ? findAccountSummary(db, id) : null;
}

/**
 * Deletes an account: from now on it is shown to nobody, its keys are refused and its webhooks receive nothing. All that is its own goes
 * piece by piece (accountDeletion.ts).
 * @returns false if there is none with this id, which has to be a UUID
 */
export async function deleteAccount(db: Db, id: string): Promise<boolean> {
  const { count } = await db.account.updateMany({
    where: { id, deletedAt: null },
    data: { deletedAt: new Date(), enabled: false },
  });
  return count > 0;
}

const summary = {
  id: true,
  name: true,
  createdAt: true,
  webhookCount: true,
  webhookLimit: true,
  enabled: true,
  _count: {
    select: { apiKeys: { where: { revokedAt: null } }, webhooks: { where: { troubledSince: { not: null } } } },
  },
} as const;

type Selected = Omit<AccountSummary, 'keyCount' | 'troubledWebhookCount'> & {
  _count: { apiKeys: number; webhooks: number };
};

function toSummary({ _count, ...account }: Selected): AccountSummary {
  return { ...account, keyCount: _count.apiKeys, troubledWebhookCount: _count.webhooks };
}
