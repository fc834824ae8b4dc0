// A typed receiver with nothing but Node.
//   npm install @waypost/client
//   WEBHOOK_SECRET=whsec_… PORT=9000 npx tsx typed-receiver-http.ts
import { InvalidNotification, InvalidSignature, verifyRequest } from '@waypost/client/receiver';
import { createServer, type IncomingMessage } from 'node:http';

const secret = process.env.WEBHOOK_SECRET ?? '';
const seen = new Set<string>(); // a table with a unique column, in a receiver that may restart

/** The status to answer with. */
async function receive(request: IncomingMessage): Promise<number> {
  try {
    const { id, test, notification } = await verifyRequest(secret, request);
    if (!test && !seen.has(id)) {
      seen.add(id);
      const occurred = new Date(notification.hook_timestamp_millis).toISOString();
      console.log(`${notification.event} of route ${notification.route_id} at ${occurred} (${id})`);
    }
    return 200;
  } catch (error) {
    console.error(String(error));
    if (error instanceof InvalidSignature) return 401;
    return error instanceof InvalidNotification ? 422 : 500;
  }
}

const server = createServer((request, response) => {
  void receive(request).then((status) => response.writeHead(status).end());
});

server.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/hook`);
});
