import type { AttemptFailure, Webhook, WebhookHealth, WebhookStatus } from '@waypost/client';
import { disabledReasons } from 'virtual:contract';

/** A webhook, and how it fares; `health` is missing until that is known. */
export interface WebhookRow {
  webhook: Webhook;
  health: WebhookHealth | undefined;
  status: WebhookStatus;
}

const urgency: Record<WebhookStatus, number> = { failing: 0, disabled: 1, healthy: 2 };

/** Those in trouble first: what fails, then what Waypost has disabled, then the others, each oldest first. */
export function rowsOf(webhooks: Webhook[], healthOf: ReadonlyMap<string, WebhookHealth> | undefined): WebhookRow[] {
  const rows = webhooks.map((webhook): WebhookRow => {
    const health = healthOf?.get(webhook.id);
    return { webhook, health, status: webhook.enabled ? (health?.status ?? 'healthy') : 'disabled' };
  });
  const rank = ({ status, health }: WebhookRow) =>
    status === 'disabled' && health?.disabled_reason === 'requested' ? urgency.healthy : urgency[status];
  return rows.sort((one, other) => rank(one) - rank(other));
}

/** What is searched for in a webhook: its URL, its event types, its DCs and its id. */
export function matches({ webhook }: WebhookRow, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const text = [webhook.url, webhook.id, ...webhook.events, ...webhook.dc_ids].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** How an attempt failed, in a few words: `answered 502`, `connection refused`. */
export function failureWords({ status_code, error_kind, error_message }: Omit<AttemptFailure, 'at'>): string {
  if (error_kind === null) return status_code === null ? 'no answer' : `answered ${status_code}`;
  return error_message === null || error_message === '' ? error_kind : error_message;
}

/** Why nothing is sent to a webhook; null if something is. */
export function disabledWords({ disabled_reason: reason, last_failure: failure }: WebhookHealth): string | null {
  if (reason === undefined) return null;
  const why = disabledReasons[reason].replace(/\.$/, '');
  return reason === 'failing' && failure ? `${why} (${failureWords(failure)})` : why;
}
