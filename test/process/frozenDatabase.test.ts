/** A real Postgres whose processes are stopped (SIGSTOP): its connections stay, and nobody answers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCluster } from '../../src/database/bundled/cluster.js';
import { stopServer } from '../../src/database/bundled/server.js';
import { startPostgres, type Postgres } from '../chaos/postgres.js';
import { sendRequest } from '../support/call.js';
import { eventually } from '../support/eventually.js';
import { freezeServer } from '../support/frozenServer.js';
import { openWorkplace, type Serving, type Workplace } from '../support/program.js';

const [ANSWER_MILLIS, RETURN_MILLIS, SHUTDOWN_MILLIS] = [10_000, 3_000, 15_000];

let thaw = (): void => undefined;
afterEach(() => {
  thaw();
});

async function readiness({
  url,
}: Serving): Promise<{ status: number; retryAfter: string | undefined; millis: number }> {
  const begun = performance.now();
  const { status, headers } = await sendRequest(url, 'get', '/readyz');
  return { status, retryAfter: headers['retry-after'], millis: performance.now() - begun };
}

/** Several at a time, so that some wait for connections. */
async function allUnready(service: Serving): Promise<void> {
  for (const { status, retryAfter, millis } of await Promise.all(
    Array.from({ length: 20 }, () => readiness(service)),
  )) {
    expect([status, retryAfter]).toEqual([503, '5']);
    expect(millis).toBeLessThan(ANSWER_MILLIS);
  }
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe('a Postgres of one’s own that is frozen', () => {
  let folder: string;
  let postgres: Postgres;
  let workplace: Workplace;
  beforeAll(async () => {
    workplace = await openWorkplace();
    folder = await mkdtemp(join(tmpdir(), 'waypost-frozen-'));
    postgres = await startPostgres(folder);
  });
  afterAll(async () => {
    await workplace.close();
    await stopServer(await prepareCluster(folder, () => undefined));
    await rm(folder, { recursive: true });
  });

  const serve = () =>
    workplace.serve({ DATABASE_URL: postgres.url, SECRET_KEYS: Buffer.alloc(32, 1).toString('base64') });

  it('makes the service unready in time, and ready again soon after it goes on', async () => {
    const service = await serve();
    expect(await readiness(service)).toMatchObject({ status: 200 });
    thaw = await freezeServer(folder);
    await allUnready(service);
    await allUnready(service);
    thaw();
    const ready = async () => {
      expect(await readiness(service)).toMatchObject({ status: 200 });
    };
    expect(await millisOf(() => eventually(ready))).toBeLessThan(RETURN_MILLIS);
    await service.waitFor(/"msg":"the database is available again"/);
    const { exitCode, stdout } = await service.end('SIGTERM');
    expect(exitCode).toBe(0);
    expect(stdout.match(/"msg":"the database is not available"/g)).toHaveLength(1);
    expect(stdout.match(/"msg":"the same error again/g)?.length).toBeGreaterThan(0);
    expect(stdout).not.toMatch(/"msg":"(request failed|deliveries could not be claimed)/); // signs of it: counted
  });

  it('does not keep the service from its end', async () => {
    const service = await serve();
    thaw = await freezeServer(folder);
    const caller = sendRequest(service.url, 'get', '/readyz').catch(() => null);
    expect(await millisOf(() => service.end('SIGTERM'))).toBeLessThan(SHUTDOWN_MILLIS);
    expect([503, undefined]).toContain((await caller)?.status);
    expect((await service.ended).exitCode).toBe(0);
  });
});

describe('the bundled Postgres that is frozen', () => {
  let workplace: Workplace;
  beforeAll(async () => {
    workplace = await openWorkplace();
  });
  afterAll(() => workplace.close());

  it('is told to end and left behind; the next start goes on with what it has', async () => {
    const service = await workplace.serve();
    thaw = await freezeServer(workplace.dataDir);
    expect(await millisOf(() => service.end('SIGTERM'))).toBeLessThan(SHUTDOWN_MILLIS);
    const { exitCode, stderr } = await service.ended;
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('does not stop')]);
    thaw();
    const next = await workplace.serve();
    expect(await readiness(next)).toMatchObject({ status: 200 });
    expect(await next.end('SIGTERM')).toMatchObject({ exitCode: 0 });
  });
});
