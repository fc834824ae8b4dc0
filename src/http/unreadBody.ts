/**
 * Most refusals are answered before the body is read. Node.js would then read it to its end, however long that is, to keep the
 * connection for the next request.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * So much is read for nothing, four times what any contract takes: many callers send all of a body before they look for an answer, and whoever
 * sends a little too much is to see it.
 */
const MAX_READ_FOR_NOTHING = 16_777_216;
/** Whoever still sends when a connection is closed may lose the answer to a reset; so long it stays open, without being read. */
export const LINGER_MILLIS = 1_000;

/** Whether the rest of a request's body is not to be read: it is long, nobody knows how long, or it may never come. */
export function leavesBody(request: IncomingMessage): boolean {
  if (request.complete) return false;
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return coding !== undefined || Number(length ?? 0) > MAX_READ_FOR_NOTHING || waiting.has(request);
}

/** When the answer is complete: a rest that is short is read, and of any other the connection is closed. */
export function handleRest(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  response.once('prefinish', () => {
    if (!leavesBody(request)) {
      request.resume();
      return;
    }
    // Node.js would destroy it, if it was to be closed, before the answer has arrived.
    socket.destroySoon = () => undefined;
    response.once('finish', () => {
      closeUnread(socket);
    });
  });
}

function closeUnread(socket: Socket): void {
  socket.end();
  setImmediate(() => socket.pause()); // Node.js has begun to read the rest
  setTimeout(() => socket.destroy(), LINGER_MILLIS).unref();
}

/** Requests whose callers wait for a "100 Continue" before they send the body (RFC 9110, section 10.1.1), or go on without it. */
const waiting = new WeakSet<IncomingMessage>();

/** For the server's event `checkContinue`: a caller whose request is refused need not send its body. */
export function awaitsContinue(request: IncomingMessage): void {
  waiting.add(request);
}

/** Asks for the body of whoever waits to be asked. */
export function meetExpectation(request: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(request)) response.writeContinue();
}
