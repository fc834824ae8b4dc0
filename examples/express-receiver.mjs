// A receiver in plain JavaScript: it verifies with the independent `standardwebhooks` package and needs nothing of Waypost's.
//   npm install express standardwebhooks
//   WEBHOOK_SECRET=whsec_… PORT=9000 node express-receiver.mjs
/* global console, process */
import express from 'express';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? '');
const seen = new Set(); // a table with a unique column, in a receiver that may restart

const app = express();
// The raw body: the signature is of its very bytes.
app.post('/hook', express.raw({ type: 'application/json' }), (request, response) => {
  try {
    webhook.verify(request.body, request.headers);
  } catch (error) {
    response.status(401).send(`${error.message}\n`); // not from Waypost, or older than five minutes
    return;
  }
  const id = request.headers['webhook-id'];
  if (!seen.has(id)) {
    seen.add(id);
    const { event, route_id } = JSON.parse(request.body.toString());
    console.log(`${event} of route ${route_id} (${id})`);
  }
  response.sendStatus(200); // for repeats, too: they have been dealt with
});

const server = app.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/hook`);
});
