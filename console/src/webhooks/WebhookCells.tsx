import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { boundedCount } from '../shared/numbers.js';
import { RelativeTime, Since } from '../shared/RelativeTime.js';
import { WebhookStatusWord } from '../shared/Status.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { disabledWords, failureWords, type WebhookRow } from './health.js';
import { Sparkline } from './Sparkline.js';
import classes from './WebhooksScreen.module.css';

/** As far as each webhook's are counted, as listWebhookHealth says. */
const COUNTED = 100;

export function WebhookHead() {
  return (
    <>
      <span role="columnheader">Status</span>
      <span role="columnheader">Webhook</span>
      <span role="columnheader">Last 24 hours</span>
      <span role="columnheader" className={classes['right']}>
        Undelivered
      </span>
      <span role="columnheader" className={classes['right']}>
        Last success
      </span>
      <span role="columnheader" className={classes['right']}>
        Enabled
      </span>
    </>
  );
}

interface WebhookCellsProps {
  row: WebhookRow;
  /** Left out for who may not. */
  onToggle?: (change: { id: string; enabled: boolean }) => void;
  isChanging: boolean;
}

export const WebhookCells = memo(function WebhookCells({ row, onToggle, isChanging }: WebhookCellsProps) {
  const { webhook, health, status } = row;
  const { pending = 0, parked = 0, exhausted = 0 } = health?.undelivered ?? {};
  const undelivered = pending + parked + exhausted;
  return (
    <>
      <span role="cell" className={classes['status']}>
        <WebhookStatusWord status={status} />
      </span>
      <span role="cell" className={classes['webhook']}>
        <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} className={classes['name']}>
          <WebhookUrl url={webhook.url} />
        </Link>
        <WebhookNote row={row} />
      </span>
      <span role="cell" className={classes['hours']}>
        {health && <Sparkline hours={health.recent_hours} />}
      </span>
      <span role="cell" className={classes['undelivered']} data-any={undelivered > 0}>
        {health && (
          <span title={`${pending} pending, ${parked} parked, ${exhausted} exhausted`}>
            {boundedCount(undelivered, COUNTED)}
            <span className={classes['unit']}> undelivered</span>
          </span>
        )}
      </span>
      <span role="cell" className={classes['success']}>
        {health && (health.last_succeeded_at ? <RelativeTime at={health.last_succeeded_at} /> : '–')}
      </span>
      <span role="cell" className={classes['switch']}>
        {onToggle ? (
          <Switch
            size="sm"
            withThumbIndicator={false}
            aria-label={`Enabled: ${webhook.url}`}
            checked={webhook.enabled}
            disabled={isChanging}
            onChange={({ currentTarget: { checked } }) => {
              onToggle({ id: webhook.id, enabled: checked });
            }}
          />
        ) : (
          <span>{webhook.enabled ? 'yes' : 'no'}</span>
        )}
      </span>
    </>
  );
});

/** What is wrong with a webhook; of one that is well, what it is told of. */
export function WebhookNote({ row: { webhook, health, status } }: { row: WebhookRow }) {
  if (status === 'failing' && health?.failing_since) {
    return (
      <span className={classes['trouble']}>
        {health.last_failure ? `${failureWords(health.last_failure)}, ` : ''}failing for{' '}
        <Since at={health.failing_since} />
        {health.disables_at && (
          <>
            , will be disabled <RelativeTime at={health.disables_at} />
          </>
        )}
      </span>
    );
  }
  const why = status === 'disabled' && health ? disabledWords(health) : null;
  if (why !== null) return <span className={classes['note']}>{why}</span>;
  const dcs = webhook.dc_ids.length > 3 ? `${webhook.dc_ids.length} DCs` : `DC ${webhook.dc_ids.join(', ')}`;
  return (
    <span className={classes['note']} title={`${webhook.events.join(', ')}\nDC ${webhook.dc_ids.join(', ')}`}>
      {webhook.events.map((event) => event.toLowerCase().replaceAll('_', ' ')).join(', ')} · {dcs}
    </span>
  );
}
