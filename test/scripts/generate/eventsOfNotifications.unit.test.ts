import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { webhookEventTypes } from '../../../generated/webhooks.js';
import { writeOutEvents } from '../../../scripts/generate/eventsOfNotifications.js';
import { packageFile } from '../../../src/packageFile.js';
import { contractCheck } from '../../support/contract.js';

interface Schema {
  required?: string[];
  properties?: Record<string, object>;
  oneOf?: object[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
}

const notifications = {
  webhooks: {
    ROUND: {
      post: {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/RoundNotification' } } },
        },
      },
    },
  },
  components: {
    schemas: {
      RoundNotification: {
        type: 'object',
        required: ['event', 'at', 'name'],
        properties: {
          event: { enum: ['ROUND'] },
          at: { type: 'integer' },
          name: { $ref: '#/components/schemas/Name' },
        },
      },
      Name: { type: 'string' },
    },
  },
};

describe('the events of notifications', () => {
  const contract = {
    components: {
      schemas: {
        Published: {
          description: 'What happened.',
          'x-events-of-notifications': {
            optional: ['at'],
            required: ['owner'],
            properties: { owner: { type: 'string' } },
            additionalProperties: true,
          },
        },
      },
    },
  };

  it('are a union by event, each with what it has besides and what it may leave out', () => {
    expect(writeOutEvents(contract, notifications)).toEqual({
      components: {
        schemas: {
          Published: {
            description: 'What happened.',
            oneOf: [{ $ref: '#/components/schemas/RoundEvent' }],
            discriminator: { propertyName: 'event', mapping: { ROUND: '#/components/schemas/RoundEvent' } },
          },
          RoundEvent: {
            type: 'object',
            additionalProperties: true,
            required: ['owner', 'event', 'name'],
            properties: {
              owner: { type: 'string' },
              event: { enum: ['ROUND'] },
              at: { type: 'integer' },
              name: { $ref: 'webhooks.yaml#/components/schemas/Name' },
            },
          },
        },
      },
    });
  });

  it('leave a contract without any as it is', () => {
    expect(writeOutEvents(notifications, notifications)).toBe(notifications);
  });
});

it('what is published has a schema for each event type, which takes the example of its notification', async () => {
  const served = JSON.parse(await readFile(packageFile('generated/openapi/events.json'), 'utf8')) as {
    components: { schemas: Record<string, Schema> };
  };
  expect(Object.keys(served.components.schemas.PublishedEvent?.discriminator?.mapping ?? {})).toEqual([
    ...webhookEventTypes,
  ]);
  const publish = (await contractCheck('events')).operations.get('publishEvents');
  for (const { request } of (await contractCheck('webhooks')).notifications.values()) {
    for (const example of Object.values(request?.examples ?? {})) {
      const event = { ...(example as object), account_id: '019b76da-a800-7000-8000-00000000000a' };
      expect(publish?.request?.faults({ events: [event] })).toEqual([]);
      expect(publish?.request?.faults({ events: [{ ...event, route_id: undefined }] })).not.toEqual([]);
    }
  }
});
