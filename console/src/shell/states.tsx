import { Skeleton, Stack } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Empty } from '../shared/Empty.js';
import { Failed } from '../shared/Failed.js';
import classes from './Shell.module.css';

/** Before it is known whether anybody is signed in. */
export function Opening() {
  return <main className={classes['main']} aria-busy="true" aria-label="Opening the console" />;
}

/** While the code of a screen is loaded. */
export function ScreenLoading() {
  return (
    <Stack aria-busy="true" aria-label="Loading">
      <Skeleton height={28} width={220} />
      <Skeleton height={180} />
    </Stack>
  );
}

export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  return <Failed error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />;
}

export function NoSuchPage() {
  return (
    <Empty title="There is no such page" action={<Link to="/">To the beginning</Link>}>
      The address leads nowhere in the console.
    </Empty>
  );
}
