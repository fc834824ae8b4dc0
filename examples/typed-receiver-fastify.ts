// A typed receiver with Fastify.
//   npm install fastify @waypost/client
//   WEBHOOK_SECRET=whsec_… PORT=9000 npx tsx typed-receiver-fastify.ts
import { InvalidNotification, InvalidSignature, verifyRequest } from '@waypost/client/receiver';
import fastify from 'fastify';

const secret = process.env.WEBHOOK_SECRET ?? '';
const seen = new Set<string>(); // a table with a unique column, in a receiver that may restart

const app = fastify();
// The raw body, within this scope: the signature is of its very bytes.
await app.register((scope, _options, done) => {
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) => {
    parsed(null, body);
  });
  scope.post('/hook', async (request, reply) => {
    const { id, test, notification } = await verifyRequest(secret, request);
    if (!test && !seen.has(id)) {
      seen.add(id);
      console.log(`${notification.event} of route ${notification.route_id} (${id})`);
    }
    return reply.code(200).send();
  });
  scope.setErrorHandler((error, _request, reply) => {
    if (error instanceof InvalidSignature) return reply.code(401).send(`${error.message}\n`);
    if (error instanceof InvalidNotification) return reply.code(422).send(error.faults);
    throw error;
  });
  done();
});

const url = await app.listen({ port: Number(process.env.PORT ?? 9000), host: '127.0.0.1' });
console.log(`listening on ${url}/hook`);
