import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Account } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { faultsByField } from '../api/faults.js';
import { FailedLine } from '../shared/Failed.js';
import { refreshAccount } from './queries.js';

interface AccountDialogProps {
  /** The one that is changed; without it, another one is created. */
  account?: Account;
  isOpen: boolean;
  onClose: () => void;
}

/** Creates an account, and goes on to its screen; or changes one's name and limit. */
export function AccountDialog({ account, isOpen, onClose }: AccountDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={account ? 'Name and limit' : 'New account'}>
      <AccountForm {...(account && { account })} onClose={onClose} />
    </Modal>
  );
}

function AccountForm({ account, onClose }: Omit<AccountDialogProps, 'isOpen'>) {
  const [name, setName] = useState(account?.name ?? '');
  const [limit, setLimit] = useState<number | string>(account?.webhook_limit ?? '');
  const navigate = useNavigate();
  const saving = useMutation({
    mutationFn: () => save(account, { name: name.trim(), ...(limit !== '' && { webhook_limit: Number(limit) }) }),
    onSuccess: async ({ account: saved }) => {
      await refreshAccount(saved);
      if (account) onClose();
      else await navigate({ to: '/platform/accounts/$accountId', params: { accountId: saved.id } });
    },
  });
  const { of: faults, rest } = faultsByField(saving.error, ['name', 'webhook_limit']);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description={account ? undefined : 'For people. It can be changed at any time.'}
          autoComplete="off"
          data-autofocus
          value={name}
          error={faults.name}
          onChange={({ currentTarget: { value } }) => {
            setName(value);
          }}
        />
        <NumberInput
          label="Webhooks"
          description={
            account
              ? 'How many it may have. Those that it has already stay.'
              : 'How many it may have. If it is empty, as many as is usual here.'
          }
          allowDecimal={false}
          allowNegative={false}
          value={limit}
          error={faults.webhook_limit}
          onChange={setLimit}
        />
        <FailedLine error={rest} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {account ? 'Save' : 'Create account'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Entered {
  name: string;
  webhook_limit?: number;
}

/** Of an account that there is, only what was changed is sent: somebody else may have changed the rest. */
async function save(account: Account | undefined, entered: Entered): Promise<{ account: Account }> {
  if (!account) return answer(api.platform.POST('/accounts', { body: entered }));
  const { name, webhook_limit: limit = account.webhook_limit } = entered;
  const body = {
    ...(name !== account.name.trim() && { name }),
    ...(limit !== account.webhook_limit && { webhook_limit: limit }),
  };
  if (Object.keys(body).length === 0) return { account };
  return answer(api.platform.PATCH('/accounts/{id}', { params: { path: { id: account.id } }, body }));
}
