/**
 * Codes that mean "the database can't be reached or takes no more work", not "the query is wrong": Node's of a broken connection,
 * Postgres' classes 08, 53 and 57P (Appendix A of its manual), and Prisma's for the same.
 */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOENT|08...|53...|57P..|P1001|P1002|P1008|P1017|P2024|P2037)$/;
const KINDS = /^(DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout)$/;
/** What node-postgres says without any code. */
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client has encountered a connection error/;

/** Whether an error, or one of its causes, says that the database is down. */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, kind, originalCode, message, cause, meta, errors } = error as Record<string, unknown>;
  return (
    [code, originalCode].some((value) => typeof value === 'string' && CODES.test(value)) ||
    (typeof kind === 'string' && KINDS.test(kind)) ||
    (typeof message === 'string' && MESSAGES.test(message)) ||
    isDatabaseUnavailable(cause, depth + 1) ||
    isDatabaseUnavailable(driverError(meta), depth + 1) ||
    (Array.isArray(errors) && errors.some((each) => isDatabaseUnavailable(each, depth + 1)))
  );
}

/** Prisma puts the adapter's error into `meta`. */
function driverError(meta: unknown): unknown {
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta ? meta.driverAdapterError : null;
}
