import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@waypost/client';
import { useState } from 'react';
import type { EventType } from 'virtual:contract';
import { Empty } from '../shared/Empty.js';
import { Failed, FailedLine } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { useSendTest } from '../testEvent/TestEventDialog.js';
import { TestOutcome } from '../testEvent/TestOutcome.js';
import { webhooksQuery } from '../webhooks/queries.js';
import classes from './EventsScreen.module.css';

interface SendAsTestDialogProps {
  /** What is sent; the dialog is closed without it. */
  eventType: EventType | null;
  onClose: () => void;
}

/** Sends the example of an event type to a webhook that is chosen here, and shows what its receiver made of it. */
export function SendAsTestDialog({ eventType, onClose }: SendAsTestDialogProps) {
  const webhooks = useQuery(webhooksQuery); // with the screen, so that the dialog opens with its form, and the keyboard in it
  return (
    <Modal opened={eventType !== null} onClose={onClose} title="Send as a test">
      {eventType && <ChosenEvent eventType={eventType} webhooks={webhooks} onClose={onClose} />}
    </Modal>
  );
}

interface ChosenEventProps {
  eventType: EventType;
  webhooks: UseQueryResult<Webhook[]>;
  onClose: () => void;
}

function ChosenEvent({ eventType, webhooks, onClose }: ChosenEventProps) {
  if (webhooks.isPending) return <LoadingRows rows={2} />;
  if (webhooks.isError) return <Failed error={webhooks.error} onRetry={() => void webhooks.refetch()} />;
  if (webhooks.data.length === 0) {
    return (
      <Empty title="There is no webhook yet" action={<Link to="/webhooks/new">New webhook</Link>}>
        A test needs one that it is sent to.
      </Empty>
    );
  }
  return <SendForm eventType={eventType} webhooks={webhooks.data} onClose={onClose} />;
}

interface SendFormProps {
  eventType: EventType;
  webhooks: Webhook[];
  onClose: () => void;
}

function SendForm({ eventType: { type, summary }, webhooks, onClose }: SendFormProps) {
  const [webhookId, setWebhookId] = useState(
    () => (webhooks.find(({ events }) => events.includes(type)) ?? webhooks[0])?.id,
  );
  const sending = useSendTest();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (webhookId !== undefined) sending.mutate({ webhookId, event: type });
      }}
    >
      <Stack>
        <div>
          <code className={classes['type']}>{type}</code>: {summary}
        </div>
        <NativeSelect
          label="Webhook"
          description="Its receiver gets the example, signed like any other. It is not kept among the deliveries."
          value={webhookId ?? ''}
          data={webhooks.map(({ id, url }) => ({ value: id, label: url }))}
          data-autofocus
          onChange={({ currentTarget: { value } }) => {
            sending.reset(); // an outcome is of the webhook that it was sent to
            setWebhookId(value);
          }}
        />
        <FailedLine error={sending.error} />
        {sending.data && <TestOutcome outcome={sending.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={sending.isPending}>
            {sending.data ? 'Send another' : 'Send'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
