/**
 * The receiver of bench:delivery, a process of its own that answers at once and counts. `POST /never` is not answered.
 * `GET /count` tells how many arrived since the last `POST /reset`, which is not counted, and `GET /report` all about them.
 */
import { createServer } from 'node:http';

let count = 0;
let firstAt = 0;
let lastAt = 0;
/** From publishing to receipt, of notifications that say when they were published (`published_at`, epoch milliseconds). */
let latencies: number[] = [];

const now = () => performance.timeOrigin + performance.now();

createServer((request, response) => {
  if (request.url === '/count') {
    response.end(String(count));
    return;
  }
  if (request.url === '/report') {
    response.end(JSON.stringify({ count, firstAt, lastAt, latencies }));
    return;
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    if (request.url === '/never') return;
    if (request.url === '/reset') {
      count = firstAt = lastAt = 0;
      latencies = [];
    } else {
      lastAt = now();
      firstAt ||= lastAt;
      count += 1;
      const publishedAt = /"published_at":([\d.]+)/.exec(body)?.[1];
      if (publishedAt) latencies.push(lastAt - Number(publishedAt));
    }
    response.end();
  });
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  const { port } = this.address() as { port: number };
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.on('SIGTERM', () => process.exit(0));
