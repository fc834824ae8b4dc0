import type { Overview } from './queries.js';
import { Fact, Facts } from '../shared/Facts.js';
import { boundedCount } from '../shared/numbers.js';
import { Since, useNow } from '../shared/RelativeTime.js';
import { Status } from '../shared/Status.js';

/** As far as each is counted, as the contract says. */
const COUNTED = 100_000;
/** A delivery that is due for longer says that the workers don't keep up. */
const LATE_MILLIS = 30_000;

/** What is not over yet, as it is now. */
export function QueueFacts({ queue }: { queue: Overview['queue'] }) {
  return (
    <Facts>
      <Fact label="Oldest due delivery">
        <OldestDue at={queue.oldest_due_at} />
      </Fact>
      <Fact label="Due">{boundedCount(queue.due, COUNTED)}</Fact>
      <Fact label="To be retried">{boundedCount(queue.waiting, COUNTED)}</Fact>
      <Fact label="Parked">{boundedCount(queue.parked, COUNTED)}</Fact>
    </Facts>
  );
}

function OldestDue({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return <Status tone="good">none waits</Status>;
  return (
    <Status tone={now - Date.parse(at) > LATE_MILLIS ? 'bad' : 'good'}>
      due for <Since at={at} />
    </Status>
  );
}
