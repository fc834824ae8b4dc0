import { useMutation } from '@tanstack/react-query';
import type { ApiKey } from '@waypost/client';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { Confirmation } from '../shared/Confirmation.js';
import { refreshKeys } from './queries.js';

interface RevokeDialogProps {
  accountId: string;
  /** The key that is, or was last, about to be revoked. */
  apiKey: ApiKey | null;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks before a key is revoked. */
export function RevokeDialog({ accountId, apiKey, isOpen, onClose }: RevokeDialogProps) {
  const revoking = useMutation({
    mutationFn: (id: string) => answer(api.platform.DELETE('/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      onClose();
      await refreshKeys(accountId);
    },
  });
  return (
    <Confirmation
      title="Revoke this API key?"
      action="Revoke"
      isHarmful
      isOpen={isOpen}
      isPending={revoking.isPending}
      error={revoking.error}
      onConfirm={() => {
        if (apiKey) revoking.mutate(apiKey.id);
      }}
      onClose={() => {
        revoking.reset();
        onClose();
      }}
    >
      Whatever calls with <strong>{apiKey?.name}</strong> (<code>{apiKey?.key_prefix}…</code>) is refused within
      seconds. This can’t be undone.
    </Confirmation>
  );
}
