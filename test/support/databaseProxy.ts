import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { readStatements } from './sentStatements.js';

/** A way to the database that can be closed: as if Postgres had stopped, without stopping it for other tests. */
export interface DatabaseProxy {
  /** The database's connection string, by way of the proxy. */
  url: string;
  /** Cuts all connections and refuses new ones. */
  down(): Promise<void>;
  /** Lets connections through again, on the same port. */
  up(): Promise<void>;
  /** Goes silent, as if Postgres were stopped in mid-sentence: all connections stay, new ones are taken, and nothing comes through. */
  freeze(): void;
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
  let frozen = false;
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    if (onStatement) client.on('data', readStatements(onStatement));
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
    if (!frozen) client.pipe(database).pipe(client);
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
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}
