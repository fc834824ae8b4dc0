import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { first, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { attemptsOf, passWaitingTime } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import type { ReceivedRequest } from '../support/receiver.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService();
});
afterAll(() => service.stop());

/** The headers as a receiver's framework hands them over. */
function signatureHeaders({ headers }: ReceivedRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

describe('a notification', () => {
  it('is a POST to the URL as it was registered, with these headers and no others', async () => {
    const target = await service.createTarget({}, '/a/../hook%20/?q=1&&x=%7e');
    const { id } = await target.publish();
    const request = first(await target.receiver.waitForRequests(1));
    // A dot segment is resolved by every HTTP client; the rest stays as it is.
    expect([request.method, request.path]).toEqual(['POST', '/hook%20/?q=1&&x=%7e']);
    expect(request.headers).toEqual({
      host: `127.0.0.1:${target.receiver.port}`,
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(request.body)),
      'user-agent': 'Waypost/test',
      'webhook-id': id,
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(Math.abs(Date.now() / 1_000 - Number(request.headers['webhook-timestamp']))).toBeLessThan(60);
  });

  it("carries the publisher's id as webhook-id", async () => {
    const target = await service.createTarget();
    await target.publish({ id: 'route:R-1001_started' });
    expect(first(await target.receiver.waitForRequests(1)).headers['webhook-id']).toBe('route:R-1001_started');
  });

  it('is verified by the standardwebhooks and svix packages with the secret of its webhook, and by no other', async () => {
    const target = await service.createTarget();
    const other = await service.createTarget();
    await target.publish({ text: 'Zürich ✓ 🚚 \u2028 </script>' });
    const request = first(await target.receiver.waitForRequests(1));
    const headers = signatureHeaders(request);
    const [secret, otherSecret] = [await service.secretOf(target.webhook.id), await service.secretOf(other.webhook.id)];
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    for (const Verifier of [StandardWebhook, SvixWebhook]) {
      expect(new Verifier(secret).verify(request.body, headers)).toEqual(JSON.parse(request.body));
      expect(() => new Verifier(otherSecret).verify(request.body, headers)).toThrow();
      expect(() => new Verifier(secret).verify(`${request.body} `, headers)).toThrow();
      expect(() => new Verifier(secret).verify(request.body, { ...headers, 'webhook-id': 'x' })).toThrow();
    }
  });

  it('is the same for all webhooks of the account but for the signature', async () => {
    const target = await service.createTarget();
    const body = { webhook_url: `${target.receiver.url}/second`, events: ['ROUTE_CREATED'], dc_ids: ['1'] };
    await target.account.createWebhook(body);
    await target.publish();
    const [one, two] = await target.receiver.waitForRequests(2);
    expect(one?.body).toBe(two?.body);
    expect(one?.headers['webhook-id']).toBe(two?.headers['webhook-id']);
    expect(one?.headers['webhook-signature']).not.toBe(two?.headers['webhook-signature']);
  });

  it('of every event type is what the contract describes, and its example can be published', async () => {
    const target = await service.createTarget({ dc_ids: ['BO016'] });
    const notifications = [...service.contract.notifications.values()];
    expect(notifications.map(({ path }) => path)).toEqual(target.webhook.events);
    for (const { path, request } of notifications) {
      const [example] = Object.values(request?.examples ?? {});
      await target.publish(example as object);
      const arrived = await eventually(() => {
        const found = target.receiver.requests.find(({ body }) => body.includes(`"${path}"`));
        return found ?? Promise.reject(new Error(`no ${path} arrived`));
      });
      expect(JSON.parse(arrived.body)).toEqual(example);
      expect(request?.faults(JSON.parse(arrived.body))).toEqual([]);
    }
  });

  it('has the same webhook-id and the same bytes on every attempt, and is signed anew', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(500);
    // Keys in an order, and numbers in a form, that storing it as anything but text would change.
    const { id } = await target.publish({
      z: 1,
      a: { 10: 1, 9: 2 },
      n: 1.5,
      big: 9_007_199_254_740_991,
      text: '\u0001é\ud83d\ude9a',
    });
    for (const attempts of [1, 2, 3]) {
      await eventually(async () => {
        expect(await attemptsOf(service.pool, target.webhook.id)).toHaveLength(attempts);
      });
      await passWaitingTime(service.pool, target.webhook.id);
    }
    const requests = await target.receiver.waitForRequests(4);
    const verifier = new StandardWebhook(await service.secretOf(target.webhook.id));
    for (const request of requests) {
      expect(request.headers['webhook-id']).toBe(id);
      expect(request.body).toBe(requests[0]?.body);
      verifier.verify(request.body, signatureHeaders(request));
    }
    expect(requests[0]?.body).toContain('"z":1,"a":{"9":2,"10":1},"n":1.5,"big":9007199254740991,"text":"\\u0001é🚚"');
  });
});
