import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { settlementOf, settlementWithoutAttempt } from '../../src/deliveries/outcome.js';
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';
import { retryDelivery } from '../../src/deliveries/retryDelivery.js';
import { settle, type Settlement } from '../../src/deliveries/settle.js';
import { applyWebhookChanges, expireParked } from '../../src/deliveries/webhookChanges.js';
import {
  age,
  attemptsOf,
  deliveryOf,
  passLeases,
  passWaitingTime,
  queueOf,
  type DeliveryRow,
} from '../support/deliveryRows.js';
import { claimOf } from '../support/claims.js';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';

/** No worker runs here: each step of one is taken by hand, so that what comes between can be put there. */
let service: DeliveryService;
let target: Target;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
beforeEach(async () => {
  target = await service.createTarget();
  await target.publish();
});
afterAll(() => service.stop());

const retrySpanSeconds = 3_600;
const schedule = [60, 60];

function delivery(): Promise<DeliveryRow> {
  return deliveryOf(service.pool, target.webhook.id);
}

const claimAll = () => claimOf(service.pool, target.webhook.id);

const claim = async (): Promise<ClaimedDelivery> => first(await claimAll());

/** What the attempt of this claim ended with. */
function answered(claimed: ClaimedDelivery, statusCode: number): Promise<Settlement[]> {
  const attempt: AttemptResult = {
    statusCode,
    errorKind: null,
    errorMessage: null,
    startedAt: new Date(),
    durationMillis: 1,
    responseExcerpt: '',
    retryAfterSeconds: null,
  };
  return settle(service.pool, [settlementOf(claimed, attempt, schedule)]);
}

/** Fails as often as the schedule allows but for the last attempt, which may be claimed then. */
async function failUntilLast(): Promise<void> {
  for (let i = 0; i < schedule.length; i += 1) {
    await answered(await claim(), 500);
    await passWaitingTime(service.pool, target.webhook.id);
  }
}

/** What a worker does with a claim that it must not send. */
async function settleUnsent(claimed: ClaimedDelivery): Promise<void> {
  const settlement = settlementWithoutAttempt(claimed);
  expect(settlement).not.toBeNull();
  if (settlement) await settle(service.pool, [settlement]);
}

const enable = () => target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
const disable = () => target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: false } });
const remove = () => target.account.call('deleteWebhook', { id: target.webhook.id });
const follow = () => applyWebhookChanges(service.pool, retrySpanSeconds);
const expire = () => expireParked(service.pool, retrySpanSeconds);
const growOld = () => age(service.pool, target.webhook.id, retrySpanSeconds + 60);

async function park(): Promise<void> {
  await disable();
  await follow();
}

type Step = () => Promise<unknown>;

describe('a delivery becomes', () => {
  it.each<[string, DeliveryRow['state'], Step[]]>([
    ['succeeded by a 2xx', 'succeeded', [async () => answered(await claim(), 200)]],
    ['pending by a failed attempt', 'pending', [async () => answered(await claim(), 500)]],
    ['exhausted by its last failed attempt', 'exhausted', [failUntilLast, async () => answered(await claim(), 500)]],
    ['succeeded by its last attempt', 'succeeded', [failUntilLast, async () => answered(await claim(), 200)]],
    ['parked by a 410', 'parked', [async () => answered(await claim(), 410)]],
    ['parked when its webhook is disabled', 'parked', [park]],
    ['parked while it waits for a retry', 'parked', [async () => answered(await claim(), 500), park]],
    ['pending when its webhook is enabled again', 'pending', [park, enable, follow]],
    ['pending when disabled and enabled at once', 'pending', [disable, enable, follow]],
    ['parked when enabled and disabled again', 'parked', [park, enable, disable, follow]],
    ['exhausted when it was parked for longer than it is retried', 'exhausted', [park, growOld, expire]],
    ['exhausted though its webhook is enabled, too late', 'exhausted', [park, growOld, enable, follow, expire]],
    ['cancelled when its webhook is deleted', 'cancelled', [remove, follow]],
    ['cancelled while it waits for a retry', 'cancelled', [async () => answered(await claim(), 500), remove, follow]],
    ['cancelled when it is parked', 'cancelled', [park, remove, follow]],
    ['cancelled when it is parked and old', 'cancelled', [park, growOld, remove, follow, expire]],
    ['cancelled when disabled and deleted at once', 'cancelled', [disable, remove, follow]],
    ['no younger by being parked: within the span it stays parked', 'parked', [park, expire]],
    ['pending until its time, however old', 'pending', [async () => answered(await claim(), 500), growOld, expire]],
  ])('%s', async (_, state, steps) => {
    for (const step of steps) await step();
    const { next_attempt_at, finished_at, ...row } = await delivery();
    expect(row.state).toBe(state);
    expect(next_attempt_at !== null).toBe(state === 'pending');
    expect(finished_at !== null).toBe(['succeeded', 'exhausted', 'cancelled'].includes(state));
    expect(await queueOf(service.pool, target.webhook.id)).toHaveLength(
      state === 'pending' || state === 'parked' ? 1 : 0,
    );
  });
});

describe('a delivery that is claimed', () => {
  it.each<[string, DeliveryRow['state'], Step]>([
    ['disabled', 'parked', disable],
    ['deleted', 'cancelled', remove],
  ])('just after its webhook was %s is not sent', async (_, state, change) => {
    await change();
    await settleUnsent(await claim());
    expect(await delivery()).toMatchObject({ state, attempt_count: 0, next_attempt_at: null });
    expect(await attemptsOf(service.pool, target.webhook.id)).toEqual([]);
  });
});

describe('a delivery that is being attempted', () => {
  const ends =
    (statusCode: number, ...meanwhile: Step[]) =>
    async () => {
      const claimed = await claim();
      for (const step of meanwhile) await step();
      expect((await delivery()).state).toBe('pending');
      expect(await answered(claimed, statusCode)).toEqual([
        expect.objectContaining({ deliveryId: claimed.deliveryId }),
      ]);
    };

  it.each<[string, DeliveryRow['state'], Step[]]>([
    ['succeeds though its webhook was disabled', 'succeeded', [ends(200, disable, follow)]],
    ['succeeds though its webhook was deleted', 'succeeded', [ends(200, remove, follow)]],
    ['and fails while its webhook is disabled is parked', 'parked', [ends(500, disable, follow)]],
    ['and fails while its webhook is deleted is cancelled', 'cancelled', [ends(500, remove, follow)]],
    [
      'and is answered with 410 while its webhook is deleted is cancelled',
      'cancelled',
      [ends(410, remove, follow), follow],
    ],
    [
      'and fails for the last time is exhausted though its webhook was disabled',
      'exhausted',
      [failUntilLast, ends(500, disable, follow)],
    ],
  ])('%s', async (_, state, steps) => {
    for (const step of steps) await step();
    await follow();
    expect(await delivery()).toMatchObject({ state, next_attempt_at: null });
    expect(await queueOf(service.pool, target.webhook.id)).toHaveLength(state === 'parked' ? 1 : 0);
  });

  it.each<[string, DeliveryRow['state'], Step]>([
    ['enabled', 'pending', enable],
    ['deleted', 'cancelled', remove],
  ])('and found its webhook disabled follows when it is %s before that is written', async (_, state, change) => {
    await disable();
    const claimed = await claim();
    await change();
    await follow();
    await settleUnsent(claimed);
    await follow();
    expect((await delivery()).state).toBe(state);
  });

  it('is cancelled if its event is no longer there', async () => {
    await service.pool.query('DELETE FROM events WHERE id = $1', [(await delivery()).event_id]);
    await settleUnsent(await claim());
    expect((await delivery()).state).toBe('cancelled');
  });
});

it('a delivery that somebody asked for stays, though a newer event of its key comes', async () => {
  const key = { event: 'ROUTE_ETAS_CHANGED', route_id: 'R-3' };
  target = await service.createTarget({ events: ['ROUTE_ETAS_CHANGED'] });
  await target.publish(key);
  expect(await retryDelivery(service.pool, target.account.id, (await delivery()).id)).toBeNull();
  await target.publish(key);
  expect(await queueOf(service.pool, target.webhook.id)).toHaveLength(2);
});

describe('the numbers of attempts', () => {
  it('go on after a delivery was parked, and no number is given twice', async () => {
    await answered(await claim(), 500);
    await park();
    await enable();
    await follow();
    await answered(await claim(), 410);
    await park();
    await enable();
    await follow();
    await answered(await claim(), 200);
    expect(await delivery()).toMatchObject({ state: 'succeeded', attempt_count: 3 });
    expect(await attemptsOf(service.pool, target.webhook.id)).toMatchObject([
      { number: 1, status_code: 500 },
      { number: 2, status_code: 410 },
      { number: 3, status_code: 200 },
    ]);
  });

  it('of a worker that died are not given again after a delivery was parked', async () => {
    const lost = await claim();
    await passLeases(service.pool, target.webhook.id);
    await park();
    await enable();
    await follow();
    const next = await claim();
    expect(next.attemptNumber).toBe(lost.attemptNumber + 1);
    expect(await answered(lost, 500)).toEqual([]);
    expect(await answered(next, 200)).toEqual([expect.objectContaining({ deliveryId: next.deliveryId })]);
  });

  it('of a worker that died are not given again after a newer event of its key took the place of a delivery', async () => {
    const key = { event: 'ROUTE_ETAS_CHANGED', route_id: 'R-2' };
    target = await service.createTarget({ events: ['ROUTE_ETAS_CHANGED'] });
    await target.publish(key);
    const lost = await claim();
    await passLeases(service.pool, target.webhook.id);
    await target.publish(key);
    expect(await retryDelivery(service.pool, target.account.id, lost.deliveryId)).toBeNull();
    const claimed = await claimAll();
    expect(claimed.find(({ deliveryId }) => deliveryId === lost.deliveryId)?.attemptNumber).toBe(
      lost.attemptNumber + 1,
    );
  });
});
