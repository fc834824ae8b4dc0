import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  first,
  allEventTypes,
  routeCreated,
  startDeliveryService,
  type DeliveryService,
} from '../support/delivering.js';

let service: DeliveryService;
let accountId: string;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
  accountId = (await service.createAccount()).id;
});
afterAll(() => service.stop());

const unknownAccount = '019b76da-a800-7000-8000-00000000000a';

interface Refusal {
  code: number;
  errors: { path: string; message: string }[];
}

/** Publishes events that are to be refused, and makes sure that nothing was stored. */
async function refused(...events: unknown[]): Promise<Refusal> {
  const answer = await service.callEvents('publishEvents', { body: { events } });
  const { rows } = await service.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM events');
  expect([answer.status, first(rows).n]).toEqual([400, 0]);
  return (answer.body as { data: Refusal }).data;
}

describe('publishEvents refuses with code 1200 and the place', () => {
  const waypoint = { event: 'WAYPOINT_STATUS_CHANGED' };
  it.each([
    ['a missing account_id', { account_id: undefined }, '/account_id'],
    ['an account_id that is no UUID', { account_id: 'demo' }, '/account_id'],
    ['an account_id as a URN', { account_id: `urn:uuid:${unknownAccount}` }, '/account_id'],
    ['an unknown event type', { event: 'ROUTE_DELETED' }, '/event'],
    ['a missing event type', { event: undefined }, '/event'],
    ['a missing dc_id', { dc_id: undefined }, '/dc_id'],
    ['an empty dc_id', { dc_id: '' }, '/dc_id'],
    ['a dc_id of 129 characters', { dc_id: 'd'.repeat(129) }, '/dc_id'],
    ['a dc_id that can not be stored', { dc_id: '\u0000' }, '/dc_id'],
    ['a dc_id that is no text', { dc_id: 1 }, '/dc_id'],
    ['a missing route_id', { route_id: undefined }, '/route_id'],
    ['an empty route_id', { route_id: '' }, '/route_id'],
    ['a route_id that can not be stored', { route_id: 'a\ud800' }, '/route_id'],
    ['a time that is no whole number', { hook_timestamp_millis: 1.5 }, '/hook_timestamp_millis'],
    ['a time as text', { hook_timestamp_millis: '1767258000000' }, '/hook_timestamp_millis'],
    ['a time before 1970', { hook_timestamp_millis: -1 }, '/hook_timestamp_millis'],
    ['a time beyond what is exact', { hook_timestamp_millis: 2 ** 53 }, '/hook_timestamp_millis'],
    ['a time that is null', { hook_timestamp_millis: null }, '/hook_timestamp_millis'],
    ['an id that is empty', { id: '' }, '/id'],
    ['an id of 129 characters', { id: 'i'.repeat(129) }, '/id'],
    ['an id with a full stop, which separates what is signed', { id: 'a.b' }, '/id'],
    ['an id with a line break', { id: 'a\nb' }, '/id'],
    ['an id that ends with a line break', { id: 'a\n' }, '/id'],
    ['an id that is no text', { id: 7 }, '/id'],
    ['an id that is null', { id: null }, '/id'],
    ['a waypoint without waypoint_id', waypoint, '/waypoint_id'],
    ['a waypoint_id that is empty', { ...waypoint, waypoint_id: '' }, '/waypoint_id'],
    ['a waypoint_id that is no text', { ...waypoint, waypoint_id: 7 }, '/waypoint_id'],
  ])('%s', async (_, changes, place) => {
    const { code, errors } = await refused(routeCreated(accountId), { ...routeCreated(accountId), ...changes });
    expect({ code, paths: [...new Set(errors.map(({ path }) => path))] }).toEqual({
      code: 1200,
      paths: [`/body/events/1${place}`],
    });
  });

  it.each([['text'], [7], [null], [[]]])('an event that is %j', async (event) => {
    const { code, errors } = await refused(event);
    expect([code, errors[0]?.path]).toEqual([1200, '/body/events/0']);
  });

  it('every fault of every event at once, those of the notification schemas too', async () => {
    const { code, errors } = await refused(
      { ...routeCreated(accountId), dc_id: '', route_id: 7 },
      routeCreated(accountId),
      { ...routeCreated(accountId), event: 'WAYPOINT_STATUS_CHANGED', id: '' },
      { event: 'WAYPOINT_STATUS_CHANGED' },
    );
    expect({ code, paths: [...new Set(errors.map(({ path }) => path))].sort() }).toEqual({
      code: 1200,
      paths: [
        '/body/events/0/dc_id',
        '/body/events/0/route_id',
        '/body/events/2/id',
        '/body/events/2/waypoint_id',
        '/body/events/3/account_id',
        '/body/events/3/dc_id',
        '/body/events/3/route_id',
        '/body/events/3/waypoint_id',
      ],
    });
    for (const { message } of errors) expect(message).not.toBe('');
  });

  it('an account that does not exist with a code of its own, 1201, every event that names one', async () => {
    const stranger = routeCreated(unknownAccount);
    expect(await refused(routeCreated(accountId), stranger, routeCreated(accountId), stranger)).toMatchObject({
      code: 1201,
      errors: [1, 3].map((i) => ({ path: `/body/events/${i}/account_id`, message: 'there is no such account' })),
    });
  });
});

describe('publishEvents refuses with a documented answer', () => {
  it.each([
    ['malformed JSON', '{"events": [', 400, 1001],
    ['nothing', '', 400, 1001],
    ['null', 'null', 400, 1000],
    ['no events', '{}', 400, 1200],
    ['events that are no list', '{"events": {}}', 400, 1200],
    ['a property that does not exist', '{"events": [], "more": 1}', 400, 1000],
  ])('%s', async (_, bytes, status, code) => {
    const answer = await service.callEvents('publishEvents', { bytes });
    expect([answer.status, (answer.body as { data: { code: number } }).data.code]).toEqual([status, code]);
  });

  it('a field that is nested more than 100 levels deep, however deep it is', async () => {
    const nested = async (levels: number) => {
      const deep = '['.repeat(levels) + ']'.repeat(levels);
      const event = JSON.stringify(routeCreated(unknownAccount));
      const answer = await service.callEvents('publishEvents', {
        bytes: `{"events":[${event.slice(0, -1)},"deep":${deep}}]}`,
      });
      return [answer.status, answer.body];
    };
    expect(await nested(100)).toMatchObject([400, { data: { code: 1201 } }]);
    for (const levels of [101, 5_000, 90_000])
      expect(await nested(levels)).toMatchObject([
        400,
        { data: { code: 1200, errors: [{ path: '/body/events/0/deep', message: expect.stringContaining('100') }] } },
      ]);
    expect(await nested(2_000_000)).toMatchObject([400, { data: { errors: [{ path: '/body' }] } }]); // too many values
  });

  it('any body at all: never a 5xx, never anything that the contract does not declare', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ maxLength: 200 }),
      fc.constantFrom('1', '', '\u0000', 'a.b'),
    );
    const almost = <T>(good: T) =>
      fc.oneof(
        { arbitrary: fc.constant(good), weight: 8 },
        { arbitrary: fc.jsonValue(), weight: 1 },
        { arbitrary: text, weight: 1 },
      );
    const event = fc.record(
      {
        id: fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9_:-]{1,20}$/)),
        account_id: fc.oneof(almost<unknown>(accountId), fc.uuid(), fc.constant(unknownAccount.toUpperCase())),
        event: fc.oneof(fc.constantFrom(...allEventTypes), almost('ROUTE_CREATED')),
        hook_timestamp_millis: fc.oneof(fc.nat(), fc.double(), almost(1_767_258_000_000)),
        dc_id: almost('1'),
        route_id: almost('R-1001'),
        waypoint_id: almost('W-7'),
        further: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    // Right as it stands, whatever the further field is: without such ones the property would say little of what is accepted.
    const rightEvent = fc.record({ further: fc.jsonValue() }).map((more) => ({ ...routeCreated(accountId), ...more }));
    const body = fc.oneof(
      { arbitrary: fc.record({ events: fc.array(event, { maxLength: 4 }) }), weight: 8 },
      { arbitrary: fc.record({ events: fc.array(rightEvent, { minLength: 1, maxLength: 4 }) }), weight: 4 },
      { arbitrary: fc.record({ events: fc.jsonValue() }), weight: 1 },
      { arbitrary: fc.jsonValue(), weight: 1 },
    );
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const { status } = await service.callEvents('publishEvents', { body: value });
        seen.add(status);
        expect([202, 400]).toContain(status);
      }),
      { numRuns: 200 },
    );
    expect([...seen].sort()).toEqual([202, 400]);
  });
});
