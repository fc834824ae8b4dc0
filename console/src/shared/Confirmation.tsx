import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FailedLine } from './Failed.js';

interface ConfirmationProps {
  title: string;
  /** What is done: `Disable`. */
  action: string;
  /** Whether it takes something away from somebody. */
  isHarmful?: boolean;
  isOpen: boolean;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  /** What it means. */
  children: ReactNode;
}

/** Asks before what others will notice. */
export function Confirmation(props: ConfirmationProps) {
  const { title, action, isHarmful = false, isOpen, isPending, error, onConfirm, onClose, children } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      <Stack>
        <div style={{ overflowWrap: 'anywhere' }}>{children}</div>
        <FailedLine error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button {...(isHarmful && { color: 'red' })} loading={isPending} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
