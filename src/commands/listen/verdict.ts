import {
  InvalidNotification,
  InvalidSignature,
  verifyNotification,
  type InvalidSignatureReason,
  type VerifiedNotification,
} from '@waypost/client/receiver';
import type { Arrival } from './arrivals.js';
import type { KnownSecret, SecretSource } from './secrets.js';

/** What is to be said of an arrival. */
export type Verdict =
  | { kind: 'verified'; webhookId: string | null; verified: VerifiedNotification }
  /** Signed by Waypost, but not what the contract describes. */
  | { kind: 'invalid'; webhookId: string | null; message: string }
  /** Signed by somebody else, or not at all. */
  | { kind: 'refused'; reason: InvalidSignatureReason; message: string }
  /** There is no secret to verify with. */
  | { kind: 'unverifiable'; message: string };

/** Verifies an arrival; if no known secret has signed it, its webhook may be new, and the secrets are looked up again. */
export async function judge(arrival: Arrival, secrets: SecretSource): Promise<Verdict> {
  const verdict = await judgeBy(secrets.known(), arrival);
  if (verdict !== null && (verdict.kind !== 'refused' || verdict.reason !== 'signature')) return verdict;
  await secrets.lookUp(arrival.headers.host);
  const second = await judgeBy(secrets.known(), arrival);
  if (second === null) return { kind: 'unverifiable', message: secrets.gap() };
  const gap = secrets.gap();
  return second.kind === 'refused' && gap !== '' ? { ...second, message: `${second.message} Also, ${gap}.` } : second;
}

/** Null if there are no secrets to verify with. */
async function judgeBy(secrets: readonly KnownSecret[], arrival: Arrival): Promise<Verdict | null> {
  const verdicts = await Promise.all(secrets.map((secret) => judgeByOne(secret, arrival)));
  const [first, ...others] = verdicts.filter((verdict) => verdict.kind === 'refused');
  const signed = verdicts.find((verdict) => verdict.kind !== 'refused');
  if (signed || !first) return signed ?? null;
  if (first.reason !== 'signature' || others.length === 0) return first;
  return {
    ...first,
    message: `No signature of the request was made with any of the ${verdicts.length} secrets known.`,
  };
}

async function judgeByOne({ secret, webhookId }: KnownSecret, { headers, body }: Arrival): Promise<Verdict> {
  try {
    return { kind: 'verified', webhookId, verified: await verifyNotification(secret, headers, body) };
  } catch (error) {
    if (error instanceof InvalidSignature) return { kind: 'refused', reason: error.reason, message: error.message };
    if (error instanceof InvalidNotification) return { kind: 'invalid', webhookId, message: error.message };
    throw error;
  }
}
