/**
 * What is published where it is delivered, too, goes to the worker of the same process without being claimed: it is stored as claimed
 * already, for as much as the worker has room for. The queue stays the truth: the lease runs out like any other if the process dies.
 */
import type { WebhookTarget } from '../webhooks/webhookTarget.js';

/** What the worker would take now. */
export interface Room {
  deliveries: number;
  /** Of notifications, each delivery's counted. */
  bytes: number;
  /** Deliveries per webhook, where `freePerWebhook` does not say otherwise. */
  defaultFree: number;
  freePerWebhook: Readonly<Record<string, number>>;
  leaseSeconds: number;
}

/** A delivery that was stored under a lease: its first attempt is claimed. */
export interface HandedDelivery {
  deliveryId: string;
  webhookId: string;
  attemptNumber: 1;
  accountId: string;
  eventType: string;
  /** What receivers see as `webhook-id`. */
  eventId: string;
  /** One copy for all deliveries of the event. */
  body: Buffer;
  bodyBytes: number;
  manual: false;
  /** Epoch milliseconds. */
  createdMillis: number;
  webhook: WebhookTarget;
}

export interface HandOver {
  /** Null if nothing is to be handed over. */
  room(): Room | null;
  /** Takes what was stored and committed. @param leasedAt when the lease began, or earlier, by `performance.now()` */
  take(deliveries: HandedDelivery[], leasedAt: number): void;
}
