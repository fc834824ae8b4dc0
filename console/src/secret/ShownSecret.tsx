import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CopyAction } from '../shared/Copyable.js';
import { Failed } from '../shared/Failed.js';
import { RelativeTime, useNow } from '../shared/RelativeTime.js';
import { exactTime } from '../shared/time.js';
import { secretQuery, type ReplacedSecret } from './queries.js';
import classes from './ShownSecret.module.css';

const hint = 'The receiver verifies with it that a notification is from Waypost. Treat it like a password.';

/** In place of a secret that nobody has asked for. */
export function HiddenSecret() {
  return (
    <>
      <div className={classes['row']}>
        <code className={classes['secret']} aria-label="Hidden secret" role="img">
          {'•'.repeat(24)}
        </code>
      </div>
      <p className={classes['hint']}>{hint}</p>
    </>
  );
}

interface ShownSecretProps {
  webhookId: string;
  /** What was rotated on this page: nobody else tells the one before. */
  replaced: ReplacedSecret | null;
}

/** The secret, and the one before it as long as that signs, too. */
export function ShownSecret({ webhookId, replaced }: ShownSecretProps) {
  const query = useQuery(secretQuery(webhookId));
  const now = useNow();
  if (query.isPending) return <Skeleton height={72} />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const { secret, previous_secret_expires_at: expiresAt } = query.data;
  const isGrace = expiresAt !== null && Date.parse(expiresAt) > now;
  return (
    <>
      {isGrace && <h3 className={classes['name']}>New</h3>}
      <div className={classes['row']}>
        <SecretValue value={secret} what={isGrace ? 'new secret' : 'secret'} />
      </div>
      {isGrace && (
        <>
          <h3 className={classes['name']}>Old</h3>
          {replaced?.by === secret && (
            <div className={classes['row']}>
              <SecretValue value={replaced.secret} what="old secret" />
            </div>
          )}
          <p className={classes['hint']}>
            Signs, too, until {exactTime(expiresAt)} (<RelativeTime at={expiresAt} />
            ). Every notification carries both signatures: give the receiver the new secret at any time until then.
          </p>
        </>
      )}
      {!isGrace && <p className={classes['hint']}>{hint}</p>}
    </>
  );
}

function SecretValue({ value, what }: { value: string; what: string }) {
  return (
    <>
      <code className={classes['secret']}>{value}</code>
      <CopyAction value={value} what={what} />
    </>
  );
}
