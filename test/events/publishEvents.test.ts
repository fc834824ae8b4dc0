import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validate as isUuid, version } from 'uuid';
import { first, routeCreated, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import type { TestAccount } from '../support/service.js';

let service: DeliveryService;
let account: TestAccount;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
  account = await service.createAccount();
  for (const dcIds of [['1'], ['1', '2'], ['2']]) await account.createWebhook({ dc_ids: dcIds });
});
afterAll(() => service.stop());

async function bodies(externalId: string): Promise<string[]> {
  const { rows } = await service.pool.query<{ body: string }>('SELECT body FROM events WHERE external_id = $1', [
    externalId,
  ]);
  return rows.map(({ body }) => body);
}

async function count(table: 'events' | 'deliveries' | 'delivery_queue'): Promise<number> {
  const { rows } = await service.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return first(rows).n;
}

async function counts() {
  return [await count('events'), await count('deliveries'), await count('delivery_queue')];
}

describe('publishEvents', () => {
  it('answers 202 "pending" with the id of each event and the number of its deliveries, in the order of the request', async () => {
    const before = await counts();
    const event = routeCreated(account.id);
    const events = [
      { ...event, id: 'mine:1' },
      { ...event, dc_id: '2' },
      { ...event, dc_id: '3' },
      { ...event, id: 'a' },
    ];
    const answer = await service.callEvents('publishEvents', { body: { events } });
    const accepted = (answer.body as { data: { events: { id: string }[] } }).data.events;
    const given = accepted.map(({ id }) => id).filter((id) => isUuid(id) && version(id) === 7);
    expect([answer.status, answer.body]).toEqual([
      202,
      {
        status: 'pending',
        data: {
          events: [
            { id: 'mine:1', deliveries: 2 },
            { id: given[0], deliveries: 2 },
            { id: given[1], deliveries: 0 },
            { id: 'a', deliveries: 2 },
          ],
        },
      },
    ]);
    const [events0 = 0, logged0, queued0 = 0] = before;
    expect(await counts()).toEqual([events0 + 4, logged0, queued0 + 6]);
  });

  it('refuses an API key of an account with 403 and code 2002, whatever the body', async () => {
    const headers = { Authorization: `Bearer ${account.apiKey}` };
    for (const input of [{ body: { events: [routeCreated(account.id)] } }, { body: {} }, { bytes: '{' }]) {
      const answer = await service.callEvents('publishEvents', { ...input, headers });
      expect([answer.status, answer.body]).toMatchObject([403, { status: 'error', data: { code: 2002 } }]);
    }
  });

  it.each([
    ['no key', '', 2000],
    ['a key that does not exist', `Bearer wp_${'x'.repeat(43)}`, 2001],
  ])('refuses %s with 401', async (_, Authorization, code) => {
    const before = await counts();
    const answer = await service.callEvents('publishEvents', {
      body: { events: [routeCreated(account.id)] },
      headers: { Authorization },
    });
    expect([answer.status, answer.body]).toMatchObject([401, { data: { code } }]);
    expect(await counts()).toEqual(before);
  });

  it('gives no access to webhooks with a publisher key', async () => {
    const answer = await service.call('listWebhooks', { headers: { Authorization: `Bearer ${service.publisherKey}` } });
    expect(answer.status).toBe(403);
  });

  it('gives an event without a timestamp the present one, and leaves one that is given alone', async () => {
    const earliest = Date.now();
    await service.publish([
      { ...routeCreated(account.id), id: 'now' },
      { ...routeCreated(account.id), id: 'then', hook_timestamp_millis: 1_767_258_000_000 },
      { ...routeCreated(account.id), id: 'long-ago', hook_timestamp_millis: 0 },
      { ...routeCreated(account.id), id: 'far-ahead', hook_timestamp_millis: Number.MAX_SAFE_INTEGER },
    ]);
    const { hook_timestamp_millis: now } = JSON.parse(first(await bodies('now'))) as { hook_timestamp_millis: number };
    expect(now).toBeGreaterThanOrEqual(earliest);
    expect(now).toBeLessThanOrEqual(Date.now());
    for (const [id, millis] of [
      ['then', 1_767_258_000_000],
      ['long-ago', 0],
      ['far-ahead', Number.MAX_SAFE_INTEGER],
    ] as const)
      expect(JSON.parse(first(await bodies(id)))).toMatchObject({ hook_timestamp_millis: millis });
  });

  it('makes the notification of the fields that all have, then further ones as they are, without id and account_id', async () => {
    const further = {
      z: null,
      driver: { name: 'Zoë ✓ 🚚', tags: ['a', 1, false, {}] },
      url: 'https://x/?a=1&b=</script>',
      'a"b': '\u0000\n',
    };
    await service.publish([{ ...further, ...routeCreated(account.id), id: 'further', hook_timestamp_millis: 5 }]);
    expect(await bodies('further')).toEqual([
      JSON.stringify({ event: 'ROUTE_CREATED', hook_timestamp_millis: 5, dc_id: '1', route_id: 'R-1001', ...further }),
    ]);
  });

  it('keeps further fields whose names mean something to JavaScript', async () => {
    const published = JSON.stringify({ ...routeCreated(account.id), id: 'names', hook_timestamp_millis: 5 });
    const further = '"__proto__":{"a":1},"constructor":2,"toJSON":3,"notSent":4';
    const bytes = `{"events":[${published.slice(0, -1)},${further}}]}`;
    const answer = await service.callEvents('publishEvents', { bytes });
    expect(answer.status).toBe(202);
    expect(await bodies('names')).toEqual([
      `{"event":"ROUTE_CREATED","hook_timestamp_millis":5,"dc_id":"1","route_id":"R-1001",${further}}`,
    ]);
  });

  it('takes 1,000 events in one request', async () => {
    const before = await counts();
    const accepted = await service.publish(Array.from({ length: 1_000 }, () => routeCreated(account.id)));
    expect(accepted.map(({ deliveries }) => deliveries)).toEqual(Array.from({ length: 1_000 }, () => 2));
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(1_000);
    const [events = 0, logged, queued = 0] = before;
    expect(await counts()).toEqual([events + 1_000, logged, queued + 2_000]);
  });

  it.each([
    ['no event', 0],
    ['1,001 events', 1_001],
  ])('refuses %s with code 1200', async (_, length) => {
    const before = await counts();
    const events = Array.from({ length }, () => routeCreated(account.id));
    const answer = await service.callEvents('publishEvents', { body: { events } });
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { data: { code: 1200, errors: [{ path: '/body/events' }] } },
    ]);
    expect(await counts()).toEqual(before);
  });

  it('takes 4 MiB and not a byte more', async () => {
    const sized = (bytes: number) => {
      const events = Array.from({ length: 17 }, () => ({ ...routeCreated(account.id), further: 'x'.repeat(240_000) }));
      const length = JSON.stringify({ events: [...events, { ...routeCreated(account.id), further: '' }] }).length;
      return JSON.stringify({
        events: [...events, { ...routeCreated(account.id), further: 'x'.repeat(bytes - length) }],
      });
    };
    expect((await service.callEvents('publishEvents', { bytes: sized(4_194_304) })).status).toBe(202);
    const before = await counts();
    const answer = await service.callEvents('publishEvents', { bytes: sized(4_194_305) });
    expect([answer.status, answer.body]).toMatchObject([413, { data: { code: 1003 } }]);
    expect(await counts()).toEqual(before);
  });

  describe('refuses with the place', () => {
    const faultsOf = async (...events: object[]) => {
      const before = await counts();
      const { status, body } = await service.callEvents('publishEvents', { body: { events } });
      expect([status, body.data.code, await counts()]).toEqual([400, 1200, before]);
      return body.data;
    };
    const large = (length: number) => ({ ...routeCreated(account.id), further: 'x'.repeat(length) });

    it('an event that is too large', async () => {
      const { errors } = await faultsOf(large(10), large(262_144), large(10));
      expect(errors).toEqual([
        {
          path: '/body/events/1',
          message: expect.stringMatching(/^must have at most 262144 bytes as a notification, not 262\d{3}$/) as unknown,
        },
      ]);
    });

    it('an event that is too large beside one that is wrong otherwise', async () => {
      const { errors = [] } = await faultsOf(large(262_144), { ...large(10), dc_id: 7 });
      expect(errors.map(({ path }) => path)).toEqual(['/body/events/1/dc_id', '/body/events/0']);
    });

    it('an event of too many values', async () => {
      const { errors } = await faultsOf({
        ...routeCreated(account.id),
        further: Object.fromEntries(Array(20_000).fill(0).entries()),
      });
      expect(errors).toEqual([{ path: '/body/events/0', message: 'must not hold more than 10000 values' }]);
    });

    it('a number that a double changes, wherever it is', async () => {
      const event = JSON.stringify({ ...routeCreated(account.id), further: [{ lat: 'N' }] }).replace('"N"', '1e400');
      const answer = await service.callEvents('publishEvents', { bytes: `{"events":[${event}]}` });
      expect([answer.status, answer.body.data]).toMatchObject([
        400,
        { code: 1200, errors: [{ path: '/body/events/0/further/0/lat' }] },
      ]);
    });

    it('both as the contract shows it', async () => {
      const shown = service.events.operations.get('publishEvents')?.responses.get('400')?.examples ?? {};
      const event = { ...routeCreated(account.id), hook_timestamp_millis: 5, further: '' };
      const { account_id, ...notification } = event;
      const further = 'x'.repeat(300_000 - JSON.stringify(notification).length);
      const tooLarge = { events: [event, event, event, { account_id, ...notification, further }] };
      expect((await service.callEvents('publishEvents', { body: tooLarge })).body).toEqual(shown['tooLarge']);

      const text = JSON.stringify({ events: [{ ...event, order_number: 'N' }] });
      const bytes = text.replace('"N"', '12345678901234567890');
      expect((await service.callEvents('publishEvents', { bytes })).body).toEqual(shown['changedNumber']);
    });

    it('a request of more values than it may hold, before anything is made of them', async () => {
      const of = async (values: number) => {
        const bytes = `{"events":[${Array(values - 2)
          .fill('{}')
          .join(',')}]}`;
        const { status, body } = await service.callEvents('publishEvents', { bytes });
        return [status, body.data.code, body.data.errors];
      };
      expect(await of(100_000)).toEqual([
        400,
        1200,
        [{ path: '/body/events', message: 'must have at most 1000 entries' }],
      ]);
      expect(await of(100_001)).toEqual([
        400,
        1000,
        [{ path: '/body', message: 'must not hold more than 100000 values' }],
      ]);
    });

    it('50 faults, and says that there are more; fifty alone are all', async () => {
      const wrong = (count: number) =>
        Array.from({ length: count }, () => ({ ...routeCreated(account.id), dc_id: '' }));
      const many = await faultsOf(...wrong(1_000));
      expect([many.errors?.length, many.more_errors]).toEqual([50, true]);
      const all = await faultsOf(...wrong(50));
      expect([all.errors?.length, all.more_errors]).toEqual([50, undefined]);
    });
  });
});

describe('publishEvents with a limit of the operator', () => {
  it('takes events up to that', async () => {
    const other = await startDeliveryService({ MAX_EVENT_BYTES: '2000' }, ['api']);
    const { id } = await other.createAccount();
    const publish = async (length: number) =>
      other.callEvents('publishEvents', { body: { events: [{ ...routeCreated(id), further: 'x'.repeat(length) }] } });
    const statuses = [(await publish(1_800)).status, (await publish(2_000)).status];
    await other.stop();
    expect(statuses).toEqual([202, 400]);
  });
});
