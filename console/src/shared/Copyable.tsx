import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Icon } from './Icon.js';
import classes from './Copyable.module.css';

interface CopyableProps {
  value: string;
  /** What it is: `webhook id`. */
  what: string;
}

/** A value that machines want, as it is, with a button that copies it. */
export function Copyable({ value, what }: CopyableProps) {
  return (
    <span className={classes['copyable']}>
      <code className={classes['value']}>{value}</code>
      <CopyAction value={value} what={what} />
    </span>
  );
}

export function CopyAction({ value, what }: CopyableProps) {
  return (
    <CopyButton value={value} timeout={1_500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy the ${what}`}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color={copied ? 'green' : 'gray'}
            aria-label={`Copy the ${what}`}
            onClick={copy}
          >
            <Icon name={copied ? 'check' : 'copy'} size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
