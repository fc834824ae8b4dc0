/**
 * Who is signed in for reading only can change nothing, in the API and not only in the page: every operation of every contract, found in the
 * contracts, is called with a token that may only read and with one that may do everything.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contracts } from '../../generated/contracts/index.js';
import { sendRequest, type Answer } from '../support/call.js';
import { consoleAccess, type ConsoleAccess, type SignedIn } from '../support/console.js';
import { contractCheck } from '../support/contract.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

const operations = (
  await Promise.all(
    contracts.map(async ({ name, paths }) => {
      const check = await contractCheck(name);
      return paths
        .flatMap((path) => path.operations)
        .map(({ operationId, credential, needsFullAccess }) => {
          const operation = check.operations.get(operationId);
          if (!operation) throw new Error(`${name} does not serve ${operationId}.`);
          return { ...operation, check, scheme: credential?.scheme ?? 'nothing', needsFullAccess };
        });
    }),
  )
).flat();
type Tried = (typeof operations)[number];

let service: TestService;
let access: ConsoleAccess;
let account: TestAccount;
let readers: { account: SignedIn; operator: SignedIn };
let writers: typeof readers;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  access = await consoleAccess(service);
  account = await service.createAccount();
  await account.createWebhook();
  readers = await signedIn(true);
  writers = await signedIn(false);
});
afterAll(() => service.stop());

async function signedIn(isReadOnly: boolean): Promise<typeof readers> {
  const link = await access.linkTo({ kind: 'account', accountId: account.id }, { isReadOnly });
  return {
    account: await access.signIn(link),
    operator: await access.signIn(access.operatorKey, { read_only: isReadOnly }),
  };
}

/** Without a body, so that nothing is changed by whoever may: what is refused for that was not refused before. */
async function send(
  { operationId, method, path, check, scheme }: Tried,
  { account: own, operator }: typeof readers,
): Promise<Answer> {
  const who = scheme === 'operatorKey' ? operator : own;
  const id = '019b76da-a800-7000-8000-0000000000a1';
  const answer = await sendRequest(service.url, method, path.replaceAll(/\{[^}]+\}/g, id), {
    headers: { Authorization: `Bearer ${who.accessToken}`, Cookie: who.cookie },
  });
  check.expectDeclared(operationId, answer);
  return answer;
}

const ofKeys = operations.filter(({ scheme }) => ['apiKey', 'operatorKey'].includes(scheme));
const closed = ofKeys.filter(({ needsFullAccess }) => needsFullAccess);
const open = ofKeys.filter(({ needsFullAccess }) => !needsFullAccess);

describe('refused to whoever may only read, before anything is read of the request:', () => {
  it.each(closed)('$operationId', async (operation) => {
    const refused = await send(operation, readers);
    expect([refused.status, refused.body]).toEqual([
      403,
      { status: 'error', data: { code: 2004, message: 'You are signed in for reading only.' } },
    ]);
    expect((await send(operation, writers)).status).not.toBe(403);
  });

  it('is all that is no GET, and what shows a secret', () => {
    const changing = ofKeys.filter(({ method }) => method !== 'get').map(({ operationId }) => operationId);
    expect(closed.map(({ operationId }) => operationId).sort()).toEqual([...changing, 'getWebhookSecret'].sort());
  });
});

describe('open to whoever may only read:', () => {
  it.each(open)('$operationId', async (operation) => {
    expect((await send(operation, readers)).status).not.toBe(403);
  });

  it('is to renew the session, which stays for reading only, and to sign out', async () => {
    const { cookie, accessToken } = await access.signIn(account.apiKey, { read_only: true });
    const renewed = await access.renew(cookie);
    expect([renewed.status, renewed.body.data['session']]).toEqual([200, expect.objectContaining({ read_only: true })]);
    const token = (renewed.body.data as { access_token: string }).access_token;
    const answer = await sendRequest(service.url, 'post', '/webhooks', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(answer.body.data.code).toBe(2004);
    expect((await access.signOut(accessToken)).status).toBe(200);
  });
});

it('a link for reading only opens nothing else, whatever is asked for', async () => {
  const link = await access.linkTo({ kind: 'account', accountId: account.id }, { isReadOnly: true });
  const { answer } = await access.signIn(link, { read_only: false });
  expect(answer.body.data['session']).toMatchObject({ read_only: true });
});

it('an operation is for somebody: no scheme is left out of these tests but a publisher, and what people sign in by', () => {
  const others = operations.filter((operation) => !ofKeys.includes(operation));
  expect(new Set(others.map(({ scheme }) => scheme))).toEqual(
    new Set(['nothing', 'publisherKey', 'sessionCookie', 'accessToken']),
  );
  expect(others.map(({ operationId }) => operationId).sort()).toEqual(
    ['createConsoleSession', 'endConsoleSession', 'publishEvents', 'renewConsoleSession'].sort(),
  );
});
