import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { rateLimited } from '../errors.js';

const WINDOW_MILLIS = 60_000;

/** Of one address, where no key has to be shown: that is, to sign in. More than an office does, and nothing for whoever means harm. */
const VISITS_PER_MINUTE = 60;

/**
 * Limits what each API key, and each session of the console, may ask of this process, and says how much is left in `RateLimit` and
 * `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-08). Behind authentication, so that nobody can use up another's quota. Where nobody has
 * to show a key, addresses are counted: the client's, if the app trusts the proxy that names it.
 * @param requestsPerMinute 0 means no limit, and no headers.
 */
export function limitRequests(requestsPerMinute: number): RequestHandler {
  if (requestsPerMinute === 0)
    return (_request, _response, next) => {
      next();
    };
  const perKey = limiter('api-key', requestsPerMinute, ({ caller }) => caller?.sessionId ?? caller?.keyId ?? '');
  const perAddress = limiter('address', Math.min(requestsPerMinute, VISITS_PER_MINUTE), ({ ip }) =>
    ipKeyGenerator(ip ?? ''),
  );
  return (request, response, next) => {
    const limit = request.caller?.kind === 'visitor' ? perAddress : perKey;
    return limit(request, response, next);
  };
}

function limiter(identifier: string, limit: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MILLIS,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier,
    keyGenerator,
    handler: (_request, _response, next) => {
      next(rateLimited());
    },
  });
}
