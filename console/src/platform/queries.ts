import { queryOptions } from '@tanstack/react-query';
import type { Account, OverviewMinute, TroubledWebhook } from '@waypost/client';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { queryClient } from '../api/queryClient.js';
import { DEFAULT_SPAN, spans, type OverviewSearch } from './search.js';

/** What the overview answers with. */
export interface Overview {
  queue: { due: number; waiting: number; parked: number; oldest_due_at: string | null };
  minutes: OverviewMinute[];
  troubled_webhooks: TroubledWebhook[];
  has_more_troubled_webhooks: boolean;
}

/** How the whole service fares. A span that ends now moves on with each look at it. */
export function overviewQuery({ span = DEFAULT_SPAN, since, until }: OverviewSearch) {
  return queryOptions({
    queryKey: ['overview', since === undefined ? span : { since, until }],
    queryFn: ({ signal }): Promise<Overview> => {
      // The minute that is not over yet is one of them.
      const query =
        since === undefined ? { since: new Date(Date.now() - spans[span] + 60_000).toISOString() } : { since, until };
      return answer(api.platform.GET('/overview', { params: { query }, signal }));
    },
    refetchInterval: 5_000,
  });
}

export function accountQuery(id: string) {
  return queryOptions({
    queryKey: ['account', id],
    queryFn: async ({ signal }): Promise<Account> =>
      (await answer(api.platform.GET('/accounts/{id}', { params: { path: { id } }, signal }))).account,
    refetchInterval: 15_000,
  });
}

/** After an account has changed, which is given as it is now. */
export async function refreshAccount(account: Account): Promise<void> {
  queryClient.setQueryData(accountQuery(account.id).queryKey, account);
  await refreshAccounts();
}

/** After it has changed which accounts there are: their list begins anew. */
export async function refreshAccounts(): Promise<void> {
  await Promise.all([
    queryClient.resetQueries({ queryKey: ['accounts'] }),
    queryClient.invalidateQueries({ queryKey: ['overview'] }),
  ]);
}

/** After an account's keys have changed. */
export async function refreshKeys(accountId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['api-keys', accountId] }),
    queryClient.invalidateQueries({ queryKey: ['account', accountId] }),
    queryClient.resetQueries({ queryKey: ['accounts'] }),
  ]);
}

/** What an account is called. A name may consist of spaces. */
export function nameOf({ id, name }: { id: string; name: string }): string {
  return name.trim() === '' ? id : name;
}
