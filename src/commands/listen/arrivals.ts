import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { UsageError } from '../failures.js';

/** A POST as it arrived. */
export interface Arrival {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  at: Date;
}

export interface Listener {
  /** Such as `http://127.0.0.1:9000`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

interface ListenerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** What every POST is answered with. */
  status: number;
  onArrival: (arrival: Arrival) => void;
}

/** Far more than any notification has. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * An HTTP receiver that answers every POST as soon as it is complete, and hands it over afterwards.
 * @throws UsageError if the port can't be listened on
 */
export async function startListener({ host, port, status, onArrival }: ListenerOptions): Promise<Listener> {
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405, { Allow: 'POST' }).end();
      return;
    }
    receive(request, response, status, onArrival);
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    throw new UsageError(
      `port ${port} of ${host} can't be listened on: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const address = server.address();
  const listeningPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listeningPort}`,
    port: listeningPort,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  onArrival: (arrival: Arrival) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  });
  request.on('error', () => undefined); // The sender gave up: nothing has arrived.
  request.on('end', () => {
    if (bytes > MAX_BODY_BYTES) {
      response.writeHead(413).end();
      return;
    }
    response.writeHead(status).end();
    onArrival({ path: request.url ?? '/', headers: request.headers, body: Buffer.concat(chunks), at: new Date() });
  });
}
