/** Ends the test server after all tests, and waits until its databases are removed. */
import { once } from 'node:events';

// eslint-disable-next-line import-x/no-default-export -- Jest asks for it
export default async function globalTeardown(): Promise<void> {
  const child = globalThis.testServerProcess;
  if (!child?.stdin || child.exitCode !== null || child.signalCode !== null) return; // waiting for it would end the run, and with success
  const exited = once(child, 'exit');
  child.stdin.end();
  await exited;
}
