/**
 * Publishes all the while, as a service of the platform has to: every event has an id of its own, and a request that was not answered with
 * 202, for whatever reason, is sent again until it is.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createActivity, tally, type Activity } from './activity.js';
import { createEventMaker } from './eventMaker.js';
import type { Random } from './random.js';
import type { AcceptedEvent, PublishedEvent } from './subscriptions.js';

export interface Publisher extends Activity {
  /** Every event that was answered with 202, by its id. */
  accepted: ReadonlyMap<string, AcceptedEvent>;
  /** How often requests were answered how: by status, `no answer`, or `hung up` where the publisher itself did not wait for one. */
  answers: ReadonlyMap<string, number>;
  /** Answers that are not what the contract promises. */
  faults: readonly string[];
}

interface PublisherOptions {
  apiUrls: readonly string[];
  publisherKey: string;
  accountIds: readonly string[];
  eventsPerSecond: number;
  random: Random;
}

/** Requests at the same time. */
const CONCURRENCY = 4;
const MAX_EVENTS = 12;
const ANSWER_MILLIS = 10_000;
const PAUSE_BEFORE_REPEAT_MILLIS = 200;
/** How often the publisher does not wait for the answer, which is then as good as lost; and how often it repeats what was accepted. */
const HANG_UP_CHANCE = 0.03;
const REPEAT_CHANCE = 0.05;

export function startPublisher(options: PublisherOptions): Publisher {
  const { apiUrls, publisherKey, accountIds, random } = options;
  const makeEvents = createEventMaker('chaos', accountIds, random);
  const accepted = new Map<string, AcceptedEvent>();
  const answers = new Map<string, number>();
  const faults: string[] = [];
  const { signal, ...activity } = createActivity('Publishing');

  const pauseMillis = (1_000 * CONCURRENCY * (1 + MAX_EVENTS)) / 2 / options.eventsPerSecond;
  activity.follow(Promise.all(Array.from({ length: CONCURRENCY }, publishAllTheWhile)));

  async function publishAllTheWhile(): Promise<void> {
    while (!activity.isFinishing()) {
      const events = makeEvents(random.integer(1, MAX_EVENTS));
      const firstSentAt = Date.now();
      const answer = await publishUntilAccepted(events);
      const acceptedAt = Date.now();
      if (!isDeepStrictEqual(idsOf(answer), idsOf(events))) {
        faults.push(`Events ${idsOf(events).join()} were answered as ${idsOf(answer).join()}`);
      }
      events.forEach((event, i) => {
        accepted.set(event.id, { event, firstSentAt, acceptedAt, deliveries: answer[i]?.deliveries ?? null });
      });
      if (random.chance(REPEAT_CHANCE)) checkRepeat(answer, await publishUntilAccepted(events));
      await delay(random.between(0, 2 * pauseMillis), undefined, { signal });
    }
  }

  async function publishUntilAccepted(events: PublishedEvent[]): Promise<Answer> {
    for (;;) {
      const answer = await publish(random.pick(apiUrls), events);
      if (answer) return answer;
      await delay(PAUSE_BEFORE_REPEAT_MILLIS, undefined, { signal });
    }
  }

  /** The answer's events, or null if the request has to be sent again. */
  async function publish(apiUrl: string, events: PublishedEvent[]): Promise<Answer | null> {
    const hangUp = random.chance(HANG_UP_CHANCE);
    const patience = AbortSignal.timeout(hangUp ? random.integer(1, 20) : ANSWER_MILLIS);
    try {
      const response = await fetch(`${apiUrl}/events`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${publisherKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ events }),
        signal: AbortSignal.any([patience, signal]),
      });
      const text = await response.text();
      tally(answers, String(response.status));
      if (response.status === 202) return readAnswer(text);
      // Without a database there is one answer only.
      if (response.status !== 503) faults.push(`POST /events was answered with ${response.status}: ${text}`);
    } catch (error) {
      signal.throwIfAborted();
      if (!hangUp && patience.aborted) faults.push(`POST /events was not answered within ${ANSWER_MILLIS} ms`);
      tally(answers, hangUp && patience.aborted ? 'hung up' : 'no answer');
      if (error instanceof SyntaxError)
        faults.push(`POST /events was answered with what is not JSON: ${error.message}`);
    }
    return null;
  }

  function checkRepeat(first: Answer, second: Answer): void {
    if (isDeepStrictEqual(first, second)) return;
    faults.push(`A request was repeated with ${JSON.stringify(second)}, not ${JSON.stringify(first)}`);
  }

  return { accepted, answers, faults, finish: activity.finish, abort: activity.abort };
}

type Answer = { id: string; deliveries: number }[];

function idsOf(events: readonly { id: string }[]): string[] {
  return events.map(({ id }) => id);
}

function readAnswer(text: string): Answer {
  return (JSON.parse(text) as { data: { events: Answer } }).data.events;
}
