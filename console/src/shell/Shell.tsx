import { Badge, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { signOut, useSession } from '../api/session.js';
import { Icon } from '../shared/Icon.js';
import { ColorScheme } from './ColorScheme.js';
import classes from './Shell.module.css';

const screens = [
  { to: '/', label: 'Webhooks' },
  { to: '/deliveries', label: 'Deliveries' },
  { to: '/undelivered', label: 'Undelivered' },
  { to: '/events', label: 'Event types' },
] as const;

const operatorScreens = [
  { to: '/platform', label: 'Overview' },
  { to: '/platform/accounts', label: 'Accounts' },
] as const;

/** What is around every screen: whose console it is, the way to the others, and out. */
export function Shell({ children }: { children: ReactNode }) {
  const { account, read_only: isReadOnly } = useSession();
  const { pathname } = useLocation();
  const leaving = useMutation({ mutationFn: signOut });
  return (
    <>
      <a className={classes['skip']} href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header className={classes['header']}>
        <div className={classes['bar']}>
          <Link to={account ? '/' : '/platform'} className={classes['brand']}>
            <Icon name="waypost" />
            <span className={classes['name']} title={account?.name}>
              {account ? account.name : 'Platform'}
            </span>
          </Link>
          {isReadOnly && (
            <Badge variant="default" size="sm" tt="none" fw={500}>
              Read-only
            </Badge>
          )}
          <nav className={classes['nav']} aria-label="Screens">
            {(account ? screens : operatorScreens).map(({ to, label }) => (
              <Link
                key={to}
                to={to}
                className={classes['link']}
                activeOptions={{ exact: to === '/' || to === '/platform', includeSearch: false }}
                // The list's path is not the beginning of theirs.
                {...(to === '/' && pathname.startsWith('/webhooks/') && { 'data-status': 'active' })}
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className={classes['tools']}>
            <ColorScheme />
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              loading={leaving.isPending}
              onClick={() => {
                leaving.mutate();
              }}
            >
              Sign out
            </Button>
          </div>
        </div>
        {leaving.error && (
          <p role="alert" className={classes['alert']}>
            You are still signed in: {leaving.error.message}
          </p>
        )}
      </header>
      <main id="main" tabIndex={-1} className={classes['main']}>
        {children}
      </main>
    </>
  );
}

/** The address keeps to the screen's own: a fragment would be a step back to take. */
function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
