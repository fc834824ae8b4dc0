import type { Caller } from '../contract/caller.js';

/** What our middleware adds to a request of Express. */
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express offers no other way to type a request
  namespace Express {
    interface Request {
      /** In the log and in `X-Request-Id`. */
      id: string;
      /** Set once the API key was accepted. */
      caller?: Caller;
      /** Set once path and method were matched: the operation's id in its contract. */
      operationId?: string;
    }
  }
}
