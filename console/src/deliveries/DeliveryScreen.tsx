import { Button, CopyButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import type { DeliveryDetails } from '@waypost/client';
import { ApiError } from '../api/apiError.js';
import { useMayChange } from '../api/session.js';
import { BackLink } from '../shared/BackLink.js';
import { Copyable } from '../shared/Copyable.js';
import { Empty } from '../shared/Empty.js';
import { Failed, FailedLine } from '../shared/Failed.js';
import { Fact, Facts } from '../shared/Facts.js';
import { Icon } from '../shared/Icon.js';
import { LoadingRows } from '../shared/Loading.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { DeliveryStatus } from '../shared/Status.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { curlOf } from './curl.js';
import { deliveryQuery, useRetry } from './deliveryQuery.js';
import classes from './DeliveryScreen.module.css';
import { Neighbours } from './Neighbours.js';
import type { ListPlace } from './place.js';
import { RequestPanel } from './RequestPanel.js';
import { Timeline } from './Timeline.js';

const route = getRouteApi('/deliveries/$deliveryId');

/** One delivery: what became of it and why, what was sent, and sending it again. */
export function DeliveryScreen() {
  const { deliveryId: id } = route.useParams();
  const list = useLocation({ select: ({ state }) => state.list });
  const { data: delivery, error, refetch } = useQuery(deliveryQuery(id));
  const back = <Back list={list} />;
  if (delivery) return <OneDelivery key={id} delivery={delivery} list={list} />;
  return (
    <Page title="Delivery" back={back}>
      <Panel label="Delivery">
        {!error && <LoadingRows />}
        {error && isMissing(error) && (
          <Empty title="There is no such delivery" action={<Link to="/deliveries">All deliveries</Link>}>
            It is older than deliveries are kept, or another account’s.
          </Empty>
        )}
        {error && !isMissing(error) && <Failed error={error} onRetry={() => void refetch()} />}
      </Panel>
    </Page>
  );
}

function isMissing(error: Error): boolean {
  return error instanceof ApiError && error.isNotFound;
}

function OneDelivery({ delivery, list }: { delivery: DeliveryDetails; list: ListPlace | undefined }) {
  const { id, webhook_id: webhookId, event, event_id: eventId, route_id: routeId, dc_id: dcId, request } = delivery;
  const retrying = useRetry(id);
  const curl = curlOf(delivery);
  return (
    <Page
      title={`${event} of ${routeId}`}
      heading={
        <>
          <code className={classes['event']}>{event}</code> of route {routeId}
        </>
      }
      back={<Back list={list} />}
      actions={
        <>
          {curl !== null && (
            <CopyButton value={curl} timeout={1_500}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  onClick={copy}
                  leftSection={<Icon name={copied ? 'check' : 'copy'} size={15} />}
                >
                  {copied ? 'Copied' : 'Copy as curl'}
                </Button>
              )}
            </CopyButton>
          )}
          {useMayChange() && (
            <Button
              loading={retrying.isPending}
              leftSection={<Icon name="retry" size={15} />}
              onClick={() => {
                retrying.mutate();
              }}
            >
              Retry
            </Button>
          )}
          {list && <Neighbours id={id} list={list} />}
        </>
      }
    >
      <Panel label="Delivery" isPadded>
        <FailedLine error={retrying.error} />
        <Facts>
          <Fact label="Webhook">
            {request.url === null ? (
              'a deleted webhook'
            ) : (
              <Link to="/webhooks/$webhookId" params={{ webhookId }} className={classes['webhook']}>
                <WebhookUrl url={request.url} />
              </Link>
            )}
          </Fact>
          <Fact label="State">
            <DeliveryStatus state={delivery.state} />
          </Fact>
          <Fact label="Route">{routeId}</Fact>
          <Fact label="DC">{dcId}</Fact>
        </Facts>
        <div className={classes['ids']}>
          <span>
            Delivery <Copyable value={id} what="delivery id" />
          </span>
          {eventId !== null && (
            <span title="What receivers see as webhook-id, the same at each attempt">
              Event <Copyable value={eventId} what="event id" />
            </span>
          )}
        </div>
      </Panel>
      <div className={classes['parts']}>
        <div>
          <Panel title="What happened" isPadded>
            <Timeline delivery={delivery} />
          </Panel>
        </div>
        <div>
          <RequestPanel delivery={delivery} />
        </div>
      </div>
    </Page>
  );
}

const lists: Record<string, string> = { '/deliveries': 'Deliveries', '/undelivered': 'Undelivered' };

/** The way back to the list that the delivery was opened from, as that was; without one, to all deliveries. */
function Back({ list }: { list: ListPlace | undefined }) {
  const { path = '/deliveries', search = {} } = list ?? {};
  return (
    <BackLink to={path} search={search}>
      {lists[path] ?? 'Webhook'}
    </BackLink>
  );
}
