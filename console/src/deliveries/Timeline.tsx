import { Button } from '@mantine/core';
import type { Attempt, DeliveryDetails } from '@waypost/client';
import { useState, type ReactNode } from 'react';
import { stateMeanings } from 'virtual:contract';
import { plural } from '../shared/numbers.js';
import { RelativeTime } from '../shared/RelativeTime.js';
import type { Tone } from '../shared/Status.js';
import { durationWords } from '../shared/time.js';
import { failureWords } from '../webhooks/health.js';
import { advice } from './advice.js';
import classes from './Timeline.module.css';

/** As many attempts as are shown at once: somebody may have asked for hundreds. */
const SHOWN = 30;

/** A delivery's life, from when its event was published to what comes next. */
export function Timeline({ delivery }: { delivery: DeliveryDetails }) {
  const [showsAll, setShowsAll] = useState(false);
  const hidden = showsAll ? 0 : Math.max(delivery.attempts.length - SHOWN, 0);
  const attempts = delivery.attempts.slice(hidden);
  return (
    <ol className={classes['timeline']}>
      <Step tone="off" title="Published" at={delivery.created_at} />
      {hidden > 0 && (
        <li className={classes['earlier']}>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              setShowsAll(true);
            }}
          >
            Show {plural(hidden, 'earlier attempt')}
          </Button>
        </li>
      )}
      {attempts.map((attempt, i) => (
        <AttemptSteps
          key={attempt.number}
          attempt={attempt}
          previous={attempts[i - 1]?.number ?? (hidden > 0 ? attempt.number - 1 : 0)}
          isRepeated={isLike(attempt, attempts[i + 1])}
        />
      ))}
      <Outcome delivery={delivery} />
    </ol>
  );
}

/** Whether the next attempt went the same way: what there is to say of both is said there. */
function isLike({ status_code, error_message, response_excerpt }: Attempt, next: Attempt | undefined): boolean {
  return (
    next?.status_code === status_code &&
    next.error_message === error_message &&
    next.response_excerpt === response_excerpt
  );
}

interface AttemptStepsProps {
  attempt: Attempt;
  /** The number of the one before it that is known. */
  previous: number;
  isRepeated: boolean;
}

/** An attempt, after those of which nothing came back. */
function AttemptSteps({ attempt, previous, isRepeated }: AttemptStepsProps) {
  const { number, manual: isManual, started_at: at, duration_millis: millis, response_excerpt: excerpt } = attempt;
  const what = advice(attempt);
  const isGood = attempt.error_kind === null && what === null;
  const lost = number - previous - 1;
  return (
    <>
      {lost > 0 && (
        <Step tone="off" title={lost === 1 ? `Attempt ${number - 1}` : `Attempts ${previous + 1} to ${number - 1}`}>
          What became of {lost === 1 ? 'it' : 'them'} is not known: the process that made {lost === 1 ? 'it' : 'them'}{' '}
          ended before it could say. The receiver may have got {lost === 1 ? 'it' : 'them'}.
        </Step>
      )}
      <Step
        tone={isGood ? 'good' : 'bad'}
        title={
          <>
            Attempt {number}: {isGood ? `answered ${attempt.status_code ?? ''}` : failureWords(attempt)}
          </>
        }
        at={at}
        facts={
          <>
            {durationWords(millis)}
            {isManual && <span className={classes['mark']}>asked for</span>}
          </>
        }
      >
        {!isRepeated && what}
        {!isRepeated && excerpt !== '' && (
          <pre
            className={classes['excerpt']}
            tabIndex={0}
            aria-label={`The beginning of the answer to attempt ${number}`}
          >
            {excerpt}
          </pre>
        )}
      </Step>
    </>
  );
}

const endings: Record<Exclude<DeliveryDetails['state'], 'pending'>, { tone: Tone; title: string }> = {
  succeeded: { tone: 'good', title: 'Succeeded' },
  exhausted: { tone: 'bad', title: 'Given up' },
  parked: { tone: 'wait', title: 'Parked' },
  cancelled: { tone: 'off', title: 'Cancelled' },
  superseded: { tone: 'off', title: 'Superseded' },
};

/** How it ended, or what is planned. */
function Outcome({ delivery }: { delivery: DeliveryDetails }) {
  const { state, next_attempt_at: next, finished_at: at, attempt_count: count } = delivery;
  if (state !== 'pending') {
    const { tone, title } = endings[state];
    return (
      <Step tone={tone} title={title} {...(at !== null && { at })} isLast>
        {stateMeanings[state]}
      </Step>
    );
  }
  return (
    <Step
      tone="wait"
      title={count === 0 ? 'First attempt' : 'Next attempt'}
      {...(next !== null && { at: next })}
      isLast
    >
      {next === null ? 'It is under way.' : null}
    </Step>
  );
}

interface StepProps {
  tone: Tone;
  title: ReactNode;
  at?: string;
  /** On the line of its time. */
  facts?: ReactNode;
  isLast?: boolean;
  children?: ReactNode;
}

function Step({ tone, title, at, facts, isLast = false, children }: StepProps) {
  return (
    <li className={classes['step']} data-tone={tone} data-last={isLast}>
      <span className={classes['dot']} aria-hidden="true" />
      <div className={classes['line']}>
        <strong className={classes['title']}>{title}</strong>
        <span className={classes['facts']}>
          {facts}
          {at !== undefined && <RelativeTime at={at} />}
        </span>
      </div>
      {children !== undefined && <div className={classes['words']}>{children}</div>}
    </li>
  );
}
