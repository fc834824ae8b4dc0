import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import type { AttemptResult } from '../sending/attempt.js';
import { createBell } from './bell.js';
import type { Lanes } from './lanes.js';
import type { DeliveryMetrics } from './metrics.js';
import { release, settlementOf, settlementWithoutAttempt } from './outcome.js';
import { claimDue, FIRST_LANE, type ClaimedDelivery } from './claim.js';
import type { Sender } from '../sending/send.js';
import { createSettler, type Settlement } from './settle.js';
import type { SigningKeys } from '../signing/signingKeys.js';
import { sign } from '../signing/sign.js';
import type { WebhookTarget } from '../webhooks/webhookTarget.js';
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
  /** What it would take without a claim now; null while it has next to no room, or stops. */
  room(): Room | null;
  /** Takes deliveries that were stored as claimed by it. @param leasedAt when the lease began, or earlier, by `performance.now()` */
  take(deliveries: ClaimedDelivery[], leasedAt: number): void;
  /** Attempts that are going on. */
  inFlight(): number;
  /** Claims nothing more, lets attempts in flight end, writes their results, and gives back what was not sent. */
  stop(): Promise<void>;
}

/** Deliveries, and bytes of notifications, that it has room for. */
interface Room {
  deliveries: number;
  bytes: number;
  defaultFree: number;
  freePerWebhook: Record<string, number>;
  leaseSeconds: number;
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
  const hasRoom = (): boolean => lanes.room() >= worthwhile && lanes.roomBytes() > 0;
  /** Claiming waits for room. */
  let full = false;
  let stopping = false;

  async function claimUntilStopped(): Promise<void> {
    let afterWebhookId = FIRST_LANE;
    while (!stopping) {
      full = !hasRoom();
      if (full) {
        await bell.rung(POLL_MILLIS);
        continue;
      }
      const { deliveries: limit, bytes: maxBytes, ...offered } = roomFor(lanes.freePerWebhook());
      const now = performance.now();
      try {
        const claimed = await claimDue(db, { limit, maxBytes, afterWebhookId, ...offered });
        const isCut = claimed.length === limit || bytesOf(claimed) >= maxBytes;
        const wrapped = afterWebhookId === FIRST_LANE;
        lanes.addClaimed(noteLease(claimed, now), offered.freePerWebhook, wrapped && !isCut);
        sendWhatMay();
        afterWebhookId = (isCut && claimed.at(-1)?.webhookId) || FIRST_LANE;
        // The walk came to its end, having begun at the first webhook: nothing is left but what bounds hold back.
        if (wrapped && afterWebhookId === FIRST_LANE) await bell.rung(POLL_MILLIS);
      } catch (err) {
        log.warn({ err }, 'deliveries could not be claimed; trying again');
        await bell.rung(PAUSE_MILLIS);
      }
    }
  }

  function roomFor(freePerWebhook: Record<string, number>): Room {
    return {
      deliveries: Math.min(CLAIM_BATCH, lanes.room()),
      bytes: lanes.roomBytes(),
      defaultFree: lanes.defaultFree,
      freePerWebhook,
      leaseSeconds: leaseMillis / 1_000,
    };
  }

  function noteLease(claimed: ClaimedDelivery[], leasedAt: number): ClaimedDelivery[] {
    for (const delivery of claimed) claimedAt.set(delivery, leasedAt);
    return claimed;
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
      const over = attempt.then((result) => {
        attempts.delete(over);
        if (lanes.finished(delivery, result) || (full && hasRoom())) bell.ring();
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
    if (settlement.state === 'parked') await health.disableGone(delivery.webhookId, attempt);
    else health.record(delivery, settlement);
    settler.add(settlement);
    logAttempt(delivery, attempt, settlement);
    metrics.attempted(delivery, attempt);
    return { ok: settlement.state === 'succeeded', durationMillis: attempt.durationMillis };
  }

  async function send(delivery: ClaimedDelivery, webhook: WebhookTarget): Promise<AttemptResult> {
    const body = delivery.body ?? Buffer.alloc(0);
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
    room: () => {
      const free = stopping || !hasRoom() ? null : lanes.freeToHandOver();
      return free && roomFor(free);
    },
    take: (deliveries, leasedAt) => {
      lanes.add(noteLease(deliveries, leasedAt));
      sendWhatMay();
      if (stopping) for (const delivery of lanes.drain()) settler.add(release(delivery));
    },
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

function bytesOf(deliveries: ClaimedDelivery[]): number {
  return deliveries.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
}
