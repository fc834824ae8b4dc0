/**
 * The shape of the generated types that our code relies on; `npm run typecheck` runs this. openapi-typescript has ended: whatever takes
 * its place has to give the same, or this names what is different.
 */
import type * as Deliveries from '../../generated/deliveries.js';
import type * as Events from '../../generated/events.js';
import type * as Webhooks from '../../generated/webhooks.js';
import type { OperationInput, OperationResult } from '../../src/contract/operation.js';
import type { Expect, Same } from '../support/types.js';

/** The YAML is the only home of its members: that they are a union of strings is what is relied on. */
type EventType = Webhooks.components['schemas']['WebhookEventType'];
interface Webhook {
  id: string;
  url: string;
  enabled: boolean;
  dc_ids: string[];
  events: EventType[];
}
interface Notification<Type extends EventType> {
  event: Type;
  hook_timestamp_millis: number;
  dc_id: string;
  route_id: string;
}

/** `paths`, by which the clients call: the operations of a path by their methods, and nothing where there is none. */
export type Paths = [
  Expect<Same<keyof Webhooks.paths, '/webhooks' | '/webhooks/{id}'>>,
  Expect<Same<Webhooks.paths['/webhooks']['post'], Webhooks.operations['createWebhook']>>,
  Expect<Same<Webhooks.paths['/webhooks/{id}']['put'], Webhooks.operations['replaceWebhook']>>,
  Expect<Same<NonNullable<Webhooks.paths['/webhooks']['delete']>, never>>,
  Expect<Same<keyof Events.paths, '/events'>>,
  Expect<Same<Deliveries.paths['/deliveries/{id}/retry']['post'], Deliveries.operations['retryDelivery']>>,
];

/** `ServedOperationId`: the operations that the server answers, without the notifications. */
export type OperationIds = [
  Expect<
    Same<
      Webhooks.ServedOperationId,
      'listWebhooks' | 'createWebhook' | 'updateWebhook' | 'replaceWebhook' | 'deleteWebhook'
    >
  >,
  Expect<Same<Events.ServedOperationId, 'publishEvents'>>,
  Expect<Same<Extract<Deliveries.ServedOperationId, 'listDeliveries' | 'nothing'>, 'listDeliveries'>>,
];

/** `operations`, by which handlers take and return: parameters, bodies, and the body of each status. */
export type Operations = [
  Expect<
    Same<
      OperationInput<Webhooks.operations['createWebhook']>,
      { body: { webhook_url: string; events: EventType[]; dc_ids: string[] } }
    >
  >,
  Expect<Same<OperationInput<Webhooks.operations['deleteWebhook']>, { params: { id: string } }>>,
  Expect<Same<OperationInput<Webhooks.operations['listWebhooks']>, unknown>>,
  Expect<Same<OperationInput<Webhooks.operations['updateWebhook']>['body'], { enabled: boolean }>>,
  // What has a default may be left out of a request.
  Expect<Same<OperationInput<Deliveries.operations['rotateWebhookSecret']>['body'], { grace_period_seconds?: number }>>,
  Expect<Same<OperationInput<Deliveries.operations['listDeliveries']>['query']['limit'], number | undefined>>,
  Expect<
    Same<
      Extract<OperationResult<Webhooks.operations['createWebhook']>, { status: 200 }>['body'],
      { status: 'success'; data: { webhook: Webhook } }
    >
  >,
  Expect<
    Same<
      Extract<OperationResult<Webhooks.operations['listWebhooks']>, { status: 200 }>['body']['data'],
      { webhooks: Webhook[] }
    >
  >,
  Expect<
    Same<
      Extract<OperationResult<Events.operations['publishEvents']>, { status: 202 }>['body'],
      { status: 'pending'; data: { events: { id: string; deliveries: number }[] } }
    >
  >,
  Expect<
    Same<
      Extract<OperationResult<Deliveries.operations['getWebhookSecret']>, { status: 200 }>['body']['data'],
      { secret: string; previous_secret_expires_at: string | null }
    >
  >,
];

type Published<Type extends EventType> = Extract<Events.components['schemas']['PublishedEvent'], { event: Type }>;

/** `components`, whose schemas code names: enums as unions, events told apart by type and with further fields, absent against null. */
export type Components = [
  Expect<Same<Webhooks.components['schemas']['Webhook'], Webhook>>,
  Expect<Same<Extract<EventType, 'ROUTE_CREATED' | 'no event type'>, 'ROUTE_CREATED'>>,
  Expect<Same<Webhooks.components['schemas']['Fault'], { path: string; message: string }>>,
  Expect<Same<Webhooks.components['schemas']['ErrorCode'], Webhooks.ErrorCode>>,
  Expect<
    Same<
      Webhooks.components['schemas']['ErrorResponse']['data']['errors'],
      { path: string; message: string }[] | undefined
    >
  >,
  Expect<Same<Events.components['schemas']['PublishedEvent']['hook_timestamp_millis'], number | undefined>>,
  Expect<Same<Events.components['schemas']['PublishedEvent']['event'], EventType>>,
  Expect<Same<Published<'ROUTE_CREATED'>['a further field'], unknown>>,
  Expect<Same<Published<'WAYPOINT_STATUS_CHANGED'>['waypoint_id'], string>>,
  Expect<Same<Deliveries.components['schemas']['Delivery']['finished_at'], string | null>>,
  Expect<Same<Deliveries.components['schemas']['DeliveryState'], (typeof Deliveries.deliveryStates)[number]>>,
];

type Payload<Type extends keyof Webhooks.webhooks> =
  Webhooks.webhooks[Type]['post']['requestBody']['content']['application/json'];

/** `webhooks`, whose payloads receivers are given. */
export type Notifications = [
  Expect<Same<keyof Webhooks.webhooks, EventType>>,
  Expect<Same<Pick<Payload<'ROUTE_CREATED'>, keyof Notification<EventType>>, Notification<'ROUTE_CREATED'>>>,
  Expect<Same<Payload<'WAYPOINT_STATUS_CHANGED'>['waypoint_id'], string>>,
  Expect<Same<Events.webhooks, Record<string, never>>>,
];

/** The constants beside the types. */
export type Constants = [
  Expect<Same<(typeof Webhooks.webhookEventTypes)[number], EventType>>,
  Expect<Same<(typeof Webhooks.ErrorCode)['WrongKindOfApiKey'], 2002>>,
  Expect<Same<typeof Webhooks.errorCodeMeanings, Record<Webhooks.ErrorCode, string>>>,
];
