import type { DeliveryQuery } from './filters.js';
import type { DeliverySource } from './useDeliveryList.js';

/** Where in the console a delivery was opened from: kept with the history's entry, so that the way back and the neighbours are still known after a reload. */
export interface ListPlace {
  source: DeliverySource;
  query: DeliveryQuery;
  /** The list's own address. */
  path: string;
  search: object;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    list?: ListPlace;
  }
}
