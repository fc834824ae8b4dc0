import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { pathNotFound } from '../errors.js';
import type { Logger } from '../log.js';
import { consoleRouter } from './console/consoleRouter.js';
import { docsRouter } from './docs/docsRouter.js';
import { errorHandler } from './errorHandler.js';
import { healthRouter } from './health.js';
import { checkProtocol } from './protocol.js';
import { requestLog } from './requestLog.js';
import './request.js';

interface AppOptions {
  log: Logger;
  /** One router per contract. */
  contracts: Router[];
  /** Addresses and networks of proxies that are believed who calls, and whether by https (`X-Forwarded-For`, `-Proto` and `-Host`). */
  trustedProxies: string[];
  /** The origins of pages that may show the console in a frame. */
  consoleFrameAncestors: string[];
  /** Throws while the service can't do its work. */
  checkReady: () => Promise<void>;
}

/** The whole HTTP side, in the order in which a request meets it. */
export function createApp({ log, contracts, trustedProxies, consoleFrameAncestors, checkReady }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('trust proxy', trustedProxies);
  app.set('etag', false); // nobody caches an API's answers, and a hash of each costs time

  app.use(requestLog(log));
  app.use(securityHeaders);
  app.use(checkProtocol);
  app.use(takeBrokenEscapesLiterally);
  for (const contract of contracts) app.use(contract); // before the other routers, which would cost every call time
  app.use(healthRouter(checkReady));
  app.get('/', leadToConsole);
  app.use(consoleRouter({ frameAncestors: consoleFrameAncestors }));
  app.use(docsRouter());
  app.use(() => {
    throw pathNotFound();
  });
  app.use(errorHandler(log));
  return app;
}

/** An API answers data, never anything to render or to run. The pages of the console and of the docs set policies of their own. */
const securityHeaders = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
});

/** A browser is led to the console; a program learns from `Link` where docs and contract are (RFC 8631), and otherwise that nothing is here. */
const leadToConsole: RequestHandler = (request, response, next) => {
  response.set('Link', '</docs>; rel="service-doc", </openapi/webhooks.yaml>; rel="service-desc"').vary('Accept');
  if (request.accepts(['json', 'html']) === 'html') response.status(303).location('/console').end();
  else next();
};

/**
 * A `%` that starts no valid escape stands for itself, so that `/webhooks/%zz` is a malformed id like any other (the
 * contract's 404) and not an error of the router.
 */
const takeBrokenEscapesLiterally: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.path);
  } catch {
    request.url = request.url.replaceAll('%', '%25');
  }
  next();
};
