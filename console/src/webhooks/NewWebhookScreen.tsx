import { Button, Checkbox, Group, TagsInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { WebhookEventType } from '@waypost/client';
import { useState } from 'react';
import { eventTypes } from 'virtual:contract';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { faultsByField } from '../api/faults.js';
import { useMayChange } from '../api/session.js';
import { BackLink } from '../shared/BackLink.js';
import { Empty } from '../shared/Empty.js';
import { FailedLine } from '../shared/Failed.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import classes from './NewWebhookScreen.module.css';
import { refreshWebhooks } from './queries.js';

/** Registers a webhook, and goes on to trying it out. */
export function NewWebhookScreen() {
  const mayChange = useMayChange();
  return (
    <Page title="New webhook" back={<BackLink to="/">Webhooks</BackLink>}>
      <Panel label="New webhook" isPadded={mayChange}>
        {mayChange ? <NewWebhookForm /> : <Empty title="You are here for looking only">Nothing can be created.</Empty>}
      </Panel>
    </Page>
  );
}

function NewWebhookForm() {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<WebhookEventType[]>([]);
  const [dcIds, setDcIds] = useState<string[]>([]);
  const navigate = useNavigate();
  const creating = useMutation({
    mutationFn: () =>
      answer(api.webhooks.POST('/webhooks', { body: { webhook_url: url.trim(), events, dc_ids: dcIds } })),
    onSuccess: async ({ webhook }) => {
      await refreshWebhooks();
      await navigate({ to: '/webhooks/$webhookId', params: { webhookId: webhook.id }, search: { test: true } });
    },
  });
  const { of: faults, rest } = faultsByField(creating.error, ['webhook_url', 'events', 'dc_ids']);
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        creating.mutate();
      }}
    >
      <TextInput
        label="URL"
        description="Where notifications are sent, as a POST of JSON. Nobody but you needs to know it."
        placeholder="https://example.com/hooks/routes"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={url}
        error={faults.webhook_url}
        onChange={({ currentTarget: { value } }) => {
          setUrl(value);
        }}
      />
      <Checkbox.Group
        label="Event types"
        error={faults.events}
        value={events}
        onChange={(values) => {
          setEvents(eventTypes.flatMap(({ type }) => (values.includes(type) ? type : [])));
        }}
      >
        <div className={classes['events']}>
          {eventTypes.map(({ type, summary, description, example }) => (
            <div key={type} className={classes['event']}>
              <Checkbox
                value={type}
                label={<code className={classes['type']}>{type}</code>}
                description={description === '' ? summary : description}
              />
              <details className={classes['example']}>
                <summary>Example</summary>
                <pre>{JSON.stringify(example, null, 2)}</pre>
              </details>
            </div>
          ))}
        </div>
      </Checkbox.Group>
      <TagsInput
        label="DCs"
        description="The distribution centres whose events are sent. Enter or a comma ends each."
        placeholder={dcIds.length === 0 ? 'BO016' : ''}
        splitChars={[',']}
        value={dcIds}
        error={faults.dc_ids}
        onChange={setDcIds}
        acceptValueOnBlur
      />
      <FailedLine error={rest} />
      <Group>
        <Button type="submit" loading={creating.isPending}>
          Create webhook
        </Button>
        <Button component={Link} to="/" variant="default">
          Cancel
        </Button>
      </Group>
    </form>
  );
}
