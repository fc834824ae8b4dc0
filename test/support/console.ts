/** What the tests of the console's access share: signing in as a browser does, and calling with what came of it. */
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createConsoleLink } from '../../src/accounts/consoleLinks.js';
import type { ConsoleOwner } from '../../src/accounts/consoleOwner.js';
import { createCaller, type Answer, type CallInput, type CallOperation } from './call.js';
import { contractCheck } from './contract.js';
import type { TestService } from './service.js';

/** Somebody who is signed in. */
export interface SignedIn {
  answer: Answer;
  accessToken: string;
  /** The whole `Set-Cookie`. */
  setCookie: string;
  /** As a browser sends it: `waypost_session=ws_…`. */
  cookie: string;
}

export interface ConsoleAccess {
  /** An operation of openapi/console.yaml, at this service or at another process. */
  call: CallOperation;
  signIn(credential: string, input?: CallInput & { read_only?: boolean }): Promise<SignedIn>;
  renew(cookie: string, headers?: Record<string, string>, url?: string): Promise<Answer>;
  signOut(accessToken: string, url?: string): Promise<Answer>;
  /** The status of a call of an account's operation with a token or a key. */
  statusWith(key: string, url?: string): Promise<number>;
  /** The token of a new link. */
  linkTo(
    owner: ConsoleOwner,
    options?: { isReadOnly?: boolean; millis?: number; apiKeyId?: string | null },
  ): Promise<string>;
  operatorKey: string;
  operatorKeyId: string;
}

export async function consoleAccess(service: TestService): Promise<ConsoleAccess> {
  const contract = await contractCheck('console');
  const { apiKey: operatorKey, id: operatorKeyId } = await createApiKey(
    service.database.prisma,
    { kind: 'operator' },
    'operator',
  );
  const at = (url = service.url, key?: string) => createCaller(url, contract, key);
  return {
    call: at(),
    signIn: async (credential, { read_only, ...input } = {}) => {
      const body = { credential, ...(read_only !== undefined && { read_only }) };
      const answer = await at()('createConsoleSession', { ...input, body });
      if (answer.status !== 200) throw new Error(`signing in was answered with ${answer.status}: ${answer.text}`);
      const setCookie = String(answer.headers['set-cookie']);
      const accessToken = String(answer.body.data['access_token']);
      return { answer, accessToken, setCookie, cookie: setCookie.split(';', 1)[0] ?? '' };
    },
    renew: (cookie, headers = {}, url) => at(url)('renewConsoleSession', { headers: { Cookie: cookie, ...headers } }),
    signOut: (accessToken, url) => at(url, accessToken)('endConsoleSession'),
    statusWith: async (key, url) =>
      (await createCaller(url ?? service.url, service.contract, key)('listWebhooks')).status,
    linkTo: async (owner, { isReadOnly = false, millis = 60_000, apiKeyId = null } = {}) => {
      const { path } = await createConsoleLink(service.database.prisma, owner, { isReadOnly, millis, apiKeyId });
      return path.replace('/console#link=', '');
    },
    operatorKey,
    operatorKeyId,
  };
}
