import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createWebhooksClient } from '@waypost/client';
import { openDatabase, type Db } from '../../src/database/client.js';
import type { LoadRequest } from '../support/load.js';
import type { Goals } from '../support/table.js';
import { createBody } from './sample.js';

/** One kind of request, made alike to every server. */
export interface Workload {
  name: string;
  /** The `count`-th request. */
  request: (count: number) => LoadRequest;
  /** What the product shall reach of the hand-written server's rate. */
  goals?: Goals;
}

/** More accounts than connections: concurrent creates do not wait for each other's count of webhooks. */
const MANY_ACCOUNTS = 64;
const LISTED_WEBHOOKS = 10;
const PATCHED_ACCOUNTS = 16;
/** Room for all that a run creates. */
const WEBHOOK_LIMIT = 1_000_000;

interface Account {
  headers: Record<string, string>;
  webhookIds: string[];
}

/** Makes the accounts, keys and webhooks that the workloads need, the webhooks through the service at `url`. */
export async function prepareWorkloads(databaseUrl: string, url: string): Promise<Workload[]> {
  const database = openDatabase(databaseUrl, { poolSize: 2, onError: () => undefined });
  try {
    const account = (webhooks: number) => makeAccount(database.prisma, url, webhooks);
    const accounts = (count: number, webhooks: number) =>
      Promise.all(Array.from({ length: count }, () => account(webhooks)));
    const listed = await account(LISTED_WEBHOOKS);
    const patched = (await accounts(PATCHED_ACCOUNTS, LISTED_WEBHOOKS)).flatMap(({ headers, webhookIds }) =>
      webhookIds.map((id) => ({ headers, id })),
    );
    return [
      {
        name: `list, ${LISTED_WEBHOOKS} rows`,
        goals: { target: 0.42 },
        request: () => get('/webhooks', listed.headers),
      },
      {
        name: `create, ${MANY_ACCOUNTS} accounts`,
        goals: { target: 0.55 },
        request: creates(await accounts(MANY_ACCOUNTS, 0)),
      },
      { name: 'create, 1 account', request: creates([await account(0)]) },
      { name: 'patch', goals: { target: 0.6 }, request: patches(patched) },
    ];
  } finally {
    await database.close();
  }
}

async function makeAccount(db: Db, baseUrl: string, webhooks: number): Promise<Account> {
  const { id } = await createAccount(db, 'bench', { webhookLimit: WEBHOOK_LIMIT });
  const { apiKey } = await createApiKey(db, { kind: 'account', accountId: id }, 'bench');
  const client = createWebhooksClient({ baseUrl, apiKey });
  const webhookIds: string[] = [];
  for (let index = 0; index < webhooks; index++) {
    const { data } = await client.POST('/webhooks', { body: createBody(index) });
    if (!data) throw new Error('The service did not take a webhook of the benchmark.');
    webhookIds.push(data.data.webhook.id);
  }
  return { headers: { authorization: `Bearer ${apiKey}`, 'x-account': id }, webhookIds };
}

function get(path: string, headers: Record<string, string>): LoadRequest {
  return { method: 'GET', path, headers };
}

function creates(accounts: Account[]): Workload['request'] {
  return (count) => {
    const { headers } = pick(accounts, count);
    return { method: 'POST', path: '/webhooks', headers: json(headers), body: JSON.stringify(createBody(count)) };
  };
}

/** Each webhook is switched off, and on again in the next turn, so that every request changes a row. */
function patches(webhooks: { headers: Record<string, string>; id: string }[]): Workload['request'] {
  return (count) => {
    const { headers, id } = pick(webhooks, count);
    const enabled = Math.floor(count / webhooks.length) % 2 === 1;
    return { method: 'PATCH', path: `/webhooks/${id}`, headers: json(headers), body: JSON.stringify({ enabled }) };
  };
}

function json(headers: Record<string, string>): Record<string, string> {
  return { ...headers, 'content-type': 'application/json' };
}

function pick<T>(items: readonly T[], count: number): T {
  const item = items[count % items.length];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}
