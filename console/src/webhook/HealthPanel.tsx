import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeliveryState, Webhook, WebhookHealth } from '@waypost/client';
import { Skeleton } from '@mantine/core';
import { Copyable } from '../shared/Copyable.js';
import { FailedLine } from '../shared/Failed.js';
import { Fact, Facts } from '../shared/Facts.js';
import { boundedCount } from '../shared/numbers.js';
import { Panel } from '../shared/Panel.js';
import { RelativeTime, Since } from '../shared/RelativeTime.js';
import { WebhookStatusWord } from '../shared/Status.js';
import { disabledWords, failureWords } from '../webhooks/health.js';
import { healthQuery } from '../webhooks/queries.js';
import classes from './HealthPanel.module.css';

/** As far as they are counted, as getWebhookHealth says. */
const COUNTED = 10_000;

/** How a webhook fares, and what it is. */
export function HealthPanel({ webhook }: { webhook: Webhook }) {
  const { data: health, error } = useQuery(healthQuery(webhook.id));
  return (
    <Panel label="Health" isPadded>
      <FailedLine error={health ? null : error} />
      <Facts>
        <Fact label="Status">
          {health ? <WebhookStatusWord status={health.status} /> : <Skeleton height={14} width={80} />}
          {health && <Reason health={health} />}
        </Fact>
        {(['pending', 'parked', 'exhausted'] as const).map((state) => (
          <Fact key={state} label={stateLabels[state]}>
            {health ? (
              <Undelivered webhookId={webhook.id} state={state} count={health.undelivered[state]} />
            ) : (
              <Skeleton height={14} width={30} />
            )}
          </Fact>
        ))}
        <Fact label="Last success">
          {health?.last_succeeded_at ? <RelativeTime at={health.last_succeeded_at} /> : '–'}
        </Fact>
      </Facts>
      <div className={classes['detail']}>
        <span className={classes['tags']}>
          {webhook.events.map((event) => (
            <code key={event} className={classes['tag']}>
              {event}
            </code>
          ))}
        </span>
        <span className={classes['tags']}>
          DC
          {webhook.dc_ids.map((dcId) => (
            <code key={dcId} className={classes['tag']}>
              {dcId}
            </code>
          ))}
        </span>
        <span className={classes['id']}>
          <Copyable value={webhook.id} what="webhook id" />
        </span>
      </div>
    </Panel>
  );
}

const stateLabels = { pending: 'Pending', parked: 'Parked', exhausted: 'Given up' } as const;

/** A count that leads to what it counts, of as long ago as deliveries are kept for most. */
function Undelivered({ webhookId, state, count }: { webhookId: string; state: DeliveryState; count: number }) {
  const words = boundedCount(count, COUNTED);
  if (count === 0) return words;
  return (
    <Link to="/webhooks/$webhookId" params={{ webhookId }} search={{ state, span: '30d' }} resetScroll={false}>
      {words}
    </Link>
  );
}

function Reason({ health }: { health: WebhookHealth }) {
  const { failing_since: since, disables_at: disablesAt, last_failure: failure } = health;
  const why = disabledWords(health);
  if (why !== null) {
    return (
      <span className={classes['reason']}>
        {why}
        {health.disabled_at && (
          <>
            , <RelativeTime at={health.disabled_at} />
          </>
        )}
      </span>
    );
  }
  if (since === null) return null;
  return (
    <span className={classes['reason']}>
      {failure && `${failureWords(failure)}, `}
      {health.status === 'failing' ? 'for ' : 'failing for '}
      <Since at={since} />
      {disablesAt !== null && (
        <>
          ; will be disabled <RelativeTime at={disablesAt} />
        </>
      )}
    </span>
  );
}
