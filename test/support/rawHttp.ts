import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  text: string;
}

/** A connection that says exactly what it is told, and not what an HTTP client would. */
export interface RawConnection {
  write(bytes: string | Uint8Array): void;
  /** How many of the bytes that were written are on their way, or have arrived: the buffers of both systems hold some 10 MB. */
  sentBytes(): number;
  /** The next answer. @throws if the connection is closed before it is complete */
  answer(): Promise<RawAnswer>;
  /** Resolves when the server has closed the connection in order. @throws if it was reset */
  closed: Promise<void>;
  destroy(): void;
}

/** Connects to the server at `url`, and sends nothing yet. */
export async function openConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let received = '';
  let over: Error | null = null;
  let look: () => void = () => undefined;
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
    look();
  });
  const closed = new Promise<void>((resolve, reject) => {
    socket.once('end', () => {
      over ??= new Error(`The connection was closed. Received: ${received}`);
      look();
      resolve();
    });
    socket.once('error', (error) => {
      over ??= error;
      look();
      reject(error);
    });
  });
  closed.catch(() => undefined); // whoever cares awaits it

  return {
    write: (bytes) => void socket.write(bytes),
    sentBytes: () => socket.bytesWritten - socket.writableLength,
    answer: () =>
      new Promise((resolve, reject) => {
        look = () => {
          const taken = takeAnswer(received);
          if (taken) {
            received = taken.rest;
            resolve(taken.answer);
          } else if (over) reject(over);
        };
        look();
      }),
    closed,
    destroy: () => socket.destroy(),
  };
}

/** One complete answer off the beginning of what was received; its body has the length that its headers announce. */
function takeAnswer(received: string): { answer: RawAnswer; rest: string } | null {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [statusLine = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const bodyEnd = end + 4 + Number(headers['content-length'] ?? 0);
  if (received.length < bodyEnd) return null;
  const status = Number(statusLine.split(' ')[1]);
  return { answer: { status, headers, text: received.slice(end + 4, bodyEnd) }, rest: received.slice(bodyEnd) };
}
