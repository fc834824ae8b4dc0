import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Delivery } from '@waypost/client';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { deliveriesOf, deliveryOf, passWaitingTime, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { waypost, type Ended } from '../support/childProcess.js';

let service: DeliveryService;
let target: Target;
beforeAll(async () => {
  // Two attempts, the second of which the tests do not wait for.
  service = await startDeliveryService({ RETRY_SCHEDULE_SECONDS: '3600' });
  target = await service.createTarget();
});
afterAll(() => service.stop());

function asOwner(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  return waypost(args, { WAYPOST_URL: service.url, WAYPOST_API_KEY: target.account.apiKey, ...environment });
}

async function listed(args: string[]): Promise<Delivery[]> {
  const { code, stdout, stderr } = await asOwner(['deliveries', 'list', '--json', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Delivery[];
}

describe('waypost deliveries and waypost recover', () => {
  it('shows what did not arrive during an outage, and sends it again', async () => {
    const { receiver, webhook } = target;
    receiver.respondWith(503);
    await target.publishMany(2);
    await receiver.waitForRequests(2);
    await eventually(async () => {
      await passWaitingTime(service.pool, webhook.id);
      expect(await statesOf(service.pool, webhook.id)).toEqual({ exhausted: 2 });
    });
    receiver.respondWith(200);

    const { stdout } = await asOwner(['deliveries', 'list', '--undelivered', '--since', '1h'], { FORCE_COLOR: '1' });
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/DELIVERY.*EVENT.*DC.*ROUTE.*STATE.*ATTEMPTS.*PUBLISHED.*NEXT ATTEMPT.*WEBHOOK/);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatch(/ROUTE_CREATED {2}1 +R-1001 +/);
      expect(row).toContain('\u001b[31mexhausted\u001b[39m  2 ');
    }

    const recover = ['recover', webhook.id, '--since', '1h', '--include-missed'];
    expect((await asOwner([...recover, '--dry-run'])).stdout).toBe(
      '2 deliveries would be sent: 2 that were sent before, 0 that were missed\n',
    );
    const recovery = await asOwner([...recover, '--json']);
    expect(JSON.parse(recovery.stdout)).toEqual({ count: 2, failed: 2, missed: 0 });
    await eventually(async () => {
      expect(await statesOf(service.pool, webhook.id)).toEqual({ succeeded: 2 });
    });
  });

  it('lists the newest first, across pages and webhooks, by every filter', async () => {
    await target.publishMany(250);
    const second = await target.account.createWebhook({
      webhook_url: `${target.receiver.url}/second`,
      events: ['ROUTE_STARTED'],
      dc_ids: ['2'],
    });
    await target.publish({ event: 'ROUTE_STARTED', dc_id: '2', route_id: 'R-2' });
    const stored = (await deliveriesOf(service.pool, target.webhook.id)).map(({ id }) => id).reverse();

    const ofWebhook = await listed(['--webhook', target.webhook.id, '--limit', '240']);
    expect(ofWebhook.map(({ id }) => id)).toEqual(stored.slice(0, 240));
    const ofAccount = await listed(['--limit', '3']);
    expect(ofAccount.map(({ webhook_id }) => webhook_id)).toEqual([second.id, target.webhook.id, target.webhook.id]);
    const filters = ['--event', 'ROUTE_STARTED', '--dc', '2', '--route', 'R-2', '--since', '1h'];
    expect((await listed(filters)).map(({ webhook_id }) => webhook_id)).toEqual([second.id]);
    expect(await listed(['--until', '2026-01-01T00:00:00Z'])).toEqual([]);
    const none = await asOwner(['deliveries', 'list', '--webhook', second.id, '--state', 'cancelled']);
    expect(none.stdout).toBe('there are no such deliveries\n');
  });

  it('shows a delivery with its payload and attempts, and sends it again', async () => {
    const other = await service.createTarget();
    await other.publish();
    const { pool } = service;
    const { id } = await eventually(async () => {
      const delivery = await deliveryOf(pool, other.webhook.id);
      expect(delivery.state).toBe('succeeded');
      return delivery;
    });
    const environment = { WAYPOST_API_KEY: other.account.apiKey };
    const retried = await asOwner(['deliveries', 'retry', id], environment);
    expect(retried.stdout).toBe(`ROUTE_CREATED ${id} is sent again now\n`);
    await eventually(async () => {
      expect(await deliveryOf(pool, other.webhook.id)).toMatchObject({ state: 'succeeded', attempt_count: 2 });
    });
    const { stdout } = await asOwner(['deliveries', 'show', id], environment);
    expect(stdout).toMatch(new RegExp(`^delivery +${id}\nstate +succeeded\nevent +ROUTE_CREATED\n`));
    expect(stdout).toContain('"route_id": "R-1001"');
    expect(stdout).toMatch(/^1 +\S+ +\d+ ms +200$/m);
    expect(stdout).toMatch(/^2 \(manual\) +\S+ +\d+ ms +200$/m);
  });

  it('ends with 1 and the reason when it is refused', async () => {
    const stranger = { WAYPOST_API_KEY: (await service.createAccount()).apiKey };
    const { id } = first(await deliveriesOf(service.pool, target.webhook.id));
    const refusals = await Promise.all([
      asOwner(['deliveries', 'show', id], stranger),
      asOwner(['recover', target.webhook.id, '--since', '1h', '--until', '2h']),
      asOwner(['deliveries', 'list'], { WAYPOST_API_KEY: 'wp_wrong' }),
      asOwner(['deliveries', 'list'], { WAYPOST_API_KEY: '' }),
      asOwner(['deliveries', 'list', '--undelivered', '--state', 'parked']),
      asOwner(['deliveries', 'list', '--since', 'yesterday']),
    ]);
    expect(refusals.map(({ code, stdout }) => [code, stdout])).toEqual(refusals.map(() => [1, '']));
    expect(refusals.map(({ stderr }) => stderr)).toEqual([
      'waypost: The delivery could not be found. (error 3002)\n',
      'waypost: The request does not match the contract. (error 1000)\n  /body/until: must be later than since\n',
      'waypost: The API key is invalid. (error 2001)\n',
      'waypost: WAYPOST_API_KEY is not set: put the key into the environment\n',
      expect.stringContaining("option '--undelivered' cannot be used with option '--state <state>'"),
      expect.stringContaining('It has to be a time such as 2h, 3d, 2026-01-31 or 2026-01-31T09:00:00Z.'),
    ]);
  });
});

describe('--help', () => {
  it('of every command has an example, and no option for a key', async () => {
    const commands = ['listen', 'publish', 'deliveries list', 'deliveries show', 'deliveries retry', 'recover'];
    const helps = await Promise.all(commands.map((command) => waypost([...command.split(' '), '--help'])));
    commands.forEach((command, i) => {
      expect(helps[i]?.stdout).toMatch(new RegExp(`\nExamples?.*:\n {2}waypost ${command}`));
      expect(helps[i]?.stdout).not.toMatch(/--(api|publisher)-key/);
    });
  });
});
