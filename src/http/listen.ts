import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.js';
import { awaitsContinue, handleRest } from './unreadBody.js';
import { createRefuser } from './unreadable.js';

/** A server that listens. */
export interface Listening {
  url: string;
  /**
   * Goes on answering for `delayMillis`, new connections included, and asks with each answer that its connection be closed: whoever keeps
   * connections, or sends the next request before it has heard of the stop, finds an answer and not a reset. Then stops listening and waits
   * for the requests in flight, but not longer than `timeoutMillis`.
   */
  stop(times: { delayMillis: number; timeoutMillis: number }): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  log: Logger;
  /** How long headers, and a whole request, may take to arrive, and how often that is looked at; as Node.js has it if it is left out. */
  arrival?: { headersMillis: number; requestMillis: number; checkMillis: number };
}

/** @throws Error if the address can't be listened on */
export async function listen(
  onRequest: RequestListener,
  { host, port, log, arrival }: ListenOptions,
): Promise<Listening> {
  const connections = new Set<Socket>();
  const inFlight = new Set<ServerResponse>();
  let stopping = false;

  function handle(request: IncomingMessage, response: ServerResponse): void {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    if (stopping) closeAfterwards(response);
    handleRest(request, response);
    onRequest(request, response);
  }

  const server = createServer(
    {
      requireHostHeader: false, // Node.js would answer with nothing but a status; the app checks it
      ...(arrival && {
        headersTimeout: arrival.headersMillis,
        requestTimeout: arrival.requestMillis,
        connectionsCheckingInterval: arrival.checkMillis,
      }),
    },
    handle,
  );
  const refuser = createRefuser(log, (socket) => [...inFlight].filter(({ req }) => req.socket === socket).at(-1));
  server.on('checkExpectation', handle); // the same: the app refuses what it can't fulfil
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    awaitsContinue(request);
    handle(request, response);
  });
  server.on('clientError', refuser.unreadable);
  server.on('connect', refuser.tunnel);
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');

  return {
    url: urlOf(server),
    stop: async ({ delayMillis, timeoutMillis }) => {
      stopping = true;
      inFlight.forEach(closeAfterwards);
      await delay(delayMillis);
      const closed = once(server, 'close');
      server.close(); // and what is idle between two requests
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy(); // opened, and never used
      const timer = setTimeout(() => {
        server.closeAllConnections();
      }, timeoutMillis);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** So that no caller keeps the connection, and with it a server that stops. */
function closeAfterwards(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
