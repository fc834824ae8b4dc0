/** Asks the API of the service as one has to whose request must succeed: whichever process answers, again and again until one does. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from './random.js';

/** Where a client finds an API process. */
export interface Service {
  baseUrl: string;
  fetch: (request: Request) => Promise<Response>;
}

/** What the clients of the contracts resolve to. */
export interface Answer<Data> {
  data?: Data | undefined;
  response: Response;
}

export interface ApiCaller {
  /** One try: null if it did not succeed, or nobody knows, after a pause. */
  attempt<Data>(what: string, call: (service: Service) => Promise<Answer<Data>>): Promise<Data | null>;
  /** As many tries as it takes. */
  untilAnswered<Data>(what: string, call: (service: Service) => Promise<Answer<Data>>): Promise<Data>;
}

interface ApiCallerOptions {
  apiUrls: readonly string[];
  random: Random;
  /** Ends everything. */
  signal: AbortSignal;
  /** Hears of answers that are not what the contract promises. */
  onFault: (fault: string) => void;
  onRepeat: () => void;
}

const ANSWER_MILLIS = 10_000;
const PAUSE_BEFORE_REPEAT_MILLIS = 200;

export function createApiCaller({ apiUrls, random, signal, onFault, onRepeat }: ApiCallerOptions): ApiCaller {
  async function attempt<Data>(what: string, call: (service: Service) => Promise<Answer<Data>>): Promise<Data | null> {
    const patience = AbortSignal.timeout(ANSWER_MILLIS);
    const either = AbortSignal.any([patience, signal]);
    try {
      const service = {
        baseUrl: random.pick(apiUrls),
        fetch: (request: Request) => fetch(request, { signal: either }),
      };
      const { data, response } = await call(service);
      if (data !== undefined) return data;
      // Without a database there is one answer only.
      if (response.status !== 503) onFault(`${what} was answered with ${response.status}`);
    } catch {
      signal.throwIfAborted();
      if (patience.aborted) onFault(`${what} was not answered within ${ANSWER_MILLIS} ms`);
    }
    onRepeat();
    await delay(PAUSE_BEFORE_REPEAT_MILLIS, undefined, { signal });
    return null;
  }

  return {
    attempt,
    untilAnswered: async (what, call) => {
      for (;;) {
        const data = await attempt(what, call);
        if (data !== null) return data;
      }
    },
  };
}
