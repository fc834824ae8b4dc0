/**
 * Starts the test server before all tests. Jest runs this file as CommonJS and resolves its imports as Node does, so that it
 * can't import our sources; the server is a process of its own, which also outlives a run that is cut off, to clean up.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

declare global {
  /** Kept for globalTeardown.ts, which runs in the same process and shares nothing else. */
  var testServerProcess: ChildProcess | undefined;
}

// eslint-disable-next-line import-x/no-default-export -- Jest asks for it
export default async function globalSetup(): Promise<void> {
  const script = fileURLToPath(new URL('testServer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // a Ctrl-C is for the tests; the server ends when they have ended
  });
  globalThis.testServerProcess = child;
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  const failed = once(child, 'exit').then(() => {
    throw new Error('The test database could not be started.');
  });
  // The workers inherit it: test/support/database.ts reads it there.
  process.env.TEST_SERVER = await Promise.race([line, failed]);
  failed.catch(() => undefined);
}
