/** What handlers make of parameters that have passed the contract. */
import { invalidRequest } from '../errors.js';

/** The validator has refused what lacks it, or filled in the contract's default, which the types of a query can't tell. */
export function filledIn<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A parameter that the contract demands or has a default for is missing.');
  return value;
}

/**
 * The times of a request, which is refused if one of them can't be read: `format: date-time` lets more pass than JavaScript reads.
 * @param place where they are: `/query` or `/body`
 */
export function span(
  place: string,
  { since, until }: { since?: string; until?: string },
): { since?: Date; until?: Date } {
  const moments = {
    ...(since !== undefined && { since: toMoment(since) }),
    ...(until !== undefined && { until: toMoment(until) }),
  };
  const faults = Object.entries(moments)
    .filter(([, moment]) => Number.isNaN(moment.getTime()))
    .map(([name]) => ({ path: `${place}/${name}`, message: 'must be a time with an offset such as Z or +01:00' }));
  if (faults.length > 0) throw invalidRequest(faults);
  return moments;
}

/** A leap second, which JavaScript does not know, counts as the second before it (RFC 3339, section 5.7). */
function toMoment(text: string): Date {
  return new Date(text.replace(/:60(?=[.Zz+-])/, ':59'));
}
