import { describe, expect, it } from '@jest/globals';
import { DEFAULT_MAX_EVENT_BYTES } from '../../checks/eventLimits.js';
import { acceptEvents, eventFaults, type AcceptableEvent, type PublishedEvent } from '../../src/events/acceptEvents.js';
import { outboxRules } from '../../src/sources/outboxRules.js';

const maxBytes = DEFAULT_MAX_EVENT_BYTES;

function event(further: object = {}): PublishedEvent {
  const accountId = '019b76da-a800-7000-8000-00000000000a';
  return { account_id: accountId, event: 'ROUTE_STARTED', dc_id: 'BO016', route_id: 'R-1', ...further };
}

function accepted(...events: PublishedEvent[]): AcceptableEvent[] {
  const acceptance = acceptEvents(events, maxBytes, '/body/events');
  if (!acceptance.ok) throw new Error(JSON.stringify(acceptance.faults));
  return acceptance.events;
}

function pathsOfFaults(events: unknown[]): string[] {
  const acceptance = acceptEvents(events as PublishedEvent[], maxBytes, '/events');
  return acceptance.ok ? [] : [...new Set(acceptance.faults.map(({ path }) => path))];
}

describe('an event that is accepted', () => {
  it('has all that is stored, its notification with the common fields first and without what is not sent', () => {
    const published = event({ further: { eta: [1] }, id: 'e-1', hook_timestamp_millis: 1_767_261_600_000 });
    expect(accepted(published)).toEqual([
      {
        accountId: published.account_id,
        externalId: 'e-1',
        eventType: 'ROUTE_STARTED',
        dcId: 'BO016',
        routeId: 'R-1',
        occurredMillis: 1_767_261_600_000,
        body: '{"event":"ROUTE_STARTED","hook_timestamp_millis":1767261600000,"dc_id":"BO016","route_id":"R-1","further":{"eta":[1]}}',
        coalesceKey: null,
      },
    ]);
  });

  it('has occurred now if it does not say when, and so says its notification', () => {
    const before = Date.now();
    const [{ occurredMillis, body } = { occurredMillis: 0, body: '' }] = accepted(event());
    expect(occurredMillis).toBeGreaterThanOrEqual(before);
    expect(occurredMillis).toBeLessThanOrEqual(Date.now());
    expect(JSON.parse(body)).toMatchObject({ hook_timestamp_millis: occurredMillis });
  });

  it('supersedes by the field that the contract names, and only where it names one', () => {
    const keys = accepted(event({ event: 'ROUTE_ETAS_CHANGED' }), event()).map(({ coalesceKey }) => coalesceKey);
    expect(keys).toEqual(['ROUTE_ETAS_CHANGED R-1', null]);
  });

  it('is left as it was given', () => {
    const published = Object.freeze(event());
    accepted(published);
    expect(published).toEqual(event());
  });
});

describe('events of which one is refused', () => {
  it('are refused together, with every fault and its place', () => {
    const given = [event({ dc_id: '' }), event(), event({ event: 'WAYPOINT_STATUS_CHANGED', route_id: 7 })];
    const acceptance = outboxRules(maxBytes)(JSON.stringify(given), Date.now());
    const paths = acceptance.ok ? [] : acceptance.faults.map(({ path }) => path);
    expect(paths).toEqual(['/events/0/dc_id', '/events/2/waypoint_id', '/events/2/route_id']);
  });

  it.each([
    ['a time that is null', event({ hook_timestamp_millis: null }), '/events/0/hook_timestamp_millis'],
    ['an event type that does not exist', event({ event: 'toString' }), '/events/0/event'],
    ['no event at all', null, '/events/0'],
    ['an account that is no UUID', event({ account_id: 'demo' }), '/events/0/account_id'],
  ])('%s, by the outbox, which looks at all that the contract says', (_, given, path) => {
    const acceptance = outboxRules(maxBytes)(JSON.stringify([given]), Date.now());
    expect(acceptance).toMatchObject({ ok: false, faults: [expect.objectContaining({ path })] });
  });
});

describe('an event has its limits:', () => {
  const faultsOfOne = (given: PublishedEvent, limit = maxBytes) => {
    const acceptance = acceptEvents([event(), given], limit, '/events');
    return acceptance.ok ? [] : acceptance.faults.map(({ path, message }) => `${path} ${message}`);
  };

  it.each(['x', 'é', '\u0001'])('bytes of the notification as it is sent, of %j', (filling) => {
    const sized = (bytes: number) => {
      const given = event({ id: 'not-sent', hook_timestamp_millis: 5, text: '' });
      const each = Buffer.byteLength(JSON.stringify(filling)) - 2;
      const rest = bytes - Buffer.byteLength(accepted(given)[0]?.body ?? '');
      return { ...given, text: filling.repeat(Math.floor(rest / each)) + 'x'.repeat(rest % each) };
    };
    for (const limit of [1_024, 262_144]) {
      expect(faultsOfOne(sized(limit), limit)).toEqual([]);
      expect(faultsOfOne(sized(limit + 1), limit)).toEqual([
        `/events/1 must have at most ${limit} bytes as a notification, not ${limit + 1}`,
      ]);
    }
  });

  it('10,000 values, however they are nested', () => {
    // Besides the four fields, and the two lists themselves.
    const holding = (values: number) => event({ further: [Array(values - 6).fill(0)] });
    expect(faultsOfOne(holding(10_000))).toEqual([]);
    expect(faultsOfOne(holding(10_001))).toEqual(['/events/1 must not hold more than 10000 values']);
  });

  it('and is not looked at any further than these', () => {
    let seen = 0;
    const list = Array.from({ length: 1_000 }, () => ({
      get value() {
        return (seen += 1);
      },
    }));
    const given = event({ further: Array(1_000).fill(list) });
    expect(faultsOfOne(given)).toEqual(['/events/1 must not hold more than 10000 values']);
    expect(seen).toBeLessThan(10_000);
  });
});

function nested(levels: number): object {
  return levels === 0 ? {} : { deeper: nested(levels - 1) };
}

describe('of events that are all wrong', () => {
  it('no more are looked at than anybody is told of', () => {
    let seen = 0;
    const wrong = Array.from({ length: 1_000 }, () =>
      Object.defineProperty(event(), 'further', {
        enumerable: true,
        get: () => {
          seen += 1;
          return nested(101);
        },
      }),
    );
    expect(pathsOfFaults(wrong)).toHaveLength(51);
    const perEvent = seen / 51;
    expect(perEvent).toBeLessThan(20);
    expect(eventFaults(wrong, maxBytes, '/events')).toHaveLength(51);
  });
});
