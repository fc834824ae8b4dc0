/**
 * Reference "memory": bare Express that answers the same JSON without looking anything up. What it takes longer than this
 * is the price of the product and of the database together.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { createBody, type CreateBody } from './sample.js';

const webhooks = Array.from({ length: 10 }, (_, index) => webhookOf(createBody(index)));
const [webhook] = webhooks;

const app = express();
app.disable('x-powered-by').set('etag', false); // as the product, so that the difference is the product's own
app.get('/webhooks', (_request, response) => {
  response.json({ status: 'success', data: { webhooks } });
});
app.post('/webhooks', express.json(), ({ body }: Request<object, unknown, CreateBody>, response) => {
  response.json({ status: 'success', data: { webhook: webhookOf(body) } });
});
app.patch(
  '/webhooks/:id',
  express.json(),
  (request: Request<{ id: string }, unknown, { enabled: boolean }>, response) => {
    const { id } = request.params;
    response.json({ status: 'success', data: { webhook: { ...webhook, id, enabled: request.body.enabled } } });
  },
);

function webhookOf({ webhook_url: url, events, dc_ids }: CreateBody) {
  return { id: uuidv7(), url, enabled: true, dc_ids, events };
}

const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
