import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Account } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { faultsByField } from '../api/faults.js';
import { FailedLine } from '../shared/Failed.js';
import { RelativeTime } from '../shared/RelativeTime.js';
import { nameOf, refreshKeys } from './queries.js';
import { ShownOnce } from './ShownOnce.js';

interface NewKeyDialogProps {
  account: Account;
  isOpen: boolean;
  onClose: () => void;
}

/** Creates an API key of an account, and shows it this once. */
export function NewKeyDialog({ account, isOpen, onClose }: NewKeyDialogProps) {
  return (
    // What is shown this once does not go by a click beside it.
    <Modal opened={isOpen} onClose={onClose} title="New API key" closeOnClickOutside={false}>
      <NewKeyForm account={account} onClose={onClose} />
    </Modal>
  );
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const lives = [
  { value: '', label: 'Never' },
  { value: String(HOUR), label: 'In an hour' },
  { value: String(DAY), label: 'In a day' },
  { value: String(7 * DAY), label: 'In a week' },
  { value: String(30 * DAY), label: 'In 30 days' },
  { value: String(90 * DAY), label: 'In 90 days' },
  { value: String(365 * DAY), label: 'In a year' },
];

function NewKeyForm({ account, onClose }: Omit<NewKeyDialogProps, 'isOpen'>) {
  const [name, setName] = useState('');
  const [seconds, setSeconds] = useState('');
  const creating = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), ...(seconds !== '' && { expires_in_seconds: Number(seconds) }) };
      return answer(api.platform.POST('/accounts/{id}/api-keys', { params: { path: { id: account.id } }, body }));
    },
    onSuccess: () => {
      void refreshKeys(account.id);
    },
    gcTime: 0,
  });
  const { of: faults, rest } = faultsByField(creating.error, ['name', 'expires_in_seconds']);
  if (creating.data) {
    const { secret_key: value, api_key: created } = creating.data;
    return (
      <ShownOnce value={value} what="key" onClose={onClose}>
        This is the key <strong>{created.name}</strong> of <strong>{nameOf(account)}</strong>. It{' '}
        {created.expires_at === null ? (
          'is accepted until it is revoked'
        ) : (
          <>
            expires <RelativeTime at={created.expires_at} />
          </>
        )}
        . Only its hash is stored: who loses it needs another one.
      </ShownOnce>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        creating.mutate();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description="To recognise it by."
          placeholder="production"
          autoComplete="off"
          data-autofocus
          value={name}
          error={faults.name}
          onChange={({ currentTarget: { value } }) => {
            setName(value);
          }}
        />
        <NativeSelect
          label="Expires"
          data={lives}
          value={seconds}
          error={faults.expires_in_seconds}
          onChange={({ currentTarget: { value } }) => {
            setSeconds(value);
          }}
        />
        <FailedLine error={rest} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={creating.isPending}>
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
