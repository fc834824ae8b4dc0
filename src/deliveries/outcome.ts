import { classify, type AttemptResult } from './attempt.js';
import type { ClaimedDelivery } from './queue.js';
import { nextAttemptDelay } from './retrySchedule.js';
import type { Settlement } from './settle.js';

/** What an attempt means for its delivery: over, or to be tried again and when. Pure. */
export function settlementOf(
  delivery: Pick<ClaimedDelivery, 'deliveryId' | 'attemptNumber' | 'manual'>,
  attempt: AttemptResult,
  scheduleSeconds: readonly number[],
): Settlement {
  const { deliveryId, attemptNumber, manual } = delivery;
  const { state, retryInMillis } = nextStep(attempt, attemptNumber, scheduleSeconds);
  return { deliveryId, attemptNumber, state, retryInMillis, attempt, manual };
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

/** What becomes of a claim that nothing is sent for: its webhook is deleted or disabled, or its event was purged. Null if it is to be sent. */
export function settlementWithoutAttempt(delivery: ClaimedDelivery): Settlement | null {
  const { deliveryId, attemptNumber, manual, webhook, body } = delivery;
  const settlement = { deliveryId, attemptNumber, manual, retryInMillis: null, attempt: null };
  if (!webhook || body === null) return { ...settlement, state: 'cancelled' };
  if (!webhook.enabled) return { ...settlement, state: 'parked' };
  return null;
}

/** Gives a claim back as if it had never been made. */
export function release({ deliveryId, attemptNumber, manual }: ClaimedDelivery): Settlement {
  return { deliveryId, attemptNumber, manual, state: 'pending', retryInMillis: 0, attempt: null };
}
