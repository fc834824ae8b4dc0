/** Reads what a client sends to Postgres: "Frontend/Backend Protocol", Message Formats, in Postgres' manual. */

const LENGTH_BYTES = 4;

/**
 * A reader of one connection, from its first byte on.
 * @param onStatement hears of each statement that Postgres is told to run, prepared or not, as text
 */
export function readStatements(onStatement: (text: string) => void): (chunk: Buffer) => void {
  const prepared = new Map<string, string>();
  let bound = '';
  let unread = Buffer.alloc(0);
  let typeBytes = 0; // the first message, the start of the connection, has no type

  function take(type: string, body: Buffer): void {
    if (type === 'P') {
      const [name = '', text = ''] = textsOf(body);
      prepared.set(name, text);
    } else if (type === 'B') {
      const [, name = ''] = textsOf(body);
      bound = prepared.get(name) ?? '';
    } else if (type === 'E') {
      onStatement(bound);
    } else if (type === 'Q') {
      onStatement(textsOf(body)[0] ?? '');
    }
  }

  return (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= typeBytes + LENGTH_BYTES) {
      const end = typeBytes + unread.readUInt32BE(typeBytes);
      if (unread.length < end) return;
      if (typeBytes > 0) take(unread.toString('latin1', 0, 1), unread.subarray(typeBytes + LENGTH_BYTES, end));
      unread = unread.subarray(end);
      typeBytes = 1;
    }
  };
}

/** The texts at the start of a message, each of which ends with a zero byte. */
function textsOf(body: Buffer): string[] {
  return body.toString('utf8').split('\0', 2);
}
