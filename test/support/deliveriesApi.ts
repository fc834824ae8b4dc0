/** What the tests of openapi/deliveries.yaml share: its operations as an account calls them. */
import type { components } from '../../generated/deliveries.js';
import type { Role } from '../../src/service/start.js';
import { createCaller, type CallInput, type CallOperation } from './call.js';
import { contractCheck, type ContractCheck } from './contract.js';
import { startDeliveryService, type DeliveryService } from './delivering.js';

type Schemas = components['schemas'];
type Data<Name extends keyof Schemas> = Schemas[Name] extends { data: infer D } ? D : never;

export type Delivery = Schemas['Delivery'];
export type DeliveryDetails = Schemas['DeliveryDetails'];
export type DeliveryState = Schemas['DeliveryState'];

/** The operations as one account. Every answer is checked against the contract; all but `call` throw if it is an error. */
export interface AccountDeliveries {
  call: CallOperation;
  list(webhookId: string, query?: string): Promise<Data<'DeliveryListResponse'>>;
  /** Across all webhooks. */
  listAll(query?: string): Promise<Data<'DeliveryListResponse'>>;
  undelivered(query?: string): Promise<Data<'DeliveryListResponse'>>;
  get(id: string): Promise<DeliveryDetails>;
  health(webhookId: string): Promise<Schemas['WebhookHealth']>;
  healthList(query?: string): Promise<Data<'WebhookHealthListResponse'>>;
  retry(id: string): Promise<Delivery>;
  recover(webhookId: string, body: object): Promise<Data<'RecoveryResponse'>>;
  secret(webhookId: string): Promise<Data<'WebhookSecretResponse'>>;
  rotate(webhookId: string, body?: object): Promise<Data<'WebhookSecretResponse'>>;
  sendTest(webhookId: string, event: string): Promise<Data<'TestEventResponse'>>;
}

export interface DeliveriesService extends DeliveryService {
  deliveries: ContractCheck;
  as(account: { apiKey: string }): AccountDeliveries;
}

/** The real service on a database of its own, delivering unless told otherwise. */
export async function startDeliveriesService(
  env: Record<string, string> = {},
  roles: Role[] = ['api', 'worker'],
): Promise<DeliveriesService> {
  const service = await startDeliveryService(env, roles);
  const deliveries = await contractCheck('deliveries');
  return {
    ...service,
    deliveries,
    as: ({ apiKey }) => accountDeliveries(createCaller(service.url, deliveries, apiKey)),
  };
}

/** The operations by way of `call`. */
export function accountDeliveries(call: CallOperation): AccountDeliveries {
  /** The contract check has seen that the data is what the operation declares, which is what its type says. */
  async function succeed<D>(operationId: string, input: CallInput): Promise<D> {
    const { status, text, body } = await call(operationId, input);
    if (status >= 300) throw new Error(`${operationId} was answered with ${status}: ${text}`);
    return body.data as D;
  }
  return {
    call,
    list: (id, query = '') => succeed('listDeliveries', { id, query }),
    listAll: (query = '') => succeed('listAllDeliveries', { query }),
    undelivered: (query = '') => succeed('listUndelivered', { query }),
    get: async (id) => (await succeed<Data<'DeliveryDetailsResponse'>>('getDelivery', { id })).delivery,
    health: async (id) => (await succeed<Data<'WebhookHealthResponse'>>('getWebhookHealth', { id })).health,
    healthList: (query = '') => succeed('listWebhookHealth', { query }),
    retry: async (id) => (await succeed<Data<'DeliveryQueuedResponse'>>('retryDelivery', { id })).delivery,
    recover: (id, body) => succeed('recoverDeliveries', { id, body }),
    secret: (id) => succeed('getWebhookSecret', { id }),
    rotate: (id, body = {}) => succeed('rotateWebhookSecret', { id, body }),
    sendTest: (id, event) => succeed('sendTestEvent', { id, body: { event } }),
  };
}

/** All pages from the one that `query` begins with, each with at most `limit` deliveries. */
export async function allPages(
  read: (query: string) => Promise<Data<'DeliveryListResponse'>>,
  { limit, query = '' }: { limit: number; query?: string },
): Promise<Delivery[][]> {
  const pages: Delivery[][] = [];
  let cursor = '';
  for (;;) {
    const page = await read(`${query}&limit=${limit}${cursor}`.replace(/^&/, ''));
    pages.push(page.deliveries);
    if (page.next_cursor === null) return pages;
    cursor = `&cursor=${page.next_cursor}`;
  }
}

/** The seconds since the epoch, as a time in a query. */
export function atSecond(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
