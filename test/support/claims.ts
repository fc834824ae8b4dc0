import { claimDue, FIRST_LANE, type ClaimedDelivery } from '../../src/deliveries/claim.js';
import type { SqlRunner } from '../../src/database/sqlRunner.js';

/** Claims what is ready of one webhook, as a worker that has room for nothing else. */
export function claimOf(
  db: SqlRunner,
  webhookId: string,
  { limit = 10, leaseSeconds = 30, maxBytes = 2 ** 30 } = {},
): Promise<ClaimedDelivery[]> {
  return claimDue(db, {
    limit,
    maxBytes,
    defaultFree: 0,
    freePerWebhook: { [webhookId]: limit },
    afterWebhookId: FIRST_LANE,
    leaseSeconds,
  });
}
