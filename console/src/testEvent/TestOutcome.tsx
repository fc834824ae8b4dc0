import { Status } from '../shared/Status.js';
import { durationWords } from '../shared/time.js';
import { failureWords } from '../webhooks/health.js';
import type { SentTest } from './TestEventDialog.js';
import classes from './TestOutcome.module.css';

/** What became of a test notification. */
export function TestOutcome({ outcome }: { outcome: SentTest }) {
  const { delivered: isDelivered, duration_millis: millis, response_excerpt: excerpt, status_code: status } = outcome;
  return (
    <div className={classes['outcome']} role="status">
      <Status tone={isDelivered ? 'good' : 'bad'}>
        {isDelivered ? `delivered, answered ${status ?? ''}` : `not delivered: ${failureWords(outcome)}`}
      </Status>
      <span className={classes['duration']}>{durationWords(millis)}</span>
      {excerpt !== '' && <pre className={classes['excerpt']}>{excerpt}</pre>}
    </div>
  );
}
