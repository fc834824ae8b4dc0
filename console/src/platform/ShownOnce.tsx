import { Button, CopyButton, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../shared/Icon.js';
import classes from './ShownOnce.module.css';

interface ShownOnceProps {
  value: string;
  /** What it is: `link`. */
  what: string;
  onClose: () => void;
  /** What it is good for. */
  children: ReactNode;
}

/** In a dialog, something secret that the service tells this once. */
export function ShownOnce({ value, what, onClose, children }: ShownOnceProps) {
  return (
    <Stack role="status">
      <div className={classes['words']}>{children}</div>
      <code className={classes['value']}>{value}</code>
      <div className={classes['hint']}>It is shown only now.</div>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <CopyButton value={value} timeout={1_500}>
          {({ copied, copy }) => (
            <Button leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />} onClick={copy} data-autofocus>
              {copied ? 'Copied' : `Copy the ${what}`}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
