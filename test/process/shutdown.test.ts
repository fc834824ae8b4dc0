import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startDatabaseProxy } from '../support/databaseProxy.js';
import { openWorkplace, type Workplace } from '../support/program.js';
import { openConnection } from '../support/rawHttp.js';

let workplace: Workplace;
let database: TestDatabase;
beforeAll(async () => {
  workplace = await openWorkplace();
  database = await createTestDatabase();
});
afterAll(async () => {
  await workplace.close();
  await database.drop();
});

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const SECRET_KEYS = Buffer.alloc(32, 1).toString('base64');

it('SIGTERM: whoever asks meanwhile is answered, on a kept connection and on a new one; then the process ends with 0', async () => {
  const env = { DATABASE_URL: database.url, SECRET_KEYS, SHUTDOWN_DELAY_SECONDS: '2' };
  const service = await workplace.serve(env);
  const kept = await openConnection(service.url);
  kept.write(get('/readyz'));
  expect((await kept.answer()).status).toBe(200);

  service.kill('SIGTERM');
  await service.waitFor(/"msg":"stopping/);
  for (const connection of [kept, await openConnection(service.url)]) {
    connection.write(get('/readyz'));
    expect(await connection.answer()).toMatchObject({ status: 503, headers: { connection: 'close' } });
    await connection.closed;
  }
  expect(await service.ended).toMatchObject({ exitCode: 0, stderr: '' });
});

it('SIGTERM ends the process although its database went silent', async () => {
  const proxy = await startDatabaseProxy(database.url);
  const env = { DATABASE_URL: proxy.url, SECRET_KEYS, SHUTDOWN_TIMEOUT_SECONDS: '1', WEBHOOK_TIMEOUT_SECONDS: '1' };
  const service = await workplace.serve(env);
  proxy.freeze();
  const caller = await openConnection(service.url);
  caller.write(get('/readyz'));

  const begun = performance.now();
  const { exitCode, stdout } = await service.end('SIGTERM');
  await proxy.down();
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('"msg":"stopped"')]);
  expect(performance.now() - begun).toBeLessThan(25_000);
});
