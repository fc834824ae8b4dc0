import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import type { Webhook } from '@waypost/client';
import { useState } from 'react';
import { FailedLine } from '../shared/Failed.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { useRotateSecret, type ReplacedSecret } from './queries.js';
import classes from './ShownSecret.module.css';

interface RotateDialogProps {
  webhook: Webhook;
  isOpen: boolean;
  onClose: () => void;
  onRotated: (replaced: ReplacedSecret) => void;
}

/** Replaces a webhook's secret, and asks for how long the old one signs, too. */
export function RotateDialog(props: RotateDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Rotate the secret">
      <RotateForm {...props} />
    </Modal>
  );
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const spans = [
  { value: String(HOUR), label: 'An hour' },
  { value: String(DAY), label: 'A day' },
  { value: String(7 * DAY), label: 'A week' },
  { value: String(30 * DAY), label: '30 days' },
  { value: '0', label: 'Not at all: it is known to others' },
];

function RotateForm({ webhook, onClose, onRotated }: Omit<RotateDialogProps, 'isOpen'>) {
  const [seconds, setSeconds] = useState(String(DAY));
  const rotating = useRotateSecret(webhook.id, onRotated);
  const isAtOnce = seconds === '0';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rotating.mutate(Number(seconds));
      }}
    >
      <Stack>
        <WebhookUrl url={webhook.url} />
        <NativeSelect
          label="The old secret signs, too, for"
          value={seconds}
          data={spans}
          data-autofocus
          onChange={({ currentTarget: { value } }) => {
            setSeconds(value);
          }}
        />
        <p className={classes['words']}>
          {isAtOnce
            ? 'The receiver refuses every notification until it has the new secret; they are tried again meanwhile.'
            : 'Notifications carry both signatures until then, so that the receiver misses nothing. What signed before the old secret signs no more.'}
        </p>
        <FailedLine error={rotating.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rotating.isPending} {...(isAtOnce && { color: 'red' })}>
            Rotate
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
