// A typed receiver with Express.
//   npm install express @waypost/client
//   WEBHOOK_SECRET=whsec_… PORT=9000 npx tsx typed-receiver-express.ts
import { InvalidNotification, InvalidSignature, verifyRequest, type Notification } from '@waypost/client/receiver';
import express from 'express';

// While a rotation is under way: the new secret and the old one, separated by a space.
const secrets = (process.env.WEBHOOK_SECRET ?? '').split(' ');
const seen = new Set<string>(); // a table with a unique column, in a receiver that may restart

function describe(notification: Notification): string {
  switch (notification.event) {
    case 'WAYPOINT_STATUS_CHANGED':
      return `waypoint ${notification.waypoint_id} of route ${notification.route_id} changed its status`;
    default: // what every notification has; a new event type is nothing to stumble over
      return `${notification.event} of route ${notification.route_id}`;
  }
}

const app = express();
// No parser before it: the signature is of the body's very bytes. Where express.json() is for all routes, give this one express.raw() first.
app.post('/hook', async (request, response) => {
  try {
    const { id, test, notification } = await verifyRequest(secrets, request);
    if (!test && !seen.has(id)) {
      seen.add(id);
      console.log(`${describe(notification)} (${id})`);
    }
    response.sendStatus(200); // for repeats, too: they have been dealt with
  } catch (error) {
    if (error instanceof InvalidSignature) response.status(401).send(`${error.message}\n`);
    else if (error instanceof InvalidNotification) response.status(422).json(error.faults);
    else throw error;
  }
});

const server = app.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/hook`);
});
