import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { release, settlementOf } from '../../src/deliveries/outcome.js';
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';
import { settle, type Settlement } from '../../src/deliveries/settle.js';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';
import { claimOf } from '../support/claims.js';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import {
  attemptsOf,
  deliveriesOf,
  deliveryOf,
  passLeases,
  passWaitingTime,
  queueOf,
  statesOf,
} from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

/** Publishes only: each test starts the workers that it needs. */
let service: DeliveryService;
const settings = { SECRET_KEYS: Buffer.alloc(32, 7).toString('base64') };
beforeAll(async () => {
  service = await startDeliveryService(settings, ['api']);
});
afterAll(() => service.stop());

async function hasStates(target: Target, expected: object): Promise<void> {
  await eventually(async () => {
    expect(await statesOf(service.pool, target.webhook.id)).toEqual(expected);
  });
}

const claim = ({ webhook }: Target) => claimOf(service.pool, webhook.id, { limit: 100 });

function answered(claimed: ClaimedDelivery, statusCode: number): Promise<Settlement[]> {
  const nothing = { errorKind: null, errorMessage: null, responseExcerpt: '', retryAfterSeconds: null };
  const attempt = { statusCode, startedAt: new Date(), durationMillis: 1, ...nothing };
  return settle(service.pool, [settlementOf(claimed, attempt, [60])]);
}

describe('a lease', () => {
  it('is given to one claim only until it ends, however many claim at the same time', async () => {
    const target = await service.createTarget();
    await target.publishMany(100);
    const claims = await Promise.all(Array.from({ length: 4 }, () => claim(target)));
    const ids = claims.flat().map(({ deliveryId }) => deliveryId);
    expect([ids.length, new Set(ids).size]).toEqual([100, 100]);
    expect(await claim(target)).toEqual([]);
  });

  it('is written on the page that the delivery is on, and in no index, also where all of a page are claimed at once', async () => {
    const target = await service.createTarget();
    await target.publishMany(400);
    const client = await service.pool.connect();
    const updates = async () => {
      await client.query('SELECT pg_stat_force_next_flush()');
      const { rows } = await client.query<{ all: number; heap_only: number }>(
        `SELECT n_tup_upd::int AS all, n_tup_hot_upd::int AS heap_only FROM pg_stat_user_tables WHERE relname = 'delivery_queue'`,
      );
      return first(rows);
    };
    const before = await updates();
    expect(await claimOf(client, target.webhook.id, { limit: 400 })).toHaveLength(400);
    const after = await updates();
    client.release();
    expect(after.all - before.all).toBe(400);
    expect(after.heap_only - before.heap_only).toBeGreaterThan(360); // a page or two had rows of other tests already
  });

  it('that was lost settles nothing: the attempt is logged, and the one who has the lease now decides', async () => {
    const target = await service.createTarget();
    await target.publish();
    const lost = first(await claim(target));
    await passLeases(service.pool, target.webhook.id);
    const held = first(await claim(target));
    expect([lost.attemptNumber, held.attemptNumber]).toEqual([1, 2]);

    expect(await answered(lost, 500)).toEqual([]);
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ attempt_number: 2, place: 'leased' }]);
    expect(await answered(lost, 200)).toEqual([]);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'pending' });

    expect(await answered(held, 200)).toEqual([expect.objectContaining({ deliveryId: held.deliveryId })]);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({
      state: 'succeeded',
      attempt_count: 2,
    });
    expect(await attemptsOf(service.pool, target.webhook.id)).toMatchObject([
      { number: 1, status_code: 500 },
      { number: 2, status_code: 200 },
    ]);
    expect(await answered(lost, 500)).toEqual([]);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({ state: 'succeeded' });
  });

  it('that ended still settles while nobody else has claimed the delivery', async () => {
    const target = await service.createTarget();
    await target.publish();
    const late = first(await claim(target));
    await passLeases(service.pool, target.webhook.id);
    expect(await answered(late, 200)).toEqual([expect.objectContaining({ deliveryId: late.deliveryId })]);
    expect(await claim(target)).toEqual([]);
  });

  it('that is given back leaves no trace: the same number is claimed again', async () => {
    const target = await service.createTarget();
    await target.publish();
    const given = first(await claim(target));
    await settle(service.pool, [release(given)]);
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ attempt_number: 0, place: 'ready' }]);
    expect(await deliveryOf(service.pool, target.webhook.id)).toMatchObject({
      state: 'pending',
      attempt_count: 0,
    });
    expect(first(await claim(target)).attemptNumber).toBe(1);
  });
});

describe('two workers', () => {
  it('share the work and never send one delivery at the same time, nor twice when it succeeds', async () => {
    const target = await service.createTarget();
    const sending = new Set<string>();
    const overlaps: string[] = [];
    const isFirst = new Set<string>();
    target.receiver.respondWith((request, response) => {
      const id = String(request.headers['webhook-id']);
      if (sending.has(id)) overlaps.push(id);
      sending.add(id);
      setImmediate(() => {
        sending.delete(id);
        response.writeHead(isFirst.has(id) ? 200 : 500).end();
        isFirst.add(id);
      });
    });
    // So few at the same time that one worker can't claim all.
    const env = { WORKER_CONCURRENCY: '10', WEBHOOK_CONCURRENCY: '10' };
    const workers = await Promise.all([service.startAnother(['worker'], env), service.startAnother(['worker'], env)]);
    const accepted = await target.publishMany(400);
    await eventually(async () => {
      await passWaitingTime(service.pool, target.webhook.id);
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 400 });
    });
    for (const { stop } of workers) await stop();

    expect(overlaps).toEqual([]);
    const arrived = target.receiver.requests.map(({ headers }) => String(headers['webhook-id'])).sort();
    expect(arrived).toEqual(accepted.flatMap(({ id }) => [id, id]).sort());
    expect(await attemptsOf(service.pool, target.webhook.id)).toHaveLength(800);
    for (const { logLines } of workers) {
      expect(logLines.filter(({ msg }) => msg === 'attempt').length).toBeGreaterThan(0);
      expect(logLines.filter(({ level }) => Number(level) >= 40)).toEqual([]);
    }
  });
});

describe('a worker that stops', () => {
  it('finishes what is in flight, writes it, and gives back what it has claimed and not sent', async () => {
    const target = await service.createTarget();
    const open: ServerResponse[] = [];
    target.receiver.respondWith((_, response) => open.push(response));
    const leases = async () => {
      const rows = await queueOf(service.pool, target.webhook.id);
      return rows.map(({ place, attempt_number }) => `${place} ${attempt_number}`).sort();
    };
    const inFlight = Array<string>(2).fill('leased 1');
    // It claims twice as many as it may send at the same time.
    const worker = await service.startAnother(['worker'], { WORKER_CONCURRENCY: '2' });
    await target.publishMany(10);
    await target.receiver.waitForRequests(2);
    await eventually(async () => {
      expect(await leases()).toEqual([...inFlight, ...inFlight, ...Array<string>(6).fill('ready 0')]);
    });

    const stopped = worker.stop();
    await eventually(async () => {
      expect(await leases()).toEqual([...inFlight, ...Array<string>(8).fill('ready 0')]);
    });
    for (const response of open) response.writeHead(200).end();
    target.receiver.respondWith(200);
    await stopped;
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ pending: 8, succeeded: 2 });
    expect(target.receiver.requests).toHaveLength(2);
    const numbers = (await deliveriesOf(service.pool, target.webhook.id)).map(({ attempt_count }) => attempt_count);
    expect(numbers.sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });
});

describe('a worker that can not open the secret of a webhook', () => {
  it('sends nothing unsigned and spends no attempt: one that can open it delivers', async () => {
    const target = await service.createTarget();
    const { id } = target.webhook;
    const worker = await service.startAnother(['worker']);
    const secret = await service.secretOf(id);
    const seal = async (key: string) => {
      const sealed = createSecretBox(parseSealingKeys(key)).seal(secret, id);
      await service.pool.query('UPDATE webhooks SET sealed_secret = $2 WHERE id = $1', [id, sealed]);
    };
    await seal(Buffer.alloc(32, 8).toString('base64')); // which no process has, and no start would accept
    await target.publish();
    await eventually(async () => {
      const [queued] = await queueOf(service.pool, id);
      expect(queued).toMatchObject({ attempt_number: 0, place: 'waiting' });
    });
    const [delivery] = await deliveriesOf(service.pool, id);
    expect(worker.logLines.filter(({ deliveryId }) => deliveryId === delivery?.id)).toMatchObject([{ level: 50 }]);
    expect(target.receiver.connections).toBe(0);

    await seal(settings.SECRET_KEYS);
    await passWaitingTime(service.pool, id);
    await hasStates(target, { succeeded: 1 });
    expect(await attemptsOf(service.pool, id)).toMatchObject([{ number: 1, status_code: 200 }]);
    await worker.stop();
  });
});

describe('a worker that is killed', () => {
  let child: ChildProcess | undefined;
  afterAll(() => void child?.kill('SIGKILL'));

  it('loses nothing: its deliveries are claimed again when their leases end, and not before', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(() => undefined);
    const { id } = await target.publish();
    child = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('../../src/main.ts', import.meta.url)), 'serve', '--worker'],
      {
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: service.databaseUrl,
          WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
          ...settings,
        },
        stdio: 'ignore',
      },
    );
    await target.receiver.waitForRequests(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ attempt_number: 1, place: 'leased' }]);

    target.receiver.respondWith(200);
    const other = await service.createTarget();
    const worker = await service.startAnother(['worker']);
    await other.publish();
    await hasStates(other, { succeeded: 1 });
    expect(target.receiver.requests).toHaveLength(1);

    await passLeases(service.pool, target.webhook.id);
    await hasStates(target, { succeeded: 1 });
    expect(target.receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    expect(await attemptsOf(service.pool, target.webhook.id)).toMatchObject([{ number: 2, status_code: 200 }]);
    await worker.stop();
  });
});
