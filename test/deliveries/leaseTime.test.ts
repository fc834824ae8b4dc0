import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { first, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { attemptsOf, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

/** Two attempts at a time, and a lease of 12 s: twice the deadline of an attempt, and 10 s to write its result. */
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({ WEBHOOK_TIMEOUT_SECONDS: '1', WEBHOOK_CONCURRENCY: '2' });
});
afterAll(() => service.stop());

/** To a receiver that has answered at once, many deliveries are given ahead; when it becomes slow, these wait for one another. */
const QUICK = 15;
const SLOW = 24;
const SLOW_MILLIS = 700;

async function secondsOfLease(eventId: string): Promise<number> {
  const { rows } = await service.pool.query<{ left: number }>(
    `SELECT extract(epoch FROM leased_until - now())::float8 AS left FROM delivery_queue WHERE event_id = $1`,
    [eventId],
  );
  return first(rows).left;
}

it('an attempt begins only while its lease is long enough for it; what waited for longer is given back and claimed again', async () => {
  const target = await service.createTarget();
  const begun: Promise<number>[] = [];
  target.receiver.respondWith((request, response) => {
    const isSlow = target.receiver.requests.length > QUICK;
    if (isSlow) begun.push(secondsOfLease(String(request.headers['webhook-id'])));
    setTimeout(() => response.writeHead(200).end(), isSlow ? SLOW_MILLIS : 0);
  });
  const haveSucceeded = (count: number) =>
    eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: count });
    });
  await target.publishMany(QUICK);
  await haveSucceeded(QUICK);
  await target.publishMany(SLOW);
  await haveSucceeded(QUICK + SLOW);
  const secondsLeft = await Promise.all(begun);
  expect(secondsLeft).toHaveLength(SLOW);
  // Some have waited until little was left; those after them have new leases.
  expect(Math.min(...secondsLeft)).toBeLessThan(8);
  expect(Math.min(...secondsLeft)).toBeGreaterThan(5.5);
  expect(secondsLeft.at(-1)).toBeGreaterThan(8);
  expect(new Set((await attemptsOf(service.pool, target.webhook.id)).map(({ number }) => number))).toEqual(
    new Set([1]),
  );
});
