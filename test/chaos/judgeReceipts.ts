/** What the receivers have on record, held against what was accepted: the one question that counts, was everything delivered? */
import { isDeepStrictEqual } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { tally } from './activity.js';
import type { Interrupted } from './interruptions.js';
import type { StoredPair } from './judgeDatabase.js';
import type { Receipt } from './receivers.js';
import {
  isDeleted,
  notificationOf,
  pairName,
  replaceableRoute,
  wasEnabled,
  type PublishedEvent,
  type RegisteredWebhook,
} from './subscriptions.js';

export interface ReceiptsVerdict {
  faults: string[];
  /** Requests that the receivers got. */
  received: number;
  /** Pairs of event and webhook that had to be delivered, and those of them that no receiver acknowledged. */
  expected: number;
  lost: number;
  /** Pairs that a newer event of the same route took the place of, as the contract allows. */
  replaced: number;
  /** Pairs whose webhook was deleted before they were delivered. */
  cancelled: number;
  /** Requests after one that was not acknowledged: the receiver asked for them. */
  retries: number;
  /** Requests after one that was acknowledged, which is what "at least once" means, by what explains them. */
  repeats: Record<string, number>;
  /** Those that nothing explains, one line each. */
  unexplainedRepeats: string[];
}

/** An attempt and the writing of its result are over this long after its acknowledgement, unless something was interrupted. */
const SETTLED_AFTER_MILLIS = 3_000;
/** An answer that took so long may have come after the sender's deadline. */
const LATE_MILLIS = 1_300;
/** Attempts of one delivery are further apart than this: the shortest delay is 0.8 s. */
const SIMULTANEOUS_MILLIS = 300;
/** How far a signature's time may lie before the arrival of the request. */
const CLOCK_MILLIS = 5_000;
/** What was claimed while its webhook was enabled is sent or given back in this time: the lease without the time for an attempt and its result. */
const CLAIMED_MILLIS = 10_000;

/** Judges by `webhook-id` and path; the signatures are computed anew by the `standardwebhooks` package. */
export function judgeReceipts(
  receipts: readonly Receipt[],
  pairs: ReadonlyMap<string, StoredPair>,
  interrupted: readonly Interrupted[],
): ReceiptsVerdict {
  const faults: string[] = [];
  const earlier = new Map<string, Receipt[]>();
  const repeats = new Map<string, number>();
  const unexplainedRepeats: string[] = [];
  const signers = new Map<string, Webhook>();
  let retries = 0;
  for (const receipt of receipts) {
    const name = pairName(receipt.id, receipt.path);
    const pair = pairs.get(name);
    if (!pair) {
      faults.push(`${name} was delivered, but should not have been`);
      continue;
    }
    const { webhook, event } = pair;
    const signer = signers.get(webhook.path) ?? new Webhook(webhook.secret);
    signers.set(webhook.path, signer);
    faults.push(...receiptFaults(receipt, event, signer, webhook).map((fault) => `${name}: ${fault}`));

    const before = earlier.get(name) ?? [];
    const last = before.at(-1);
    if (last && receipt.at - last.at < SIMULTANEOUS_MILLIS) {
      faults.push(`${name} was sent twice within ${receipt.at - last.at} ms`);
    }
    const acknowledged = before.filter(isAcknowledged).at(-1);
    if (acknowledged) {
      const explanation = explain(acknowledged, webhook, interrupted);
      tally(repeats, explanation ?? 'nothing');
      if (explanation === null) unexplainedRepeats.push(describeRepeat(name, webhook, acknowledged, receipt));
    } else if (last) {
      retries += 1;
    }
    earlier.set(name, [...before, receipt]);
  }
  faults.push(...unexplainedRepeats.map((repeat) => `nothing explains the repeat of ${repeat}`));

  const delivered = new Set(
    [...pairs.values()].filter((pair) => isDelivered(pair, earlier.get(pair.name) ?? [])).map(({ name }) => name),
  );
  const missing = [...pairs.values()].filter(({ name }) => !delivered.has(name));
  const cancelled = missing.filter(isCancelled);
  const replaced = replacedPairs(missing, pairs, delivered);
  const lost = missing.filter((pair) => !isCancelled(pair) && !replaced.has(pair.name));
  faults.push(
    ...lost.map(({ name }) => `${name} was LOST: ${earlier.get(name)?.length ?? 0} requests, none acknowledged`),
  );
  return {
    faults,
    received: receipts.length,
    expected: pairs.size,
    lost: lost.length,
    replaced: replaced.size,
    cancelled: cancelled.length,
    retries,
    repeats: Object.fromEntries(repeats),
    unexplainedRepeats,
  };
}

/** Its webhook was deleted before it was delivered. */
function isCancelled({ webhook, state }: StoredPair): boolean {
  return isDeleted(webhook) && state === 'cancelled';
}

/** Those of what is missing whose place an event of the same route took: one that came to its end, and may have been stored after theirs. */
function replacedPairs(
  missing: readonly StoredPair[],
  pairs: ReadonlyMap<string, StoredPair>,
  delivered: ReadonlySet<string>,
): Set<string> {
  const latest = new Map<string, number>();
  for (const pair of pairs.values()) {
    const route = replaceableRoute(pair.event);
    if (route === null || !(delivered.has(pair.name) || isCancelled(pair))) continue;
    const key = `${pair.webhook.path} ${route}`;
    latest.set(key, Math.max(pair.acceptedAt, latest.get(key) ?? 0));
  }
  const replaced = missing.filter(({ webhook, event, firstSentAt, state }) => {
    const route = replaceableRoute(event);
    return state === 'superseded' && route !== null && (latest.get(`${webhook.path} ${route}`) ?? 0) >= firstSentAt;
  });
  return new Set(replaced.map(({ name }) => name));
}

/** Acknowledged, or the sender says so of a receiver that was killed while it was about to. */
function isDelivered({ state }: StoredPair, receipts: readonly Receipt[]): boolean {
  return receipts.some((receipt) => isAcknowledged(receipt) || (receipt.acknowledging && state === 'succeeded'));
}

function isAcknowledged({ acknowledgedAt }: Receipt): boolean {
  return acknowledgedAt !== null;
}

function receiptFaults(
  { at, id, timestamp, signature, body }: Receipt,
  event: PublishedEvent,
  signer: Webhook,
  webhook: RegisteredWebhook,
): string[] {
  const faults: string[] = [];
  const signedAt = Number(timestamp) * 1_000;
  if (signer.sign(id, new Date(signedAt), body) !== signature) faults.push('the signature is wrong');
  if (signedAt > at || at - signedAt > CLOCK_MILLIS) faults.push(`it was signed ${at - signedAt} ms before it arrived`);
  if (!isDeepStrictEqual(JSON.parse(body), notificationOf(event))) faults.push(`the body is ${body}`);
  if (wasEnabled(webhook, at - CLAIMED_MILLIS, at) === false)
    faults.push(`its webhook had been disabled or deleted for ${CLAIMED_MILLIS} ms`);
  return faults;
}

/**
 * What prevented what was to follow the acknowledgement, its result in the database, or that the answer may have come too late. Null if
 * nothing did.
 */
function explain(
  { at, acknowledgedAt }: Receipt,
  webhook: RegisteredWebhook,
  interrupted: readonly Interrupted[],
): string | null {
  const settledBy = (acknowledgedAt ?? at) + SETTLED_AFTER_MILLIS;
  const kinds = interrupted
    .filter((one) => one.mayRepeat(webhook) && one.lossFrom <= settledBy && one.lossUntil >= at)
    .map(({ kind }) => kind);
  if ((acknowledgedAt ?? at) - at > LATE_MILLIS) kinds.push('late answer');
  return kinds.length === 0 ? null : [...new Set(kinds)].sort().join(' or ');
}

function describeRepeat(name: string, { receiver }: RegisteredWebhook, first: Receipt, second: Receipt): string {
  const took = (first.acknowledgedAt ?? 0) - first.at;
  const [firstAt, secondAt] = [first, second].map(({ at }) => new Date(at).toISOString());
  return `${name} (${receiver}): ${firstAt}, acknowledged after ${took} ms, and ${secondAt}`;
}
