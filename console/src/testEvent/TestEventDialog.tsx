import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Webhook, WebhookEventType } from '@waypost/client';
import { useState } from 'react';
import { eventTypes } from 'virtual:contract';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { FailedLine } from '../shared/Failed.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { TestOutcome } from './TestOutcome.js';

interface TestEventDialogProps {
  webhook: Webhook;
  isOpen: boolean;
  onClose: () => void;
}

/** Sends a test notification to a webhook, and shows what its receiver made of it. */
export function TestEventDialog({ webhook, isOpen, onClose }: TestEventDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Send a test event">
      <TestForm webhook={webhook} onClose={onClose} />
    </Modal>
  );
}

function TestForm({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const [event, setEvent] = useState<WebhookEventType | undefined>(webhook.events[0]);
  const sending = useSendTest();
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (event) sending.mutate({ webhookId: webhook.id, event });
      }}
    >
      <Stack>
        <WebhookUrl url={webhook.url} />
        <NativeSelect
          label="Event type"
          description="The receiver gets its example from the contract, signed like any other. It is not kept among the deliveries."
          value={event ?? ''}
          data={eventTypes.map(({ type, summary }) => ({ value: type, label: `${type}: ${summary}` }))}
          onChange={({ currentTarget: { value } }) => {
            setEvent(eventTypes.find(({ type }) => type === value)?.type);
          }}
        />
        <FailedLine error={sending.error} />
        {sending.data && <TestOutcome outcome={sending.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={sending.isPending} data-autofocus>
            {sending.data ? 'Send another' : 'Send'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Sends a test notification. */
export function useSendTest() {
  return useMutation({
    mutationFn: ({ webhookId, event }: { webhookId: string; event: WebhookEventType }) =>
      answer(api.deliveries.POST('/webhooks/{id}/test', { params: { path: { id: webhookId } }, body: { event } })),
  });
}

export type SentTest = NonNullable<ReturnType<typeof useSendTest>['data']>;
