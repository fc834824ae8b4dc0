/**
 * The examples of the document that this product implements, word for word. Whatever else changes, a caller who was
 * written by that document finds these answers.
 */

/** The parameters of `POST /webhooks` that lead to the document's answer. */
export const seedRequest = {
  webhook_url: 'https://example.com/webhook',
  events: ['ROUTE_CREATED', 'ROUTE_STARTED'],
  dc_ids: ['1', '2', '3'],
};

/** The same for the webhook that the document's list shows. */
export const seedListRequest = {
  ...seedRequest,
  events: ['ROUTE_CREATED', 'ROUTE_STARTED', 'ROUTE_ETAS_CHANGED', 'WAYPOINT_STATUS_CHANGED'],
};

/** `GET /webhooks` */
export const seedList = `{ "status": "success", "data": { "webhooks": [{ "id": "the-webhook-identifier", "url": "https://example.com/webhook", "enabled": true, "dc_ids": ["1", "2", "3"], "events": ["ROUTE_CREATED", "ROUTE_STARTED", "ROUTE_ETAS_CHANGED", "WAYPOINT_STATUS_CHANGED"] }] } }`;

/** `POST /webhooks`, `PATCH /webhooks/(id)` and `PUT /webhooks/(id)` */
export const seedWebhook = `{ "status": "success", "data": { "webhook": { "id": "the-webhook-identifier", "url": "https://example.com/webhook", "enabled": true, "dc_ids": ["1", "2", "3"], "events": ["ROUTE_CREATED", "ROUTE_STARTED"] } } }`;
