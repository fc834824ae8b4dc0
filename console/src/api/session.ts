/**
 * Who is signed in. The access token is in this module's memory and nowhere else; a cookie that no script can read renews it. What the page
 * knows of its state is one value, which React subscribes to.
 */
import { createConsoleClient, type ConsoleSession } from '@waypost/client';
import { useSyncExternalStore } from 'react';
import { answer } from './answer.js';
import { ApiError } from './apiError.js';

export type SignIn =
  | { status: 'opening' }
  /** `error` is what refused it, `isOver` says that it was signed in before. */
  | { status: 'out'; error: ApiError | null; isOver: boolean }
  | { status: 'in'; session: ConsoleSession };

interface Token {
  value: string;
  /** Within its last half minute it is not used any more, on the clock of `performance.now()`. */
  goodUntil: number;
}

const MARGIN_MILLIS = 30_000;

let state: SignIn = { status: 'opening' };
let token: Token | null = null;
let renewal: Promise<string> | null = null;
const listeners = new Set<() => void>();

const visitor = createConsoleClient({ baseUrl: location.origin });
const member = createConsoleClient({ baseUrl: location.origin, accessToken: () => token?.value ?? '' });

/** The token to call with now; renewed first where its time is nearly over. @throws ApiError if it can't be */
export function accessToken(): string | Promise<string> {
  return token && performance.now() < token.goodUntil ? token.value : renewToken();
}

/** Another token, by the cookie. Whoever asks meanwhile gets the same one. @throws ApiError; after a 401 the sign-in screen is shown */
export function renewToken(): Promise<string> {
  renewal ??= renew().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renew(): Promise<string> {
  try {
    return enter(await answer(visitor.POST('/console/session/renew')));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) leave({ error: null, isOver: state.status === 'in' });
    throw error;
  }
}

/** Begins with what is there: a link's token, or a session's cookie. */
export async function openSession(link: string | null): Promise<void> {
  try {
    if (link === null) await renewToken();
    else await signIn(link);
  } catch (error) {
    if (state.status === 'out' || !(error instanceof ApiError)) return;
    leave({ error, isOver: false });
  }
}

/**
 * By a link's token or by an API key, which is kept nowhere.
 * @throws ApiError
 */
export async function signIn(credential: string, isReadOnly = false): Promise<void> {
  const body = { credential, ...(isReadOnly && { read_only: true }) };
  enter(await answer(visitor.POST('/console/sessions', { body })));
}

/** At once, for all pages of this session. @throws ApiError if the service could not be told: whoever was signed in still is */
export async function signOut(): Promise<void> {
  try {
    await accessToken();
    await answer(member.DELETE('/console/session'));
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error; // 401: it was over already
  }
  leave({ error: null, isOver: false });
}

interface Entered {
  access_token: string;
  expires_in_seconds: number;
  session: ConsoleSession;
}

function enter({ access_token: value, expires_in_seconds: seconds, session }: Entered): string {
  token = { value, goodUntil: performance.now() + seconds * 1_000 - MARGIN_MILLIS };
  const isSame = state.status === 'in' && JSON.stringify(state.session) === JSON.stringify(session);
  if (!isSame) change({ status: 'in', session });
  return value;
}

function leave(reason: { error: ApiError | null; isOver: boolean }): void {
  token = null;
  change({ status: 'out', ...reason });
}

function change(next: SignIn): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back whenever somebody signs in or out. */
export const onSignInChange = subscribe;

/** Who is signed in, if anybody is. */
export function useSignIn(): SignIn {
  return useSyncExternalStore(subscribe, () => state);
}

/** For screens: they are shown to who is signed in alone. */
export function useSession(): ConsoleSession {
  const now = useSignIn();
  if (now.status !== 'in') throw new Error('This is for who is signed in.');
  return now.session;
}

/** Whether actions are shown: not to who is here for looking only. The service refuses them in any case. */
export function useMayChange(): boolean {
  return !useSession().read_only;
}
