import { stringifySetCookie, type SerializeOptions } from 'cookie';
import { consoleContract } from '../../generated/contracts/console.js';
import type { components, operations, ServedOperationId } from '../../generated/console.js';
import { success } from '../contract/answers.js';
import { noFurtherFaults, sessionRefusals, type Binding } from '../contract/binding.js';
import { consoleContext, type ConsoleContext } from '../contract/caller.js';
import type { Handlers } from '../contract/operation.js';
import type { Db } from '../database/client.js';
import { consoleSessionOver } from '../errors.js';
import {
  createAccessToken,
  endSession,
  endSessionOf,
  findSession,
  openSession,
  type ConsoleSession,
} from './consoleSessions.js';
import { grantOf } from './consoleSignIn.js';

type SignedIn = components['schemas']['ConsoleSessionResponse']['data'];
export type ConsoleOperations = Handlers<operations, ServedOperationId, ConsoleContext>;

/** The operations of openapi/console.yaml, by which people sign in to the console. */
export function bindConsole(db: Db): Binding<ConsoleOperations> {
  return {
    contract: consoleContract,
    handlers: createConsoleOperations(db),
    contextOf: consoleContext,
    refusals: sessionRefusals,
    furtherFaults: noFurtherFaults,
  };
}

function createConsoleOperations(db: Db): ConsoleOperations {
  async function signedIn(session: ConsoleSession): Promise<SignedIn> {
    const { accessToken, expiresInSeconds } = await createAccessToken(db, session);
    return { access_token: accessToken, expires_in_seconds: expiresInSeconds, session: shown(session) };
  }

  return {
    createConsoleSession: async ({ browser, body: { credential, read_only = false } }) => {
      const grant = await grantOf(db, credential);
      // Whatever cookie came along is none of this session's, which begins with one that nobody can have seen.
      const former = browser.cookies[COOKIE_NAME];
      if (former !== undefined) await endSessionOf(db, former);
      const { session, cookie } = await openSession(db, { ...grant, isReadOnly: grant.isReadOnly || read_only });
      const maxAge = Math.floor((session.expiresAt.getTime() - Date.now()) / 1_000);
      return {
        ...success(await signedIn(session)),
        headers: { 'Set-Cookie': cookieHeader(cookie, { secure: browser.isSecure, maxAge }) },
      };
    },

    renewConsoleSession: async ({ session: known }) => {
      const session = known && (await findSession(db, known.id));
      if (!session) throw consoleSessionOver(); // it ended between the two looks
      return success(await signedIn(session));
    },

    endConsoleSession: async ({ session, browser }) => {
      if (!session || !(await endSession(db, session.id))) throw consoleSessionOver();
      return { ...success({}), headers: { 'Set-Cookie': cookieHeader('', { secure: browser.isSecure, maxAge: 0 }) } };
    },
  };
}

const { name: COOKIE_NAME, path: COOKIE_PATH } = renewal();

/** The cookie's name, and the one path that browsers send it to. */
function renewal(): { name: string; path: string } {
  for (const { route, operations } of consoleContract.paths) {
    const [name] = operations.flatMap(({ credential }) => credential?.cookie ?? []);
    if (name !== undefined) return { name, path: route };
  }
  throw new Error('openapi/console.yaml has no operation with a cookie.');
}

/** RFC 6265bis, section 4.1. No page reads it, and no other site has it sent. */
function cookieHeader(value: string, options: Pick<SerializeOptions, 'secure' | 'maxAge'>): string {
  return stringifySetCookie(COOKIE_NAME, value, { ...options, httpOnly: true, sameSite: 'strict', path: COOKIE_PATH });
}

function shown({ account, isReadOnly, expiresAt }: ConsoleSession): SignedIn['session'] {
  return { ...(account && { account }), read_only: isReadOnly, expires_at: expiresAt.toISOString() };
}
