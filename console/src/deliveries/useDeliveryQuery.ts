import { useState } from 'react';
import { currentTime } from '../shared/RelativeTime.js';
import { queryOf, type DeliveryFilters, type DeliveryQuery } from './filters.js';

/** The query of filters, which stays the same object for as long as they say the same: a span ends at the time at which it was chosen, and what is new comes by itself. */
export function useDeliveryQuery(filters: DeliveryFilters): DeliveryQuery {
  const key = JSON.stringify(filters);
  const [made, setMade] = useState(() => ({ key, query: queryOf(filters, currentTime()) }));
  if (made.key === key) return made.query;
  const query = queryOf(filters, currentTime());
  setMade({ key, query });
  return query;
}
