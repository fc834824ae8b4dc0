import type { RequestHandler } from 'express';
import { expectationFailed, invalidRequest } from '../errors.js';

/**
 * What HTTP itself asks of a request, whatever it is for: a `Host` since HTTP/1.1 (RFC 9112, section 3.2), and no `Expect` but
 * `100-continue` (RFC 9110, section 10.1.1). Node.js would answer both with a status and nothing else.
 */
export const checkProtocol: RequestHandler = ({ headers, httpVersion }, _response, next) => {
  const { host, expect } = headers;
  if (host === undefined && httpVersion === '1.1') {
    throw invalidRequest([{ path: '/headers/host', message: 'is missing' }]);
  }
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    const message = `is ${expect.slice(0, 60)}: 100-continue alone is understood`;
    throw expectationFailed({ path: '/headers/expect', message });
  }
  next();
};
