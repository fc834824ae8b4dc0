import { Webhook as StandardWebhook } from 'standardwebhooks';
import type { ReceivedRequest } from './receiver.js';

/** The headers as a receiver's framework hands them over. */
export function signatureHeaders({ headers }: Pick<ReceivedRequest, 'headers'>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The signatures of a notification. */
export function signaturesOf({ headers }: Pick<ReceivedRequest, 'headers'>): string[] {
  return String(headers['webhook-signature']).split(' ');
}

/** Whether a receiver that knows this secret accepts the notification. */
export function isVerified(secret: string, request: Pick<ReceivedRequest, 'headers' | 'body'>): boolean {
  try {
    new StandardWebhook(secret).verify(request.body, signatureHeaders(request));
    return true;
  } catch {
    return false;
  }
}
