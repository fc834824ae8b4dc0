/** An account that the operator has disabled: its keys are refused, and its webhooks receive nothing until it is enabled again. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { updateAccount } from '../../src/accounts/accounts.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import type { Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';

let service: DeliveriesService;
let target: Target;
beforeEach(async () => {
  service = await startDeliveriesService();
  target = await service.createTarget();
});
afterEach(() => service.stop());

const setEnabled = (enabled: boolean) => updateAccount(service.database.prisma, target.account.id, { enabled });
const countOf = async (condition: string): Promise<number> => {
  const { rows } = await service.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM delivery_queue WHERE ${condition}`,
  );
  return rows[0]?.n ?? -1;
};

it('its keys are a 403 with a code of its own, within the seconds in which keys are remembered', async () => {
  expect((await target.account.call('listWebhooks')).status).toBe(200);
  await setEnabled(false);
  await eventually(async () => {
    const { status, body } = await target.account.call('listWebhooks');
    expect([status, body.data.code]).toEqual([403, 2003]);
  });
  await setEnabled(true);
  await eventually(async () => {
    expect((await target.account.call('listWebhooks')).status).toBe(200);
  });
});

it('what waits is parked, and goes on when it is enabled', async () => {
  target.receiver.respondWith(503);
  await target.publishMany(3);
  await target.receiver.waitForRequests(3);
  await setEnabled(false);
  await eventually(async () => {
    expect(await countOf('parked')).toBe(3);
  });
  target.receiver.respondWith(200);
  await setEnabled(true);
  await target.receiver.waitForRequests(6);
  await eventually(async () => {
    expect(await countOf('true')).toBe(0);
  });
});

it('what is published meanwhile is stored, sent to nobody, and can be recovered', async () => {
  await setEnabled(false);
  const before = new Date(Date.now() - 60_000).toISOString();
  const accepted = await target.publishMany(2);
  expect(accepted.map(({ deliveries }) => deliveries)).toEqual([0, 0]);
  await setEnabled(true);
  const account = service.as(target.account);
  expect(await account.recover(target.webhook.id, { since: before, include_missed: true })).toMatchObject({
    missed: 2,
  });
  await target.receiver.waitForRequests(2);
});

it('a webhook that its owner had disabled stays disabled', async () => {
  await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: false } });
  await setEnabled(false);
  await setEnabled(true);
  const [accepted] = await target.publishMany(1);
  expect(accepted?.deliveries).toBe(0);
});

it('since when a webhook failed is forgotten when its account is enabled: nothing was tried meanwhile', async () => {
  const failing = `UPDATE webhooks SET failing_since = now() - interval '3 days'`;
  await service.pool.query(failing);
  await setEnabled(false);
  await setEnabled(true);
  const { rows } = await service.pool.query('SELECT failing_since, suspended FROM webhooks');
  expect(rows).toEqual([{ failing_since: null, suspended: false }]);
});

it('a webhook that is created while its account is being disabled is suspended, whichever comes first', async () => {
  const [creator, disabler] = [await service.pool.connect(), await service.pool.connect()];
  try {
    await creator.query('BEGIN');
    await creator.query(
      `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
       SELECT gen_random_uuid(), account_id, url, events, dc_ids, sealed_secret FROM webhooks`,
    );
    const disabled = disabler.query('UPDATE accounts SET enabled = false'); // waits for the creator
    await eventually(async () => {
      const { rows } = await service.pool.query(`SELECT FROM pg_locks WHERE NOT granted`);
      expect(rows).not.toEqual([]);
    });
    await creator.query('COMMIT');
    await disabled;

    await disabler.query('BEGIN');
    await disabler.query('UPDATE accounts SET enabled = false WHERE enabled'); // none, but the next one does lock
    await disabler.query('UPDATE accounts SET enabled = true');
    await disabler.query('UPDATE accounts SET enabled = false');
    const created = creator.query(
      `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
       SELECT gen_random_uuid(), account_id, url, events, dc_ids, sealed_secret FROM webhooks LIMIT 1`,
    );
    await eventually(async () => {
      const { rows } = await service.pool.query(`SELECT FROM pg_locks WHERE NOT granted`);
      expect(rows).not.toEqual([]);
    });
    await disabler.query('COMMIT');
    await created;
  } finally {
    creator.release();
    disabler.release();
  }
  const { rows } = await service.pool.query('SELECT suspended FROM webhooks');
  expect(rows).toEqual([{ suspended: true }, { suspended: true }, { suspended: true }]);
});
