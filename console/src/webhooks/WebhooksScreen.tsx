import { Button, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { useMayChange } from '../api/session.js';
import { Empty } from '../shared/Empty.js';
import { Failed, FailedLine } from '../shared/Failed.js';
import { Icon } from '../shared/Icon.js';
import { LoadingRows } from '../shared/Loading.js';
import { plural } from '../shared/numbers.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { VirtualRows } from '../shared/VirtualRows.js';
import { matches, rowsOf, type WebhookRow } from './health.js';
import { allHealthQuery, useSetEnabled, webhooksQuery } from './queries.js';
import { WebhookCells, WebhookHead } from './WebhookCells.js';
import classes from './WebhooksScreen.module.css';

/** All webhooks of the account, those in trouble first. */
export function WebhooksScreen() {
  const webhooks = useQuery(webhooksQuery);
  const health = useQuery(allHealthQuery);
  const mayChange = useMayChange();
  const rows = useMemo(() => rowsOf(webhooks.data ?? [], health.data), [webhooks.data, health.data]);
  const create = mayChange && (
    <Button component={Link} to="/webhooks/new" leftSection={<Icon name="plus" size={16} />}>
      New webhook
    </Button>
  );
  return (
    <Page
      title="Webhooks"
      lead={webhooks.data && webhooks.data.length > 0 ? summary(rows) : undefined}
      actions={create}
    >
      {health.error && <FailedLine error={health.error} />}
      <Panel label="Webhooks">
        {webhooks.isPending && <LoadingRows height={60} />}
        {webhooks.isError && <Failed error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
        {webhooks.data?.length === 0 && (
          <Empty title="No webhooks yet" action={create}>
            A webhook is a URL of yours that is told of events of your distribution centres.
          </Empty>
        )}
        {webhooks.data && webhooks.data.length > 0 && <WebhookList rows={rows} />}
      </Panel>
    </Page>
  );
}

function WebhookList({ rows }: { rows: WebhookRow[] }) {
  const { q = '' } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const wanted = useDeferredValue(q.trim());
  const found = useMemo(() => (wanted === '' ? rows : rows.filter((row) => matches(row, wanted))), [rows, wanted]);
  const isNarrow = useMediaQuery('(max-width: 48rem)', undefined, { getInitialValueInEffect: false });
  const setEnabled = useSetEnabled();
  const mayChange = useMayChange();
  return (
    <>
      <div className={classes['search']}>
        <TextInput
          type="search"
          size="sm"
          aria-label="Search webhooks"
          placeholder="Search by URL, event type or DC"
          leftSection={<Icon name="search" size={16} />}
          value={q}
          onChange={({ currentTarget: { value } }) => {
            void navigate({ to: '/', search: value === '' ? {} : { q: value }, replace: true });
          }}
        />
        <FailedLine error={setEnabled.error} />
      </div>
      {found.length === 0 ? (
        <Empty title="No webhook matches">Nothing in their URLs, event types or DCs is “{wanted}”.</Empty>
      ) : (
        <VirtualRows
          label="Webhooks"
          items={found}
          keyOf={({ webhook }) => webhook.id}
          rowHeight={isNarrow ? 104 : 60}
          className={classes['columns']}
          head={<WebhookHead />}
          render={(row) => (
            <WebhookCells
              row={row}
              {...(mayChange && { onToggle: setEnabled.mutate })}
              isChanging={setEnabled.isPending && setEnabled.variables.id === row.webhook.id}
            />
          )}
        />
      )}
    </>
  );
}

function summary(rows: WebhookRow[]): string {
  const failing = rows.filter(({ status }) => status === 'failing').length;
  const disabled = rows.filter(({ status }) => status === 'disabled').length;
  return [
    plural(rows.length, 'webhook'),
    ...(failing > 0 ? [`${failing} failing`] : []),
    ...(disabled > 0 ? [`${disabled} disabled`] : []),
  ].join(' · ');
}
