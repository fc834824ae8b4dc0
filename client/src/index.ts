/**
 * The typed clients of Waypost's contracts, on `fetch`: `import { createWebhooksClient } from '@waypost/client'`.
 *
 * Each call of a client resolves to `{data, error, response}`: `data` is the body of a success, `error` that of any other
 * answer; it rejects only if there was no answer.
 */
import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths as consolePaths } from '../../generated/console.js';
import type { paths as deliveriesPaths } from '../../generated/deliveries.js';
import type { paths as eventsPaths } from '../../generated/events.js';
import type { paths as platformPaths } from '../../generated/platform.js';
import type { paths as webhooksPaths } from '../../generated/webhooks.js';

export {
  ErrorCode,
  webhookEventTypes,
  type CreateWebhookRequest,
  type ErrorResponse,
  type Fault,
  type UpdateWebhookRequest,
  type Webhook,
  type WebhookEventType,
} from '../../generated/webhooks.js';
export type { AcceptedEvent, PublishedEvent, PublishEventsRequest } from '../../generated/events.js';
export {
  deliveryStates,
  type Attempt,
  type AttemptFailure,
  type Delivery,
  type DeliveryDetails,
  type DeliveryState,
  type DisabledReason,
  type RecoverableState,
  type StatisticsBucket,
  type StatisticsBucketSize,
  type WebhookHealth,
  type WebhookStatus,
} from '../../generated/deliveries.js';

export type { Account, ApiKey, OverviewMinute, TroubledWebhook } from '../../generated/platform.js';
export type { ConsoleSession } from '../../generated/console.js';

export type WebhooksClient = Client<webhooksPaths, 'application/json'>;
export type EventsClient = Client<eventsPaths, 'application/json'>;
export type DeliveriesClient = Client<deliveriesPaths, 'application/json'>;
export type PlatformClient = Client<platformPaths, 'application/json'>;
export type ConsoleClient = Client<consolePaths, 'application/json'>;

/** A key, or what gives the one to be sent with a call: for keys that change, such as access tokens of the console. */
export type KeySource = string | (() => string | Promise<string>);

interface ServiceOptions {
  /** Where the service is: `https://waypost.example.com`, without a path. */
  baseUrl: string;
  /** Instead of the global `fetch`: for timeouts, proxies, or tests. */
  fetch?: NonNullable<ClientOptions['fetch']>;
}

export interface WaypostClientOptions extends ServiceOptions {
  /** An API key of an account, `wp_…`, or an access token of its console. */
  apiKey: KeySource;
}

export interface EventsClientOptions extends ServiceOptions {
  /** A publisher key, `wp_…`. An account's API key is refused with 403. */
  publisherKey: KeySource;
}

export interface PlatformClientOptions extends ServiceOptions {
  /** An operator key, `wp_…`, or an access token of the platform's console. Keys of other kinds are refused with 403. */
  operatorKey: KeySource;
}

export interface ConsoleClientOptions extends ServiceOptions {
  /** An access token of the console, `wt_…`: nothing but signing out needs one. */
  accessToken?: KeySource;
}

/**
 * A client of the Webhooks API (openapi/webhooks.yaml), for the account that owns the webhooks.
 *
 * @example
 * const webhooks = createWebhooksClient({ baseUrl: 'http://127.0.0.1:8080', apiKey });
 * const { data, error } = await webhooks.GET('/webhooks');
 */
export const createWebhooksClient = (options: WaypostClientOptions): WebhooksClient =>
  withKey<webhooksPaths>(options, options.apiKey);

/**
 * A client of the Deliveries API (openapi/deliveries.yaml), for the account that owns the webhooks: the delivery log, sending
 * again, signing secrets, test events.
 *
 * @example
 * const deliveries = createDeliveriesClient({ baseUrl: 'http://127.0.0.1:8080', apiKey });
 * const { data, error } = await deliveries.GET('/undelivered', { params: { query: { since: '2026-01-01T09:00:00Z' } } });
 */
export const createDeliveriesClient = (options: WaypostClientOptions): DeliveriesClient =>
  withKey<deliveriesPaths>(options, options.apiKey);

/**
 * A client of the Events API (openapi/events.yaml), for the platform's own services, which publish the events of all accounts.
 *
 * @example
 * const events = createEventsClient({ baseUrl: 'http://127.0.0.1:8080', publisherKey });
 * const { data, error } = await events.POST('/events', {
 *   body: { events: [{ account_id, event: 'ROUTE_STARTED', dc_id: '1', route_id: 'R-1001' }] },
 * });
 */
export const createEventsClient = (options: EventsClientOptions): EventsClient =>
  withKey<eventsPaths>(options, options.publisherKey);

/**
 * A client of the Platform API (openapi/platform.yaml), for the platform's own backend, which manages accounts and their API keys.
 *
 * @example
 * const platform = createPlatformClient({ baseUrl: 'http://127.0.0.1:8080', operatorKey });
 * const { data, error } = await platform.POST('/accounts', { body: { name: 'Bolt Couriers' } });
 */
export const createPlatformClient = (options: PlatformClientOptions): PlatformClient =>
  withKey<platformPaths>(options, options.operatorKey);

/**
 * A client of the Console API (openapi/console.yaml), by which people sign in to the web console. The session's cookie is the browser's affair.
 *
 * @example
 * const sessions = createConsoleClient({ baseUrl: location.origin, accessToken: () => token });
 * const { data, error } = await sessions.POST('/console/session/renew');
 */
export const createConsoleClient = (options: ConsoleClientOptions): ConsoleClient =>
  withKey<consolePaths>(options, options.accessToken);

function withKey<Paths extends object>({ baseUrl, fetch: send = fetch }: ServiceOptions, key: KeySource | undefined) {
  return createClient<Paths, 'application/json'>({
    baseUrl,
    fetch: async (request) => {
      if (key) request.headers.set('Authorization', `Bearer ${typeof key === 'string' ? key : await key()}`);
      return send(request);
    },
  });
}
