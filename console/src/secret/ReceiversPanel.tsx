import { Tabs } from '@mantine/core';
import go from '../../../examples/receiver.go?raw';
import python from '../../../examples/receiver.py?raw';
import typescript from '../../../examples/typed-receiver-express.ts?raw';
import { CodeBlock } from '../shared/CodeBlock.js';
import { Panel } from '../shared/Panel.js';
import classes from './ReceiversPanel.module.css';

/** The programs of examples/, which the tests send notifications to. */
const receivers = [
  { language: 'TypeScript', code: typescript },
  { language: 'Python', code: python },
  { language: 'Go', code: go },
];

/** Receivers that verify, to copy from. */
export function ReceiversPanel() {
  return (
    <Panel title="Verify in the receiver" isPadded>
      <p className={classes['words']}>
        Each of these is a whole receiver, which takes the secret from <code>WEBHOOK_SECRET</code>. In other languages,
        the libraries of{' '}
        <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
          Standard Webhooks
        </a>{' '}
        verify in the same way.
      </p>
      <Tabs defaultValue="TypeScript" keepMounted={false}>
        <Tabs.List>
          {receivers.map(({ language }) => (
            <Tabs.Tab key={language} value={language}>
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {receivers.map(({ language, code }) => (
          <Tabs.Panel key={language} value={language} pt="sm">
            <CodeBlock code={code} what={`receiver in ${language}`} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
