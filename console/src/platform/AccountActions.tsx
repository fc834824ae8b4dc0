import { ActionIcon, Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Account } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { Confirmation } from '../shared/Confirmation.js';
import { Icon } from '../shared/Icon.js';
import { TypedConfirmation } from '../shared/TypedConfirmation.js';
import { AccountDialog } from './AccountDialog.js';
import { ConsoleLinkDialog } from './ConsoleLinkDialog.js';
import { nameOf, refreshAccount, refreshAccounts } from './queries.js';

/** What can be done about an account, besides its keys. */
export function AccountActions({ account }: { account: Account }) {
  const [open, setOpen] = useState<'link' | 'edit' | 'enabled' | 'delete' | null>(null);
  const navigate = useNavigate();
  const params = { path: { id: account.id } };
  const switching = useMutation({
    mutationFn: () => answer(api.platform.PATCH('/accounts/{id}', { params, body: { enabled: !account.enabled } })),
    onSuccess: async ({ account: changed }) => {
      close();
      await refreshAccount(changed);
    },
  });
  const deleting = useMutation({
    mutationFn: () => answer(api.platform.DELETE('/accounts/{id}', { params })),
    onSuccess: async () => {
      await navigate({ to: '/platform/accounts' });
      await refreshAccounts();
    },
  });
  function close() {
    setOpen(null);
  }
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setOpen('link');
        }}
      >
        Console link…
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() => {
              setOpen('edit');
            }}
          >
            Name and limit…
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              switching.reset();
              setOpen('enabled');
            }}
          >
            {account.enabled ? 'Disable…' : 'Enable…'}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="var(--bad)"
            onClick={() => {
              deleting.reset();
              setOpen('delete');
            }}
          >
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConsoleLinkDialog account={account} isOpen={open === 'link'} onClose={close} />
      <AccountDialog account={account} isOpen={open === 'edit'} onClose={close} />
      <Confirmation
        title={account.enabled ? 'Disable this account?' : 'Enable this account?'}
        action={account.enabled ? 'Disable' : 'Enable'}
        isHarmful={account.enabled}
        isOpen={open === 'enabled'}
        isPending={switching.isPending}
        error={switching.error}
        onConfirm={() => {
          switching.mutate();
        }}
        onClose={close}
      >
        {account.enabled ? (
          <>
            The API keys of <strong>{nameOf(account)}</strong> are refused within seconds, its webhooks receive nothing,
            and what waits for them is parked. Events that are published for it are stored, and can be recovered when it
            is enabled again.
          </>
        ) : (
          <>
            The API keys of <strong>{nameOf(account)}</strong> are accepted again, and what is parked for its webhooks
            goes on if it is not too old.
          </>
        )}
      </Confirmation>
      <TypedConfirmation
        title="Delete this account?"
        name={nameOf(account)}
        action="Delete"
        isOpen={open === 'delete'}
        isPending={deleting.isPending}
        error={deleting.error}
        onConfirm={() => {
          deleting.mutate();
        }}
        onClose={close}
      >
        <strong>{nameOf(account)}</strong> and everything of it goes: its webhooks, events, deliveries and API keys. Its
        keys are refused at once, and its webhooks receive nothing any more. This can’t be undone.
      </TypedConfirmation>
    </>
  );
}
