import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FailedLine } from './Failed.js';

interface TypedConfirmationProps {
  title: string;
  /** What has to be typed. */
  name: string;
  /** What is done: `Delete`. */
  action: string;
  isOpen: boolean;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before what can't be undone: whoever goes on has typed the name of what it is done to. */
export function TypedConfirmation(props: TypedConfirmationProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title}>
      <Confirmation {...props} />
    </Modal>
  );
}

function Confirmation({ name, action, isPending, error, onConfirm, onClose, children }: TypedConfirmationProps) {
  const [typed, setTyped] = useState('');
  const isSame = asShown(typed) === asShown(name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSame) onConfirm();
      }}
    >
      <Stack>
        <div style={{ overflowWrap: 'anywhere' }}>{children}</div>
        <TextInput
          label={
            <>
              Type <strong>{name}</strong> to go on
            </>
          }
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
          }}
        />
        <FailedLine error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" disabled={!isSame} loading={isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A page shows several spaces as one, and none at the ends. */
function asShown(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ');
}
