/** What sending a notification to a webhook needs of it, read along by the statements that claim deliveries, or make them. */

export interface WebhookTarget {
  url: string;
  enabled: boolean;
  /** The signing secret, encrypted, and with it the one before while that still signs. */
  sealedSecrets: Buffer[];
  failingSince: Date | null;
}

/** The columns of a target as SQL, of a row of `webhooks` under this alias. */
export const targetColumns = (alias: string): string => `
    ${alias}.url, ${alias}.enabled, ${alias}.sealed_secret, ${alias}.failing_since,
    CASE WHEN ${alias}.previous_secret_until > now() THEN ${alias}.previous_sealed_secret END AS previous_sealed_secret`;

/** The same, as Postgres returns them; all null where an outer join found no webhook. */
export interface TargetRow {
  url: string | null;
  enabled: boolean;
  sealed_secret: Buffer;
  previous_sealed_secret: Buffer | null;
  failing_since: Date | null;
}

/** Null if there is no such webhook. */
export function toTarget(row: TargetRow): WebhookTarget | null {
  const { url, enabled, sealed_secret, previous_sealed_secret, failing_since } = row;
  if (url === null) return null;
  const sealedSecrets = previous_sealed_secret ? [sealed_secret, previous_sealed_secret] : [sealed_secret];
  return { url, enabled, sealedSecrets, failingSince: failing_since };
}
