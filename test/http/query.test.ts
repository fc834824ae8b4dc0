/** What a query may hold, and how: by way of the lists of deliveries, which have all kinds of parameters. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TestAccount, Webhook } from '../support/service.js';
import { startDeliveriesService, type AccountDeliveries, type DeliveriesService } from '../support/deliveriesApi.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

let service: DeliveriesService;
let account: TestAccount;
let deliveries: AccountDeliveries;
let webhook: Webhook;
beforeAll(async () => {
  service = await startDeliveriesService({}, ['api']);
  account = await service.createAccount();
  deliveries = service.as(account);
  webhook = await account.createWebhook();
});
afterAll(() => service.stop());

async function store(changes: NonNullable<Parameters<typeof storeDeliveries>[2]>[number]): Promise<string> {
  const owner = { accountId: account.id, webhookId: webhook.id };
  const [stored] = await storeDeliveries(service.pool, owner, [changes]);
  return stored?.id ?? '';
}

const listed = async (query: string) => (await deliveries.list(webhook.id, query)).deliveries.map(({ id }) => id);

async function faultsOf(query: string): Promise<string[]> {
  const { status, body } = await deliveries.call('listDeliveries', { id: webhook.id, query });
  expect([status, body.data.code]).toEqual([400, 1000]);
  return (body.data.errors ?? []).map(({ path, message }) => `${path} ${message}`);
}

const reserved = ':/?#[]@!$&\'()*+,;=% "<>\\^`{|}~.-_\ufeffé';

describe('a text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...Array.from(reserved)), minLength: 1, maxLength: 20 }),
  );

  it('arrives as it was, whichever way a client writes it', async () => {
    const storable = texts.filter((text) => !text.includes('\u0000'));
    await fc.assert(
      fc.asyncProperty(storable, storable, async (routeId, dcId) => {
        const id = await store({ routeId, dcId });
        const form = new URLSearchParams({ route_id: routeId, dc_id: dcId }).toString();
        const escaped = `route_id=${encodeURIComponent(routeId)}&dc_id=${encodeURIComponent(dcId)}`;
        for (const query of [form, escaped]) expect((await listed(query))[0]).toBe(id);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['a plus is a space', 'R+1', 'R 1'],
    ['%2B is a plus', 'R%2B1', 'R+1'],
    ['reserved characters may stand as they are', "R:/?[]@!$'()*,;=1", "R:/?[]@!$'()*,;=1"],
    ['what begins no escape stands for itself', '50%', '50%'],
  ])('%s', async (_, written, routeId) => {
    const id = await store({ routeId });
    expect(await listed(`route_id=${written}`)).toEqual([id]);
  });

  it.each(['R%FF', 'R%C3', '%ED%A0%80'])(
    'that is not UTF-8 is refused, and not changed silently: %s',
    async (written) => {
      expect(await faultsOf(`route_id=${written}`)).toEqual(['/query/route_id is not UTF-8']);
    },
  );
});

describe('a time', () => {
  it('may have its plus escaped, or as it is, which arrives as a space', async () => {
    const id = await store({ routeId: 'of-its-time', at: new Date('2025-05-05T08:00:00.250Z') });
    for (const plus of ['%2B', '+', '%20']) {
      const query = (since: string) => `route_id=of-its-time&since=2025-05-05T${since}`;
      expect(await listed(query(`10:00:00.25${plus}02:00`))).toEqual([id]);
      expect(await listed(query(`10:00:01${plus}02:00`))).toEqual([]);
    }
  });

  it.each(['2026-01-01T09:00:00', '2026-01-01', 'yesterday', '2026-01-01T09:00+01:00'])(
    'is refused without all of it: %s',
    async (time) => {
      expect(await faultsOf(`until=${time}`)).toEqual([
        '/query/until must be a time with an offset, such as 2026-01-01T09:00:00Z',
      ]);
    },
  );
});

describe('a number', () => {
  it.each(['0x10', '1e2', '+5', '%205', '5%20', '5.0', '5.', '٣', 'Infinity', '-', '1_0', 'true'])(
    'is written in decimal digits: %s is refused',
    async (limit) => {
      expect(await faultsOf(`limit=${encodeURI(limit).replace('%25', '%')}`)).toEqual([
        '/query/limit must be a whole number in decimal digits',
      ]);
    },
  );

  it('has its bounds', async () => {
    expect(await faultsOf('limit=0')).toEqual(['/query/limit must be at least 1']);
    expect(await faultsOf(`limit=${'9'.repeat(400)}`)).toEqual(['/query/limit must be at most 200']);
    expect((await listed('limit=007')).length).toBeGreaterThan(0);
  });
});

it('every fault of a query is listed, each once', async () => {
  expect(await faultsOf('limit=1&limit=2&state=&event=X&page=2&since[]=now&cursor=a:b')).toEqual([
    '/query/limit is given more than once',
    '/query/state is empty',
    '/query/event must be one of ROUTE_CREATED, ROUTE_STARTED, ROUTE_ETAS_CHANGED, WAYPOINT_STATUS_CHANGED',
    '/query/page is no parameter of this operation',
    '/query/since[] is no parameter of this operation',
    '/query/cursor must be a UUID, such as 019b76da-a800-7000-8000-000000000001',
  ]);
});

it('a query of nothing but faults is answered with 50 of them, and that there are more', async () => {
  const unknown = (count: number) => Array.from({ length: count }, (_, n) => `a${n}=1`).join('&');
  const more = async (query: string) => {
    const { body } = await deliveries.call('listDeliveries', { id: webhook.id, query });
    return [body.data.errors?.length, body.data.more_errors];
  };
  expect(await more(unknown(1_500))).toEqual([50, true]);
  expect(await more(unknown(50))).toEqual([50, undefined]);
  expect(await more(Array(1_500).fill('dc_id=1').join('&'))).toEqual([1, undefined]);
});
