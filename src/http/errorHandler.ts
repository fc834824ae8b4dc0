import type { ErrorRequestHandler } from 'express';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import { ApiError, internalError, serviceUnavailable } from '../errors.js';
import type { Logger } from '../log.js';
import type { components } from '../../generated/webhooks.js';
import { leavesBody } from './unreadBody.js';

/**
 * The one place where an error becomes an answer: the contract's envelope with a numeric code. What is not ours is a 503 if the
 * database could not be reached and a 500 otherwise, of which the caller learns the request id only.
 */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error); // half an answer can only be cut off
      return;
    }
    const apiError = toApiError(error);
    const requestId = apiError.status >= 500 ? request.id : undefined;
    if (requestId) log.error({ requestId, err: apiError.cause ?? apiError }, 'request failed');
    if (leavesBody(request)) response.set('Connection', 'close');
    response.status(apiError.status).set(apiError.headers).json(envelope(apiError, requestId));
  };
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return isDatabaseUnavailable(error) ? serviceUnavailable(error) : internalError(error);
}

/** The contract's envelope of an error. */
export function envelope(error: ApiError, requestId?: string): components['schemas']['ErrorResponse'] {
  const data = { code: error.code, message: error.message };
  return {
    status: 'error',
    data: {
      ...data,
      ...(error.faults.length > 0 && { errors: error.faults }),
      ...(error.hasMoreFaults && { more_errors: true as const }),
      ...(requestId && { request_id: requestId }),
    },
  };
}
