/**
 * Reference "Express + pg": what one would write by hand in an afternoon. The statements that src/webhooks/store.ts sends, with the
 * same triggers behind them, each with a name, so that Postgres plans it once per connection; no API key, no validation, no encryption, no log, no errors worth
 * the name. The account is the request's `x-account`.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { CreateBody } from './sample.js';

const LIST = `SELECT id, url, enabled, dc_ids, events FROM webhooks WHERE account_id = $1 ORDER BY id`;
const CREATE = `
  INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret) VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING id, url, enabled, dc_ids, events`;
const UPDATE = `
  UPDATE webhooks SET enabled = $3 WHERE id = $1 AND account_id = $2 RETURNING id, url, enabled, dc_ids, events`;
/** As long as a sealed secret. */
const SECRET_BYTES = 96;

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });

const app = express();
app.disable('x-powered-by').set('etag', false); // as the product, so that the difference is the product's own
app.get('/webhooks', async (request, response) => {
  const { rows } = await pool.query<object>({ name: 'list', text: LIST, values: [accountOf(request)] });
  response.json({ status: 'success', data: { webhooks: rows } });
});
app.post('/webhooks', express.json(), async (request: Request<object, unknown, CreateBody>, response) => {
  const { webhook_url, events, dc_ids } = request.body;
  const secret = randomBytes(SECRET_BYTES);
  const values = [uuidv7(), accountOf(request), webhook_url, events, dc_ids, secret];
  const { rows } = await pool.query<object>({ name: 'create', text: CREATE, values });
  response.json({ status: 'success', data: { webhook: rows[0] } });
});
app.patch(
  '/webhooks/:id',
  express.json(),
  async (request: Request<{ id: string }, unknown, { enabled: boolean }>, response) => {
    const values = [request.params.id, accountOf(request), request.body.enabled];
    const { rows } = await pool.query<object>({ name: 'update', text: UPDATE, values });
    response.status(rows[0] ? 200 : 404).json({ status: 'success', data: { webhook: rows[0] } });
  },
);

function accountOf({ headers }: Pick<Request, 'headers'>): string {
  return String(headers['x-account']);
}

const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
