import { Button, Checkbox, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { ErrorCode } from '@waypost/client';
import { ApiError } from '../api/apiError.js';
import { signIn } from '../api/session.js';
import { FailedLine } from '../shared/Failed.js';
import { Icon } from '../shared/Icon.js';
import { ColorScheme } from '../shell/ColorScheme.js';
import classes from './SignInScreen.module.css';

interface SignInScreenProps {
  /** What was tried already, and refused: a link. */
  error: ApiError | null;
  /** Whether somebody was signed in a moment ago. */
  isOver: boolean;
}

/** For who is not signed in: by a link, which leads here if it does not work, or by an API key, which is in the form until it is sent, and then nowhere. */
export function SignInScreen({ error, isOver }: SignInScreenProps) {
  const [key, setKey] = useState('');
  const id = useId();
  const [isReadOnly, setIsReadOnly] = useState(false);
  const entering = useMutation({
    mutationFn: () => signIn(key.trim(), isReadOnly),
    onSettled: () => {
      setKey('');
    },
    gcTime: 0,
  });
  const fault = keyFault(entering.error);
  useEffect(() => {
    document.title = 'Sign in · Waypost';
  }, []);
  return (
    <main className={classes['screen']}>
      <div className={classes['corner']}>
        <ColorScheme />
      </div>
      <div className={classes['card']}>
        <h1 className={classes['heading']}>
          <Icon name="waypost" size={22} /> Waypost
        </h1>
        <Notice error={error} isOver={isOver} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (key.trim() !== '') entering.mutate();
          }}
        >
          <Stack gap="sm">
            <PasswordInput
              id={id}
              label="API key"
              description="Of your account, or of an operator. It is used once, and kept nowhere."
              placeholder="wp_…"
              value={key}
              onChange={(event) => {
                setKey(event.currentTarget.value);
              }}
              error={fault}
              // Other fields of Mantine say so by themselves.
              aria-invalid={fault !== null}
              aria-describedby={fault === null ? `${id}-description` : `${id}-description ${id}-error`}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
            <Checkbox
              label="For looking only"
              checked={isReadOnly}
              onChange={(event) => {
                setIsReadOnly(event.currentTarget.checked);
              }}
            />
            {entering.error && fault === null && <FailedLine error={entering.error} />}
            <Button type="submit" loading={entering.isPending} disabled={key.trim() === ''}>
              Sign in
            </Button>
          </Stack>
        </form>
        <p className={classes['hint']}>Whoever runs this service can give you a link that signs you in.</p>
      </div>
    </main>
  );
}

function Notice({ error, isOver }: SignInScreenProps) {
  if (isOver) return <p className={classes['notice']}>Your session is over. Sign in again to go on.</p>;
  if (!error) return null;
  const isLink = error.code === ErrorCode.ConsoleLinkInvalid;
  return (
    <div className={classes['notice']} role="alert">
      <strong>{isLink ? 'This link does not open the console any more.' : 'You could not be signed in.'}</strong>
      <br />
      {isLink
        ? 'A link works once, and for a short time. Ask for another one, or sign in with an API key.'
        : error.message}
    </div>
  );
}

/** What is wrong with the key itself; null where something else is. */
function keyFault(error: Error | null): string | null {
  return error instanceof ApiError && [400, 401, 403].includes(error.status) ? error.message : null;
}
