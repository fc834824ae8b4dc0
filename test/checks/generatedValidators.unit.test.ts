/** What is written ahead and made short (scripts/generate/) finds what Ajv finds at run time, and in the same order. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEvents } from '../../checks/eventsRequest.js';
import { notificationChecks } from '../../checks/notifications.js';
import { eventsContract } from '../../generated/contracts/events.js';
import { notifications, webhooksContract } from '../../generated/contracts/webhooks.js';
import { webhookEventTypes, type WebhookEventType } from '../../generated/webhooks.js';
import { createSchemaCompiler } from '../../src/contract/schemaCheck.js';
import { compact } from '../../scripts/generate/compactValidators.js';

const compileNotification = createSchemaCompiler(webhooksContract.document);
const checkRequest = createSchemaCompiler(eventsContract.document)('/components/schemas/PublishEventsRequest');

/** Right and wrong values for the fields that notifications have. */
const field = fc.oneof(
  fc.constantFrom<unknown>(
    '1',
    'R-1',
    '',
    'x'.repeat(129),
    '🚚'.repeat(128),
    'half \ud83d',
    'nul \u0000',
    0,
    5,
    -1,
    1.5,
    2 ** 53,
  ),
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    '019b76da-a800-7000-8000-00000000000a',
    'urn:uuid:019b76da-a800',
    ...webhookEventTypes,
  ),
);
const names = ['id', 'account_id', 'hook_timestamp_millis', 'dc_id', 'route_id', 'waypoint_id', 'further'];

function likeEvent(eventType: unknown): fc.Arbitrary<object> {
  const fields = fc.record(Object.fromEntries(names.map((name) => [name, field])), { requiredKeys: [] });
  return fields.map((value) => ({ ...value, event: eventType }));
}

describe('a validator that was written ahead', () => {
  it.each([...webhookEventTypes])(
    'of the notification %s finds what its schema finds',
    (eventType: WebhookEventType) => {
      const [ahead, compiled] = [
        notificationChecks.get(eventType),
        compileNotification(notifications[eventType].schema),
      ];
      fc.assert(
        fc.property(fc.oneof(likeEvent(eventType), field), (value) => {
          expect(ahead?.(value, '/at')).toEqual(compiled(value, '/at'));
        }),
      );
    },
  );

  it('of a request to publish finds what its schema finds', () => {
    const event = fc.oneof(
      fc.constantFrom<unknown>(...webhookEventTypes, 'ROUTE_LOST', 1, undefined).chain(likeEvent),
      field,
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 4 }), (events) => {
        const json = JSON.stringify(events);
        const read = readEvents(json);
        expect(read.ok ? [] : read.faults).toEqual(checkRequest({ events: JSON.parse(json) as unknown }, ''));
      }),
    );
  });

  it('stops where enough was found', () => {
    const read = readEvents(JSON.stringify(Array(1_000).fill({})));
    expect(read.ok ? [] : read.faults.map(({ path }) => path)).toEqual(
      Array.from({ length: 51 }, (_, i) =>
        ['account_id', 'dc_id', 'route_id', 'event'].map((name) => `/events/${i}/${name}`),
      ).flat(),
    );
    expect(readEvents(JSON.stringify(Array(1_001).fill({})))).toEqual({
      ok: false,
      faults: [{ path: '/events', message: 'must have at most 1000 entries' }],
    });
  });
});

describe('making them short', () => {
  it('fails on code that Ajv has written in another way', () => {
    expect(() => compact('const err0 = {instancePath,keyword:"type"};\nreport(err0);\n')).toThrow(
      'Ajv writes validators in a new way: there is still "const err0" in them.',
    );
  });
});
