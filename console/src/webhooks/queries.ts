import { queryOptions, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Webhook, WebhookHealth } from '@waypost/client';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { queryClient } from '../api/queryClient.js';

/** As many as one answer has at the most. */
const HEALTH_PAGE = 1_000;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }): Promise<Webhook[]> => (await answer(api.webhooks.GET('/webhooks', { signal }))).webhooks,
});

/** How all webhooks fare, by their ids. */
export const allHealthQuery = queryOptions({
  queryKey: ['webhook-health'],
  queryFn: async ({ signal }): Promise<ReadonlyMap<string, WebhookHealth>> => {
    const all = new Map<string, WebhookHealth>();
    let cursor: string | null = null;
    do {
      const query = { limit: HEALTH_PAGE, ...(cursor !== null && { cursor }) };
      const page: { webhooks: WebhookHealth[]; next_cursor: string | null } = await answer(
        api.deliveries.GET('/webhook-health', { params: { query }, signal }),
      );
      for (const health of page.webhooks) all.set(health.webhook_id, health);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return all;
  },
  refetchInterval: 10_000,
});

export function healthQuery(webhookId: string) {
  return queryOptions({
    queryKey: ['webhook-health', webhookId],
    queryFn: async ({ signal }): Promise<WebhookHealth> => {
      const params = { path: { id: webhookId } };
      return (await answer(api.deliveries.GET('/webhooks/{id}/health', { params, signal }))).health;
    },
    refetchInterval: 5_000,
  });
}

/** The names of webhooks: their URLs, by their ids. What was deleted has none. */
export function useWebhookUrls(): UseQueryResult<ReadonlyMap<string, string>> {
  return useQuery({ ...webhooksQuery, select: urlsOf });
}

function urlsOf(webhooks: Webhook[]): ReadonlyMap<string, string> {
  return new Map(webhooks.map(({ id, url }) => [id, url]));
}

/** Enables or disables a webhook. */
export function useSetEnabled() {
  return useMutation({
    mutationFn: ({ id, enabled }: { id: string; enabled: boolean }) =>
      answer(api.webhooks.PATCH('/webhooks/{id}', { params: { path: { id } }, body: { enabled } })),
    onSuccess: refreshWebhooks,
  });
}

/** After something about webhooks has changed. */
export async function refreshWebhooks(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['webhooks'] }),
    queryClient.invalidateQueries({ queryKey: ['webhook-health'] }),
  ]);
}
