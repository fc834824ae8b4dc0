import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import classes from './DeliveryFilterBar.module.css';

/** As many as are offered at once: of more, some letters of the URL have to be typed. */
const OFFERED = 50;

interface WebhookFilterProps {
  webhookId: string | null;
  /** The names of webhooks by their ids. */
  urls: ReadonlyMap<string, string>;
  onChange: (webhookId: string | null) => void;
}

/** Narrows a list to one webhook, which is found by its URL. */
export function WebhookFilter({ webhookId, urls, onChange }: WebhookFilterProps) {
  const data = useMemo(() => {
    const known = Array.from(urls, ([value, url]) => ({ value, label: url.replace(/^https:\/\//, '') }));
    const isGone = webhookId !== null && !urls.has(webhookId);
    return isGone ? [...known, { value: webhookId, label: 'a deleted webhook' }] : known;
  }, [webhookId, urls]);
  return (
    <Select
      aria-label="Webhook"
      placeholder="Any webhook"
      className={classes['webhook'] ?? ''}
      classNames={{ dropdown: classes['offered'] ?? '' }}
      comboboxProps={{ width: 'min(36rem, calc(100vw - 4.25rem))', position: 'bottom-start' }}
      withScrollArea={false}
      data={data}
      limit={OFFERED}
      searchable
      clearable
      nothingFoundMessage="No webhook has such a URL"
      clearButtonProps={{ 'aria-label': 'Any webhook' }}
      renderOption={({ option: { value, label } }) => <WebhookUrl url={urls.get(value) ?? label} />}
      value={webhookId}
      onChange={onChange}
    />
  );
}
