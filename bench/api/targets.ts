import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { request as send } from 'undici';
import { startServerProcess, type ServerProcess } from '../support/serverProcess.js';
import type { Workload } from './workloads.js';

/** A server that the workloads are run against. */
export interface Target extends ServerProcess {
  name: string;
}

/** Bare Express, the same JSON from memory. */
export async function startMemoryServer(): Promise<Target> {
  return { name: 'memory', ...(await startServerProcess({ args: typescript('./memoryServer.ts'), env: {} })) };
}

/** Bare Express and `pg`, the same statements by hand. */
export async function startHandWrittenServer(databaseUrl: string): Promise<Target> {
  const env = { DATABASE_URL: databaseUrl };
  return { name: 'Express + pg', ...(await startServerProcess({ args: typescript('./handWrittenServer.ts'), env })) };
}

/**
 * The built service with the settings of production: the API in a process of its own, a log line per request, to a file.
 * Without rate limit.
 * @param main its `dist/src/main.js`
 * @param flags for Node, such as `--cpu-prof`
 */
export async function startService(
  databaseUrl: string,
  { name, main, flags = [] }: { name: string; main: string; flags?: string[] },
): Promise<Target> {
  const env = {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    SECRET_KEYS: randomBytes(32).toString('base64'),
    RATE_LIMIT_PER_MINUTE: '0',
  };
  return { name, ...(await startServerProcess({ args: [...flags, main, 'serve', '--api'], env })) };
}

function typescript(file: string): string[] {
  return ['--import', 'tsx', fileURLToPath(new URL(file, import.meta.url))];
}

/**
 * Sends the first request of a workload to every server.
 * @throws AssertionError if their answers differ in anything but the ids: they would not be comparable
 */
export async function checkAnswers(targets: readonly Target[], workload: Workload): Promise<void> {
  const answers = await Promise.all(targets.map(({ url }) => answerOf(url, workload)));
  for (const answer of answers) assert.deepStrictEqual(answer, answers[0], workload.name);
}

async function answerOf(url: string, { request }: Workload): Promise<unknown> {
  const { method, path, headers, body = null } = request(0);
  const answer = await send(`${url}${path}`, { method, headers, body });
  const text = await answer.body.text();
  assert.equal(answer.statusCode, 200, text);
  return JSON.parse(text, (key, value: unknown) => (key === 'id' ? 'any' : value));
}
