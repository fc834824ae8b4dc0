import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  bodyTooLarge,
  headersTooLarge,
  methodNotAllowed,
  requestTimeout,
  unreadableRequest,
  type ApiError,
} from '../errors.js';
import type { Logger } from '../log.js';
import { envelope } from './errorHandler.js';
import { LINGER_MILLIS } from './unreadBody.js';

type ConnectionError = Error & { code?: string };

/** Answers what never becomes a request: with the contract's envelope and a request id, as everything else, and a line in the log. */
export interface Refuser {
  /** For the server's event `clientError`. */
  unreadable(error: ConnectionError, socket: Duplex): void;
  /** For the server's event `connect`: this is no proxy. */
  tunnel(request: IncomingMessage, socket: Duplex): void;
}

/** @param lastResponseOn the response to the latest request of a connection, while it is not over */
export function createRefuser(log: Logger, lastResponseOn: (socket: Duplex) => ServerResponse | undefined): Refuser {
  const refused = new WeakSet<Duplex>();

  function refuse(socket: Duplex, error: ApiError, requestId: string = randomUUID()): void {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    log.info({ requestId, status: error.status, err: error.cause }, 'request refused unread');
    socket.end(answer(error, requestId));
    socket.resume();
    setTimeout(() => socket.destroy(), LINGER_MILLIS).unref();
  }

  return {
    unreadable: (error, socket) => {
      if (refused.has(socket)) return; // what follows the first unreadable byte
      refused.add(socket);
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
        socket.destroy();
        return;
      }
      const refusal = refusalFor(error);
      const response = lastResponseOn(socket);
      if (!response) refuse(socket, refusal);
      else if (response.req.complete) {
        // The request before it is still being answered, and its answer goes first.
        response.once('close', () => {
          refuse(socket, refusal);
        });
      } else if (response.headersSent) socket.destroy();
      else refuse(socket, refusal, String(response.getHeader('X-Request-Id') ?? randomUUID()));
    },
    tunnel: (_request, socket) => {
      socket.on('error', () => undefined);
      refuse(socket, methodNotAllowed([]));
    },
  };
}

function refusalFor(error: ConnectionError): ApiError {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return requestTimeout(error);
    case 'HPE_HEADER_OVERFLOW':
      return headersTooLarge(error);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return bodyTooLarge(error);
    default:
      return unreadableRequest(error);
  }
}

function answer(error: ApiError, requestId: string): string {
  const body = JSON.stringify(envelope(error));
  const headers = {
    ...error.headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Request-Id': requestId,
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}
