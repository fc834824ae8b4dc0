/** Requests that Node.js itself would answer with a bare status, or not at all, as they come over the wire. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRequest } from '../support/call.js';
import { contractCheck } from '../support/contract.js';
import { openConnection, type RawAnswer, type RawConnection } from '../support/rawHttp.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

const { operations } = await contractCheck('webhooks');
const declared = operations.get('listWebhooks')?.responses.get('default');

let service: TestService;
let account: TestAccount;
let connection: RawConnection;
beforeAll(async () => {
  service = await startTestService();
  account = await service.createAccount();
});
afterEach(() => {
  connection.destroy();
});
afterAll(() => service.stop());

/** The answer to what is sent, which has a request id that is in the log. */
async function answerTo(...lines: string[]): Promise<RawAnswer> {
  connection = await openConnection(service.url);
  connection.write(`${lines.join('\r\n')}\r\n\r\n`);
  const answer = await connection.answer();
  const requestId = answer.headers['x-request-id'];
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(service.logLines).toContainEqual(expect.objectContaining({ requestId, status: answer.status }));
  return answer;
}

describe('a request without Host', () => {
  it('is a 400 of HTTP/1.1 that says so, before anything else is looked at', async () => {
    const { status, text } = await answerTo('GET /webhooks HTTP/1.1');
    expect([status, JSON.parse(text)]).toEqual([
      400,
      {
        status: 'error',
        data: {
          code: 1000,
          message: 'The request does not match the contract.',
          errors: [{ path: '/headers/host', message: 'is missing' }],
        },
      },
    ]);
  });

  it('is in order with HTTP/1.0', async () => {
    const { status } = await answerTo('GET /webhooks HTTP/1.0', `Authorization: Bearer ${account.apiKey}`);
    expect(status).toBe(200);
  });
});

describe('Expect', () => {
  it('of anything but 100-continue is a 417, as the contract shows it', async () => {
    const { status, text } = await answerTo(
      'POST /webhooks HTTP/1.1',
      'Host: x',
      'Expect: the-unexpected',
      'Content-Length: 2',
    );
    expect([status, JSON.parse(text)]).toEqual([417, declared?.examples['expectationFailed']]);
  });

  it('of 100-continue is met', async () => {
    connection = await openConnection(service.url);
    connection.write(
      `POST /webhooks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${account.apiKey}\r\n` +
        'Content-Type: application/json\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n',
    );
    expect((await connection.answer()).status).toBe(100);
    connection.write('{');
    expect((await connection.answer()).status).toBe(400);
  });
});

it.each(['websocket', 'h2c'])('a wish to go on with another protocol is passed over: %s', async (protocol) => {
  const { status } = await answerTo(
    'GET /webhooks HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${account.apiKey}`,
    'Connection: Upgrade',
    `Upgrade: ${protocol}`,
  );
  expect(status).toBe(200);
});

it.each(['OPTIONS * HTTP/1.1', 'GET http://elsewhere.example/nothing HTTP/1.1'])(
  'a target of another form is answered: %s',
  async (line) => {
    const { status, text } = await answerTo(line, 'Host: x');
    expect([status, declared?.faults(JSON.parse(text))]).toEqual([404, []]);
  },
);

describe('GET /', () => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('leads a browser to the console', async () => {
    const { status, headers } = await sendRequest(service.url, 'get', '/', { headers: { Accept: browser } });
    expect([status, headers['location'], headers['vary']]).toEqual([303, '/console', 'Accept']);
    const page = await sendRequest(service.url, 'get', '/console', { headers: { Accept: browser } });
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(page.status).not.toBe(404);
  });

  it.each(['*/*', 'application/json', ''])(
    'is a 404 for anybody else, with links to docs and contract: %j',
    async (Accept) => {
      const { status, headers, body } = await sendRequest(service.url, 'get', '/', { headers: { Accept } });
      expect([status, body.data.code]).toEqual([404, 3000]);
      const links = [...(headers['link'] ?? '').matchAll(/<([^>]+)>; rel="(service-doc|service-desc)"/g)];
      expect(links.map(([, , relation]) => relation)).toEqual(['service-doc', 'service-desc']);
      for (const [, path = ''] of links) expect((await sendRequest(service.url, 'get', path)).status).toBe(200);
    },
  );
});
