import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { LookupAddress } from 'node:dns';
import { createLanes } from '../../src/deliveries/lanes.js';
import { createDeliveryMetrics } from '../../src/deliveries/metrics.js';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';
import { createSender } from '../../src/sending/send.js';
import { createSigningKeys } from '../../src/signing/signingKeys.js';
import { startWorker, type Worker } from '../../src/deliveries/worker.js';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';
import { startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { attemptsOf, deliveryOf, passWaitingTime, type AttemptRow } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { startReceiver, type Receiver } from '../support/receiver.js';
import type { TestAccount } from '../support/service.js';

const SECRET_KEYS = Buffer.alloc(32, 9).toString('base64');
/** With a database of the operator's, nothing special may be reached: loopback is open on the bundled one only. */
const strict = { DATABASE_URL: 'postgresql://operator@db.example/waypost', SECRET_KEYS };

let service: DeliveryService;
let account: TestAccount;
let receiver: Receiver;
beforeAll(async () => {
  service = await startDeliveryService(strict, ['api']);
  account = await service.createAccount();
  receiver = await startReceiver();
});
afterAll(async () => {
  await service.stop();
  await receiver.close();
});

describe('createWebhook refuses to lead into what the network hides', () => {
  const decimal = (address: string) => String(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  it.each([
    ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '0.1.2.3', '10.0.0.8', '172.16.0.1', '172.31.255.254', '192.168.1.1'],
    ...['169.254.0.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '192.0.0.1', '192.0.2.1', '198.18.0.1'],
    ...['198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
    ...[decimal('127.0.0.1'), decimal('10.0.0.8'), decimal('169.254.169.254')],
    ...['0x7f000001', '0x7f.0.0.1', '0X7F.0.0.0x1', '0177.0.0.1', '017700000001', '127.1', '127.0.1', '10.8', '0'],
    ...['１２７.0.0.1', '127。0。0。1', '%31%32%37.0.0.1', '127.0.0.1.'],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b::10.0.0.8]',
    ],
    ...['[fe80::1]', '[fc00::1]', '[fd12:3456::1]', '[ff02::1]', '[2001:db8::1]', '[2002:7f00:1::]', '[fd00:ec2::254]'],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'app.localhost',
      'intranet',
      'metadata.google.internal',
      'printer.local',
    ],
  ])('http://%s/', async (host) => {
    for (const url of [`http://${host}/`, `https://${host}:8443/hook`]) {
      const answer = await account.call('createWebhook', {
        body: { webhook_url: url, events: ['ROUTE_CREATED'], dc_ids: ['1'] },
      });
      expect([answer.status, answer.body]).toMatchObject([
        400,
        { data: { code: 1101, errors: [{ path: '/body/webhook_url' }] } },
      ]);
    }
    expect(await account.listWebhooks()).toEqual([]);
  });
});

describe('a worker', () => {
  let worker: Worker | undefined;
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
  });

  /** What names resolve to, as the world's DNS would say. */
  let addresses: LookupAddress[] = [];

  async function startStrictWorker(): Promise<Worker> {
    const sender = createSender({
      policy: createAddressPolicy({ allowedCidrs: [], allowedPorts: [] }),
      userAgent: 'Waypost/test',
      lookup: () => Promise.resolve(addresses),
    });
    const started = startWorker({
      db: service.database.sql,
      log: pino({ level: 'silent' }),
      sender,
      signingKeys: createSigningKeys(createSecretBox(parseSealingKeys(SECRET_KEYS))),
      metrics: createDeliveryMetrics(new Registry(), () => 0),
      scheduleSeconds: [60, 60, 60],
      maxInFlight: 10,
      lanes: createLanes({ maxInFlight: 10, maxPerWebhook: 10 }),
      timeoutMillis: 10_000,
      disableAfterSeconds: 86_400,
    });
    const stop = async () => {
      await started.stop();
      await sender.close();
    };
    return Promise.resolve({ ...started, stop });
  }

  async function attempts(webhookId: string, count: number): Promise<AttemptRow[]> {
    return eventually(async () => {
      const rows = await attemptsOf(service.pool, webhookId);
      expect(rows).toHaveLength(count);
      return rows;
    });
  }

  async function register(url: string): Promise<string> {
    const owner = await service.createAccount();
    const { id } = await owner.createWebhook({ webhook_url: url, events: ['ROUTE_CREATED'], dc_ids: ['1'] });
    await service.publish([{ account_id: owner.id, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1' }]);
    return id;
  }

  it.each([
    ['a private address', '10.0.0.8'],
    ['loopback', '127.0.0.1'],
    ['an IPv4-mapped address', '::ffff:127.0.0.1'],
    ['the metadata of a cloud', '169.254.169.254'],
  ])(
    'sends nothing to a name that leads to %s by now, and logs that without saying where it leads',
    async (_, address) => {
      addresses = [{ address, family: address.includes(':') ? 6 : 4 }];
      const id = await register(`http://receiver.example:${receiver.port}/hook`);
      worker = await startStrictWorker();
      const [attempt] = await attempts(id, 1);
      expect(attempt).toMatchObject({ number: 1, status_code: null, error_kind: 'blocked' });
      expect(attempt?.error_message).toBe('receiver.example leads to an address that webhooks may not reach');
      expect(await deliveryOf(service.pool, id)).toMatchObject({ state: 'pending' });
      expect(receiver.connections).toBe(0);
    },
  );

  it('asks again at every attempt where a name leads to', async () => {
    const id = await register(`http://changing.example:${receiver.port}/hook`);
    addresses = [{ address: '192.168.1.1', family: 4 }];
    worker = await startStrictWorker();
    await attempts(id, 1);
    addresses = [
      { address: '203.0.113.9', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    await passWaitingTime(service.pool, id);
    worker.wake();
    expect((await attempts(id, 2)).map(({ error_kind }) => error_kind)).toEqual(['blocked', 'blocked']);
    expect(receiver.connections).toBe(0);
  });

  it('sends nothing to an address that was registered while it was allowed', async () => {
    const id = await register('https://example.com/');
    await service.pool.query('UPDATE webhooks SET url = $2 WHERE id = $1', [id, `${receiver.url}/hook`]);
    const other = await service.startAnother(['worker']);
    const [attempt] = await attempts(id, 1);
    expect(attempt).toMatchObject({ status_code: null, error_kind: 'blocked', response_excerpt: '' });
    expect(receiver.connections).toBe(0);
    await other.stop();
  });
});

describe('what the operator allows', () => {
  it('may be registered and is reached: a block of addresses with a port', async () => {
    const worker = await service.startAnother(['api', 'worker'], {
      WEBHOOK_ALLOWED_CIDRS: `127.0.0.0/8:${receiver.port}`,
    });
    const create = (port: number) =>
      fetch(`${worker.url ?? ''}/webhooks`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${account.apiKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ webhook_url: `http://127.0.0.1:${port}/`, events: ['ROUTE_CREATED'], dc_ids: ['1'] }),
      });
    expect([(await create(receiver.port)).status, (await create(receiver.port - 1)).status]).toEqual([200, 400]);
    await service.publish([{ account_id: account.id, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1' }]);
    await receiver.waitForRequests(1);
    await worker.stop();
  });
});
