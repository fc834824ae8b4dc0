// A typed receiver with nothing but Node.
//   npm install waypost
//   WEBHOOK_SECRET=whsec_… PORT=9000 npx tsx typed-receiver-http.ts
import { createServer } from 'node:http';
import { InvalidSignature, verifyNotification } from 'waypost/receiver';

const secret = process.env.WEBHOOK_SECRET ?? '';
const seen = new Set<string>(); // a table with a unique column, in a receiver that may restart

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    try {
      const { id, test, notification } = verifyNotification(secret, request.headers, Buffer.concat(chunks));
      if (!test && !seen.has(id)) {
        seen.add(id);
        const occurred = new Date(notification.hook_timestamp_millis).toISOString();
        console.log(`${notification.event} of route ${notification.route_id} at ${occurred} (${id})`);
      }
      response.writeHead(200).end();
    } catch (error) {
      response.writeHead(error instanceof InvalidSignature ? 401 : 500).end();
      console.error(String(error));
    }
  });
});

server.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/hook`);
});
