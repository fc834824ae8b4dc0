import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { rateLimited } from '../errors.js';

const WINDOW_MILLIS = 60_000;

/**
 * Limits what each API key may ask of this process, and says how much is left in `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers-08). Behind authentication, so that nobody can use up another's quota.
 * @param requestsPerMinute 0 means no limit, and no headers.
 */
export function limitPerKey(requestsPerMinute: number): RequestHandler {
  if (requestsPerMinute === 0)
    return (_request, _response, next) => {
      next();
    };
  return rateLimit({
    windowMs: WINDOW_MILLIS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'api-key',
    keyGenerator: (request) => request.caller?.keyId ?? '',
    handler: (_request, _response, next) => {
      next(rateLimited());
    },
  });
}
