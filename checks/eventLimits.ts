/** What an event may hold, whatever its type. openapi/events.yaml says the same. */
import type { Fault } from './fault.js';

/** The largest notification, unless the operator chose another limit: 256 KiB. */
export const DEFAULT_MAX_EVENT_BYTES = 262_144;
/** Values of all kinds in one event, the containers among them: more than any notification needs. */
const MAX_VALUES = 10_000;
/** Far more than any notification needs, far less than what makes JSON.stringify run out of stack. */
const MAX_NESTING = 100;

/** What is wrong with the shape of an event: it holds too many values, or one that is nested too deep. Looks no further than the limits. */
export function shapeFaults(event: object, path: string): Fault[] {
  let left = MAX_VALUES;
  const isTooDeep = (value: unknown, levels: number): boolean => {
    left -= 1;
    if (left < 0 || typeof value !== 'object' || value === null) return false;
    return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
  };
  const tooDeep = Object.entries(event).filter(([, value]) => isTooDeep(value, MAX_NESTING));
  if (left < 0) return [{ path, message: `must not hold more than ${MAX_VALUES} values` }];
  return tooDeep.map(([name]) => ({
    path: `${path}/${name}`,
    message: `must not be nested more than ${MAX_NESTING} levels deep`,
  }));
}

/** What is wrong with the size of a notification, counted as it is sent. */
export function sizeFaults(notification: string, maxBytes: number, path: string): Fault[] {
  const bytes = Buffer.byteLength(notification);
  if (bytes <= maxBytes) return [];
  return [{ path, message: `must have at most ${maxBytes} bytes as a notification, not ${bytes}` }];
}
