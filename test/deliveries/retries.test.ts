import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, deliveryOf, passWaitingTime, queueOf, type AttemptRow } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { startReceiver, type Answer } from '../support/receiver.js';

const scheduleSeconds = loadConfig({}).delivery.retryScheduleSeconds;

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({ WEBHOOK_TIMEOUT_SECONDS: '2' });
});
afterAll(() => service.stop());

/** The attempts of a webhook's one delivery, once there are so many. */
async function attempts(target: Target, count: number): Promise<AttemptRow[]> {
  return eventually(async () => {
    const rows = await attemptsOf(service.pool, target.webhook.id);
    expect(rows).toHaveLength(count);
    return rows;
  });
}

/** Seconds from the end of an attempt to the next one. */
async function delayAfter(target: Target, { started_at, duration_millis }: AttemptRow): Promise<number> {
  const queued = first(await queueOf(service.pool, target.webhook.id));
  expect(queued).toMatchObject({ place: 'waiting' });
  const { next_attempt_at } = await deliveryOf(service.pool, target.webhook.id);
  expect(next_attempt_at).toEqual(queued.due_at);
  return (queued.due_at.getTime() - started_at.getTime() - duration_millis) / 1_000;
}

/** A delivery to a receiver that answers so, after its first attempt. */
async function attemptedOnce(answer: Answer): Promise<[Target, AttemptRow]> {
  const target = await service.createTarget();
  target.receiver.respondWith(answer);
  await target.publish();
  return [target, first(await attempts(target, 1))];
}

describe('a delivery', () => {
  it('that fails is tried again when its time has come, and succeeds', async () => {
    const [target] = await attemptedOnce(500);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({
      state: 'pending',
      attempt_count: 1,
      finished_at: null,
    });
    target.receiver.respondWith(204);
    await passWaitingTime(service.pool, target.webhook.id);
    expect(await attempts(target, 2)).toMatchObject([
      { number: 1, status_code: 500, error_kind: null, error_message: null, response_excerpt: '' },
      { number: 2, status_code: 204, error_kind: null, error_message: null, response_excerpt: '' },
    ]);
    const delivery = await deliveryOf(service.pool, target.webhook.id);
    expect(delivery).toMatchObject({ state: 'succeeded', attempt_count: 2, next_attempt_at: null });
    expect(delivery.finished_at?.getTime()).toBeGreaterThanOrEqual(delivery.created_at.getTime());
    expect(await queueOf(service.pool, target.webhook.id)).toEqual([]);
  });

  it('that always fails is tried by the schedule, give or take a fifth, and is exhausted after it', async () => {
    const [target] = await attemptedOnce(500);
    for (const [i, seconds] of scheduleSeconds.entries()) {
      const rows = await attempts(target, i + 1);
      expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
      const delay = await delayAfter(target, rows[i] ?? first([]));
      expect(delay).toBeGreaterThanOrEqual(0.8 * seconds - 0.01);
      expect(delay).toBeLessThanOrEqual(1.2 * seconds + 5); // and what a slow machine takes to write the result
      await passWaitingTime(service.pool, target.webhook.id);
    }
    const rows = await attempts(target, scheduleSeconds.length + 1);
    expect(new Set(rows.map(({ status_code }) => status_code))).toEqual(new Set([500]));
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({
      state: 'exhausted',
      attempt_count: 9,
      next_attempt_at: null,
      finished_at: expect.any(Date),
    });
    expect(await queueOf(service.pool, target.webhook.id)).toEqual([]);
  });

  it.each([[400], [401], [404], [408], [422], [500], [502]])(
    'that is answered with %d is tried again',
    async (status) => {
      const [target, attempt] = await attemptedOnce(status);
      expect(attempt).toMatchObject({ number: 1, status_code: status, error_kind: null });
      expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'pending' });
      expect(await delayAfter(target, attempt)).toBeGreaterThan(3.9);
    },
  );

  it.each([[200], [201], [202], [204], [226]])('that is answered with %d has succeeded', async (status) => {
    const [target] = await attemptedOnce(status);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    [429, '120', 120, 121],
    [503, '120', 120, 121],
    [503, '7200', 3_600, 3_601], // an hour at the most
    [429, '1', 4, 6], // never sooner than the schedule
    [429, 'soon', 4, 6],
    [500, '120', 4, 6],
    [404, '120', 4, 6],
  ])('that is answered with %d and "Retry-After: %s" waits %d to %d s', async (status, retryAfter, least, most) => {
    const [target, attempt] = await attemptedOnce((_, response) => {
      response.writeHead(status, { 'Retry-After': retryAfter }).end();
    });
    const delay = await delayAfter(target, attempt);
    expect(delay).toBeGreaterThanOrEqual(least - 0.01);
    expect(delay).toBeLessThanOrEqual(most + 5);
  });

  it('that is redirected is not followed', async () => {
    const elsewhere = await startReceiver();
    const [target, attempt] = await attemptedOnce((_, response) => {
      response.writeHead(307, { Location: elsewhere.url }).end('over there');
    });
    expect(attempt).toMatchObject({ status_code: 307, error_kind: null, response_excerpt: 'over there' });
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'pending' });
    expect(elsewhere.connections).toBe(0);
    await elsewhere.close();
  });

  it.each<[string, Answer, object]>([
    ['never answers', () => undefined, { status_code: null, error_kind: 'timeout' }],
    [
      'begins its answer and never ends it',
      (_, response) => void response.writeHead(200).write('beginning'),
      { status_code: 200, error_kind: 'timeout', response_excerpt: 'beginning' },
    ],
    ['cuts the connection', (request) => request.socket.destroy(), { status_code: null, error_kind: 'connection' }],
  ])('to a receiver that %s is a failed attempt with its kind', async (_, answer, expected) => {
    const [target, attempt] = await attemptedOnce(answer);
    expect(attempt).toMatchObject({ number: 1, ...expected, error_message: expect.stringMatching(/./) });
    if (attempt.error_kind === 'timeout') expect(attempt.duration_millis).toBeGreaterThanOrEqual(1_990);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'pending' });
  });

  it('to a port where nobody listens is a failed attempt with its kind', async () => {
    const target = await service.createTarget();
    await target.receiver.close();
    await target.publish();
    expect(await attempts(target, 1)).toMatchObject([{ status_code: null, error_kind: 'connection' }]);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'pending' });
  });

  it('leaves the first KiB of each answer in the log, as text', async () => {
    const answer = `\u0000${'é'.repeat(2_000)}`;
    const [, attempt] = await attemptedOnce((_, response) => response.writeHead(500).end(answer));
    expect(attempt.response_excerpt).toMatch(/^é+$/);
    expect(Buffer.byteLength(attempt.response_excerpt)).toBeGreaterThan(1_000);
    expect(Buffer.byteLength(attempt.response_excerpt)).toBeLessThanOrEqual(1_024);
  });
});
