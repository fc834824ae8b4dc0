import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validate as isUuid, version } from 'uuid';
import { seedListRequest, seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  // As on a database of the operator's: with the bundled one, loopback is open to try things out.
  service = await startTestService({ DATABASE_URL: 'postgresql://database.example/' });
  account = await service.createAccount();
});
afterAll(() => service.stop());

const allowedEvents = 'must be one of ' + seedListRequest.events.join(', ');

describe('createWebhook', () => {
  it('answers 200 with the webhook, enabled, under an id that sorts by time', async () => {
    const answer = await account.call('createWebhook', { body: seedRequest });
    const { id = '' } = answer.body.data.webhook ?? {};
    const { webhook_url: url, events, dc_ids } = seedRequest;
    expect([answer.status, answer.body]).toEqual([
      200,
      { status: 'success', data: { webhook: { id, url, enabled: true, dc_ids, events } } },
    ]);
    expect([isUuid(id), version(id)]).toEqual([true, 7]);
  });

  it.each([
    ['a URL that a parser would write in another way', { webhook_url: 'HTTPS://EXAMPLE.com:443/a/../b?q=%7e&x' }],
    ['a host with letters beyond ASCII', { webhook_url: 'https://bücher.example/Straße' }],
    ['the longest URL', { webhook_url: `https://example.com/${'u'.repeat(2_028)}` }],
    ['events in another order than the contract has them', { events: ['WAYPOINT_STATUS_CHANGED', 'ROUTE_CREATED'] }],
    ['DCs in the order in which they were sent', { dc_ids: ['b', 'a', 'B', 'ä', '10', '9'] }],
    ['DCs that look like something else', { dc_ids: [' ', 'null', '{}', '{"a"}', "'", '"', '\\', ',', '🚚', '\t'] }],
    ['the longest DC', { dc_ids: ['d'.repeat(128)] }],
    ['hundreds of DCs', { dc_ids: Array.from({ length: 700 }, (_, i) => `DC-${i}`) }],
  ])('stores and returns %s as sent', async (_, changes) => {
    const created = await account.createWebhook(changes);
    const { webhook_url: url, events, dc_ids } = { ...seedRequest, ...changes };
    expect(created).toEqual({ id: created.id, url, enabled: true, dc_ids, events });
    expect(await account.listWebhooks()).toContainEqual(created);
  });

  it('registers the same URL as often as it is sent', async () => {
    const [first, second] = [await account.createWebhook(), await account.createWebhook()];
    expect({ ...second, id: first.id }).toEqual(first);
    expect(second.id).not.toBe(first.id);
  });

  describe('refuses, with the code of the parameter at fault,', () => {
    it.each([
      ['a URL that is not absolute', { webhook_url: 'example.com/hook' }, 1100, '/body/webhook_url', /absolute URL/],
      ['another scheme', { webhook_url: 'ftp://example.com/' }, 1100, '/body/webhook_url', /absolute URL/],
      [
        'user and password',
        { webhook_url: 'https://u:p@example.com/' },
        1100,
        '/body/webhook_url',
        /user or a password/,
      ],
      [
        'a URL that is too long',
        { webhook_url: `https://example.com/${'u'.repeat(2_029)}` },
        1100,
        '/body/webhook_url',
        /^must have at most 2048 characters$/,
      ],
      ['a URL that is a number', { webhook_url: 1 }, 1100, '/body/webhook_url', /^must be a string, not a number$/],
      ['a URL that is null', { webhook_url: null }, 1100, '/body/webhook_url', /^must be a string, not null$/],
      ['no URL', { webhook_url: undefined }, 1100, '/body/webhook_url', /^is missing$/],
      [
        'a loopback address',
        { webhook_url: 'http://127.0.0.1:9/' },
        1101,
        '/body/webhook_url',
        /must not lead to 127\.0\.0\.1/,
      ],
      [
        'a private address in disguise',
        { webhook_url: 'http://0x0a000008/' },
        1101,
        '/body/webhook_url',
        /10\.0\.0\.8, a private address/,
      ],
      ['localhost', { webhook_url: 'https://localhost/' }, 1101, '/body/webhook_url', /loopback name/],
      ['no event', { events: [] }, 1102, '/body/events', /^must have at least 1 entry$/],
      ['an unknown event', { events: ['ROUTE_EATEN'] }, 1102, '/body/events/0', new RegExp(`^${allowedEvents}$`)],
      [
        'an event twice',
        { events: ['ROUTE_CREATED', 'ROUTE_CREATED'] },
        1102,
        '/body/events',
        /^lists ROUTE_CREATED twice$/,
      ],
      [
        'an event in lower case',
        { events: ['route_created'] },
        1102,
        '/body/events/0',
        new RegExp(`^${allowedEvents}$`),
      ],
      [
        'one event outside of a list',
        { events: 'ROUTE_CREATED' },
        1102,
        '/body/events',
        /^must be an array, not a string$/,
      ],
      ['events left out', { events: undefined }, 1102, '/body/events', /^is missing$/],
      ['no DC', { dc_ids: [] }, 1103, '/body/dc_ids', /^must have at least 1 entry$/],
      ['an empty DC', { dc_ids: ['1', ''] }, 1103, '/body/dc_ids/1', /^must not be empty$/],
      [
        'a DC that is too long',
        { dc_ids: ['d'.repeat(129)] },
        1103,
        '/body/dc_ids/0',
        /^must have at most 128 characters$/,
      ],
      ['a DC twice', { dc_ids: ['1', '2', '1'] }, 1103, '/body/dc_ids', /^lists 1 twice$/],
      ['a DC that is a number', { dc_ids: ['1', 2] }, 1103, '/body/dc_ids/1', /^must be a string, not a number$/],
      [
        'a DC that Postgres cannot hold',
        { dc_ids: ['a\u0000b'] },
        1103,
        '/body/dc_ids/0',
        /^must not hold the character U\+0000/,
      ],
      [
        'a DC that UTF-8 cannot hold',
        { dc_ids: ['\ud800'] },
        1103,
        '/body/dc_ids/0',
        /^must not hold the character U\+0000/,
      ],
      ['DCs left out', { dc_ids: undefined }, 1103, '/body/dc_ids', /^is missing$/],
      ['an unknown property', { enabled: true }, 1000, '/body/enabled', /^is not known here$/],
    ])('%s', async (_, changes, code, path, message) => {
      const answer = await account.call('createWebhook', { body: { ...seedRequest, ...changes } });
      const { data } = answer.body;
      expect([answer.status, data.code, data.errors?.map((fault) => fault.path)]).toEqual([400, code, [path]]);
      expect(data.errors?.[0]?.message).toMatch(message);
    });
  });

  it('lists every fault of a request at once, each with its path', async () => {
    const body = {
      webhook_url: 1,
      events: ['X', 'ROUTE_CREATED', 'Y'],
      dc_ids: ['', 'ok', 7],
      name: 'n',
      constructor: 0,
    };
    const answer = await account.call('createWebhook', { body });
    const { data } = answer.body;
    expect([answer.status, data.code]).toEqual([400, 1000]);
    expect(data.errors?.map(({ path }) => path).sort()).toEqual([
      '/body/constructor',
      '/body/dc_ids/0',
      '/body/dc_ids/2',
      '/body/events/0',
      '/body/events/2',
      '/body/name',
      '/body/webhook_url',
    ]);
  });

  it('does not answer a body made of faults with a larger one', async () => {
    const answer = await account.call('createWebhook', { body: { ...seedRequest, dc_ids: new Array(20_000).fill(1) } });
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(10_000);
  });

  it.each([
    ['no body', {}, 400, 1001],
    ['an empty body', { bytes: '' }, 400, 1001],
    ['malformed JSON', { bytes: '{"webhook_url":' }, 400, 1001],
    ['null', { bytes: 'null' }, 400, 1000],
    ['an array', { bytes: '[]' }, 400, 1000],
    ['a form', { bytes: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 415, 1002],
    ['a body over 64 KiB', { bytes: `"${'a'.repeat(65_535)}"` }, 413, 1003],
    ['a query', { body: seedRequest, query: 'dry_run=1' }, 400, 1000],
  ])('refuses %s', async (_, input, status, code) => {
    const answer = await account.call('createWebhook', input);
    expect([answer.status, answer.body.data.code]).toEqual([status, code]);
  });

  it('creates nothing where it refuses', async () => {
    const other = await service.createAccount();
    await other.call('createWebhook', { body: { ...seedRequest, events: ['X'] } });
    await other.call('createWebhook', { body: { ...seedRequest, webhook_url: 'http://10.0.0.1/' } });
    expect(await other.listWebhooks()).toEqual([]);
  });
});
