import type { SqlRunner } from '../database/sqlRunner.js';
import { DatabaseTimeout, isDatabaseUnavailable } from '../database/unavailable.js';
import type { AcceptableEvent } from './acceptEvents.js';
import type { HandOver } from './handOver.js';
import { storeEvents, type AcceptedEvent } from './storeEvents.js';

/** Stores the events of one request: all of them or none. Rejects as `storeEvents` does. */
export type StoreRequest = (events: readonly AcceptableEvent[]) => Promise<AcceptedEvent[]>;

/**
 * Statements at the same time. While they run, further requests collect: the more there are, the fewer statements and flushes to
 * the disk each of them costs, and one that comes alone does not wait.
 */
const CONCURRENT = 2;
/** For everything: the turn that a request waits for, a connection, and the answer. */
const DEADLINE_MILLIS = 8_000;
/** Events per statement, unless one request alone has more. */
const BATCH = 1_000;

interface WaitingRequest {
  events: readonly AcceptableEvent[];
  resolve: (accepted: AcceptedEvent[]) => void;
  reject: (error: unknown) => void;
}

interface GroupCommitOptions {
  /** To the worker of this process, if it has one. */
  handOver: HandOver | null;
  /** There are deliveries to be claimed. */
  onQueued: () => void;
  /** How long a request waits to be stored. */
  deadlineMillis?: number;
}

/**
 * Stores the events of requests that arrive at the same time in one statement, and answers each when that is committed (group commit).
 * What is wrong with one request is not felt by the others. What the worker of this process has room for is handed over to it then.
 *
 * A request whose deadline passes is rejected with DatabaseTimeout. It was not stored if it had no turn yet; if it had, that is unknown.
 */
export function createGroupCommit(db: SqlRunner, options: GroupCommitOptions): StoreRequest {
  const { handOver, onQueued, deadlineMillis = DEADLINE_MILLIS } = options;
  const waiting: WaitingRequest[] = [];
  let running = 0;

  function storeNext(): void {
    if (running === CONCURRENT || waiting.length === 0) return;
    running += 1;
    void store(takeBatch(waiting)).finally(() => {
      running -= 1;
      storeNext();
    });
  }

  /** Never rejects: that is what the requests themselves do. */
  async function store(requests: WaitingRequest[]): Promise<void> {
    try {
      const events = requests.flatMap((request) => request.events);
      const leasedAt = performance.now();
      const { accepted, handed, waiting } = await storeEvents(db, events, handOver?.room() ?? null);
      if (handed.length > 0) handOver?.take(handed, leasedAt);
      if (waiting > 0) onQueued();
      for (const request of requests) request.resolve(accepted.splice(0, request.events.length));
    } catch (error) {
      if (requests.length > 1 && !isDatabaseUnavailable(error)) {
        await Promise.all(requests.map((request) => store([request])));
      } else {
        for (const { reject } of requests) reject(error);
      }
    }
  }

  return (events) => {
    let timer: NodeJS.Timeout | undefined;
    const accepted = new Promise<AcceptedEvent[]>((resolve, reject) => {
      const request = { events, resolve, reject };
      timer = setTimeout(() => {
        const place = waiting.indexOf(request);
        if (place !== -1) waiting.splice(place, 1);
        reject(new DatabaseTimeout(deadlineMillis));
      }, deadlineMillis);
      waiting.push(request);
      storeNext();
    });
    return accepted.finally(() => {
      clearTimeout(timer);
    });
  };
}

/** Takes out as many requests as fit into one statement, in the order in which they came, and one at the least. */
function takeBatch(waiting: WaitingRequest[]): WaitingRequest[] {
  let events = 0;
  const end = waiting.findIndex((request) => (events += request.events.length) > BATCH);
  return waiting.splice(0, end === -1 ? waiting.length : Math.max(1, end));
}
