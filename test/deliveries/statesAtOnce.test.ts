import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { release, settlementOf, settlementWithoutAttempt } from '../../src/deliveries/outcome.js';
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';
import { settle } from '../../src/deliveries/settle.js';
import { applyWebhookChanges, expireParked } from '../../src/deliveries/webhookChanges.js';
import { claimOf } from '../support/claims.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { age, deliveriesOf, passLeases, passWaitingTime, statesOf } from '../support/deliveryRows.js';

/** No worker runs here: several actors do at the same time what workers, publishers and owners do, in any order. */
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({ DATABASE_POOL_SIZE: '4' }, ['api']);
});
afterAll(() => service.stop());

const retrySpanSeconds = 3_600;
const steps = [
  'publish',
  'claim',
  'succeed',
  'fail',
  'gone',
  'release',
  'enable',
  'disable',
  'follow',
  'expire',
  'grow old',
  'pass time',
  'pass leases',
] as const;
type Step = (typeof steps)[number] | 'delete';

/** What has been claimed and not been settled, and which deliveries a settlement has ended. */
interface Progress {
  target: Target;
  claims: ClaimedDelivery[];
  succeeded: Set<string>;
}

async function claim({ target, claims, succeeded }: Progress): Promise<number> {
  const claimed = await claimOf(service.pool, target.webhook.id, { limit: 3 });
  expect(claimed.filter(({ deliveryId }) => succeeded.has(deliveryId))).toEqual([]);
  claims.push(...claimed);
  return claimed.length;
}

function answer(statusCode: number): AttemptResult {
  const startedAt = new Date();
  const nothing = { errorKind: null, errorMessage: null, responseExcerpt: '', retryAfterSeconds: null };
  return { statusCode, startedAt, durationMillis: 1, ...nothing };
}

/** Settles the oldest claim as a worker would whose attempt was answered so. */
async function settleOne({ target, claims, succeeded }: Progress, statusCode: number): Promise<void> {
  const claimed = claims.shift();
  if (!claimed) return;
  const settlement = settlementWithoutAttempt(claimed) ?? settlementOf(claimed, answer(statusCode), [60, 60]);
  if (settlement.attempt && statusCode === 410) await setEnabled(target, false);
  const settled = await settle(service.pool, [settlement]);
  if (settlement.state === 'succeeded') for (const { deliveryId } of settled) succeeded.add(deliveryId);
}

async function setEnabled({ account, webhook }: Target, enabled: boolean): Promise<void> {
  await account.call('updateWebhook', { id: webhook.id, body: { enabled } });
}

async function take(step: Step, progress: Progress): Promise<unknown> {
  const { target, claims } = progress;
  const { pool } = service;
  switch (step) {
    case 'publish':
      return target.publishMany(2);
    case 'claim':
      return claim(progress);
    case 'succeed':
      return settleOne(progress, 200);
    case 'fail':
      return settleOne(progress, 500);
    case 'gone':
      return settleOne(progress, 410);
    case 'release':
      return settle(pool, claims.splice(0, 1).map(release));
    case 'enable':
      return setEnabled(target, true);
    case 'disable':
      return setEnabled(target, false);
    case 'delete':
      return target.account.call('deleteWebhook', { id: target.webhook.id });
    case 'follow':
      return applyWebhookChanges(pool, retrySpanSeconds);
    case 'expire':
      return expireParked(pool, retrySpanSeconds);
    case 'grow old':
      return age(pool, target.webhook.id, 2_000);
    case 'pass time':
      return passWaitingTime(pool, target.webhook.id);
    case 'pass leases':
      return passLeases(pool, target.webhook.id);
  }
}

/** Deliveries that are in the queue and in the log, or in the queue in two ways, seen at one moment. */
async function contradictions(): Promise<object[]> {
  const { rows } = await service.pool.query<object>(`
    SELECT q.delivery_id, q.ready, q.parked, q.leased_until, d.state
    FROM delivery_queue q LEFT JOIN deliveries d ON d.webhook_id = q.webhook_id AND d.id = q.delivery_id
    WHERE d.id IS NOT NULL OR (q.ready AND q.parked) OR (q.leased_until IS NOT NULL AND NOT q.ready)
    UNION ALL
    SELECT id, NULL, NULL, NULL, state FROM deliveries WHERE state IN ('pending', 'parked')`);
  return rows;
}

/** What a healthy receiver and workers make of whatever is left. */
async function comeToRest(progress: Progress): Promise<void> {
  for (let claimed = 1; claimed > 0;) {
    for (const step of ['follow', 'pass leases', 'pass time', 'expire'] as const) await take(step, progress);
    claimed = await claim(progress);
    while (progress.claims.length > 0) await settleOne(progress, 200);
  }
}

const actor = fc.array(fc.constantFrom<Step>(...steps), { maxLength: 14 });
const scenario = fc.record({ actors: fc.array(actor, { minLength: 1, maxLength: 3 }), isDeleted: fc.boolean() });

it('whatever happens at the same time, a delivery is in the queue or in the log, and none is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ actors, isDeleted }) => {
      const target = await service.createTarget();
      const progress: Progress = { target, claims: [], succeeded: new Set() };
      await target.publishMany(3);
      const all = isDeleted ? [...actors, ['publish', 'claim', 'delete', 'follow'] as const] : actors;
      await Promise.all(
        all.map(async (list) => {
          for (const step of list) {
            await take(step, progress);
            expect(await contradictions()).toEqual([]);
          }
        }),
      );
      if (!isDeleted) await setEnabled(target, true);
      await comeToRest(progress);

      expect(await contradictions()).toEqual([]);
      const {
        succeeded = 0,
        exhausted = 0,
        cancelled = 0,
        ...others
      } = await statesOf(service.pool, target.webhook.id);
      expect(others).toEqual({});
      const deliveries = await deliveriesOf(service.pool, target.webhook.id);
      expect(succeeded + exhausted + cancelled).toBe(deliveries.length);
      if (!isDeleted) expect(cancelled).toBe(0);
      expect(new Set(deliveries.flatMap(({ id, state }) => (state === 'succeeded' ? id : [])))).toEqual(
        progress.succeeded,
      );
    }),
    { numRuns: 40 },
  );
});
