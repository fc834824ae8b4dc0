import { validateDeliveryFilters, type DeliveryFilters } from '../deliveries/filters.js';

/** What the screen of a webhook shows, in the address: its deliveries' filters, and whether a test event is about to be sent. */
export interface WebhookSearch extends DeliveryFilters {
  test?: true;
}

export function validateWebhookSearch(search: Record<string, unknown>): WebhookSearch {
  return { ...validateDeliveryFilters(search), ...(search['test'] === true && { test: true }) };
}
