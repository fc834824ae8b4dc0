import type { RequestListener } from 'node:http';
import type { Registry } from 'prom-client';
import type { Logger } from '../log.js';
import { listen } from './listen.js';

const STOP_MILLIS = 1_000;

/**
 * Serves `/metrics` for Prometheus on a port of its own, which is not to be reachable from outside.
 * @throws Error if the address can't be listened on
 */
export async function serveMetrics(
  registry: Registry,
  { host, port, log }: { host: string; port: number; log: Logger },
): Promise<{ url: string; stop(): Promise<void> }> {
  const onRequest: RequestListener = (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry
      .metrics()
      .then((text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text))
      .catch((err: unknown) => {
        log.warn({ err }, 'metrics could not be collected');
        response.writeHead(503).end();
      });
  };
  const server = await listen(onRequest, { host, port, log });
  return { url: `${server.url}/metrics`, stop: () => server.stop({ delayMillis: 0, timeoutMillis: STOP_MILLIS }) };
}
