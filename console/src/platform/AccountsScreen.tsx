import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { Account } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { useMayChange } from '../api/session.js';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { Icon } from '../shared/Icon.js';
import { LoadingRows } from '../shared/Loading.js';
import { plural } from '../shared/numbers.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { VirtualRows } from '../shared/VirtualRows.js';
import { AccountCells, AccountHead } from './AccountCells.js';
import { AccountDialog } from './AccountDialog.js';
import classes from './AccountsScreen.module.css';
import { ListEnd } from './ListEnd.js';
import { usePages, type ItemPage } from './usePages.js';

const route = getRouteApi('/platform/accounts');
const PAGE = 100;
/** A search is asked for when nobody has typed for so long. */
const PAUSE_MILLIS = 200;
const MAX_NAME = 100;

/** All accounts, oldest first, or those whose name holds what is searched for. */
export function AccountsScreen() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMayChange();
  const [isCreating, setIsCreating] = useState(false);
  const create = mayChange && (
    <Button
      leftSection={<Icon name="plus" size={16} />}
      onClick={() => {
        setIsCreating(true);
      }}
    >
      New account
    </Button>
  );
  return (
    <Page title="Accounts" actions={create}>
      <Panel label="Accounts">
        <div className={classes['search']}>
          <TextInput
            type="search"
            size="sm"
            aria-label="Search accounts"
            placeholder="Search by name"
            leftSection={<Icon name="search" size={16} />}
            maxLength={MAX_NAME}
            value={q}
            onChange={({ currentTarget: { value } }) => {
              void navigate({ search: value === '' ? {} : { q: value }, replace: true });
            }}
          />
        </div>
        <AccountList search={q} create={create} />
      </Panel>
      <AccountDialog
        isOpen={isCreating}
        onClose={() => {
          setIsCreating(false);
        }}
      />
    </Page>
  );
}

function AccountList({ search: typed, create }: { search: string; create: React.ReactNode }) {
  const [paused] = useDebouncedValue(typed.trim(), PAUSE_MILLIS);
  const search = typed.trim() === '' ? '' : paused;
  const pages = usePages(['accounts', search], (cursor, signal) => fetchAccounts(search, cursor, signal));
  const isNarrow = useMediaQuery('(max-width: 48rem)', undefined, { getInitialValueInEffect: false });
  if (pages.isPending) return <LoadingRows height={52} />;
  if (pages.error) return <Failed error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0) {
    return search === '' ? (
      <Empty title="No accounts yet" action={create}>
        An account owns webhooks, events and the API keys that its integrators call with.
      </Empty>
    ) : (
      <Empty title="No account matches">No account’s name holds “{search}”.</Empty>
    );
  }
  return (
    <>
      <VirtualRows
        label="Accounts"
        items={pages.items}
        keyOf={({ id }) => id}
        rowHeight={isNarrow ? 68 : 52}
        className={classes['columns']}
        head={<AccountHead />}
        render={(account) => <AccountCells account={account} />}
        onNearEnd={pages.loadMore}
      />
      <ListEnd pages={pages} all={plural(pages.items.length, 'account')} />
    </>
  );
}

async function fetchAccounts(search: string, cursor: string | null, signal: AbortSignal): Promise<ItemPage<Account>> {
  const query = { limit: PAGE, ...(search !== '' && { search }), ...(cursor !== null && { cursor }) };
  const { accounts, next_cursor: next } = await answer(api.platform.GET('/accounts', { params: { query }, signal }));
  return { items: accounts, next };
}
