import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Webhook } from '@waypost/client';
import { useState } from 'react';
import { useMayChange } from '../api/session.js';
import { BackLink } from '../shared/BackLink.js';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import { webhooksQuery } from '../webhooks/queries.js';
import type { ReplacedSecret } from './queries.js';
import { ReceiversPanel } from './ReceiversPanel.js';
import { RotateDialog } from './RotateDialog.js';
import { HiddenSecret, ShownSecret } from './ShownSecret.js';

const route = getRouteApi('/webhooks/$webhookId/secret');

/** What a receiver verifies notifications with, and receivers that do. */
export function SecretScreen() {
  const { webhookId } = route.useParams();
  const webhooks = useQuery(webhooksQuery);
  const webhook = webhooks.data?.find(({ id }) => id === webhookId);
  const mayChange = useMayChange();
  return (
    <Page
      title="Signing secret"
      lead={webhook && <WebhookUrl url={webhook.url} />}
      back={
        <BackLink to="/webhooks/$webhookId" params={{ webhookId }}>
          Webhook
        </BackLink>
      }
    >
      {webhook && mayChange ? (
        <SecretPanel key={webhook.id} webhook={webhook} />
      ) : (
        <Panel label="Secret">
          {webhooks.isPending && <LoadingRows rows={2} />}
          {webhooks.isError && <Failed error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
          {webhooks.isSuccess && !webhook && (
            <Empty title="There is no such webhook">It was deleted, or is another account’s.</Empty>
          )}
          {webhook && (
            <Empty title="You are here for looking only">
              The secret is not shown to you: whoever knows it can sign as Waypost does.
            </Empty>
          )}
        </Panel>
      )}
      <ReceiversPanel />
    </Page>
  );
}

function SecretPanel({ webhook }: { webhook: Webhook }) {
  const [isShown, setIsShown] = useState(false);
  const [isRotating, setIsRotating] = useState(false);
  const [replaced, setReplaced] = useState<ReplacedSecret | null>(null);
  return (
    <Panel
      title="Secret"
      isPadded
      tools={
        <Group gap="xs">
          <Button
            size="xs"
            variant={isShown ? 'default' : 'filled'}
            onClick={() => {
              setIsShown(!isShown);
            }}
          >
            {isShown ? 'Hide' : 'Show'}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setIsRotating(true);
            }}
          >
            Rotate…
          </Button>
        </Group>
      }
    >
      {isShown ? <ShownSecret webhookId={webhook.id} replaced={replaced} /> : <HiddenSecret />}
      <RotateDialog
        webhook={webhook}
        isOpen={isRotating}
        onClose={() => {
          setIsRotating(false);
        }}
        onRotated={(rotated) => {
          setReplaced(rotated);
          setIsShown(true);
          setIsRotating(false);
        }}
      />
    </Panel>
  );
}
