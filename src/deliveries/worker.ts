import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import type { AttemptResult } from '../sending/attempt.js';
import type { Lanes } from './lanes.js';
import type { DeliveryMetrics } from './metrics.js';
import { release, settlementOf, settlementWithoutAttempt } from './outcome.js';
import { claimDue, FIRST_LANE, type ClaimedDelivery, type ClaimedWebhook } from './claim.js';
import type { Sender } from '../sending/send.js';
import { createSettler, type Settlement } from './settle.js';
import type { SigningKeys } from '../signing/signingKeys.js';
import { sign } from '../signing/sign.js';
import { createWebhookHealth } from './webhookHealth.js';

export interface WorkerOptions {
  db: SqlRunner;
  log: Logger;
  sender: Sender;
  signingKeys: SigningKeys;
  metrics: DeliveryMetrics;
  /** Delays between attempts, in seconds. */
  scheduleSeconds: readonly number[];
  /** Attempts at the same time in this process. */
  maxInFlight: number;
  /** Who may send how much; also for what is sent besides deliveries in this process. */
  lanes: Lanes;
  /** The deadline of an attempt. */
  timeoutMillis: number;
  /** A webhook that only failed for so long is disabled. */
  disableAfterSeconds: number;
}

export interface Worker {
  /** There may be something to do. */
  wake(): void;
  /** Attempts that are going on. */
  inFlight(): number;
  /** Claims nothing more, lets attempts in flight end, writes their results, and gives back what was not sent. */
  stop(): Promise<void>;
}

/** Deliveries per claim at the most. */
const CLAIM_BATCH = 500;
/** The net under the wake-ups. */
const POLL_MILLIS = 1_000;
/** Room for the results to be written before a lease ends. */
const LEASE_RESERVE_MILLIS = 10_000;
/** After a claim failed: the database is down. */
const PAUSE_MILLIS = 500;
/** After a fault of our own: until somebody has mended it, trying on would only fill the log. */
const PAUSE_AFTER_FAULT_MILLIS = 60_000;

/**
 * Delivers: claims what is due, commits, and only then sends; signs, sends, settles in batches. Any number of
 * workers may run on one database. After a crash the leases run out, and the deliveries are claimed again: at least once.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { db, log, sender, signingKeys, metrics, lanes, scheduleSeconds, timeoutMillis } = options;
  const leaseMillis = 2 * timeoutMillis + LEASE_RESERVE_MILLIS;
  const health = createWebhookHealth(db, { log, disableAfterSeconds: options.disableAfterSeconds });
  const settler = createSettler(db, { log, giveUpAfterMillis: LEASE_RESERVE_MILLIS, onSettled: metrics.settled });
  // The lines of attempts hold nothing that the logger would have to redact, and its search for secrets would be most of their cost.
  const attemptLog = log.child({}, { redact: [] });
  const claimedAt = new WeakMap<ClaimedDelivery, number>();
  const attempts = new Set<Promise<void>>();
  const bell = createBell();
  /** How much room a claim should have. */
  const worthwhile = Math.min(CLAIM_BATCH, options.maxInFlight) / 4;
  /** Claiming waits for room. */
  let full = false;
  let stopping = false;

  async function claimUntilStopped(): Promise<void> {
    let afterWebhookId = FIRST_LANE;
    while (!stopping) {
      const limit = Math.min(CLAIM_BATCH, lanes.room());
      full = limit < worthwhile;
      if (full) {
        await bell.rung(POLL_MILLIS);
        continue;
      }
      const offered = lanes.freePerWebhook();
      const now = performance.now();
      try {
        const claimed = await claimDue(db, {
          limit,
          defaultFree: lanes.defaultFree,
          freePerWebhook: offered,
          afterWebhookId,
          leaseSeconds: leaseMillis / 1_000,
        });
        for (const delivery of claimed) claimedAt.set(delivery, now);
        lanes.add(claimed, offered);
        sendWhatMay();
        const wrapped = afterWebhookId === FIRST_LANE;
        const last = claimed.at(-1);
        afterWebhookId = last && claimed.length === limit ? last.webhookId : FIRST_LANE;
        // The walk came to its end, having begun at the first webhook: nothing is left but what bounds hold back.
        if (wrapped && afterWebhookId === FIRST_LANE) await bell.rung(POLL_MILLIS);
      } catch (err) {
        log.warn({ err }, 'deliveries could not be claimed; trying again');
        await bell.rung(PAUSE_MILLIS);
      }
    }
  }

  function sendWhatMay(): void {
    while (!stopping) {
      const delivery = lanes.next();
      if (!delivery) return;
      const attempt = deliver(delivery).catch((err: unknown) => {
        // Such as a secret that none of the keys opens: the receiver is not to blame, and no attempt is spent.
        log.error(
          { err, deliveryId: delivery.deliveryId },
          'a delivery failed inside of the worker; it is tried again',
        );
        settler.add({ ...release(delivery), retryInMillis: PAUSE_AFTER_FAULT_MILLIS });
        return null;
      });
      const { webhookId } = delivery;
      const over = attempt.then((result) => {
        attempts.delete(over);
        if (lanes.finished(webhookId, result) || (full && lanes.room() >= worthwhile)) bell.ring();
        sendWhatMay();
      });
      attempts.add(over);
    }
  }

  /** One claimed delivery: send it if it still may be sent, and hand the result to the settler. Null if nothing was sent. */
  async function deliver(delivery: ClaimedDelivery): Promise<{ ok: boolean; durationMillis: number } | null> {
    const unsent = settlementWithoutAttempt(delivery) ?? (leaseIsTooShort(delivery) ? release(delivery) : null);
    if (unsent || !delivery.webhook) {
      if (unsent) settler.add(unsent);
      return null;
    }
    const attempt = await send(delivery, delivery.webhook);
    const settlement = settlementOf(delivery, attempt, scheduleSeconds);
    // Before its delivery is parked, which makes others look whether the webhook is disabled.
    if (settlement.state === 'parked') await health.disableGone(delivery.webhookId);
    else health.record(delivery, settlement);
    settler.add(settlement);
    logAttempt(delivery, attempt, settlement);
    metrics.attempted(delivery, attempt);
    return { ok: settlement.state === 'succeeded', durationMillis: attempt.durationMillis };
  }

  async function send(delivery: ClaimedDelivery, webhook: ClaimedWebhook): Promise<AttemptResult> {
    const body = delivery.body ?? '';
    const signable = { id: delivery.eventId ?? '', timestampSeconds: Math.floor(Date.now() / 1_000), body };
    const headers = sign(signable, signingKeys.of(delivery.webhookId, webhook.sealedSecrets));
    return sender.send({ url: webhook.url, headers: { ...headers }, body });
  }

  /** It waited here for so long that another worker might claim it before this attempt is over. */
  function leaseIsTooShort(delivery: ClaimedDelivery): boolean {
    const age = performance.now() - (claimedAt.get(delivery) ?? 0);
    return age > leaseMillis - timeoutMillis - LEASE_RESERVE_MILLIS / 2;
  }

  function logAttempt(delivery: ClaimedDelivery, attempt: AttemptResult, { state, retryInMillis }: Settlement): void {
    attemptLog.info(
      {
        deliveryId: delivery.deliveryId,
        eventId: delivery.eventId,
        webhookId: delivery.webhookId,
        accountId: delivery.accountId,
        eventType: delivery.eventType,
        attemptNumber: delivery.attemptNumber,
        status: attempt.statusCode,
        errorKind: attempt.errorKind,
        durationMillis: attempt.durationMillis,
        state,
        retryInSeconds: retryInMillis === null ? undefined : Math.round(retryInMillis / 1_000),
      },
      'attempt',
    );
  }

  const claiming = claimUntilStopped();

  return {
    wake: bell.ring,
    inFlight: lanes.inFlight,
    stop: async () => {
      stopping = true;
      bell.ring();
      await claiming;
      for (const delivery of lanes.drain()) settler.add(release(delivery));
      await Promise.all(attempts);
      await settler.flush();
      await health.flush();
    },
  };
}

/** Lets one party wait until another rings; a ring while nobody waits is heard by the next who does. */
function createBell(): { ring(): void; rung(timeoutMillis: number): Promise<void> } {
  let rang = false;
  let wakeUp: (() => void) | null = null;
  return {
    ring: () => {
      rang = true;
      wakeUp?.();
    },
    rung: async (timeoutMillis) => {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMillis);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wakeUp = null;
      rang = false;
    },
  };
}
