import { Button } from '@mantine/core';
import { useState } from 'react';
import { eventTypes, type EventType } from 'virtual:contract';
import { useMayChange } from '../api/session.js';
import { CodeBlock } from '../shared/CodeBlock.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import classes from './EventsScreen.module.css';
import { fieldsOf } from './fields.js';
import { SendAsTestDialog } from './SendAsTestDialog.js';

/** The kinds of events that there are, as the contract describes them. */
export function EventsScreen() {
  const [sent, setSent] = useState<EventType | null>(null);
  const mayChange = useMayChange();
  return (
    <Page
      title="Event types"
      lead={
        <>
          What a webhook can be notified of. The whole contract is in <a href="/docs">the docs</a>.
        </>
      }
    >
      {eventTypes.map((eventType) => (
        <Panel
          key={eventType.type}
          title={<code className={classes['type']}>{eventType.type}</code>}
          tools={
            mayChange && (
              <Button
                size="xs"
                variant="default"
                aria-label={`Send as a test: ${eventType.type}`}
                onClick={() => {
                  setSent(eventType);
                }}
              >
                Send as a test
              </Button>
            )
          }
          isPadded
        >
          <Description eventType={eventType} />
        </Panel>
      ))}
      <SendAsTestDialog
        eventType={sent}
        onClose={() => {
          setSent(null);
        }}
      />
    </Page>
  );
}

function Description({ eventType: { type, summary, description, schema, example } }: { eventType: EventType }) {
  return (
    <>
      <p className={classes['summary']}>{summary}</p>
      <p className={classes['description']}>{description}</p>
      <div className={classes['parts']}>
        <dl className={classes['fields']} aria-label={`Fields of ${type}`}>
          {fieldsOf(schema).map(({ name, type: words, isRequired, meaning }) => (
            <div key={name} className={classes['field']}>
              <dt>
                <code className={classes['name']}>{name}</code>{' '}
                <span className={classes['kind']}>
                  {words}
                  {!isRequired && ', may be missing'}
                </span>
              </dt>
              <dd className={classes['meaning']}>{meaning}</dd>
            </div>
          ))}
        </dl>
        <CodeBlock code={JSON.stringify(example, null, 2)} what={`example of ${type}`} />
      </div>
    </>
  );
}
