import type { ErrorResponse } from '@waypost/client';
import { ApiError } from './apiError.js';

interface Answered<Body> {
  data?: Body;
  error?: ErrorResponse;
  response: Response;
}

/**
 * What a call of a client answers with, without its envelope: `await answer(api.webhooks.GET('/webhooks'))` is `{ webhooks }`.
 * @throws ApiError for any other answer than a success, and for none
 */
export async function answer<Data>(call: Promise<Answered<{ data: Data }>>): Promise<Data> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    // A query that nobody wants any more, and a renewal that was refused, are what they are.
    if (cause instanceof ApiError || (cause instanceof DOMException && cause.name === 'AbortError')) throw cause;
    throw new ApiError(0, undefined, undefined, cause);
  });
  if (data === undefined) throw new ApiError(response.status, isEnvelope(error) ? error : undefined, response.headers);
  return data.data;
}

/** A proxy in between may answer with anything. */
function isEnvelope(error: unknown): error is ErrorResponse {
  const data: unknown = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  return typeof data === 'object' && data !== null && 'message' in data;
}
