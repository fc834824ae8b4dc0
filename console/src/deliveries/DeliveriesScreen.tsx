import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { useWebhookUrls } from '../webhooks/queries.js';
import { DeliveryFilterBar, SpanControl } from './DeliveryFilterBar.js';
import { DeliveryList, NoDeliveries } from './DeliveryList.js';
import type { AllDeliveryFilters } from './filters.js';
import type { DeliverySource } from './useDeliveryList.js';
import { useDeliveryQuery } from './useDeliveryQuery.js';

const route = getRouteApi('/deliveries');

/** What was sent, by all webhooks or by one that is chosen; deliveries of deleted webhooks are among them. */
export function DeliveriesScreen() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const { data: webhookUrls, error, refetch } = useWebhookUrls();
  const { webhook_id: webhookId, ...narrowed } = filters;
  const source = useMemo((): DeliverySource => (webhookId === undefined ? 'all' : { webhookId }), [webhookId]);
  const query = useDeliveryQuery(narrowed);
  const { state, event, dc_id, route_id } = narrowed;
  const isFiltered = [webhookId, state, event, dc_id, route_id].some((filter) => filter !== undefined);
  function show(search: AllDeliveryFilters) {
    void navigate({ search, replace: true, resetScroll: false });
  }
  return (
    <Page
      title="Deliveries"
      lead="What was sent to your webhooks, newest first."
      actions={<SpanControl filters={filters} onChange={show} />}
    >
      <Panel label="Deliveries">
        {!webhookUrls && !error && <LoadingRows />}
        {!webhookUrls && error && <Failed error={error} onRetry={() => void refetch()} />}
        {webhookUrls && (
          <>
            <DeliveryFilterBar filters={filters} onChange={show} webhookUrls={webhookUrls} />
            {webhookId !== undefined && !webhookUrls.has(webhookId) ? (
              <Empty title="There is no such webhook">
                It was deleted, or is another account’s. What was sent to a deleted webhook is among all deliveries.
              </Empty>
            ) : (
              <DeliveryList
                key={JSON.stringify([source, query])}
                source={source}
                query={query}
                webhookUrls={webhookId === undefined ? webhookUrls : undefined}
                empty={<NoDeliveries isFiltered={isFiltered} />}
              />
            )}
          </>
        )}
      </Panel>
    </Page>
  );
}
