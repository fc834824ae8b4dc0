import { Button, Checkbox, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Account } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { FailedLine } from '../shared/Failed.js';
import { exactTime } from '../shared/time.js';
import { nameOf } from './queries.js';
import { ShownOnce } from './ShownOnce.js';

interface ConsoleLinkDialogProps {
  account: Account;
  isOpen: boolean;
  onClose: () => void;
}

/** Makes a link that lets somebody into an account's console. */
export function ConsoleLinkDialog({ account, isOpen, onClose }: ConsoleLinkDialogProps) {
  return (
    // What is shown this once does not go by a click beside it.
    <Modal opened={isOpen} onClose={onClose} title="Console link" closeOnClickOutside={false}>
      <ConsoleLinkForm account={account} onClose={onClose} />
    </Modal>
  );
}

const MINUTES = [5, 15, 30, 60];

function ConsoleLinkForm({ account, onClose }: Omit<ConsoleLinkDialogProps, 'isOpen'>) {
  const [isReadOnly, setIsReadOnly] = useState(false);
  const [minutes, setMinutes] = useState(MINUTES[0] ?? 5);
  const creating = useMutation({
    mutationFn: () => {
      const body = { account_id: account.id, read_only: isReadOnly, expires_in_seconds: minutes * 60 };
      return answer(api.platform.POST('/console-links', { body }));
    },
    gcTime: 0,
  });
  if (creating.data) {
    return (
      <ShownOnce value={location.origin + creating.data.path} what="link" onClose={onClose}>
        This opens the console of <strong>{nameOf(account)}</strong>
        {isReadOnly && ', for looking only'}. It works once, and has to be opened before{' '}
        {exactTime(creating.data.expires_at)}. Whoever opens it first is in: send it over a channel that you trust. In
        this browser, it would take the place of your own session.
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
        <div style={{ overflowWrap: 'anywhere' }}>
          A link that opens the console of <strong>{nameOf(account)}</strong>, once, for whoever has it.
        </div>
        <NativeSelect
          label="To be opened within"
          value={String(minutes)}
          data={MINUTES.map((value) => ({ value: String(value), label: `${value} minutes` }))}
          data-autofocus
          onChange={({ currentTarget: { value } }) => {
            setMinutes(Number(value));
          }}
        />
        <Checkbox
          label="For looking only"
          description="Nothing can be changed, and nothing sent again."
          checked={isReadOnly}
          onChange={({ currentTarget: { checked } }) => {
            setIsReadOnly(checked);
          }}
        />
        <FailedLine error={creating.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={creating.isPending}>
            Create link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
