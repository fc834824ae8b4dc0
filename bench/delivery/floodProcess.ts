/**
 * The receiver of bench:delivery that answers without end, a process of its own: each connection is sent, as fast as it takes it, one
 * of the floods that a parser of HTTP does not end by itself.
 */
import { createServer, type Socket } from 'node:net';

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const FLOODS: readonly [first: string, again: string][] = [
  ['', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['HTTP/1.1 200 ', 'O'],
  ['', '\r\n'],
  [`${CHUNKED}1;x=`, 'x'],
  [`${CHUNKED}0\r\n`, 'x: y\r\n'],
  ['HTTP/1.1 200 OK\r\n\r\n', 'x'],
];
let connections = 0;

function flood(socket: Socket, [first, again]: readonly [string, string]): void {
  const bytes = Buffer.from(again.repeat(Math.ceil(16_384 / again.length)));
  const pour = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', pour);
  socket.write(first);
  pour();
}

createServer((socket) => {
  const kind = FLOODS[(connections += 1) % FLOODS.length] ?? ['', ''];
  socket.on('error', () => undefined);
  socket.once('data', () => {
    flood(socket, kind);
  });
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  const { port } = this.address() as { port: number };
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.on('SIGTERM', () => process.exit(0));
