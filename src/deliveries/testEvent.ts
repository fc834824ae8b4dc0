import { v7 as uuidv7 } from 'uuid';
import { exampleNotification, type WebhookEventType } from '../contract/notifications.js';
import type { SealedSecrets } from '../webhooks/webhookSecrets.js';
import type { AttemptResult } from '../sending/attempt.js';
import { classify } from './outcome.js';
import type { SecretBox } from '../signing/secretBox.js';
import type { Sender } from '../sending/send.js';
import { decodeSecret, sign } from '../signing/sign.js';

/**
 * Sends the contract's example of an event type to a webhook now, and once.
 * @returns null if the webhook has as many attempts going on as it may have; then nothing was sent
 */
export type TestSender = (
  webhookId: string,
  webhook: SealedSecrets,
  eventType: WebhookEventType,
) => Promise<{ eventId: string; attempt: AttemptResult; delivered: boolean } | null>;

/** The places for attempts that go on at the same time in this process, by webhook. */
export interface AttemptPlaces {
  /** False if all are taken. */
  take(webhookId: string): boolean;
  giveBack(webhookId: string): void;
}

/** Tells a receiver that nothing has happened. */
const TEST_HEADER = { 'webhook-test': 'true' };

export function createTestSender(secretBox: SecretBox, sender: Sender, places: AttemptPlaces): TestSender {
  return async (webhookId, { url, sealedSecret, previousSealedSecret }, eventType) => {
    const eventId = `test_${uuidv7().replaceAll('-', '')}`;
    const body = JSON.stringify(exampleNotification(eventType));
    const sealed = previousSealedSecret ? [sealedSecret, previousSealedSecret] : [sealedSecret];
    const keys = sealed.map((bytes) => decodeSecret(secretBox.open(bytes, webhookId)));
    const headers = sign({ id: eventId, timestampSeconds: Math.floor(Date.now() / 1_000), body }, keys);
    if (!places.take(webhookId)) return null;
    const attempt = await sender.send({ url, headers: { ...headers, ...TEST_HEADER }, body });
    places.giveBack(webhookId);
    return { eventId, attempt, delivered: classify(attempt).kind === 'succeeded' };
  };
}
