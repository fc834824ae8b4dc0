// A typed receiver with Express.
//   npm install express waypost
//   WEBHOOK_SECRET=whsec_… PORT=9000 npx tsx typed-receiver-express.ts
import express from 'express';
import { InvalidNotification, InvalidSignature, verifyNotification, type Notification } from 'waypost/receiver';

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
// The raw body: the signature is of its very bytes.
app.post('/hook', express.raw({ type: 'application/json' }), (request, response) => {
  try {
    const { id, test, notification } = verifyNotification(secrets, request.headers, request.body as Buffer);
    if (!test && !seen.has(id)) {
      seen.add(id);
      console.log(`${describe(notification)} (${id})`);
    }
    response.sendStatus(200);
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
