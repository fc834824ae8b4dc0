import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export interface Listening {
  url: string;
  /** Takes no new requests and waits for those in flight, but not longer than `timeoutMillis`. */
  stop(timeoutMillis: number): Promise<void>;
}

/** @throws Error if the address can't be listened on */
export async function listen(
  onRequest: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createServer(onRequest);
  server.listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server), stop: (timeoutMillis) => close(server, timeoutMillis) };
}

async function close(server: Server, timeoutMillis: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, timeoutMillis);
  await closed;
  clearTimeout(timer);
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
