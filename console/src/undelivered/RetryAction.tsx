import { Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { deliveryQuery, useRetry } from '../deliveries/deliveryQuery.js';
import { DeliveryStatus } from '../shared/Status.js';
import { webhooksQuery } from '../webhooks/queries.js';

/** Sends one delivery of a list again, and shows in its place what becomes of it: the list itself stays as it is. */
export function RetryAction({ id, webhookId }: { id: string; webhookId: string }) {
  const retrying = useRetry(id);
  const { data: delivery } = useQuery({ ...deliveryQuery(id), enabled: retrying.isSuccess });
  const { data: obstacle = null } = useQuery({
    ...webhooksQuery,
    // The screen has asked for them; a row that comes into sight does not ask again.
    refetchOnMount: false,
    select: (webhooks) => {
      const webhook = webhooks.find((candidate) => candidate.id === webhookId);
      if (webhook?.enabled) return null;
      return webhook ? 'Enable its webhook first' : 'Its webhook was deleted';
    },
  });
  if (retrying.isSuccess && delivery) return <DeliveryStatus state={delivery.state} />;
  const { error } = retrying;
  return (
    <>
      <Tooltip label={error?.message} disabled={error === null} multiline maw="20rem">
        <Button
          size="compact-xs"
          variant="default"
          loading={retrying.isPending}
          disabled={obstacle !== null}
          {...(error && { color: 'red' })}
          {...(obstacle !== null && { title: obstacle })}
          onClick={() => {
            retrying.mutate();
          }}
        >
          {error ? 'Failed' : 'Retry'}
        </Button>
      </Tooltip>
      {error && <VisuallyHidden role="alert">{error.message}</VisuallyHidden>}
    </>
  );
}
