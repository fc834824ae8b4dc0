import { validateDeliveryFilters, type DeliveryFilters } from '../deliveries/filters.js';

/** What the screen shows, in the address: a span of time alone. */
export type UndeliveredSearch = Pick<DeliveryFilters, 'span' | 'since' | 'until'>;

export function validateUndeliveredSearch(search: Record<string, unknown>): UndeliveredSearch {
  const { since, until, span } = search;
  return validateDeliveryFilters({ since, until, span });
}
