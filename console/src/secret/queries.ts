import { queryOptions, useMutation } from '@tanstack/react-query';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { queryClient } from '../api/queryClient.js';

/** A webhook's secret, which the page forgets as soon as it is not looked at. */
export function secretQuery(webhookId: string) {
  return queryOptions({
    queryKey: ['webhook-secret', webhookId],
    queryFn: ({ signal }) => getSecret(webhookId, signal),
    gcTime: 0,
  });
}

function getSecret(webhookId: string, signal?: AbortSignal) {
  const params = { path: { id: webhookId } };
  return answer(api.deliveries.GET('/webhooks/{id}/secret', { params, ...(signal && { signal }) }));
}

/** A secret that was replaced, and the one that has taken its place: as long as that is the current one, this is the one before it. */
export interface ReplacedSecret {
  secret: string;
  by: string;
}

/** Replaces the secret. The service answers with the new one alone, so that the old one is looked up before. */
export function useRotateSecret(webhookId: string, onRotated: (replaced: ReplacedSecret) => void) {
  return useMutation({
    mutationFn: async (gracePeriodSeconds: number) => {
      const old = await getSecret(webhookId);
      const params = { path: { id: webhookId } };
      const body = { grace_period_seconds: gracePeriodSeconds };
      const current = await answer(api.deliveries.POST('/webhooks/{id}/secret/rotate', { params, body }));
      return { secret: old.secret, by: current.secret };
    },
    onSuccess: onRotated,
    // Without an answer, too, it may have been replaced.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['webhook-secret', webhookId] }),
    gcTime: 0,
  });
}
