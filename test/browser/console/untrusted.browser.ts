/** What publishers and receivers control is text on every screen, whatever it is written like. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startReceiver, type Receiver } from '../../support/receiver.js';
import { testConsole } from './console.js';

const tests = testConsole({ RETRY_SCHEDULE_SECONDS: '86400' });

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

/** Runs a script, or asks for an image, wherever it is taken for HTML. */
const hostile = (place: string): string =>
  `"'><img src=/hostile onerror="hostile=1"><script>hostile=1</script><svg/onload=hostile=1> ${place}`;

it('shows script in payload, route, DC, answer, URL and name as it was written', async () => {
  const { service } = tests;
  receiver.respondWith((_request, response) => {
    response.writeHead(500, { 'Content-Type': 'text/html' }).end(hostile('answer'));
  });
  const account = await service.createAccount(hostile('name'));
  const { id } = await account.createWebhook({
    webhook_url: `${receiver.url}/hook?a=${hostile('url').replaceAll(' ', '/')}`,
    events: ['ROUTE_CREATED'],
    dc_ids: [hostile('dc')],
  });
  await service.publish([
    {
      account_id: account.id,
      event: 'ROUTE_CREATED',
      dc_id: hostile('dc'),
      route_id: hostile('route'),
      further: hostile('payload'),
      [hostile('key')]: { deep: [hostile('item')] },
    },
  ]);
  await receiver.waitForRequests(1);

  const { page, observed, open } = await tests.enter(account.id);
  const name = page.getByRole('heading', { name: 'img src=' });
  await page.getByRole('link', { name: hostile('name') }).waitFor();
  await page.getByRole('link', { name: 'script' }).first().waitFor();

  await open(`/console/webhooks/${id}`);
  await page.getByRole('row', { name: hostile('route') }).waitFor();
  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('dialog').getByText(hostile('answer')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Route', { exact: true }).fill(hostile('route'));
  await page.getByLabel('Route', { exact: true }).press('Enter');
  await page.waitForURL(/route_id=/);

  await page
    .getByRole('row', { name: hostile('route') })
    .getByRole('link')
    .click();
  await name.waitFor();
  await page.getByText(hostile('answer')).waitFor();
  const payload = page.getByLabel('Payload');
  for (const place of ['route', 'dc', 'payload', 'key', 'item'])
    await payload
      .getByText(JSON.stringify(hostile(place)).slice(1, -1))
      .first()
      .waitFor();

  for (const [path, words] of [
    ['/console/deliveries', 'route'],
    ['/console/undelivered', 'route'],
    [`/console/webhooks/${id}/secret`, null],
  ] as const) {
    await open(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    if (words) await page.getByRole('row', { name: hostile(words) }).waitFor();
  }
  const operator = await tests.enter(null, { path: '/console/platform/accounts' });
  await operator.page.getByText(hostile('name')).first().waitFor();

  for (const visitor of [page, operator.page]) {
    expect(
      await visitor.evaluate('[typeof hostile, document.querySelectorAll("img, script:not([src])").length]'),
    ).toEqual(['undefined', 0]);
  }
  expect([...observed.requests, ...operator.observed.requests].filter((url) => url.endsWith('/hostile'))).toEqual([]);
});
