import { ErrorCode } from '../../generated/webhooks.js';
import type { CodedFault } from '../errors.js';
import type { AddressPolicy } from '../sending/targetAddress.js';
import { checkTargetUrl } from '../sending/targetUrl.js';

/**
 * What openapi/webhooks.yaml says of a `webhook_url` in words, since no schema can: it is absolute, carries no password, and its host is
 * none that is hidden. A body without one is left to the schema.
 */
export function webhookFaults(body: unknown, policy: AddressPolicy): CodedFault[] {
  if (typeof body !== 'object' || body === null || !('webhook_url' in body)) return [];
  if (typeof body.webhook_url !== 'string') return [];
  const target = checkTargetUrl(body.webhook_url, policy);
  if (target.ok) return [];
  const code = target.kind === 'forbidden' ? ErrorCode.ForbiddenAddress : ErrorCode.InvalidWebhookUrl;
  return [{ path: '/body/webhook_url', message: target.message, code }];
}
