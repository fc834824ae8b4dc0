import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
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
  const inFlight = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    if (!server.listening) closeAfterwards(response);
    onRequest(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server), stop: (timeoutMillis) => close(server, inFlight, timeoutMillis) };
}

/** So that no caller keeps the connection, and with it a server that stops. */
function closeAfterwards(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

async function close(server: Server, inFlight: Set<ServerResponse>, timeoutMillis: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  inFlight.forEach(closeAfterwards);
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
