/**
 * Publishes all the while, as a service of the platform has to: every event has an id of its own, and a request that was not answered with
 * 202, for whatever reason, is sent again until it is.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from './random.js';
import {
  DC_IDS,
  EVENT_TYPES,
  webhooksFor,
  type AcceptedEvent,
  type PublishedEvent,
  type RegisteredWebhook,
} from './subscriptions.js';

export interface Publisher {
  /** Every event that was answered with 202, by its id. */
  accepted: ReadonlyMap<string, AcceptedEvent>;
  /** How often requests were answered how: by status, `no answer`, or `hung up` where the publisher itself did not wait for one. */
  answers: ReadonlyMap<string, number>;
  /** Answers that are not what the contract promises. */
  faults: readonly string[];
  /** Begins nothing new, and resolves when everything that was begun is accepted. @throws Error if that takes longer than `millis` */
  finish(millis: number): Promise<void>;
  /** Drops what is going on: for a run that has failed. */
  abort(): void;
}

interface PublisherOptions {
  apiUrls: readonly string[];
  publisherKey: string;
  accountIds: readonly string[];
  webhooks: readonly RegisteredWebhook[];
  eventsPerSecond: number;
  random: Random;
}

/** Requests at the same time. */
const CONCURRENCY = 4;
const MAX_EVENTS = 12;
/** Few enough for events of one route to meet in the queue. */
const ROUTES = 200;
const ANSWER_MILLIS = 10_000;
const PAUSE_BEFORE_REPEAT_MILLIS = 200;
/** How often the publisher does not wait for the answer, which is then as good as lost; and how often it repeats what was accepted. */
const HANG_UP_CHANCE = 0.03;
const REPEAT_CHANCE = 0.05;

export function startPublisher(options: PublisherOptions): Publisher {
  const { apiUrls, publisherKey, accountIds, webhooks, random } = options;
  const accepted = new Map<string, AcceptedEvent>();
  const answers = new Map<string, number>();
  const faults: string[] = [];
  const aborted = new AbortController();
  let finishing = false;
  let count = 0;

  const pauseMillis = (1_000 * CONCURRENCY * (1 + MAX_EVENTS)) / 2 / options.eventsPerSecond;
  const loops = Promise.all(Array.from({ length: CONCURRENCY }, publishAllTheWhile));
  loops.catch(() => undefined); // `finish` tells

  async function publishAllTheWhile(): Promise<void> {
    while (!finishing) {
      const events = Array.from({ length: random.integer(1, MAX_EVENTS) }, makeEvent);
      const firstSentAt = Date.now();
      const answer = await publishUntilAccepted(events);
      const acceptedAt = Date.now();
      checkCounts(events, answer);
      for (const event of events) accepted.set(event.id, { event, firstSentAt, acceptedAt });
      if (random.chance(REPEAT_CHANCE)) checkRepeat(answer, await publishUntilAccepted(events));
      await delay(random.between(0, 2 * pauseMillis), undefined, { signal: aborted.signal });
    }
  }

  function makeEvent(): PublishedEvent {
    count += 1;
    const event = random.pick(EVENT_TYPES);
    return {
      id: `chaos-${count}`,
      account_id: random.pick(accountIds),
      event,
      hook_timestamp_millis: Date.now(),
      dc_id: random.pick(DC_IDS),
      route_id: `R-${random.integer(1, ROUTES)}`,
      ...(event === 'WAYPOINT_STATUS_CHANGED' && { waypoint_id: `W-${random.integer(1, 9)}` }),
      note: `Größe ${count} "≠"`,
    };
  }

  async function publishUntilAccepted(events: PublishedEvent[]): Promise<Answer> {
    for (;;) {
      const answer = await publish(random.pick(apiUrls), events);
      if (answer) return answer;
      await delay(PAUSE_BEFORE_REPEAT_MILLIS, undefined, { signal: aborted.signal });
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
        signal: AbortSignal.any([patience, aborted.signal]),
      });
      const text = await response.text();
      tally(String(response.status));
      if (response.status === 202) return readAnswer(text);
      // Without a database there is one answer only.
      if (response.status !== 503) faults.push(`POST /events was answered with ${response.status}: ${text}`);
    } catch (error) {
      aborted.signal.throwIfAborted();
      if (!hangUp && patience.aborted) faults.push(`POST /events was not answered within ${ANSWER_MILLIS} ms`);
      tally(hangUp && patience.aborted ? 'hung up' : `no answer`);
      if (error instanceof SyntaxError)
        faults.push(`POST /events was answered with what is not JSON: ${error.message}`);
    }
    return null;
  }

  function tally(answer: string): void {
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }

  function checkCounts(events: PublishedEvent[], answer: Answer): void {
    const expected = events.map((event) => ({ id: event.id, deliveries: webhooksFor(event, webhooks).length }));
    compare('was accepted', expected, answer);
  }

  function checkRepeat(first: Answer, second: Answer): void {
    compare('was repeated', first, second);
  }

  function compare(what: string, expected: Answer, answer: Answer): void {
    const [wanted, got] = [expected, answer].map((events) =>
      JSON.stringify(events.map(({ id, deliveries }) => [id, deliveries])),
    );
    if (wanted !== got) faults.push(`A request ${what} with ${got ?? ''}, not ${wanted ?? ''}`);
  }

  return {
    accepted,
    answers,
    faults,
    finish: async (millis) => {
      finishing = true;
      const timer = setTimeout(() => {
        aborted.abort(new Error(`Publishing did not come to an end within ${millis} ms.`));
      }, millis);
      await loops.finally(() => {
        clearTimeout(timer);
      });
    },
    abort: () => {
      aborted.abort(new Error('The run is over.'));
    },
  };
}

type Answer = { id: string; deliveries: number }[];

function readAnswer(text: string): Answer {
  return (JSON.parse(text) as { data: { events: Answer } }).data.events;
}
