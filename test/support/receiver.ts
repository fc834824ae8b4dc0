import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';

/** A request as it arrived, complete with its body. */
export interface ReceivedRequest {
  method: string;
  /** Path and query as they were sent. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: Date;
}

/** How a receiver answers: with a status and no body, or in its own way once the body has arrived. */
export type Answer = number | RequestListener;

/** A real HTTP receiver on a free port of this machine. */
export interface Receiver {
  /** Such as `http://127.0.0.1:49152`, without a slash at the end. */
  url: string;
  port: number;
  /** What has arrived so far, oldest first. */
  requests: ReceivedRequest[];
  /** Connections that were opened so far. */
  connections: number;
  /** Answers from now on; 200 until it is called. */
  respondWith(answer: Answer): void;
  /** Resolves with the first `count` requests as soon as they have arrived. */
  waitForRequests(count: number): Promise<ReceivedRequest[]>;
  /** Resolves when the next of its connections has been closed, by whichever side. */
  nextDisconnect(): Promise<void>;
  /** Cuts the connections that are open and goes on listening. */
  cutConnections(): void;
  /** Cuts all connections and stops listening. */
  close(): Promise<void>;
}

interface ReceiverOptions {
  /** Speaks HTTPS with this certificate. */
  tls?: { key: string; cert: string };
}

/** Starts a receiver that answers 200 to everything and remembers it. */
export async function startReceiver({ tls }: ReceiverOptions = {}): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const waiting = new Set<() => void>();
  let disconnectWaiters: (() => void)[] = [];
  let answer: Answer = 200;

  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      requests.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8'), at: new Date() });
      for (const check of waiting) check();
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(request, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  const port = await listen(server);

  const receiver: Receiver = {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    connections: 0,
    respondWith: (next) => {
      answer = next;
    },
    waitForRequests: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (requests.length < count) return;
          waiting.delete(check);
          resolve(requests.slice(0, count));
        };
        waiting.add(check);
        check();
      }),
    nextDisconnect: () => new Promise((resolve) => disconnectWaiters.push(resolve)),
    cutConnections: () => {
      server.closeAllConnections();
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  server.on('connection', (socket: Socket) => {
    receiver.connections += 1;
    socket.on('close', () => {
      const waiters = disconnectWaiters;
      disconnectWaiters = [];
      for (const resolve of waiters) resolve();
    });
  });
  return receiver;
}

/** A receiver of bytes, for what no HTTP library would send. */
export interface RawReceiver {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts a receiver that hands over each connection as it is. Errors of the connections are ignored. */
export async function startRawReceiver(onConnection: (socket: Socket) => void): Promise<RawReceiver> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    onConnection(socket);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listen(server: Server | TcpServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return address.port;
}
