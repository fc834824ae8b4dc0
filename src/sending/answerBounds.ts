import type { Socket } from 'node:net';

/** The code of an answer that goes on and on. */
export const answerTooLong = 'ERR_WAYPOST_ANSWER';

export class AnswerTooLong extends Error {
  readonly code = answerTooLong;

  constructor(what: string) {
    super(`the answer has more than ${what}`);
    this.name = 'AnswerTooLong';
  }
}

/**
 * Destroys a connection as soon as an answer on it takes more than `maxBytes` on the wire, of whatever they consist: a status line
 * or headers without end, informational answers, chunk extensions, trailers, empty lines, the padding of TLS. The HTTP parser bounds
 * the headers of one answer, and the exchange what is read of its body; nothing bounds the rest.
 *
 * An answer begins with the request before it, of which there is one at a time. What comes between two requests counts, too.
 * To be called when the HTTP parser listens to the socket already, so that an answer which the parser ends is not judged.
 * @param socket what requests are written to: it counts their bytes, and not those of TLS
 * @param wire the connection beneath it, or the same; it counts all that arrives
 */
export function boundAnswers(socket: Socket, wire: Socket, maxBytes: number): void {
  let written = 0;
  let read = wire.bytesRead; // the TLS handshake is nobody's answer
  let readBefore = read;
  socket.on('readable', () => {
    if (socket.bytesWritten !== written) {
      written = socket.bytesWritten;
      readBefore = read;
    }
    read = wire.bytesRead;
    if (read - readBefore > maxBytes) socket.destroy(new AnswerTooLong(`${maxBytes} bytes`));
  });
}
