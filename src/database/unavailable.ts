import { inTime } from '../inTime.js';

/**
 * Codes that mean "the database can't be reached or takes no more work", not "the query is wrong": Node's of a broken connection,
 * Postgres' classes 08, 53 and 57P (Appendix A of its manual), and Prisma's for the same.
 */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOENT|08...|53...|57P..|P1001|P1002|P1008|P1017|P2024|P2037)$/;
const KINDS = /^(DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout)$/;
/** Postgres has ended a statement that took longer than its deadline. */
const QUERY_CANCELED = '57014';
/** What node-postgres says without any code: of a statement, and of a connection, that got no answer in time. */
const SILENT = /^Query read timeout$|^timeout expired$/;
/** What else it says without a code. */
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client has encountered a connection error/;

/** Somebody waited for the database for as long as may be. */
export class DatabaseTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(waitedMillis: number) {
    super(`The database has not answered for ${waitedMillis} ms.`);
    this.name = 'DatabaseTimeout';
  }
}

/** What the database is asked for, if it answers in time. @throws DatabaseTimeout if it does not, and what `answer` rejects with */
export async function answered<T>(answer: Promise<T>, withinMillis: number): Promise<T> {
  if (!(await inTime(answer, withinMillis))) throw new DatabaseTimeout(withinMillis);
  return answer;
}

/** Whether an error, or one of its causes, says that the database can't do it now: it is away, or took too long for this one statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return isDatabaseAway(error) || some(error, (each) => codesOf(each).includes(QUERY_CANCELED));
}

/** Whether an error, or one of its causes, says that the database is down, or gives no answer. */
export function isDatabaseAway(error: unknown): boolean {
  return some(
    error,
    ({ kind, message, ...codes }) =>
      codesOf(codes).some((code) => CODES.test(code)) ||
      (typeof kind === 'string' && KINDS.test(kind)) ||
      (typeof message === 'string' && (MESSAGES.test(message) || SILENT.test(message))),
  );
}

/** Whether an error says that a connection got no answer, neither a good one nor a bad one: it can't be used any more. */
export function isDatabaseSilent(error: unknown): boolean {
  return some(error, ({ message }) => typeof message === 'string' && SILENT.test(message));
}

function codesOf({ code, originalCode }: Record<string, unknown>): string[] {
  return [code, originalCode].filter((value) => typeof value === 'string');
}

/** Whether something holds for an error or one of those that it came from. */
function some(error: unknown, holds: (error: Record<string, unknown>) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { cause, meta, errors } = error as Record<string, unknown>;
  return (
    holds(error as Record<string, unknown>) ||
    some(cause, holds, depth + 1) ||
    some(driverError(meta), holds, depth + 1) ||
    (Array.isArray(errors) && errors.some((each) => some(each, holds, depth + 1)))
  );
}

/** Prisma puts the adapter's error into `meta`. */
function driverError(meta: unknown): unknown {
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta ? meta.driverAdapterError : null;
}
