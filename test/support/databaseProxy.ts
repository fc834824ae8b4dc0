import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { readStatements } from './sentStatements.js';

/** A way to the database that can be closed, or go silent: as if Postgres had, without touching it for other tests. */
export interface DatabaseProxy {
  /** The database's connection string, by way of the proxy. */
  url: string;
  /** How many connections were made this way so far. */
  connections(): number;
  /** Cuts all connections and refuses new ones. */
  down(): Promise<void>;
  /** Lets connections through again, on the same port. */
  up(): Promise<void>;
  /** Goes silent, as if Postgres were stopped in mid-sentence: all connections stay, new ones are taken, and nothing comes through. */
  freeze(): void;
  /** Everything goes on, what was sent meanwhile included: a network that was cut for a while. */
  thaw(): void;
  /** New connections go through, and those that were frozen stay silent for ever: another host has taken the address. */
  failOver(): void;
}

/**
 * Opens a way to a database. It is up.
 * @param onStatement hears of each statement that is sent that way
 */
export async function startDatabaseProxy(
  databaseUrl: string,
  onStatement?: (text: string) => void,
): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  /** What makes each connection silent. */
  const holds = new Set<() => void>();
  /** What is to be let through when the silence is over. */
  const waiting = new Set<() => void>();
  let frozen = false;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    if (onStatement) client.on('data', readStatements(onStatement));
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
    const letThrough = () => {
      client.pipe(database).pipe(client);
    };
    const hold = () => {
      for (const socket of [client, database]) socket.unpipe().pause();
      waiting.add(letThrough);
    };
    holds.add(hold);
    client.on('close', () => {
      holds.delete(hold);
      waiting.delete(letThrough);
    });
    if (frozen) hold();
    else letThrough();
  });

  async function up(port = 0): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  const port = await up();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    connections: () => connections,
    down: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    up: async () => {
      await up(port);
    },
    freeze: () => {
      frozen = true;
      for (const hold of holds) hold();
    },
    thaw: () => {
      frozen = false;
      for (const letThrough of waiting) letThrough();
      waiting.clear();
    },
    failOver: () => {
      frozen = false;
      waiting.clear();
    },
  };
}
