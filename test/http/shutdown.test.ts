/** What callers see of a service that stops. test/process/shutdown.test.ts stops a real process. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { openConnection, type RawConnection } from '../support/rawHttp.js';
import { startTestService, type TestAccount } from '../support/service.js';

let proxy: DatabaseProxy | undefined;
const connections: RawConnection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy();
  await proxy?.down();
});

async function open(url: string): Promise<RawConnection> {
  const connection = await openConnection(url);
  connections.push(connection);
  return connection;
}

const get = (path: string, { apiKey }: Pick<TestAccount, 'apiKey'>) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${apiKey}\r\n\r\n`;

describe('a service that stops', () => {
  it('is not ready at once, and still answers, on kept and on new connections, asking to close them', async () => {
    const service = await startTestService({ SHUTDOWN_DELAY_SECONDS: '1' });
    const account = await service.createAccount();
    const kept = await open(service.url);
    kept.write(get('/webhooks', account));
    expect(await kept.answer()).toMatchObject({ status: 200, headers: { connection: 'keep-alive' } });

    const stopping = service.stop();
    const probe = await open(service.url);
    probe.write(get('/readyz', account));
    expect((await probe.answer()).status).toBe(503);
    for (const connection of [kept, await open(service.url)]) {
      connection.write(get('/webhooks', account));
      expect(await connection.answer()).toMatchObject({ status: 200, headers: { connection: 'close' } });
      await connection.closed;
    }
    await stopping;
    await expect(openConnection(service.url)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('does not wait for a database that went silent, nor for a request that waits for it', async () => {
    const service = await startTestService(
      { SHUTDOWN_TIMEOUT_SECONDS: '1', WEBHOOK_TIMEOUT_SECONDS: '1' },
      {
        roles: new Set(['api', 'worker']),
        connectThrough: async (url) => (proxy = await startDatabaseProxy(url)).url,
      },
    );
    const account = await service.createAccount();
    await account.listWebhooks();

    proxy?.freeze();
    const hanging = await open(service.url);
    hanging.write(get('/webhooks', account));
    const begun = performance.now();
    await service.stop();
    expect(performance.now() - begun).toBeLessThan(15_000); // 1 s for the request, and 3 s thrice for what comes after it
    await expect(hanging.answer()).rejects.toThrow();
  }, 60_000); // most of it is the service's own patience
});
