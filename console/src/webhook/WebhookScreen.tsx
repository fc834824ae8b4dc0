import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Webhook } from '@waypost/client';
import { useMayChange } from '../api/session.js';
import { DeliveryFilterBar, SpanControl } from '../deliveries/DeliveryFilterBar.js';
import { DeliveryList, NoDeliveries } from '../deliveries/DeliveryList.js';
import { useDeliveryQuery } from '../deliveries/useDeliveryQuery.js';
import { BackLink } from '../shared/BackLink.js';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { webhookName } from '../shared/WebhookUrl.js';
import { webhooksQuery } from '../webhooks/queries.js';
import { HealthPanel } from './HealthPanel.js';
import { StatisticsPanel } from './StatisticsPanel.js';
import type { WebhookSearch } from './search.js';
import { WebhookActions } from './WebhookActions.js';

const route = getRouteApi('/webhooks/$webhookId');

/** One webhook: how it fares, what was sent to it, and what can be done about it. */
export function WebhookScreen() {
  const { webhookId } = route.useParams();
  const webhooks = useQuery(webhooksQuery);
  const webhook = webhooks.data?.find(({ id }) => id === webhookId);
  const back = <BackLink to="/">Webhooks</BackLink>;
  if (webhook) return <OneWebhook key={webhook.id} webhook={webhook} />;
  return (
    <Page title="Webhook" back={back}>
      <Panel label="Webhook">
        {webhooks.isPending && <LoadingRows />}
        {webhooks.isError && <Failed error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
        {webhooks.isSuccess && (
          <Empty title="There is no such webhook" action={<Link to="/deliveries">All deliveries</Link>}>
            It was deleted, or is another account’s. What was sent to a deleted webhook is among all deliveries.
          </Empty>
        )}
      </Panel>
    </Page>
  );
}

function OneWebhook({ webhook }: { webhook: Webhook }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMayChange();
  const { test, ...filters } = search;
  const query = useDeliveryQuery(filters);
  function show(next: WebhookSearch, replace = true) {
    void navigate({ search: next, replace, resetScroll: false });
  }
  const { state, event, dc_id, route_id } = filters;
  const isFiltered = [state, event, dc_id, route_id].some((filter) => filter !== undefined);
  return (
    <Page
      title={webhook.url}
      heading={webhookName(webhook.url)}
      back={<BackLink to="/">Webhooks</BackLink>}
      actions={
        mayChange && (
          <WebhookActions
            webhook={webhook}
            isTesting={test === true}
            onTest={(isTesting) => {
              show({ ...filters, ...(isTesting && { test: true }) });
            }}
          />
        )
      }
    >
      <HealthPanel webhook={webhook} />
      <StatisticsPanel
        webhookId={webhook.id}
        since={query.since}
        until={query.until}
        tools={<SpanControl filters={filters} onChange={show} />}
      />
      <Panel title="Deliveries">
        <DeliveryFilterBar filters={filters} onChange={show} />
        <DeliveryList
          key={JSON.stringify(query)}
          source={{ webhookId: webhook.id }}
          query={query}
          empty={<NoDeliveries isFiltered={isFiltered} />}
        />
      </Panel>
    </Page>
  );
}
