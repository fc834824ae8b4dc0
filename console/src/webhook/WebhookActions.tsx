import { ActionIcon, Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { RecoverDialog } from '../recover/RecoverDialog.js';
import { FailedLine } from '../shared/Failed.js';
import { Icon } from '../shared/Icon.js';
import { TypedConfirmation } from '../shared/TypedConfirmation.js';
import { TestEventDialog } from '../testEvent/TestEventDialog.js';
import { refreshWebhooks, useSetEnabled } from '../webhooks/queries.js';

interface WebhookActionsProps {
  webhook: Webhook;
  /** Whether the dialog of a test event is open: that is in the address, so that a new webhook leads to it. */
  isTesting: boolean;
  onTest: (isTesting: boolean) => void;
}

export function WebhookActions({ webhook, isTesting, onTest }: WebhookActionsProps) {
  const [open, setOpen] = useState<'recover' | 'delete' | null>(null);
  const setEnabled = useSetEnabled();
  const navigate = useNavigate();
  const deleting = useMutation({
    mutationFn: () => answer(api.webhooks.DELETE('/webhooks/{id}', { params: { path: { id: webhook.id } } })),
    onSuccess: async () => {
      await navigate({ to: '/' });
      await refreshWebhooks();
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
          onTest(true);
        }}
      >
        Send test event
      </Button>
      <Button
        variant="default"
        onClick={() => {
          setOpen('recover');
        }}
      >
        Recover…
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            renderRoot={(props) => (
              <Link to="/webhooks/$webhookId/secret" params={{ webhookId: webhook.id }} {...props} />
            )}
          >
            Signing secret
          </Menu.Item>
          <Menu.Item
            disabled={setEnabled.isPending}
            onClick={() => {
              setEnabled.mutate({ id: webhook.id, enabled: !webhook.enabled });
            }}
          >
            {webhook.enabled ? 'Disable' : 'Enable'}
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
      {setEnabled.error && <FailedLine error={setEnabled.error} />}
      <TestEventDialog
        webhook={webhook}
        isOpen={isTesting}
        onClose={() => {
          onTest(false);
        }}
      />
      <RecoverDialog webhook={webhook} isOpen={open === 'recover'} onClose={close} />
      <TypedConfirmation
        title="Delete this webhook?"
        name={hostOf(webhook.url)}
        action="Delete"
        isOpen={open === 'delete'}
        isPending={deleting.isPending}
        error={deleting.error}
        onConfirm={() => {
          deleting.mutate();
        }}
        onClose={close}
      >
        Nothing is sent to <strong>{webhook.url}</strong> any more, and what waits for it is cancelled. Its deliveries
        stay in the log. This can’t be undone.
      </TypedConfirmation>
    </>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
