import { SegmentedControl } from '@mantine/core';
import type { DeliveryDetails } from '@waypost/client';
import { useState } from 'react';
import { CopyAction } from '../shared/Copyable.js';
import { Empty } from '../shared/Empty.js';
import { Panel } from '../shared/Panel.js';
import classes from './RequestPanel.module.css';

const views = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
  { value: 'headers', label: 'Headers' },
];

/** What is sent: the payload, to be read or as it is, and the headers. */
export function RequestPanel({ delivery: { payload, request } }: { delivery: DeliveryDetails }) {
  const [view, setView] = useState('pretty');
  const text = view === 'pretty' ? JSON.stringify(payload, null, 2) : JSON.stringify(payload);
  return (
    <Panel
      title="Request"
      tools={
        <div className={classes['tools']}>
          <SegmentedControl
            size="xs"
            aria-label="What of the request is shown"
            data={views}
            value={view}
            onChange={setView}
          />
          {payload !== null && <CopyAction value={text} what="payload" />}
        </div>
      }
    >
      {view === 'headers' ? (
        <Headers headers={request.headers} />
      ) : payload === null ? (
        <Empty title="The payload is not kept any more">Its event was older than events are kept.</Empty>
      ) : (
        <pre className={classes['payload']} data-view={view} tabIndex={0} aria-label="Payload">
          {text}
        </pre>
      )}
    </Panel>
  );
}

function Headers({ headers }: { headers: Record<string, string> }) {
  return (
    <dl className={classes['headers']}>
      {Object.entries(headers).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>webhook-timestamp</dt>
        <dd className={classes['made']}>when each attempt began, in seconds</dd>
      </div>
      <div>
        <dt>webhook-signature</dt>
        <dd className={classes['made']}>made for each attempt, and not kept</dd>
      </div>
    </dl>
  );
}
