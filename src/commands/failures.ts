/** What ends a command and is no fault of the program: it is told in its own words, without a stack. */

/** A mistake of the person at the terminal. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** A request that was refused, or was not answered at all. The message says all that can be said. */
export class RequestFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RequestFailed';
  }
}
