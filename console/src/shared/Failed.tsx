import { Button } from '@mantine/core';
import { ApiError } from '../api/apiError.js';
import { Icon } from './Icon.js';
import classes from './states.module.css';

interface FailedProps {
  error: Error;
  onRetry?: (() => void) | undefined;
}

/** Where something could not be shown: what the service said of it, and another try. */
export function Failed({ error, onRetry }: FailedProps) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div className={classes['state']} role="alert">
      <span className={classes['sign']}>
        <Icon name="warning" size={24} />
      </span>
      <p className={classes['title']}>{error.message}</p>
      {requestId !== null && <p className={classes['words']}>Request {requestId}</p>}
      {onRetry && (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** The same in a form or a dialog, on one line. */
export function FailedLine({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p className={classes['line']} role="alert">
      <Icon name="warning" /> {error.message}
    </p>
  );
}
