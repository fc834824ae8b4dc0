import type { DeliveryState, WebhookStatus } from '@waypost/client';
import type { ReactNode } from 'react';
import { stateMeanings, statusMeanings } from 'virtual:contract';
import classes from './Status.module.css';

export type Tone = 'good' | 'bad' | 'wait' | 'off';

interface StatusProps {
  tone: Tone;
  /** What it means, where the pointer rests. */
  title?: string;
  children: ReactNode;
}

/** How something stands: by a word, and by a colour for who sees it. */
export function Status({ tone, title, children }: StatusProps) {
  return (
    <span className={classes['status']} data-tone={tone} title={title}>
      <span className={classes['dot']} aria-hidden="true" />
      <span className={classes['word']}>{children}</span>
    </span>
  );
}

const stateTones: Record<DeliveryState, Tone> = {
  pending: 'wait',
  parked: 'off',
  succeeded: 'good',
  exhausted: 'bad',
  cancelled: 'off',
  superseded: 'off',
};

export function DeliveryStatus({ state }: { state: DeliveryState }) {
  return (
    <Status tone={stateTones[state]} title={stateMeanings[state]}>
      {state}
    </Status>
  );
}

const statusTones: Record<WebhookStatus, Tone> = { healthy: 'good', failing: 'bad', disabled: 'off' };

export function WebhookStatusWord({ status }: { status: WebhookStatus }) {
  return (
    <Status tone={statusTones[status]} title={statusMeanings[status]}>
      {status}
    </Status>
  );
}
