import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../log.js';

/**
 * Gives each request an id, which the response carries as `X-Request-Id`, and writes one line when it is over.
 * The query is left out of the line, and so are headers and bodies: an API key can't end up in the log.
 */
export function requestLog(log: Logger): RequestHandler {
  // The lines hold nothing that the logger would have to redact, and its search for secrets would be most of their cost.
  const lines = log.child({}, { redact: [] });
  return (request, response, next) => {
    const startedAt = performance.now();
    request.id = randomUUID();
    response.setHeader('X-Request-Id', request.id);
    response.once('close', () => {
      const { caller, operation } = request;
      const line = {
        requestId: request.id,
        method: request.method,
        path: request.originalUrl.split('?', 1)[0],
        operationId: operation?.operationId,
        status: response.statusCode,
        durationMillis: Math.round((performance.now() - startedAt) * 10) / 10,
        accountId: caller?.kind === 'account' ? caller.accountId : undefined,
        keyId: caller?.keyId ?? undefined,
        sessionId: caller?.sessionId ?? undefined,
      };
      if (response.writableFinished) lines.info(line, 'request');
      else lines.warn(line, 'request cut off');
    });
    next();
  };
}
