import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { isVerified, signaturesOf } from '../support/signatures.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService();
});
afterAll(() => service.stop());

it('a receiver that takes the new secret in the middle of the grace period verifies every notification of a steady stream', async () => {
  const target = await service.createTarget();
  const api = service.as(target.account);
  const { receiver, webhook } = target;

  // A receiver that knows one secret at a time, and refuses what that does not verify.
  let { secret: known } = await api.secret(webhook.id);
  const refused: string[] = [];
  receiver.respondWith((request, response) => {
    const arrived = receiver.requests.at(-1);
    const verified = arrived !== undefined && isVerified(known, arrived);
    if (!verified) refused.push(String(request.headers['webhook-signature']));
    response.writeHead(verified ? 200 : 401).end();
  });

  const ending = new AbortController();
  const ids: string[] = [];
  const stream = (async () => {
    while (!ending.signal.aborted) ids.push(...(await target.publishMany(20)).map(({ id }) => id));
  })();
  /** Resolves when some more notifications have arrived that `which` is true of. */
  async function moreOf(which: (signatures: number) => boolean): Promise<void> {
    const seen = receiver.requests.length;
    await eventually(() => {
      const fresh = receiver.requests.slice(seen).filter((request) => which(signaturesOf(request).length));
      expect(fresh.length).toBeGreaterThan(200);
    });
  }

  await moreOf((signatures) => signatures === 1);
  const { secret: next } = await api.rotate(webhook.id, { grace_period_seconds: 3_600 });
  await moreOf((signatures) => signatures === 2);
  known = next;
  await moreOf((signatures) => signatures === 2);
  await service.pool.query('UPDATE webhooks SET previous_secret_until = now() WHERE id = $1', [webhook.id]);
  await moreOf((signatures) => signatures === 1);
  ending.abort();
  await stream;

  await eventually(async () => {
    expect(await statesOf(service.pool, webhook.id)).toEqual({ succeeded: ids.length });
  });
  expect(refused).toEqual([]);
  expect(receiver.requests.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(ids.toSorted());
});
