/** What the receivers have on record, held against what was accepted: the one question that counts, was everything delivered? */
import { isDeepStrictEqual } from 'node:util';
import { Webhook } from 'standardwebhooks';
import type { Receipt } from './receivers.js';
import {
  notificationOf,
  replaceableRoute,
  webhooksFor,
  type AcceptedEvent,
  type PublishedEvent,
  type RegisteredWebhook,
} from './subscriptions.js';

/** One victim's death and return, in milliseconds since the epoch. */
export interface Kill {
  victim: string;
  at: number;
  backAt: number;
}

export interface ReceiptsVerdict {
  faults: string[];
  /** Requests that the receivers got. */
  received: number;
  /** Pairs of event and webhook that had to be delivered, and those of them that no receiver acknowledged. */
  expected: number;
  lost: number;
  /** Pairs that a newer event of the same route took the place of, as the contract allows. */
  replaced: number;
  /** Requests after one that was not acknowledged: the receiver asked for them. */
  retries: number;
  /** Requests after one that was acknowledged: what "at least once" means. */
  repeats: number;
  /** Those of them that no kill explains, one line each. */
  unexplainedRepeats: string[];
}

/** An attempt and the writing of its result are over this long after its acknowledgement, unless something was killed. */
const SETTLED_AFTER_MILLIS = 3_000;
/** An answer that took so long may have come after the sender's deadline. */
const LATE_MILLIS = 1_300;
/** Attempts of one delivery are further apart than this: the shortest delay is 0.8 s. */
const SIMULTANEOUS_MILLIS = 300;
/** How far a signature's time may lie before the arrival of the request. */
const CLOCK_MILLIS = 5_000;

/** Judges by `webhook-id` and path; the signatures are computed anew by the `standardwebhooks` package. */
export function judgeReceipts(
  receipts: readonly Receipt[],
  accepted: ReadonlyMap<string, AcceptedEvent>,
  webhooks: readonly RegisteredWebhook[],
  kills: readonly Kill[],
): ReceiptsVerdict {
  const faults: string[] = [];
  const webhookByPath = new Map(webhooks.map((webhook) => [webhook.path, webhook]));
  const signers = new Map(webhooks.map(({ path, secret }) => [path, new Webhook(secret)]));
  const expected = expectedPairs(accepted, webhooks);

  const earlier = new Map<string, Receipt[]>();
  const unexplainedRepeats: string[] = [];
  let [retries, repeats] = [0, 0];
  for (const receipt of receipts) {
    const pair = pairOf(receipt.path, receipt.id);
    const webhook = webhookByPath.get(receipt.path);
    const event = accepted.get(receipt.id)?.event;
    const signer = signers.get(receipt.path);
    if (!webhook || !event || !signer || !expected.has(pair)) {
      faults.push(`${pair} was delivered, but should not have been`);
      continue;
    }
    faults.push(...contentFaults(receipt, event, signer).map((fault) => `${pair}: ${fault}`));

    const before = earlier.get(pair) ?? [];
    const last = before.at(-1);
    if (last && receipt.at - last.at < SIMULTANEOUS_MILLIS) {
      faults.push(`${pair} was sent twice within ${receipt.at - last.at} ms`);
    }
    const acknowledged = before.filter(isAcknowledged).at(-1);
    if (acknowledged) {
      repeats += 1;
      if (!isExplained(acknowledged, kills)) {
        const took = (acknowledged.acknowledgedAt ?? 0) - acknowledged.at;
        const [first, second] = [acknowledged, receipt].map(({ at }) => new Date(at).toISOString());
        unexplainedRepeats.push(
          `${pair} (${webhook.receiver}): ${first}, acknowledged after ${took} ms, and ${second}`,
        );
      }
    } else if (last) {
      retries += 1;
    }
    earlier.set(pair, [...before, receipt]);
  }

  const missing = [...expected.keys()].filter((pair) => !earlier.get(pair)?.some(isAcknowledged));
  const replaced = replacedPairs(missing, expected, earlier);
  const lost = missing.filter((pair) => !replaced.has(pair));
  faults.push(...lost.map((pair) => `${pair} was LOST: ${earlier.get(pair)?.length ?? 0} requests, none acknowledged`));
  return {
    faults,
    received: receipts.length,
    expected: expected.size,
    lost: lost.length,
    replaced: replaced.size,
    retries,
    repeats,
    unexplainedRepeats,
  };
}

interface ExpectedPair extends AcceptedEvent {
  path: string;
}

function expectedPairs(
  accepted: ReadonlyMap<string, AcceptedEvent>,
  webhooks: readonly RegisteredWebhook[],
): Map<string, ExpectedPair> {
  const expected = new Map<string, ExpectedPair>();
  for (const acceptance of accepted.values()) {
    for (const { path } of webhooksFor(acceptance.event, webhooks)) {
      expected.set(pairOf(path, acceptance.event.id), { ...acceptance, path });
    }
  }
  return expected;
}

/** Those of the pairs whose webhook has acknowledged an event of the same route that may have been stored after theirs. */
function replacedPairs(
  pairs: readonly string[],
  expected: ReadonlyMap<string, ExpectedPair>,
  receipts: ReadonlyMap<string, readonly Receipt[]>,
): Set<string> {
  const latest = new Map<string, number>();
  for (const [pair, { path, event, acceptedAt }] of expected) {
    const route = replaceableRoute(event);
    if (route === null || !receipts.get(pair)?.some(isAcknowledged)) continue;
    latest.set(`${path} ${route}`, Math.max(acceptedAt, latest.get(`${path} ${route}`) ?? 0));
  }
  return new Set(
    pairs.filter((pair) => {
      const { path = '', event, firstSentAt = Infinity } = expected.get(pair) ?? {};
      const route = event ? replaceableRoute(event) : null;
      return route !== null && (latest.get(`${path} ${route}`) ?? 0) >= firstSentAt;
    }),
  );
}

function isAcknowledged({ acknowledgedAt }: Receipt): boolean {
  return acknowledgedAt !== null;
}

function pairOf(path: string, eventId: string): string {
  return `${eventId} at ${path}`;
}

function contentFaults(
  { at, id, timestamp, signature, body }: Receipt,
  event: PublishedEvent,
  signer: Webhook,
): string[] {
  const faults: string[] = [];
  const signedAt = Number(timestamp) * 1_000;
  if (signer.sign(id, new Date(signedAt), body) !== signature) faults.push('the signature is wrong');
  if (signedAt > at || at - signedAt > CLOCK_MILLIS) faults.push(`it was signed ${at - signedAt} ms before it arrived`);
  if (!isDeepStrictEqual(JSON.parse(body), notificationOf(event))) faults.push(`the body is ${body}`);
  return faults;
}

/** Whether what was to follow the acknowledgement, its result in the database, was prevented; or the answer may have come too late. */
function isExplained({ at, acknowledgedAt }: Receipt, kills: readonly Kill[]): boolean {
  const settledBy = (acknowledgedAt ?? at) + SETTLED_AFTER_MILLIS;
  return (acknowledgedAt ?? at) - at > LATE_MILLIS || kills.some((kill) => kill.at <= settledBy && kill.backAt >= at);
}
