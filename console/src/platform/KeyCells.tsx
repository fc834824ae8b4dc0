import { Button } from '@mantine/core';
import type { ApiKey } from '@waypost/client';
import { RelativeTime, useNow } from '../shared/RelativeTime.js';
import { Status } from '../shared/Status.js';
import classes from './KeysPanel.module.css';

export function KeyHead() {
  return (
    <>
      <span role="columnheader">Key</span>
      <span role="columnheader">Status</span>
      <span role="columnheader">Last used</span>
      <span role="columnheader">Expires</span>
      <span role="columnheader">Created</span>
      <span role="columnheader" aria-label="Actions" />
    </>
  );
}

interface KeyCellsProps {
  apiKey: ApiKey;
  /** Whether its account is disabled. */
  isRefused: boolean;
  /** Left out for who may not. */
  onRevoke: ((key: ApiKey) => void) | undefined;
}

export function KeyCells({ apiKey, isRefused, onRevoke }: KeyCellsProps) {
  const now = useNow();
  const { name, key_prefix: prefix, expires_at: expiresAt, last_used_at: usedAt, revoked_at: revokedAt } = apiKey;
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= now;
  const isAlive = revokedAt === null && !isExpired;
  return (
    <>
      <span role="cell" className={classes['key']} data-over={!isAlive}>
        <span className={classes['name']} title={name}>
          {name}
        </span>
        <span className={classes['prefix']}>{prefix}…</span>
      </span>
      <span role="cell" className={classes['status']}>
        {revokedAt !== null && <Status tone="off">revoked</Status>}
        {revokedAt === null && isExpired && <Status tone="off">expired</Status>}
        {isAlive && (
          <Status tone={isRefused ? 'off' : 'good'} {...(isRefused && { title: 'Its account is disabled' })}>
            {isRefused ? 'refused' : 'accepted'}
          </Status>
        )}
      </span>
      <span role="cell" className={classes['used']}>
        {usedAt === null ? (
          'never used'
        ) : (
          <>
            <span className={classes['label']}>used </span>
            <RelativeTime at={usedAt} />
          </>
        )}
      </span>
      <span role="cell" className={classes['expires']}>
        {expiresAt === null ? (
          <span className={classes['none']}>never</span>
        ) : (
          <>
            <span className={classes['label']}>{isExpired ? 'expired ' : 'expires '}</span>
            <RelativeTime at={expiresAt} />
          </>
        )}
      </span>
      <span role="cell" className={classes['time']}>
        <RelativeTime at={apiKey.created_at} />
      </span>
      <span role="cell" className={classes['revoke']}>
        {onRevoke && isAlive && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`Revoke ${name}`}
            onClick={() => {
              onRevoke(apiKey);
            }}
          >
            Revoke
          </Button>
        )}
      </span>
    </>
  );
}
