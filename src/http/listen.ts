import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ErrorCode, errorCodeMeanings } from '../../generated/webhooks.js';

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
  server.on('clientError', refuseUnreadable);
  server.listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server), stop: (timeoutMillis) => close(server, inFlight, timeoutMillis) };
}

/** What is not HTTP never becomes a request; it is answered with the contract's envelope all the same. */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const code = ErrorCode.InvalidRequest;
  const body = JSON.stringify({ status: 'error', data: { code, message: errorCodeMeanings[code] } });
  const headers = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nX-Request-Id: ${randomUUID()}`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\nConnection: close\r\n\r\n${body}`);
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
