import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createDeliveriesClient } from '@waypost/client';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';
import { generateSecret } from '../../src/signing/sign.js';
import { startExample } from '../support/childProcess.js';
import { allEventTypes, first, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { deliveryOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

const sealingKey = randomBytes(32).toString('base64');
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({ SECRET_KEYS: sealingKey });
});
afterAll(() => service.stop());

/** The example knows its secret before there is a webhook that leads to it. */
async function giveSecret(webhookId: string, secret: string): Promise<void> {
  const sealed = createSecretBox(parseSealingKeys(sealingKey)).seal(secret, webhookId);
  await service.pool.query('UPDATE webhooks SET sealed_secret = $2 WHERE id = $1', [webhookId, sealed]);
}

describe.each([
  ['express-receiver.mjs', /ROUTE_STARTED of route R-1001 \(e-1\)\n/],
  ['typed-receiver-express.ts', /ROUTE_STARTED of route R-1001 \(e-1\)\n/],
  ['typed-receiver-fastify.ts', /ROUTE_STARTED of route R-1001 \(e-1\)\n/],
  ['typed-receiver-http.ts', /ROUTE_STARTED of route R-1001 at 2026-01-01T10:00:00.000Z \(e-1\)\n/],
])('examples/%s', (file, expected) => {
  it('takes what Waypost delivers, once, and refuses anything else', async () => {
    const secret = generateSecret();
    const example = startExample(file, { PORT: '0', WEBHOOK_SECRET: secret });
    const listening = await example.waitForOutput(/http:\S+/);
    const url = first(/http:\S+/.exec(listening) ?? []);
    const account = await service.createAccount();
    const webhook = await account.createWebhook({ webhook_url: url, events: allEventTypes, dc_ids: ['1'] });
    await giveSecret(webhook.id, secret);
    const deliveries = createDeliveriesClient({ baseUrl: service.url, apiKey: account.apiKey });

    const event = { account_id: account.id, event: 'ROUTE_STARTED', dc_id: '1', route_id: 'R-1001' };
    await service.publish([{ ...event, id: 'e-1', hook_timestamp_millis: 1_767_261_600_000 }]);
    await example.waitForOutput(expected);
    const { id } = await eventually(async () => {
      const delivery = await deliveryOf(service.pool, webhook.id);
      expect(delivery.state).toBe('succeeded');
      return delivery;
    });

    await deliveries.POST('/deliveries/{id}/retry', { params: { path: { id } } });
    await eventually(async () => {
      const repeated = await deliveryOf(service.pool, webhook.id);
      expect(repeated).toMatchObject({ state: 'succeeded', attempt_count: 2 });
    });
    expect(example.output().match(/e-1/g)).toHaveLength(1);

    const body = JSON.stringify(event);
    const forged = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    expect(forged.status).toBe(401);
    await example.interrupt();
  });
});
