import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { deliveryStates, webhookEventTypes } from '@waypost/client';
import { useState } from 'react';
import { TimeInput } from '../shared/TimeInput.js';
import { DEFAULT_SPAN, spanNames, validateAllDeliveryFilters, type AllDeliveryFilters } from './filters.js';
import classes from './DeliveryFilterBar.module.css';
import { WebhookFilter } from './WebhookFilter.js';

interface DeliveryFilterBarProps {
  filters: AllDeliveryFilters;
  /** Is given what the address then says. */
  onChange: (filters: AllDeliveryFilters) => void;
  /** The names of webhooks by their ids; given where the list has deliveries of several. */
  webhookUrls?: ReadonlyMap<string, string> | undefined;
}

/** What a list of deliveries is narrowed to: at once for what is chosen, at Enter or on leaving for what is typed. */
export function DeliveryFilterBar({ filters, onChange, webhookUrls }: DeliveryFilterBarProps) {
  function change(changes: { [Name in keyof AllDeliveryFilters]?: string | undefined }) {
    onChange(validateAllDeliveryFilters({ ...filters, ...changes }));
  }
  const { span, since, until, ...narrowed } = filters;
  return (
    <div className={classes['bar']}>
      {webhookUrls && (
        <WebhookFilter
          webhookId={filters.webhook_id ?? null}
          urls={webhookUrls}
          onChange={(id) => {
            change({ webhook_id: id ?? '' });
          }}
        />
      )}
      <NativeSelect
        aria-label="State"
        value={filters.state ?? ''}
        data={[{ value: '', label: 'Any state' }, ...deliveryStates]}
        onChange={({ currentTarget: { value } }) => {
          change({ state: value });
        }}
      />
      <NativeSelect
        aria-label="Event type"
        value={filters.event ?? ''}
        data={[{ value: '', label: 'Any event type' }, ...webhookEventTypes]}
        onChange={({ currentTarget: { value } }) => {
          change({ event: value });
        }}
      />
      <TypedFilter
        key={`route ${filters.route_id ?? ''}`}
        label="Route"
        value={filters.route_id ?? ''}
        onChange={(value) => {
          change({ route_id: value });
        }}
      />
      <TypedFilter
        key={`dc ${filters.dc_id ?? ''}`}
        label="DC"
        value={filters.dc_id ?? ''}
        onChange={(value) => {
          change({ dc_id: value });
        }}
      />
      {Object.keys(narrowed).length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          onClick={() => {
            onChange(validateAllDeliveryFilters({ span, since, until }));
          }}
        >
          Clear
        </Button>
      )}
    </div>
  );
}

function TypedFilter({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  function apply() {
    if (typed.trim() !== value) onChange(typed.trim());
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={`Any ${label === 'DC' ? label : label.toLowerCase()}`}
      className={classes['typed'] ?? ''}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
      }}
      onBlur={apply}
      onKeyDown={({ key }) => {
        if (key === 'Enter') apply();
      }}
    />
  );
}

const BETWEEN = 'between';
const spanWords = { '1h': '1 h', '24h': '24 h', '7d': '7 d', '30d': '30 d' } as const;

/** The span of time of a screen: one that ends now, or between two times. */
export function SpanControl({ filters, onChange }: DeliveryFilterBarProps) {
  const { since, until } = filters;
  return (
    <div className={classes['spans']}>
      {since !== undefined && (
        <>
          <TimeInput
            label="From"
            value={since}
            onChange={(time) => {
              onChange({ ...filters, since: time });
            }}
          />
          <TimeInput
            label="Until"
            value={until ?? ''}
            onChange={(time) => {
              onChange({ ...filters, until: time });
            }}
          />
        </>
      )}
      <SegmentedControl
        aria-label="Span of time"
        size="xs"
        value={since === undefined ? (filters.span ?? DEFAULT_SPAN) : BETWEEN}
        data={[
          ...spanNames.map((value) => ({ value, label: spanWords[value] })),
          { value: BETWEEN, label: 'Between…' },
        ]}
        onChange={(value) => {
          const span = spanNames.find((name) => name === value);
          const day = new Date(Date.now() - 86_400_000).toISOString();
          const times = span ? { span } : { since: day, until: new Date().toISOString() };
          onChange(
            validateAllDeliveryFilters({ ...filters, since: undefined, until: undefined, span: undefined, ...times }),
          );
        }}
      />
    </div>
  );
}
