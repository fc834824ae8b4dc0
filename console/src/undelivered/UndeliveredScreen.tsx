import { getRouteApi } from '@tanstack/react-router';
import { useMayChange } from '../api/session.js';
import { SpanControl } from '../deliveries/DeliveryFilterBar.js';
import { DeliveryList } from '../deliveries/DeliveryList.js';
import type { DeliveryFilters } from '../deliveries/filters.js';
import { useDeliveryQuery } from '../deliveries/useDeliveryQuery.js';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { useWebhookUrls } from '../webhooks/queries.js';
import { RetryAction } from './RetryAction.js';
import { validateUndeliveredSearch } from './search.js';
import { UndeliveredWebhooks } from './UndeliveredWebhooks.js';

const route = getRouteApi('/undelivered');
/** What has not arrived is wanted however old it is: for as long as deliveries are kept for most. */
const DEFAULT: DeliveryFilters = { span: '30d' };

const retryAction = ({ id, webhook_id: webhookId }: { id: string; webhook_id: string }) => (
  <RetryAction id={id} webhookId={webhookId} />
);

/** What has not reached its receiver, across webhooks: which of them it is, why, and sending it again. */
export function UndeliveredScreen() {
  const search = route.useSearch();
  const filters = Object.keys(search).length > 0 ? search : DEFAULT;
  const navigate = route.useNavigate();
  const query = useDeliveryQuery(filters);
  const { data: webhookUrls, error, refetch } = useWebhookUrls();
  const mayChange = useMayChange();
  return (
    <Page
      title="Undelivered"
      lead="What has not reached its receiver: it waits for an attempt or for its webhook, or was given up."
    >
      <UndeliveredWebhooks since={query.since} />
      <Panel
        title="Deliveries"
        tools={
          <SpanControl
            filters={filters}
            onChange={(next) => {
              void navigate({ search: validateUndeliveredSearch({ ...next }), replace: true, resetScroll: false });
            }}
          />
        }
      >
        {!webhookUrls && !error && <LoadingRows />}
        {!webhookUrls && error && <Failed error={error} onRetry={() => void refetch()} />}
        {webhookUrls && (
          <DeliveryList
            key={JSON.stringify(query)}
            source="undelivered"
            query={query}
            webhookUrls={webhookUrls}
            action={mayChange ? retryAction : undefined}
            empty={<Empty title="Everything has arrived">Nothing waits or was given up in this span of time.</Empty>}
          />
        )}
      </Panel>
    </Page>
  );
}
