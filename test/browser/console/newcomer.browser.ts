/** A newcomer's way through the console, from the first start on: the program as it is shipped, on its bundled database, and one receiver. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createEventsClient } from '@waypost/client';
import { openWorkplace, type Serving, type Workplace } from '../../support/program.js';
import { startReceiver, type Receiver } from '../../support/receiver.js';
import { testVisitors } from './console.js';

const come = testVisitors();
let workplace: Workplace;
let service: Serving;
let receiver: Receiver;
beforeAll(async () => {
  [workplace, receiver] = [await openWorkplace(), await startReceiver()];
  service = await workplace.serve({ RETRY_SCHEDULE_SECONDS: '1' });
}, 180_000);
afterAll(async () => {
  await receiver.close();
  await workplace.close();
});

/** What the first start prints to be pasted into a shell. */
async function printed(name: string): Promise<string> {
  const [, value = ''] = await service.waitFor(new RegExp(`export ${name}=(\\S+)`));
  return value;
}

it('leads from the printed link to a webhook that was tried, has failed, and was recovered', async () => {
  const events = createEventsClient({ baseUrl: service.url, publisherKey: await printed('WAYPOST_PUBLISHER_KEY') });
  const accountId = await printed('WAYPOST_ACCOUNT_ID');
  async function publish(routeId: string): Promise<void> {
    const event = { account_id: accountId, event: 'ROUTE_STARTED', dc_id: 'BO016', route_id: routeId } as const;
    const { response } = await events.POST('/events', { body: { events: [event] } });
    expect(response.status).toBe(202);
  }
  const { page } = await come({ asks: [service.url], expects: [/400 \(Bad Request\) of \/webhooks$/] });
  const [, link = ''] = await service.waitFor(/(http:\S+\/console#link=\S+)/);
  await page.goto(link);

  await page.getByText('No webhooks yet').waitFor();
  await page.getByRole('link', { name: 'New webhook' }).first().click();
  await page.getByLabel('URL').fill('receiver');
  await page.getByLabel('ROUTE_STARTED').check();
  await page.getByLabel('DCs').first().fill('BO016');
  await page.getByRole('button', { name: 'Create webhook' }).click();
  await page.getByLabel('URL').and(page.locator('[aria-invalid=true]')).fill(`${receiver.url}/hook`);
  await page.getByRole('button', { name: 'Create webhook' }).click();

  const testing = page.getByRole('dialog', { name: 'Send a test event' });
  await testing.getByRole('button', { name: 'Send', exact: true }).click();
  await testing.getByText('delivered, answered 200').waitFor();
  await testing.getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('Nothing was sent in this span of time').waitFor();

  await publish('R-1001');
  await page.getByRole('row', { name: /succeeded.*ROUTE_STARTED.*R-1001/ }).waitFor();

  receiver.respondWith((_request, response) => {
    response.writeHead(503, { 'Content-Type': 'text/plain' }).end('Down for maintenance until 14:00.');
  });
  await publish('R-1002');
  await page
    .getByRole('row', { name: /exhausted.*R-1002/ })
    .getByRole('link')
    .click();
  await page.getByRole('heading', { name: 'ROUTE_STARTED of route R-1002' }).waitFor();
  await page.getByText('Attempt 1: answered 503').waitFor();
  await page.getByText('Attempt 2: answered 503').waitFor();
  await page.getByText('Down for maintenance until 14:00.').first().waitFor();
  await page.getByText('Given up').waitFor();
  await page.getByLabel('Payload').getByText('"route_id": "R-1002"').waitFor();

  receiver.respondWith(200);
  await page.getByRole('link', { name: 'Webhook', exact: true }).click();
  await page.getByRole('button', { name: 'Recover…' }).click();
  const recovering = page.getByRole('dialog', { name: 'Recover deliveries' });
  await recovering.getByRole('button', { name: 'Count first' }).click();
  await recovering.getByText('1 would be sent: 1 again, 0 for the first time.').waitFor();
  expect(receiver.requests).toHaveLength(4); // a test, the first event, two attempts at the second: counting sends nothing
  await recovering.getByRole('button', { name: 'Send 1' }).click();
  await recovering.getByText('1 delivery is being sent again').waitFor();
  await recovering.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('row', { name: /succeeded.*R-1002/ }).waitFor();
  expect(receiver.requests.map(({ body }) => (JSON.parse(body) as { route_id: string }).route_id)).toEqual([
    'R-1001', // the contract's example
    'R-1001',
    'R-1002',
    'R-1002',
    'R-1002',
  ]);
});
