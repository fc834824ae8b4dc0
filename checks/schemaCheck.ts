import type { Fault } from './fault.js';
import { faultsInWords } from './faultWords.js';
import type { Validate } from './validate.js';

/**
 * The faults of a value, one for each place: all of them, unless an object or array has more than MAX_FAULTS of its own, of which the rest is
 * not looked for. The path of each begins with `path`, the place of the value itself.
 */
export type SchemaCheck = (value: unknown, path: string) => Fault[];

export function checkBy(validate: Validate): SchemaCheck {
  return (value, path) => (validate(value) === true ? [] : faultsInWords(validate.errors ?? [], path));
}
