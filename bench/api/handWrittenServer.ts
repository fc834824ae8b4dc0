/**
 * Reference "Express + pg": what one would write by hand in an afternoon. The statements of src/webhooks/store.ts, each with
 * a name, so that Postgres plans it once per connection; no API key, no validation, no encryption, no log, no errors worth
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
  WITH place AS (
    UPDATE accounts SET webhook_count = webhook_count + 1 WHERE id = $1 AND webhook_count < $2 RETURNING id
  )
  INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret) SELECT $3, place.id, $4, $5, $6, $7 FROM place
  RETURNING id, url, enabled, dc_ids, events`;
const UPDATE = `
  WITH before AS (
    SELECT id, enabled FROM webhooks WHERE id = $1 AND account_id = $2 FOR UPDATE
  ), noted AS (
    INSERT INTO webhook_changes (webhook_id) SELECT id FROM before WHERE enabled <> $3
  )
  UPDATE webhooks SET enabled = $3, failing_since = CASE WHEN before.enabled THEN failing_since END,
    disabled_reason = NULL, disabled_at = NULL
  FROM before WHERE webhooks.id = before.id
  RETURNING webhooks.id, url, webhooks.enabled, dc_ids, events`;
/** As long as a sealed secret. */
const SECRET_BYTES = 96;

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
const maxWebhooks = Number(process.env['MAX_WEBHOOKS_PER_ACCOUNT']);

const app = express();
app.disable('x-powered-by').set('etag', false); // as the product, so that the difference is the product's own
app.get('/webhooks', async (request, response) => {
  const { rows } = await pool.query<object>({ name: 'list', text: LIST, values: [accountOf(request)] });
  response.json({ status: 'success', data: { webhooks: rows } });
});
app.post('/webhooks', express.json(), async (request: Request<object, unknown, CreateBody>, response) => {
  const { webhook_url, events, dc_ids } = request.body;
  const secret = randomBytes(SECRET_BYTES);
  const values = [accountOf(request), maxWebhooks, uuidv7(), webhook_url, events, dc_ids, secret];
  const { rows } = await pool.query<object>({ name: 'create', text: CREATE, values });
  response.status(rows[0] ? 200 : 400).json({ status: 'success', data: { webhook: rows[0] } });
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
