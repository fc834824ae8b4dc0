import { Link } from '@tanstack/react-router';
import type { Account } from '@waypost/client';
import { memo } from 'react';
import { countWords } from '../shared/numbers.js';
import { RelativeTime } from '../shared/RelativeTime.js';
import { Status } from '../shared/Status.js';
import classes from './AccountsScreen.module.css';
import { nameOf } from './queries.js';

export function AccountHead() {
  return (
    <>
      <span role="columnheader">Account</span>
      <span role="columnheader">Status</span>
      <span role="columnheader" className={classes['right']}>
        Webhooks
      </span>
      <span role="columnheader" className={classes['right']}>
        In trouble
      </span>
      <span role="columnheader" className={classes['right']}>
        API keys
      </span>
      <span role="columnheader" className={classes['right']}>
        Created
      </span>
    </>
  );
}

export const AccountCells = memo(function AccountCells({ account }: { account: Account }) {
  const { webhook_count: count, webhook_limit: limit, troubled_webhook_count: troubled } = account;
  return (
    <>
      <span role="cell" className={classes['name']}>
        <Link
          to="/platform/accounts/$accountId"
          params={{ accountId: account.id }}
          className={classes['link']}
          title={account.name}
        >
          {nameOf(account)}
        </Link>
      </span>
      <span role="cell" className={classes['status']}>
        <AccountStatus isEnabled={account.enabled} />
      </span>
      <span role="cell" className={classes['webhooks']}>
        {countWords(count)}
        <span className={classes['limit']}> of {countWords(limit)}</span>
        <span className={classes['unit']}>{count === 1 ? ' webhook' : ' webhooks'}</span>
      </span>
      <span role="cell" className={classes['troubled']} data-any={troubled > 0}>
        {countWords(troubled)}
        <span className={classes['unit']}> in trouble</span>
      </span>
      <span role="cell" className={classes['keys']}>
        {countWords(account.api_key_count)}
      </span>
      <span role="cell" className={classes['created']}>
        <RelativeTime at={account.created_at} />
      </span>
    </>
  );
});

/** Whether an account is served. */
export function AccountStatus({ isEnabled }: { isEnabled: boolean }) {
  return <Status tone={isEnabled ? 'good' : 'off'}>{isEnabled ? 'enabled' : 'disabled'}</Status>;
}
