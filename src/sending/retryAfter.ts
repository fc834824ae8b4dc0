/** The longest wait that a receiver may ask for with `Retry-After`, in seconds, unless configured otherwise. */
export const defaultRetryAfterCapSeconds = 3_600;

/**
 * How many seconds a `Retry-After` header asks to wait (RFC 9110 section 10.2.3: whole seconds or an HTTP date), at most
 * `capSeconds`; a date in the past is 0. Null if there is no header or it is neither.
 */
export function retryAfterDelay(
  header: string | null | undefined,
  nowMillis: number,
  capSeconds = defaultRetryAfterCapSeconds,
): number | null {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value), capSeconds);
  const dateMillis = httpDateMillis(value);
  if (dateMillis === null) return null;
  return Math.min(Math.max((dateMillis - nowMillis) / 1_000, 0), capSeconds);
}

/** The three forms of RFC 9110 section 5.6.7; `Date.parse` alone would also take `-5` or `1.5`. */
function httpDateMillis(value: string): number | null {
  const isCurrentOrRfc850 = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(value);
  const isAsctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(value);
  if (!isCurrentOrRfc850 && !isAsctime) return null;
  // The asctime form names no zone although it means GMT.
  const millis = Date.parse(isAsctime ? `${value} GMT` : value);
  return Number.isNaN(millis) ? null : millis;
}
