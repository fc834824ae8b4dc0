import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useLocation } from '@tanstack/react-router';
import type { Delivery, DeliveryState } from '@waypost/client';
import { memo, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { countWords, plural } from '../shared/numbers.js';
import { RelativeTime } from '../shared/RelativeTime.js';
import { DeliveryStatus, Status } from '../shared/Status.js';
import { VirtualRows } from '../shared/VirtualRows.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import type { DeliveryQuery } from './filters.js';
import classes from './DeliveryList.module.css';
import type { ListPlace } from './place.js';
import { useDeliveryList, type DeliverySource } from './useDeliveryList.js';

interface DeliveryListProps {
  source: DeliverySource;
  /** Keep it the same object while it says the same. */
  query: DeliveryQuery;
  /** The names of webhooks by their ids; given where the list has deliveries of several. */
  webhookUrls?: ReadonlyMap<string, string> | undefined;
  /** What can be done about each of them, at the end of its row. */
  action?: ((delivery: Delivery) => ReactNode) | undefined;
  /** What is said where there is nothing. */
  empty: ReactNode;
}

/** Deliveries, newest first and live, without moving under who reads them: what is new is announced, and put in on a click or at the top. */
export function DeliveryList({ source, query, webhookUrls, action, empty }: DeliveryListProps) {
  const list = useDeliveryList(source, query);
  const { news, showNews } = list;
  const top = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery('(max-width: 48rem)', undefined, { getInitialValueInEffect: false });
  const count = news.fresh.length;
  const address = useLocation({
    select: ({ pathname, search }) => ({ path: pathname, search }),
    structuralSharing: true,
  });
  const place = useMemo((): ListPlace => ({ source, query, ...address }), [source, query, address]);

  useEffect(() => {
    if (count === 0) return;
    function showAtTop() {
      if (scrollY < 40) showNews();
    }
    showAtTop();
    addEventListener('scroll', showAtTop, { passive: true });
    return () => {
      removeEventListener('scroll', showAtTop);
    };
  }, [count, showNews]);

  if (list.isPending) return <LoadingRows />;
  if (list.deliveries.length === 0 && list.error) return <Failed error={list.error} onRetry={list.retry} />;
  if (list.deliveries.length === 0 && count === 0) return <>{empty}</>;
  return (
    <div ref={top} className={classes['list']}>
      <div className={classes['news']} aria-live="polite">
        {count > 0 && (
          <Button
            size="compact-sm"
            radius="xl"
            className={classes['announce'] ?? ''}
            onClick={() => {
              showNews();
              top.current?.scrollIntoView();
            }}
          >
            {news.hasGap
              ? `More than ${countWords(count)} new deliveries`
              : plural(count, 'new delivery', 'new deliveries')}
          </Button>
        )}
      </div>
      <VirtualRows
        label="Deliveries"
        items={list.deliveries}
        keyOf={({ id }) => id}
        rowHeight={isNarrow ? (webhookUrls ? 82 : 62) : 40}
        className={[
          classes['columns'],
          ...(webhookUrls ? [classes['withWebhook']] : []),
          ...(action ? [classes['withAction']] : []),
        ].join(' ')}
        head={<Head withWebhook={webhookUrls !== undefined} withAction={action !== undefined} />}
        render={(delivery) => (
          <Cells
            delivery={delivery}
            place={place}
            url={webhookUrls ? (webhookUrls.get(delivery.webhook_id) ?? 'a deleted webhook') : undefined}
            hasLeft={list.left.has(delivery.id) && belongs(delivery.state, source, query)}
            action={action}
          />
        )}
        onNearEnd={list.loadMore}
      />
      {list.error ? (
        <Failed error={list.error} onRetry={list.retry} />
      ) : (
        <p className={classes['end']} role="status">
          {list.hasMore
            ? 'Loading older deliveries…'
            : `All ${plural(list.deliveries.length, 'delivery', 'deliveries')}`}
        </p>
      )}
    </div>
  );
}

/** Whether a list has deliveries in this state. */
function belongs(state: DeliveryState, source: DeliverySource, query: DeliveryQuery): boolean {
  if (source === 'undelivered') return state === 'pending' || state === 'parked' || state === 'exhausted';
  return query.state === undefined || query.state === state;
}

/** For a filter that nothing passes. */
export function NoDeliveries({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No delivery matches">Nothing in this span of time is as the filters want it.</Empty>
  ) : (
    <Empty title="Nothing was sent in this span of time">
      New deliveries appear here by themselves. A test event is not kept, and does not.
    </Empty>
  );
}

function Head({ withWebhook, withAction }: { withWebhook: boolean; withAction: boolean }) {
  return (
    <>
      <span role="columnheader">State</span>
      <span role="columnheader">Event</span>
      {withWebhook && <span role="columnheader">Webhook</span>}
      <span role="columnheader">Route</span>
      <span role="columnheader">DC</span>
      <span role="columnheader" className={classes['right']}>
        Attempts
      </span>
      <span role="columnheader" className={classes['right']}>
        Next attempt
      </span>
      <span role="columnheader" className={classes['right']}>
        Published
      </span>
      {withAction && <span role="columnheader" aria-label="Action" />}
    </>
  );
}

interface CellsProps {
  delivery: Delivery;
  place: ListPlace;
  url: string | undefined;
  /** Whether it would not be in this list any more: in what state it is now, the list does not know. */
  hasLeft: boolean;
  action: ((delivery: Delivery) => ReactNode) | undefined;
}

const Cells = memo(function Cells({ delivery, place, url, hasLeft, action }: CellsProps) {
  const { id, state, event, route_id, dc_id, attempt_count: attempts, next_attempt_at: next, created_at } = delivery;
  return (
    <>
      <span role="cell" className={classes['state']}>
        {hasLeft ? (
          <Status tone="off" title="It is not in this list any more: open it to see what became of it">
            changed
          </Status>
        ) : (
          <DeliveryStatus state={state} />
        )}
      </span>
      <span role="cell" className={classes['event']}>
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId: id }}
          state={{ list: place }}
          className={classes['link']}
        >
          {event}
        </Link>
      </span>
      {url !== undefined && (
        <span role="cell" className={classes['webhook']}>
          <WebhookUrl url={url} />
        </span>
      )}
      <span role="cell" className={classes['route']} title={route_id}>
        {route_id}
      </span>
      <span role="cell" className={classes['dc']} title={dc_id}>
        {dc_id}
      </span>
      <span role="cell" className={classes['attempts']} data-many={attempts > 1}>
        {attempts}
      </span>
      <span role="cell" className={classes['next']}>
        {next !== null && <RelativeTime at={next} />}
      </span>
      <span role="cell" className={classes['at']}>
        <RelativeTime at={created_at} />
      </span>
      {action && (
        <span role="cell" className={classes['action']}>
          {action(delivery)}
        </span>
      )}
    </>
  );
});
