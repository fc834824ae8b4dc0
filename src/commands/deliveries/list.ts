import type { operations } from '../../../generated/deliveries.js';
import type { Delivery } from '@waypost/client';
import { answerTo, type AccountAccess } from '../apiAccess.js';

/** The most that the Deliveries API puts on a page. */
const MAX_PAGE = 200;

/** Requests at the same time, where every webhook has to be asked. */
const CONCURRENCY = 8;

type Query = NonNullable<operations['listDeliveries']['parameters']['query']>;
export type DeliveryFilter = Omit<Query, 'limit' | 'cursor'>;
export type SpanFilter = Pick<DeliveryFilter, 'since' | 'until'>;

interface Page {
  deliveries: Delivery[];
  next_cursor: string | null;
}

/** The newest deliveries of a webhook. */
export async function listOfWebhook(
  { deliveries }: AccountAccess,
  id: string,
  filter: DeliveryFilter,
  limit: number,
): Promise<Delivery[]> {
  return collect(limit, async (page) => {
    const query = { ...filter, ...page };
    return (await answerTo(deliveries.GET('/webhooks/{id}/deliveries', { params: { path: { id }, query } }))).data;
  });
}

/** The newest deliveries of all webhooks that the account has. */
export async function listOfAccount(access: AccountAccess, filter: DeliveryFilter, limit: number): Promise<Delivery[]> {
  const { webhooks } = (await answerTo(access.webhooks.GET('/webhooks'))).data;
  const found: Delivery[] = [];
  for (let i = 0; i < webhooks.length; i += CONCURRENCY) {
    const some = webhooks.slice(i, i + CONCURRENCY);
    found.push(...(await Promise.all(some.map(({ id }) => listOfWebhook(access, id, filter, limit)))).flat());
  }
  // UUIDv7 ids sort by the time they were made.
  return found.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
}

/** The newest deliveries of the account that have not reached their receivers. */
export async function listUndelivered(
  { deliveries }: AccountAccess,
  filter: SpanFilter,
  limit: number,
): Promise<Delivery[]> {
  return collect(limit, async (page) => {
    return (await answerTo(deliveries.GET('/undelivered', { params: { query: { ...filter, ...page } } }))).data;
  });
}

async function collect(
  limit: number,
  getPage: (page: { limit: number; cursor?: string }) => Promise<Page>,
): Promise<Delivery[]> {
  const found: Delivery[] = [];
  let cursor: string | null = null;
  do {
    const size = Math.min(limit - found.length, MAX_PAGE);
    const page: Page = await getPage({ limit: size, ...(cursor !== null && { cursor }) });
    found.push(...page.deliveries);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < limit);
  return found;
}
