import type { components } from '../../generated/webhooks.js';

/** What the benchmark's webhooks look like: the size of a real one. */
export type CreateBody = components['schemas']['CreateWebhookRequest'];

export function createBody(index: number): CreateBody {
  return {
    webhook_url: `https://receiver.example.com/waypost/webhooks/${index}`,
    events: ['ROUTE_CREATED', 'WAYPOINT_STATUS_CHANGED'],
    dc_ids: ['1', 'BO016'],
  };
}
