import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { applyWebhookChanges } from '../../src/deliveries/webhookChanges.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { queueOf, statesOf, storeBacklog } from '../support/deliveryRows.js';

/** No worker runs here: changes are followed when the test says so. */
let service: DeliveryService;
let target: Target;
let pool: pg.Pool;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
  pool = service.pool;
});
beforeEach(async () => {
  target = await service.createTarget();
});
afterAll(() => service.stop());

const retrySpanSeconds = 3_600;
/** More than two batches, and not a whole number of them. */
const manyDeliveries = 11_234;

async function setEnabled(enabled: boolean): Promise<void> {
  await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled } });
}

function storeMany(count = manyDeliveries): Promise<void> {
  return storeBacklog(pool, { accountId: target.account.id, webhookId: target.webhook.id }, count);
}

const states = () => statesOf(pool, target.webhook.id);

async function notes(): Promise<number> {
  return (await pool.query('SELECT FROM webhook_changes')).rowCount ?? 0;
}

describe('the deliveries of a webhook', () => {
  it('follow it completely, however many they are: parked, resumed, parked, cancelled', async () => {
    await storeMany();
    await setEnabled(false);
    expect(await applyWebhookChanges(pool, retrySpanSeconds)).toBe(1);
    expect([await states(), await notes()]).toEqual([{ parked: manyDeliveries }, 0]);

    await setEnabled(true);
    expect(await applyWebhookChanges(pool, retrySpanSeconds)).toBe(1);
    expect([await states(), await notes()]).toEqual([{ pending: manyDeliveries }, 0]);

    await setEnabled(false);
    await applyWebhookChanges(pool, retrySpanSeconds);
    await storeMany(5_000); // as a publisher would who matched at the same moment
    await target.account.call('deleteWebhook', { id: target.webhook.id });
    expect(await applyWebhookChanges(pool, retrySpanSeconds)).toBe(1);
    expect([await states(), await notes()]).toEqual([{ cancelled: manyDeliveries + 5_000 }, 0]);
    expect(await queueOf(pool, target.webhook.id)).toHaveLength(0);
  });

  it('follow it once, though several processes do the work at the same time', async () => {
    await storeMany();
    await setEnabled(false);
    await Promise.all(Array.from({ length: 4 }, () => applyWebhookChanges(pool, retrySpanSeconds)));
    await applyWebhookChanges(pool, retrySpanSeconds);
    expect([await states(), await notes()]).toEqual([{ parked: manyDeliveries }, 0]);
  });

  it('of other webhooks are left alone', async () => {
    const other = await service.createTarget();
    await other.publishMany(2);
    await storeMany(2);
    await setEnabled(false);
    await applyWebhookChanges(pool, retrySpanSeconds);
    expect([await states(), await statesOf(pool, other.webhook.id)]).toEqual([{ parked: 2 }, { pending: 2 }]);
  });

  it('are not noted for nothing: PATCH with what is so already changes nothing', async () => {
    await setEnabled(true);
    expect(await notes()).toBe(0);
  });
});

describe('a change while an older one is still being carried out by another process', () => {
  /** Another process, in the middle of its statement. */
  let other: pg.Pool;
  beforeEach(async () => {
    other = new pg.Pool({ connectionString: service.databaseUrl, max: 1 });
    await storeMany(3);
    await setEnabled(false);
    await other.query('BEGIN');
    await applyWebhookChanges(other, retrySpanSeconds);
    expect(await states()).toEqual({ pending: 3 });
  });

  it('waits for it, so that nothing stays parked at a webhook that is enabled', async () => {
    await setEnabled(true);
    expect(await applyWebhookChanges(pool, retrySpanSeconds)).toBe(0);
    await other.query('COMMIT');
    await other.end();
    expect(await states()).toEqual({ parked: 3 });
    await applyWebhookChanges(pool, retrySpanSeconds);
    expect([await states(), await notes()]).toEqual([{ pending: 3 }, 0]);
  });

  it('waits for it, so that nothing stays parked at a webhook that is deleted', async () => {
    await target.account.call('deleteWebhook', { id: target.webhook.id });
    await applyWebhookChanges(pool, retrySpanSeconds);
    await other.query('COMMIT');
    await other.end();
    await applyWebhookChanges(pool, retrySpanSeconds);
    expect([await states(), await notes()]).toEqual([{ cancelled: 3 }, 0]);
  });

  it('holds up no other webhook, and a process that dies leaves the rest to the next one', async () => {
    const second = await service.createTarget();
    await second.publish();
    await second.account.call('updateWebhook', { id: second.webhook.id, body: { enabled: false } });
    expect(await applyWebhookChanges(pool, retrySpanSeconds)).toBe(1);
    expect(await statesOf(pool, second.webhook.id)).toEqual({ parked: 1 });
    await other.query('ROLLBACK');
    await other.end();
    await applyWebhookChanges(pool, retrySpanSeconds);
    expect([await states(), await notes()]).toEqual([{ parked: 3 }, 0]);
  });
});
