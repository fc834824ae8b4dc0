import { isDatabaseAway, isDatabaseSilent } from './unavailable.js';

/** What a pool tells of the database as a whole. */
export interface OutageEvents {
  /** It became unavailable: once for each outage, with the first error. */
  onAway?: (error: unknown) => void;
  /** It is available again. */
  onBack?: (awayMillis: number) => void;
  /** It gave no answer: each time that somebody has waited in vain. */
  onSilent?: () => void;
}

/** So long after the last failure a success says that the outage is over; in a half outage, both come in turns. */
const SETTLED_MILLIS = 1_000;

/** @returns what is to hear of each outcome: of an error, or of none */
export function createOutageWatch({ onAway, onBack, onSilent }: OutageEvents): (error: unknown) => void {
  let awaySince: number | null = null;
  let failedAt = 0;
  return (error) => {
    const now = performance.now();
    if (isDatabaseAway(error)) {
      failedAt = now;
      if (awaySince === null) onAway?.(error);
      awaySince ??= now;
      if (isDatabaseSilent(error)) onSilent?.();
    } else if (awaySince !== null && now - failedAt > SETTLED_MILLIS) {
      onBack?.(now - awaySince);
      awaySince = null;
    }
  };
}
