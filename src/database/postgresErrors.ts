/**
 * What the errors of node-postgres and of the file system mean to this folder. They are known by their properties: an error
 * of Node itself is no `instanceof Error` where tests give each file globals of its own.
 */

/** SQLSTATEs and system codes of a connection that the server, going down, has cut or refused. */
const CUT_OFF = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** The code of an error: of the system (`ENOENT`), or Postgres's SQLSTATE (`57P03`). */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True when the connection is gone, so that the same question to a server that runs may well be answered. */
export function isConnectionLost(error: unknown): boolean {
  const code = errorCode(error);
  // node-postgres gives no code to a connection that ends without a word, or has ended.
  return code === undefined ? /^Connection terminated|not queryable$/.test(errorMessage(error)) : CUT_OFF.has(code);
}

/** The text of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
