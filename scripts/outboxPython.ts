/**
 * `npm run outbox:python`: another language publishes through the outbox. examples/outbox.py, with psycopg from PyPI in an environment of
 * its own, runs as a role that may do nothing but insert, rolls one transaction back and commits one, against the real service with a real
 * receiver. Fails with the reason if what arrives is not exactly what was committed. `PYTHON` names the interpreter (default: python3).
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { createWebhooksClient } from '@waypost/client';
import { openBundledDatabase } from '../src/database/bundled/bundledDatabase.js';
import { packageFile } from '../src/packageFile.js';

const PSYCOPG = 'psycopg[binary]==3.3.9';
const DEADLINE_MILLIS = 60_000;

const run = promisify(execFile);
const python = process.env['PYTHON'] ?? 'python3';
await run(python, ['-c', 'import venv, ensurepip']).catch((error: unknown) => {
  console.error(`PYTHON IS MISSING, and so is this check: "${python}" can not make a virtual environment.`);
  console.error(String(error));
  process.exit(1);
});
await run(process.execPath, [packageFile('scripts/build.js')]);
const environment = await mkdtemp(join(tmpdir(), 'waypost-python-'));
const dataDir = await mkdtemp(join(tmpdir(), 'waypost-python-data-'));
let service: ChildProcess | null = null;
try {
  const interpreter = await installPsycopg();
  const { child, url, apiKey, accountId } = await startService();
  service = child;
  await check(interpreter, { url, apiKey, accountId });
  console.log('What Python committed arrived, once; what it rolled back did not.');
} finally {
  if (service) {
    service.kill('SIGTERM');
    await once(service, 'exit');
  }
  await rm(environment, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** Returns the interpreter of an environment that has psycopg. */
async function installPsycopg(): Promise<string> {
  await run(python, ['-m', 'venv', environment]);
  const interpreter = join(environment, 'bin', 'python');
  await run(interpreter, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PSYCOPG]);
  return interpreter;
}

interface Running {
  url: string;
  apiKey: string;
  accountId: string;
}

/** The service with its bundled database, as `npm start` runs it. */
async function startService(): Promise<Running & { child: ChildProcess }> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', SHUTDOWN_DELAY_SECONDS: '0' };
  const child = spawn(process.execPath, [packageFile('bin/waypost.js'), 'serve'], {
    env: { ...env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  while (child.exitCode === null) {
    const [, url] = /"url":"(http:[^"]+)".*"msg":"listening"/.exec(output) ?? [];
    const [, apiKey] = /WAYPOST_API_KEY=(\S+)\n/.exec(output) ?? [];
    const [, accountId] = /WAYPOST_ACCOUNT_ID=(\S+)\n/.exec(output) ?? [];
    if (url && apiKey && accountId) return { child, url, apiKey, accountId };
    await delay(20);
  }
  throw new Error(`The service did not start:\n${output}`);
}

async function check(interpreter: string, { url, apiKey, accountId }: Running): Promise<void> {
  const received: string[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push((JSON.parse(body) as { route_id: string }).route_id);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  const { error } = await createWebhooksClient({ baseUrl: url, apiKey }).POST('/webhooks', {
    body: { webhook_url: `http://127.0.0.1:${port}/`, events: ['ROUTE_STARTED'], dc_ids: ['BO016'] },
  });
  if (error) throw new Error(JSON.stringify(error));

  const database = await openBundledDatabase(dataDir, { owner: false });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const schema = await outboxSchema(client);
    const env = {
      ...process.env,
      DATABASE_URL: await createApplication(client, schema, database.url),
      DATABASE_SCHEMA: schema,
      WAYPOST_ACCOUNT_ID: accountId,
    };
    const { stdout } = await run(interpreter, [packageFile('examples/outbox.py')], { env });
    expectSame(stdout, 'R-1001 was not started: it has no driver\nR-1002 was started\n');
    await emptied(client, schema, () => received.length > 0);
    expectSame(received, ['R-1002']);
  } finally {
    await client.end();
    await database.stop();
    receiver.close();
    receiver.closeAllConnections();
  }
}

async function outboxSchema(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(
    "SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'outbox'",
  );
  return rows[0]?.schema ?? '';
}

/** A role that may insert into the outbox, with a schema of its own for what is the application's. Returns how it connects. */
async function createApplication(client: pg.Client, schema: string, databaseUrl: string): Promise<string> {
  await client.query(
    `CREATE ROLE application LOGIN PASSWORD 'application';
     CREATE SCHEMA application AUTHORIZATION application;
     GRANT USAGE ON SCHEMA ${schema} TO application;
     GRANT INSERT (events) ON ${schema}.outbox TO application`,
  );
  const url = new URL(databaseUrl);
  url.username = 'application';
  url.password = 'application';
  url.search = '?options=-csearch_path%3Dapplication';
  return url.href;
}

/** Waits until the outbox is empty and something has arrived. */
async function emptied(client: pg.Client, schema: string, arrived: () => boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  for (;;) {
    const { rowCount } = await client.query(`SELECT FROM ${schema}.outbox`);
    if (rowCount === 0 && arrived()) return;
    if (performance.now() > deadline) throw new Error(`The outbox has ${rowCount} rows, and nothing has arrived.`);
    await delay(20);
  }
}

function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`It should be ${JSON.stringify(expected)}, and is ${JSON.stringify(actual)}.`);
}
