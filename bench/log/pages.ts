import { request } from 'undici';
import { runLoad } from '../support/load.js';
import { percentile } from '../support/statistics.js';
import { formatCount } from '../support/table.js';
import { LIMIT, type FilledLog, type LoggedWebhook } from './fill.js';

/** How long an operation took through the API, over and over. */
export interface PageTimes {
  name: string;
  requests: number;
  p50Millis: number;
  p99Millis: number;
}

interface Page {
  data: { deliveries: { id: string }[]; next_cursor: string | null };
}

/**
 * Reads a thousand pages one after the other, and then measures the first, the last of them and others, one request at a time.
 * @throws Error if a page repeats a delivery, is not full or is out of order
 */
export async function measurePages(url: string, log: FilledLog, seconds: number): Promise<PageTimes[]> {
  const { large, down, ordinary, pages } = log;
  const last = `page ${formatCount(pages)}`;
  const ofWebhook = `/webhooks/${large.webhookId}/deliveries?limit=${LIMIT}`;
  const ofAccount = `/undelivered?limit=${LIMIT}`;
  const webhookCursor = await readPages(url, ofWebhook, large, pages);
  const accountCursor = await readPages(url, ofAccount, down, pages);

  const everybody = ordinary.map(({ webhookId, apiKey }) => ({ path: `/webhooks/${webhookId}/deliveries`, apiKey }));
  const ofLarge = (path: string) => [{ path, apiKey: large.apiKey }];
  const ofDown = (path: string) => [{ path, apiKey: down.apiKey }];
  const measured: [string, { path: string; apiKey: string }[]][] = [
    ['listDeliveries, first page of 50 webhooks in turn', everybody],
    ['listDeliveries, first page', ofLarge(ofWebhook)],
    [`listDeliveries, ${last}`, ofLarge(`${ofWebhook}&cursor=${webhookCursor}`)],
    ['listDeliveries, state=exhausted (1 of 100)', ofLarge(`${ofWebhook}&state=exhausted`)],
    ['listDeliveries, state=parked (none)', ofLarge(`${ofWebhook}&state=parked`)],
    ['listDeliveries, one route (20 of 100,000)', ofLarge(`${ofWebhook}&route_id=R-100`)],
    ['listUndelivered, first page', ofDown(ofAccount)],
    [`listUndelivered, ${last}`, ofDown(`${ofAccount}&cursor=${accountCursor}`)],
    ['getDelivery', ofLarge(`/deliveries/${webhookCursor}`)],
  ];
  const times: PageTimes[] = [];
  for (const [name, requests] of measured) times.push({ name, ...(await measure(url, requests, seconds)) });
  return times;
}

/** The cursor of the last page. */
async function readPages(url: string, path: string, { apiKey }: LoggedWebhook, pages: number): Promise<string> {
  const seen: string[] = [];
  let cursor = '';
  for (let n = 1; n < pages; n += 1) {
    const answer = await request(`${url}${path}${cursor && `&cursor=${cursor}`}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`Page ${n} of ${path} was answered with ${answer.statusCode}: ${text}`);
    const { deliveries, next_cursor } = (JSON.parse(text) as Page).data;
    seen.push(...deliveries.map(({ id }) => id));
    if (deliveries.length !== LIMIT || next_cursor === null) throw new Error(`Page ${n} of ${path} is not full.`);
    cursor = next_cursor;
  }
  if (seen.some((id, i) => i > 0 && id >= (seen[i - 1] ?? '')))
    throw new Error(`The pages of ${path} are out of order.`);
  return cursor;
}

async function measure(
  url: string,
  requests: { path: string; apiKey: string }[],
  seconds: number,
): Promise<Omit<PageTimes, 'name'>> {
  const { latencyMillis } = await runLoad({
    url,
    connections: 1,
    warmUpMillis: 500,
    measureMillis: seconds * 1_000,
    nextRequest: (count) => {
      const { path, apiKey } = requests[count % requests.length] ?? { path: '/', apiKey: '' };
      return { method: 'GET', path, headers: { authorization: `Bearer ${apiKey}` } };
    },
  });
  return {
    requests: latencyMillis.length,
    p50Millis: percentile(latencyMillis, 50),
    p99Millis: percentile(latencyMillis, 99),
  };
}
