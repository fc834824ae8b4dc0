import { queryOptions, useMutation } from '@tanstack/react-query';
import type { DeliveryDetails } from '@waypost/client';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { queryClient } from '../api/queryClient.js';
import { showInLists } from './useDeliveryList.js';

const POLL_MILLIS = 2_000;

/** A delivery with all of its life; live for as long as that goes on. */
export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ['delivery', id],
    queryFn: async ({ signal }): Promise<DeliveryDetails> => {
      const { delivery } = await answer(api.deliveries.GET('/deliveries/{id}', { params: { path: { id } }, signal }));
      showInLists(delivery);
      return delivery;
    },
    refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : POLL_MILLIS),
  });
}

/** Whether nothing more happens to a delivery by itself. */
export function isOver({ state }: Pick<DeliveryDetails, 'state'>): boolean {
  return state !== 'pending' && state !== 'parked';
}

/** Sends a delivery again. */
export function useRetry(id: string) {
  return useMutation({
    mutationFn: () => answer(api.deliveries.POST('/deliveries/{id}/retry', { params: { path: { id } } })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['delivery', id] }),
        queryClient.invalidateQueries({ queryKey: ['webhook-health'] }),
      ]),
  });
}
