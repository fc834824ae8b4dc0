import { ApiError } from './apiError.js';

/**
 * What an error says of the fields of a form, by the names of the request's properties and parameters: a fault of `/body/dc_ids/1` is one of `dc_ids`, one
 * of `/query/since` of `since`. What belongs to none of the fields is `rest`, which is shown above the form: without it, a refused request would look like one that nothing happened to.
 */
export function faultsByField<Field extends string>(
  error: Error | null,
  fields: readonly Field[],
): { of: Partial<Record<Field, string>>; rest: Error | null } {
  const of: Partial<Record<Field, string>> = {};
  if (!(error instanceof ApiError)) return { of, rest: error };
  let isPlaced = error.faults.length > 0;
  for (const { path, message } of error.faults) {
    const [, place = '', property] = path.split('/');
    const field = ['body', 'query'].includes(place) ? fields.find((name) => name === property) : undefined;
    if (field === undefined) isPlaced = false;
    else of[field] ??= message;
  }
  return { of, rest: isPlaced ? null : error };
}
