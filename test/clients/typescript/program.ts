/** Calls Waypost with the clients that @hey-api/openapi-ts generates, and verifies the notification that comes of it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook as Verifier } from 'standardwebhooks';
import { client as sessions } from './console/client.gen.js';
import { createConsoleSession, endConsoleSession } from './console/index.js';
import { client as deliveries } from './deliveries/client.gen.js';
import { getWebhookSecret, listDeliveries } from './deliveries/index.js';
import { client as events } from './events/client.gen.js';
import { publishEvents, type PublishedEvent } from './events/index.js';
import { client as platform } from './platform/client.gen.js';
import {
  createAccount,
  createApiKey,
  deleteAccount,
  listAccounts,
  revokeApiKey,
  updateAccount,
} from './platform/index.js';
import { client as webhooks } from './webhooks/client.gen.js';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  replaceWebhook,
  updateWebhook,
  ErrorCode,
  WebhookEventType,
  type RouteStartedNotification,
} from './webhooks/index.js';

const DC = 'TYPESCRIPT';
const { WAYPOST_URL = '', WAYPOST_API_KEY = '', WAYPOST_PUBLISHER_KEY = '', WAYPOST_ACCOUNT_ID = '' } = process.env;
webhooks.setConfig({ baseUrl: WAYPOST_URL, auth: WAYPOST_API_KEY });
deliveries.setConfig({ baseUrl: WAYPOST_URL, auth: WAYPOST_API_KEY });
events.setConfig({ baseUrl: WAYPOST_URL, auth: WAYPOST_PUBLISHER_KEY });
platform.setConfig({ baseUrl: WAYPOST_URL, auth: process.env['WAYPOST_OPERATOR_KEY'] ?? '' });
sessions.setConfig({ baseUrl: WAYPOST_URL });

const receiver = createServer().listen(0, '127.0.0.1');
await once(receiver, 'listening');
const { port } = receiver.address() as AddressInfo;
const received = once(receiver, 'request') as Promise<[IncomingMessage, ServerResponse]>;

const { data: created } = await createWebhook({
  body: {
    webhook_url: `http://127.0.0.1:${port}/hook`,
    events: [WebhookEventType.ROUTE_STARTED],
    dc_ids: [DC],
  },
  throwOnError: true,
});
const { id } = created.data.webhook;
console.log('webhooks createWebhook');

const { data: listed } = await listWebhooks({ throwOnError: true });
assert.ok(listed.data.webhooks.some((webhook) => webhook.id === id));
console.log('webhooks listWebhooks');

const { data: patched } = await updateWebhook({ path: { id }, body: { enabled: false }, throwOnError: true });
assert.equal(patched.data.webhook.enabled, false);
console.log('webhooks updateWebhook');

const { data: replaced } = await replaceWebhook({ path: { id }, body: { enabled: true }, throwOnError: true });
assert.equal(replaced.data.webhook.enabled, true);
console.log('webhooks replaceWebhook');

const { data: secret } = await getWebhookSecret({ path: { id }, throwOnError: true });
console.log('deliveries getWebhookSecret');

const route = { account_id: WAYPOST_ACCOUNT_ID, dc_id: DC, route_id: 'R-1001' };
// @ts-expect-error What happened to a waypoint names the waypoint.
({ event: 'WAYPOINT_STATUS_CHANGED', ...route }) satisfies PublishedEvent;
const { data: published } = await publishEvents({
  body: {
    events: [
      { event: 'ROUTE_STARTED', ...route },
      { event: 'WAYPOINT_STATUS_CHANGED', waypoint_id: 'W-7', ...route },
    ],
  },
  throwOnError: true,
});
assert.deepEqual(
  published.data.events.map((event) => event.deliveries),
  [1, 0],
);
console.log('events publishEvents');

const [request, response] = await received;
const body = await text(request);
response.end();
new Verifier(secret.data.secret).verify(body, request.headers as Record<string, string>);
const notification = JSON.parse(body) as RouteStartedNotification;
assert.equal(notification.route_id, 'R-1001');
assert.equal(request.headers['webhook-id'], published.data.events[0]?.id);
console.log('webhooks ROUTE_STARTED');

// The hour that the clock is ahead there is the hour that it looks back.
const since = new Date().toISOString().replace('Z', '+01:00');
const { data: log } = await listDeliveries({ path: { id }, query: { since }, throwOnError: true });
assert.equal(log.data.deliveries.length, 1);
console.log('deliveries listDeliveries');

await deleteWebhook({ path: { id }, throwOnError: true });
console.log('webhooks deleteWebhook');

const { error: refused } = await deleteWebhook({ path: { id } });
assert.equal(refused?.data.code, ErrorCode.WEBHOOK_NOT_FOUND);
console.log('webhooks ErrorCode');
receiver.close();

const { data: made } = await createAccount({ body: { name: 'TypeScript & sons' }, throwOnError: true });
const account = { id: made.data.account.id };
console.log('platform createAccount');

const { data: found } = await listAccounts({ query: { search: 'typescript & SONS' }, throwOnError: true });
assert.ok(found.data.accounts.some((other) => other.id === account.id));
console.log('platform listAccounts');

const { data: disabled } = await updateAccount({ path: account, body: { enabled: false }, throwOnError: true });
assert.equal(disabled.data.account.enabled, false);
console.log('platform updateAccount');

const { data: key } = await createApiKey({
  path: account,
  body: { name: 'test', expires_in_seconds: 60 },
  throwOnError: true,
});
assert.notEqual(key.data.api_key.expires_at, null);
console.log('platform createApiKey');

await revokeApiKey({ path: { id: key.data.api_key.id }, throwOnError: true });
console.log('platform revokeApiKey');

await deleteAccount({ path: account, throwOnError: true });
console.log('platform deleteAccount');

const { data: entered } = await createConsoleSession({ body: { credential: WAYPOST_API_KEY }, throwOnError: true });
assert.equal(entered.data.session.account?.id, WAYPOST_ACCOUNT_ID);
console.log('console createConsoleSession');

await endConsoleSession({ auth: entered.data.access_token, throwOnError: true });
console.log('console endConsoleSession');
