import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeliveryState, Webhook } from '@waypost/client';
import { useMemo, useState, type ReactNode } from 'react';
import { useMayChange } from '../api/session.js';
import { RecoverDialog } from '../recover/RecoverDialog.js';
import { Empty } from '../shared/Empty.js';
import { Failed, FailedLine } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { boundedCount } from '../shared/numbers.js';
import { Panel } from '../shared/Panel.js';
import { WebhookStatusWord } from '../shared/Status.js';
import { VirtualRows } from '../shared/VirtualRows.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { rowsOf, type WebhookRow } from '../webhooks/health.js';
import { allHealthQuery, useSetEnabled, webhooksQuery } from '../webhooks/queries.js';
import { WebhookNote } from '../webhooks/WebhookCells.js';
import classes from './UndeliveredWebhooks.module.css';

/** As far as each webhook's are counted, as listWebhookHealth says. */
const COUNTED = 100;

/**
 * The webhooks that have undelivered deliveries, those in trouble first.
 * @param props.since from when on what they have given up is recovered, to begin with
 */
export function UndeliveredWebhooks({ since }: { since: string }) {
  const webhooks = useQuery(webhooksQuery);
  const health = useQuery(allHealthQuery);
  const [recovered, setRecovered] = useState<WebhookRow | null>(null);
  const setEnabled = useSetEnabled();
  const mayChange = useMayChange();
  const isNarrow = useMediaQuery('(max-width: 48rem)', undefined, { getInitialValueInEffect: false });
  const rows = useMemo(
    () => rowsOf(webhooks.data ?? [], health.data).filter((row) => undeliveredOf(row) > 0),
    [webhooks.data, health.data],
  );
  const error = webhooks.data && health.data ? null : (webhooks.error ?? health.error);
  return (
    <Panel title="Webhooks">
      {error && <Failed error={error} onRetry={() => void Promise.all([webhooks.refetch(), health.refetch()])} />}
      {!error && !(webhooks.data && health.data) && <LoadingRows height={60} />}
      {webhooks.data && health.data && rows.length === 0 && (
        <Empty title="No webhook waits for anything">Every delivery of every webhook has reached its receiver.</Empty>
      )}
      <FailedLine error={setEnabled.error} />
      {rows.length > 0 && (
        <VirtualRows
          label="Webhooks with undelivered deliveries"
          items={rows}
          keyOf={({ webhook }) => webhook.id}
          rowHeight={isNarrow ? 114 : 60}
          className={classes['columns']}
          head={<Head />}
          render={(row) => (
            <Cells
              row={row}
              action={
                mayChange && (
                  <Action
                    webhook={row.webhook}
                    isEnabling={setEnabled.isPending && setEnabled.variables.id === row.webhook.id}
                    onEnable={() => {
                      setEnabled.mutate({ id: row.webhook.id, enabled: true });
                    }}
                    onRecover={() => {
                      setRecovered(row);
                    }}
                  />
                )
              }
            />
          )}
        />
      )}
      {recovered && (
        <RecoverDialog
          webhook={recovered.webhook}
          since={since}
          isOpen
          onClose={() => {
            setRecovered(null);
          }}
        />
      )}
    </Panel>
  );
}

function undeliveredOf({ health }: WebhookRow): number {
  const { pending = 0, parked = 0, exhausted = 0 } = health?.undelivered ?? {};
  return pending + parked + exhausted;
}

const counted = [
  { state: 'pending', label: 'Pending' },
  { state: 'parked', label: 'Parked' },
  { state: 'exhausted', label: 'Given up' },
] as const;

function Head() {
  return (
    <>
      <span role="columnheader">Status</span>
      <span role="columnheader">Webhook</span>
      {counted.map(({ state, label }) => (
        <span key={state} role="columnheader" className={classes['count']}>
          {label}
        </span>
      ))}
      <span role="columnheader" aria-label="Action" />
    </>
  );
}

function Cells({ row, action }: { row: WebhookRow; action: ReactNode }) {
  const { webhook, health, status } = row;
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
      {counted.map(({ state, label }) => {
        const count = health?.undelivered[state] ?? 0;
        return (
          <span key={state} role="cell" className={classes['count']} data-state={state} data-any={count > 0}>
            <CountLink webhookId={webhook.id} state={state} count={count}>
              {boundedCount(count, COUNTED)}
              <span className={classes['unit']}> {label.toLowerCase()}</span>
            </CountLink>
          </span>
        );
      })}
      <span role="cell" className={classes['action']}>
        {action}
      </span>
    </>
  );
}

interface CountLinkProps {
  webhookId: string;
  state: DeliveryState;
  count: number;
  children: ReactNode;
}

/** A count that leads to what it counts, of as long ago as deliveries are kept for most. */
function CountLink({ webhookId, state, count, children }: CountLinkProps) {
  if (count === 0) return children;
  return (
    <Link to="/webhooks/$webhookId" params={{ webhookId }} search={{ state, span: '30d' }} className={classes['link']}>
      {children}
    </Link>
  );
}

interface ActionProps {
  webhook: Webhook;
  isEnabling: boolean;
  onEnable: () => void;
  onRecover: () => void;
}

/** Nothing is sent to a webhook that is disabled: that comes first. */
function Action({ webhook: { enabled: isEnabled, url }, isEnabling, onEnable, onRecover }: ActionProps) {
  return (
    <Button
      size="xs"
      variant="default"
      loading={isEnabling}
      aria-label={`${isEnabled ? 'Recover' : 'Enable'} ${url}`}
      onClick={isEnabled ? onRecover : onEnable}
    >
      {isEnabled ? 'Recover…' : 'Enable'}
    </Button>
  );
}
