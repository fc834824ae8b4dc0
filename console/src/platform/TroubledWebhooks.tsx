import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { TroubledWebhook } from '@waypost/client';
import { disabledReasons } from 'virtual:contract';
import { Empty } from '../shared/Empty.js';
import { plural } from '../shared/numbers.js';
import { RelativeTime, Since } from '../shared/RelativeTime.js';
import { WebhookStatusWord } from '../shared/Status.js';
import { VirtualRows } from '../shared/VirtualRows.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { nameOf, type Overview } from './queries.js';
import classes from './TroubledWebhooks.module.css';

type TroubledWebhooksProps = Pick<Overview, 'troubled_webhooks' | 'has_more_troubled_webhooks'>;

/** The webhooks that fail or were disabled by Waypost, of all accounts, those in trouble for longest first. */
export function TroubledWebhooks({
  troubled_webhooks: webhooks,
  has_more_troubled_webhooks: hasMore,
}: TroubledWebhooksProps) {
  const isNarrow = useMediaQuery('(max-width: 48rem)', undefined, { getInitialValueInEffect: false });
  if (webhooks.length === 0) return <Empty title="None">No webhook fails, and Waypost has disabled none.</Empty>;
  return (
    <>
      <VirtualRows
        label="Webhooks in trouble"
        items={webhooks}
        keyOf={({ webhook_id: id }) => id}
        rowHeight={isNarrow ? 84 : 60}
        className={classes['columns']}
        head={<Head />}
        render={(webhook) => <Cells webhook={webhook} />}
      />
      {hasMore && (
        <p className={classes['more']}>
          There are more of them. These {plural(webhooks.length, 'is', 'are')} in trouble for longest.
        </p>
      )}
    </>
  );
}

function Head() {
  return (
    <>
      <span role="columnheader">Status</span>
      <span role="columnheader">Webhook</span>
      <span role="columnheader">Account</span>
      <span role="columnheader" className={classes['right']}>
        For
      </span>
    </>
  );
}

function Cells({ webhook }: { webhook: TroubledWebhook }) {
  const { account, url, status, since, disables_at: disablesAt, disabled_reason: reason } = webhook;
  return (
    <>
      <span role="cell" className={classes['status']}>
        <WebhookStatusWord status={status} />
      </span>
      <span role="cell" className={classes['webhook']}>
        <WebhookUrl url={url} />
        <span className={classes['note']}>
          {reason !== undefined && disabledReasons[reason].replace(/\.$/, '')}
          {reason === undefined && disablesAt !== null && (
            <>
              will be disabled <RelativeTime at={disablesAt} />
            </>
          )}
        </span>
      </span>
      <span role="cell" className={classes['account']}>
        <Link to="/platform/accounts/$accountId" params={{ accountId: account.id }} title={account.name}>
          {nameOf(account)}
        </Link>
      </span>
      <span role="cell" className={classes['since']}>
        <Since at={since} />
      </span>
    </>
  );
}
