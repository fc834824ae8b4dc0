import { v7 as uuidv7 } from 'uuid';
import { exampleNotification, type WebhookEventType } from '../contract/notifications.js';
import type { SealedSecrets } from '../webhooks/webhookSecrets.js';
import type { AttemptResult } from '../sending/attempt.js';
import { classify } from './outcome.js';
import type { SecretBox } from '../signing/secretBox.js';
import type { Sender } from '../sending/send.js';
import { decodeSecret, sign } from '../signing/sign.js';

/** Sends the contract's example of an event type to a webhook now, and once. */
export type TestSender = (
  webhookId: string,
  webhook: SealedSecrets,
  eventType: WebhookEventType,
) => Promise<{ eventId: string; attempt: AttemptResult; delivered: boolean }>;

/** Tells a receiver that nothing has happened. */
const TEST_HEADER = { 'webhook-test': 'true' };

export function createTestSender(secretBox: SecretBox, sender: Sender): TestSender {
  return async (webhookId, { url, sealedSecret, previousSealedSecret }, eventType) => {
    const eventId = `test_${uuidv7().replaceAll('-', '')}`;
    const body = JSON.stringify(exampleNotification(eventType));
    const sealed = previousSealedSecret ? [sealedSecret, previousSealedSecret] : [sealedSecret];
    const keys = sealed.map((bytes) => decodeSecret(secretBox.open(bytes, webhookId)));
    const headers = sign({ id: eventId, timestampSeconds: Math.floor(Date.now() / 1_000), body }, keys);
    const attempt = await sender.send({ url, headers: { ...headers, ...TEST_HEADER }, body });
    return { eventId, attempt, delivered: classify(attempt).kind === 'succeeded' };
  };
}
