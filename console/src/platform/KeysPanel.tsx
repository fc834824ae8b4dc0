import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Account, ApiKey } from '@waypost/client';
import { useCallback, useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { useMayChange } from '../api/session.js';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { Icon } from '../shared/Icon.js';
import { LoadingRows } from '../shared/Loading.js';
import { plural } from '../shared/numbers.js';
import { Panel } from '../shared/Panel.js';
import { VirtualRows } from '../shared/VirtualRows.js';
import { KeyCells, KeyHead } from './KeyCells.js';
import classes from './KeysPanel.module.css';
import { ListEnd } from './ListEnd.js';
import { NewKeyDialog } from './NewKeyDialog.js';
import { RevokeDialog } from './RevokeDialog.js';
import { usePages, type ItemPage } from './usePages.js';

const PAGE = 100;

/** The API keys of an account, oldest first, revoked and expired ones included. */
export function KeysPanel({ account }: { account: Account }) {
  const mayChange = useMayChange();
  const [open, setOpen] = useState<'create' | 'revoke' | null>(null);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const revoke = useCallback((key: ApiKey) => {
    setRevoked(key);
    setOpen('revoke');
  }, []);
  function close() {
    setOpen(null);
  }
  const create = mayChange && (
    <Button
      size="xs"
      leftSection={<Icon name="plus" size={14} />}
      onClick={() => {
        setOpen('create');
      }}
    >
      New API key
    </Button>
  );
  return (
    <Panel title="API keys" tools={create}>
      <KeyList account={account} {...(mayChange && { onRevoke: revoke })} />
      <NewKeyDialog account={account} isOpen={open === 'create'} onClose={close} />
      <RevokeDialog accountId={account.id} apiKey={revoked} isOpen={open === 'revoke'} onClose={close} />
    </Panel>
  );
}

function KeyList({ account, onRevoke }: { account: Account; onRevoke?: (key: ApiKey) => void }) {
  const pages = usePages(['api-keys', account.id], (cursor, signal) => fetchKeys(account.id, cursor, signal));
  const isNarrow = useMediaQuery('(max-width: 48rem)', undefined, { getInitialValueInEffect: false });
  if (pages.isPending) return <LoadingRows rows={2} height={52} />;
  if (pages.error) return <Failed error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0) {
    return (
      <Empty title="No API keys yet">The account’s integrators call the API with a key, and sign in with it.</Empty>
    );
  }
  return (
    <>
      <VirtualRows
        label="API keys"
        items={pages.items}
        keyOf={({ id }) => id}
        rowHeight={isNarrow ? 68 : 56}
        className={classes['columns']}
        head={<KeyHead />}
        render={(apiKey) => <KeyCells apiKey={apiKey} isRefused={!account.enabled} onRevoke={onRevoke} />}
        onNearEnd={pages.loadMore}
      />
      <ListEnd pages={pages} all={plural(pages.items.length, 'API key')} />
    </>
  );
}

async function fetchKeys(id: string, cursor: string | null, signal: AbortSignal): Promise<ItemPage<ApiKey>> {
  const params = { path: { id }, query: { limit: PAGE, ...(cursor !== null && { cursor }) } };
  const { api_keys: items, next_cursor: next } = await answer(
    api.platform.GET('/accounts/{id}/api-keys', { params, signal }),
  );
  return { items, next };
}
