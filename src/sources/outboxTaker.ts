import type { Transact } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import type { OutboxMetrics } from './outboxMetrics.js';
import { outboxRules } from './outboxRules.js';
import { takeOutbox } from './takeOutbox.js';

export interface OutboxTaker {
  /** There may be something in the outbox. */
  wake(): void;
  /** Takes nothing more, and resolves when what is being taken is stored. */
  stop(): Promise<void>;
}

interface OutboxTakerOptions {
  transact: Transact;
  log: Logger;
  metrics: OutboxMetrics;
  /** Called after events and their deliveries were committed, to be counted. */
  onPublished: (published: { events: number; deliveries: number }) => void;
  /** There are deliveries to be claimed. */
  onQueued: () => void;
  /** The largest notification, in bytes as it is sent. */
  maxEventBytes: number;
}

/** The net under the notifications. */
const POLL_MILLIS = 30_000;
/**
 * After something was taken, it looks twice more: a transaction that saw those rows waiting did not notify (see the migration), and may have
 * been committed just after the last look.
 */
const RESTS_MILLIS = [100, 1_000, POLL_MILLIS];
/** Until it looks again where another process was taking, which may have ended in the middle, or where the database failed. */
const AGAIN_MILLIS = 1_000;

/** Takes what is in the outbox, now and whenever it is woken. Any number of processes may do so on one database: they take turns. */
export function startOutboxTaker({ transact, log, metrics, ...options }: OutboxTakerOptions): OutboxTaker {
  const rules = outboxRules(options.maxEventBytes);
  let awake = false;
  /** How often it has looked in vain since something was taken. */
  let inVain = RESTS_MILLIS.length;
  let stopped = false;
  let taking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    awake = true;
    if (!stopped) taking ??= takeWhileAwake();
  }

  async function takeWhileAwake(): Promise<void> {
    clearTimeout(timer);
    let restMillis = POLL_MILLIS;
    while (awake && !stopped) {
      awake = false;
      restMillis = await take();
    }
    taking = null; // with nothing awaited in between, so that no call of `wake` is lost
    if (!stopped) timer = setTimeout(wake, restMillis);
  }

  /** Returns how long it may rest afterwards, unless it is woken. */
  async function take(): Promise<number> {
    try {
      const { elsewhere, events, deliveries, refused } = await takeOutbox(transact, rules);
      if (events > 0) options.onPublished({ events, deliveries });
      if (deliveries > 0) options.onQueued();
      if (refused > 0) {
        metrics.refused(refused);
        log.warn({ rows: refused }, 'the contract refuses rows of the outbox: waypost outbox list');
      }
      if (elsewhere) return AGAIN_MILLIS;
      const found = events + refused > 0;
      if (found) awake = true; // there may be more
      inVain = found ? 0 : inVain + 1;
      return RESTS_MILLIS[inVain - 1] ?? POLL_MILLIS;
    } catch (err) {
      log.warn({ err }, 'the outbox could not be taken; trying again');
      return AGAIN_MILLIS;
    }
  }

  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await taking;
    },
  };
}
