import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRequest, type Answer } from '../support/call.js';
import { openWorkplace, type Ended, type Serving, type Workplace } from '../support/program.js';
import { seedRequest } from '../support/seed.js';

/** All tests go on with one folder, as an operator does. */
let workplace: Workplace;
/** The first start on it, from beginning to end. */
let first: Ended;
let apiKey: string;
let curlAnswer: Answer;
/** Of the printed link to the console. */
let signedIn: Answer;
beforeAll(async () => {
  workplace = await openWorkplace();
  const service = await workplace.serve();
  [, apiKey = ''] = await service.waitFor(/export WAYPOST_API_KEY=(wp_\S{43})\n/);
  const [, bytes = ''] = await service.waitFor(/-d '(\{.*\})'/);
  curlAnswer = await sendRequest(service.url, 'post', '/webhooks', {
    bytes,
    headers: { Authorization: `Bearer ${apiKey}` },
  });
  const [, credential] = await service.waitFor(/^ +http:\S+\/console#link=(wl_\S{43})\n/m);
  signedIn = await sendRequest(service.url, 'post', '/console/sessions', { body: { credential } });
  first = await service.end('SIGINT');
});
afterAll(() => workplace.close());

const databaseRuns = ({ dataDir }: Workplace) => existsSync(join(dataDir, 'postgres', 'postmaster.pid'));

async function listWebhooks(url: string) {
  const headers = { Authorization: `Bearer ${apiKey}` };
  const { status, body } = await sendRequest(url, 'get', '/webhooks', { headers });
  return [status, body.data.webhooks];
}

describe('the first start on a new data folder', () => {
  it('shows the key of a demo account once, and a curl that works with it', () => {
    expect(first.stdout.split(apiKey)).toHaveLength(2);
    expect([curlAnswer.status, curlAnswer.body.data.webhook?.url]).toEqual([200, 'http://127.0.0.1:9000/']);
  });

  it('shows before it a link that signs in to the console of that account', () => {
    expect([signedIn.status, signedIn.body.data['session']]).toEqual([
      200,
      expect.objectContaining({ account: expect.objectContaining({ name: 'demo' }), read_only: false }),
    ]);
    expect(first.stdout.indexOf('#link=')).toBeLessThan(first.stdout.indexOf(apiKey));
  });

  it('ends with Ctrl-C as cleanly as with SIGTERM, and its database with it', () => {
    expect([first.exitCode, first.stderr, databaseRuns(workplace)]).toEqual([0, '', false]);
    expect(first.stdout).toMatch(/"msg":"stopped"\}\n$/);
  });
});

describe('the second start', () => {
  let second: Serving;
  beforeAll(async () => {
    second = await workplace.serve();
  });
  afterAll(() => second.end('SIGKILL'));

  it('knows what was stored before', async () => {
    expect(await listWebhooks(second.url)).toEqual([200, [curlAnswer.body.data.webhook]]);
  });

  it('finishes the requests in flight when SIGTERM comes, on kept connections, too, and ends with 0', async () => {
    const agents = [new Agent({ keepAlive: false }), new Agent({ keepAlive: true })];
    const finishers = await Promise.all(agents.map((agent) => beginRequest(second.url, agent)));

    second.kill('SIGTERM');
    await second.waitFor(/"msg":"stopping/);
    for (const finish of finishers) {
      const { statusCode, headers } = await finish();
      expect(statusCode).toBe(200);
      expect(headers.connection).toBe('close'); // A caller who kept the connection would keep the service.
    }

    const { exitCode, stdout } = await second.ended;
    for (const agent of agents) agent.destroy();
    expect([exitCode, databaseRuns(workplace)]).toEqual([0, false]);
    expect(stdout).toMatch(/"msg":"stopping.*\n(.*"status":200.*\n){2}.*"msg":"stopped"\}\n$/);
    expect(stdout).not.toContain('WAYPOST_API_KEY');
  });
});

/** Begins a create, so that the service has the request and waits for its body. @returns how to finish it */
async function beginRequest(url: string, agent: Agent): Promise<() => Promise<IncomingMessage>> {
  const body = JSON.stringify(seedRequest);
  const headers = {
    Authorization: `Bearer ${apiKey}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Expect: '100-continue',
  };
  const sent = request(`${url}/webhooks`, { method: 'POST', agent, headers });
  sent.flushHeaders();
  await once(sent, 'continue');
  return async () => {
    const responded = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.end(body);
    const [response] = await responded;
    response.resume();
    return response;
  };
}

describe('a service that can not start says why, in a line, and ends with 1:', () => {
  let service: Serving;
  beforeAll(async () => {
    service = await workplace.serve();
  });
  afterAll(() => service.end('SIGTERM'));

  it('another one runs on the folder, which goes on undisturbed', async () => {
    const { exitCode, stderr } = await workplace.run(['serve']);
    const refusal: unknown = expect.stringMatching(/^waypost: Another Waypost is running on .*DATA_DIR/);
    expect([exitCode, stderr]).toEqual([1, refusal]);
    expect((await listWebhooks(service.url))[0]).toBe(200);
  });

  it.each([
    ['the port', 'PORT', {}],
    ['the port of the metrics', 'METRICS_PORT', { PORT: '0' }],
  ])('%s is taken; it has not delivered, and its database is not left running', async (_, setting, env) => {
    const { port } = new URL(service.url);
    const other = await openWorkplace();
    const { exitCode, stdout, stderr } = await other.run(['serve'], { ...env, [setting]: port, LOG_LEVEL: 'debug' });
    const refusal: unknown = expect.stringMatching(
      new RegExp(
        `^waypost: port ${port} of 127\\.0\\.0\\.1 is in use .* set ${setting} to a free port \\(EADDRINUSE\\)\\n$`,
      ),
    );
    expect([exitCode, stderr, databaseRuns(other)]).toEqual([1, refusal, false]);
    expect(stdout).not.toMatch(/listening|attempt/);
    await other.close();
  });

  it('HOST is no address of this machine', async () => {
    const other = await openWorkplace();
    const { exitCode, stderr } = await other.run(['serve'], { HOST: '192.0.2.1' });
    expect([exitCode, stderr]).toEqual([
      1,
      'waypost: 192.0.2.1 is not an address of this machine: set HOST to one that is (EADDRNOTAVAIL)\n',
    ]);
    await other.close();
  });

  it('the database can not be reached; its password is not shown', async () => {
    const { exitCode, stdout, stderr } = await workplace.run(['serve'], {
      DATABASE_URL: 'postgresql://waypost:hush@127.0.0.1:1/waypost',
      SECRET_KEYS: Buffer.alloc(32, 1).toString('base64'),
    });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^waypost: .*\n/)]);
    expect(stdout + stderr).toMatch(/127\.0\.0\.1:1|ECONNREFUSED/);
    expect(stdout + stderr).not.toContain('hush');
  });
});
