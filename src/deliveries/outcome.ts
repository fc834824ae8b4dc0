import type { AttemptResult } from '../sending/attempt.js';
import type { ClaimedDelivery } from './claim.js';
import { nextAttemptDelay } from './retrySchedule.js';
import type { Settlement } from './settle.js';

/** What an attempt means for its delivery. */
export type AttemptOutcome =
  | { kind: 'succeeded' }
  /** The receiver is gone for good: its webhook is to be disabled. */
  | { kind: 'gone' }
  /** To be tried again, not before `retryAfterSeconds` if that is set. */
  | { kind: 'retry'; retryAfterSeconds: number | null };

/**
 * 2xx has succeeded, 410 is gone, everything else is to be retried; 429 and 503 may say when. An answer that broke off counts as
 * none, whatever its status: the receiver may have broken off as well.
 */
export function classify(
  result: Pick<AttemptResult, 'statusCode' | 'errorKind' | 'retryAfterSeconds'>,
): AttemptOutcome {
  const { statusCode, errorKind, retryAfterSeconds } = result;
  if (statusCode === null || errorKind !== null) return { kind: 'retry', retryAfterSeconds: null };
  if (statusCode >= 200 && statusCode <= 299) return { kind: 'succeeded' };
  if (statusCode === 410) return { kind: 'gone' };
  const mayAskToWait = statusCode === 429 || statusCode === 503;
  return { kind: 'retry', retryAfterSeconds: mayAskToWait ? retryAfterSeconds : null };
}

/** What an attempt means for its delivery: over, or to be tried again and when. Pure. */
export function settlementOf(
  delivery: Pick<ClaimedDelivery, 'webhookId' | 'deliveryId' | 'attemptNumber' | 'manual'>,
  attempt: AttemptResult,
  scheduleSeconds: readonly number[],
): Settlement {
  const { webhookId, deliveryId, attemptNumber, manual } = delivery;
  const { state, retryInMillis } = nextStep(attempt, attemptNumber, scheduleSeconds);
  return { webhookId, deliveryId, attemptNumber, state, retryInMillis, attempt, manual };
}

function nextStep(
  attempt: AttemptResult,
  attemptNumber: number,
  scheduleSeconds: readonly number[],
): Pick<Settlement, 'state' | 'retryInMillis'> {
  const outcome = classify(attempt);
  if (outcome.kind === 'succeeded') return { state: 'succeeded', retryInMillis: null };
  // The webhook is disabled for it, and its deliveries wait until somebody enables it again.
  if (outcome.kind === 'gone') return { state: 'parked', retryInMillis: null };
  const { retryAfterSeconds } = outcome;
  const delaySeconds = nextAttemptDelay({ attemptNumber, scheduleSeconds, retryAfterSeconds });
  if (delaySeconds === null) return { state: 'exhausted', retryInMillis: null };
  return { state: 'pending', retryInMillis: delaySeconds * 1_000 };
}

/** What becomes of a claim that nothing is sent for: its webhook is deleted or disabled, or its event is no longer kept. Null if it is to be sent. */
export function settlementWithoutAttempt(delivery: ClaimedDelivery): Settlement | null {
  const { webhookId, deliveryId, attemptNumber, manual, webhook, body } = delivery;
  const settlement = { webhookId, deliveryId, attemptNumber, manual, retryInMillis: null, attempt: null };
  if (!webhook || body === null) return { ...settlement, state: 'cancelled' };
  if (!webhook.enabled) return { ...settlement, state: 'parked' };
  return null;
}

/** Gives a claim back as if it had never been made. */
export function release({ webhookId, deliveryId, attemptNumber, manual }: ClaimedDelivery): Settlement {
  return { webhookId, deliveryId, attemptNumber, manual, state: 'pending', retryInMillis: 0, attempt: null };
}
