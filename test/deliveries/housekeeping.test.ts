import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Service } from '../../src/service/start.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import type { OtherService, Target } from '../support/delivering.js';
import { age, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

/** Publishes only: each test starts the worker whose jobs it looks at. */
let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService({ RETENTION_DAYS: '30', RETRY_SCHEDULE_SECONDS: '3600' }, ['api']);
});
afterAll(() => service.stop());

const otherJobs = [
  'promote_due',
  'follow_webhook_changes',
  'count_statistics',
  'expire_parked',
  'create_partitions',
  'enforce_retention',
];
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

interface JobMetrics {
  lastSuccess: Record<string, number>;
  failures: Record<string, number>;
}

async function jobMetrics({ metricsUrl }: Service): Promise<JobMetrics> {
  const text = await (await fetch(metricsUrl ?? '')).text();
  const byJob = (name: string) =>
    Object.fromEntries(
      [...text.matchAll(new RegExp(`^${name}{job="(.*)"} (.*)$`, 'gm'))].map(([, job = '', value]) => [
        job,
        Number(value),
      ]),
    );
  return {
    lastSuccess: byJob('waypost_housekeeping_last_success_timestamp_seconds'),
    failures: byJob('waypost_housekeeping_failures_total'),
  };
}

/** A webhook for each job that is not a recovery's, with a delivery that only this job takes further. */
async function storeWork(): Promise<Record<'waiting' | 'disabled' | 'parked' | 'old', Target>> {
  const store = async (state: 'pending' | 'parked' | 'succeeded', at = daysAgo(0.01)): Promise<Target> => {
    const target = await service.createTarget();
    const owner = { accountId: target.account.id, webhookId: target.webhook.id };
    await storeDeliveries(service.pool, owner, [{ state, at }]);
    return target;
  };
  const [waiting, disabled, parked, old] = [
    await store('pending'),
    await store('pending'),
    await store('parked'),
    await store('succeeded', daysAgo(32)),
  ];
  await service.pool.query(
    `UPDATE delivery_queue SET ready = false, due_at = now() - interval '1 s' WHERE webhook_id = $1`,
    [waiting.webhook.id],
  );
  // Not to be claimed: nothing but the change may park it.
  await service.pool.query(
    `UPDATE delivery_queue SET ready = false, due_at = now() + interval '1 h' WHERE webhook_id = $1`,
    [disabled.webhook.id],
  );
  await disabled.account.call('updateWebhook', { id: disabled.webhook.id, body: { enabled: false } });
  await age(service.pool, parked.webhook.id, 7_200);
  return { waiting, disabled, parked, old };
}

async function expectWorkDone({ waiting, disabled, parked, old }: Awaited<ReturnType<typeof storeWork>>) {
  await eventually(async () => {
    expect(await statesOf(service.pool, waiting.webhook.id)).toEqual({ succeeded: 1 });
    expect(await statesOf(service.pool, disabled.webhook.id)).toEqual({ parked: 1 });
    expect(await statesOf(service.pool, parked.webhook.id)).toEqual({ exhausted: 1 });
    expect(await statesOf(service.pool, old.webhook.id)).toEqual({});
  });
}

/** A recovery of one delivery, noted before the fault. */
async function noteRecovery(): Promise<Target> {
  const target = await service.createTarget();
  const owner = { accountId: target.account.id, webhookId: target.webhook.id };
  await storeDeliveries(service.pool, owner, [{ state: 'exhausted' }]);
  const since = daysAgo(0.5).toISOString();
  expect(await service.as(target.account).recover(target.webhook.id, { since })).toMatchObject({ count: 1 });
  return target;
}

const failedJobs = ({ logLines }: OtherService) =>
  logLines.filter(({ msg }) => msg === 'a job of the housekeeping failed; it is tried again');

describe('a job of the housekeeping', () => {
  it('that fails starves no other, is logged, counted and tried again, and shows when it last succeeded', async () => {
    const work = await storeWork();
    const recovered = await noteRecovery();
    await service.pool.query('ALTER TABLE recoveries RENAME TO recoveries_elsewhere'); // which no other job needs
    const worker = await service.startAnother(['worker'], { METRICS_PORT: '0' });
    await expectWorkDone(work);

    await eventually(async () => {
      const { lastSuccess, failures } = await jobMetrics(worker);
      expect(lastSuccess.advance_recoveries).toBe(0);
      expect(failures.advance_recoveries).toBeGreaterThan(1);
      for (const job of otherJobs) {
        expect(Math.abs(Date.now() / 1_000 - (lastSuccess[job] ?? 0))).toBeLessThan(60);
        expect(failures[job]).toBe(0);
      }
    });
    const lines = failedJobs(worker);
    expect(new Set(lines.map(({ level, job }) => `${String(level)} ${String(job)}`))).toEqual(
      new Set(['40 advance_recoveries']),
    );
    expect(lines).toContainEqual(expect.objectContaining({ err: expect.objectContaining({ code: '42P01' }) }));

    await service.pool.query('ALTER TABLE recoveries_elsewhere RENAME TO recoveries');
    await recovered.receiver.waitForRequests(1);
    await eventually(async () => {
      expect((await jobMetrics(worker)).lastSuccess.advance_recoveries).toBeGreaterThan(0);
    });
    await worker.stop();
  });

  it('that waits for a lock starves no other', async () => {
    const work = await storeWork();
    const client = await service.pool.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE recoveries IN ACCESS EXCLUSIVE MODE');
    const worker = await service.startAnother(['worker'], { METRICS_PORT: '0' });
    await expectWorkDone(work);
    expect((await jobMetrics(worker)).lastSuccess.advance_recoveries).toBe(0);

    await client.query('ROLLBACK');
    client.release();
    await eventually(async () => {
      expect((await jobMetrics(worker)).lastSuccess.advance_recoveries).toBeGreaterThan(0);
    });
    expect(failedJobs(worker)).toEqual([]);
    await worker.stop();
  });
});
