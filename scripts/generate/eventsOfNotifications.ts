/**
 * `x-events-of-notifications`: what is published is a notification with a few properties more, so that openapi/events.yaml says those alone, and an event
 * type is described once, in openapi/webhooks.yaml. Here it is written out as a union by `event`, which every generator of clients understands.
 */
import { isRecord } from '../specDiff/node.js';

const KEYWORD = 'x-events-of-notifications';
/** The contract whose `webhooks:` section describes the notifications. */
const NOTIFICATIONS = 'webhooks.yaml';

type Schema = Record<string, unknown>;

interface EventsOfNotifications {
  /** Properties that a notification requires and an event may leave out. */
  optional: string[];
  /** Properties that an event has besides, and those of them that it requires. */
  properties: Record<string, Schema>;
  required: string[];
  /** Any other keywords of its schema. */
  [keyword: string]: unknown;
}

/**
 * A copy of a contract in which every schema with the keyword is the union of one schema for each notification. `RouteCreatedNotification`
 * gives `RouteCreatedEvent`; what it refers to stays in its file.
 * @param contract as its YAML has it
 * @param notifications openapi/webhooks.yaml
 */
export function writeOutEvents(contract: unknown, notifications: unknown): unknown {
  const schemas = schemasOf(contract);
  const members: Record<string, Schema> = {};
  const written = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { [KEYWORD]: events, ...rest } = schema;
      if (events === undefined) return [name, schema];
      const union = Object.entries(notificationSchemas(notifications)).map(([eventType, [notification, described]]) => {
        const event = notification.replace(/(Notification)?$/, 'Event');
        members[event] = eventOf(described, events as EventsOfNotifications);
        return [eventType, `#/components/schemas/${event}`] as const;
      });
      const discriminator = { propertyName: 'event', mapping: Object.fromEntries(union) };
      return [name, { ...rest, oneOf: union.map(([, $ref]) => ({ $ref })), discriminator }];
    }),
  );
  if (Object.keys(members).length === 0) return contract;
  const { components } = contract as { components: object };
  return { ...(contract as object), components: { ...components, schemas: { ...written, ...members } } };
}

function eventOf(notification: Schema, { optional, properties, required, ...further }: EventsOfNotifications): Schema {
  const { required: demanded, properties: carried, ...rest } = notification;
  return {
    ...rest,
    ...further,
    required: [...required, ...(demanded as string[]).filter((name) => !optional.includes(name))],
    properties: { ...properties, ...(inFile(carried) as object) },
  };
}

/** The schema of each event type's payload, with its name among the components. */
function notificationSchemas(contract: unknown): Record<string, [name: string, schema: Schema]> {
  const { webhooks } = contract as { webhooks: Record<string, unknown> };
  const schemas = schemasOf(contract);
  return Object.fromEntries(
    Object.entries(webhooks).map(([eventType, item]) => {
      const name = /"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(payloadOf(item)))?.[1] ?? '';
      const schema = schemas[name];
      if (!schema) throw new Error(`${NOTIFICATIONS}: the payload of ${eventType} has to be a schema of its own`);
      return [eventType, [name, schema]];
    }),
  );
}

function payloadOf(item: unknown): unknown {
  const { post } = item as { post: { requestBody: { content: Record<string, { schema: unknown }> } } };
  return post.requestBody.content['application/json']?.schema;
}

/** References that are local to the notifications' file, as another file has them. */
function inFile(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inFile);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      key === '$ref' && typeof member === 'string' && member.startsWith('#')
        ? [key, `${NOTIFICATIONS}${member}`]
        : [key, inFile(member)],
    ),
  );
}

function schemasOf(contract: unknown): Record<string, Schema> {
  const { components } = contract as { components?: { schemas?: Record<string, Schema> } };
  return components?.schemas ?? {};
}
