/** What sending a notification to a webhook needs of it, read along by the statements that claim deliveries, or make them. */

export interface WebhookTarget {
  url: string;
  /** Whether it is sent to: enabled, as is its account. */
  enabled: boolean;
  /** The signing secret, encrypted, and with it the one before while that still signs. */
  sealedSecrets: Buffer[];
  failingSince: Date | null;
}

/** Whether a webhook is sent to, as SQL of a row of `webhooks` under this alias: it is enabled, and so is its account. */
export const isActive = (alias: string): string => `(${alias}.enabled AND NOT ${alias}.suspended)`;

/** The columns of a target as SQL, of a row of `webhooks` under this alias. */
export const targetColumns = (alias: string): string => `
    ${alias}.url, ${isActive(alias)} AS enabled, ${alias}.sealed_secret, ${alias}.failing_since,
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
