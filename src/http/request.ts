import type { Caller } from '../contract/caller.js';
import type { ContractOperation } from '../contract/contract.js';

/** What our middleware adds to a request of Express. */
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express offers no other way to type a request
  namespace Express {
    interface Request {
      /** In the log and in `X-Request-Id`. */
      id: string;
      /** Set once what it shows was accepted. */
      caller?: Caller;
      /** What the handlers are told of the caller. Set once the caller may use the contract. */
      context?: object;
      /** Set once path and method were matched. */
      operation?: ContractOperation;
    }
  }
}
