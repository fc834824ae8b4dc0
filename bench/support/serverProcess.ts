import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcessTimes } from './processTimes.js';

/** A server under measurement, in a process of its own. */
export interface ServerProcess {
  url: string;
  /** CPU time that the process has used so far, in seconds; null where the system does not tell (it does on Linux). */
  cpuSeconds(): Promise<number | null>;
  /** Asks it to stop, as an operator would (SIGTERM), and waits until it is gone. */
  stop(): Promise<void>;
}

interface ServerOptions {
  /** The arguments of Node: flags, the program, its own arguments. */
  args: string[];
  /** What it gets besides PATH and HOME, so that the caller's settings do not leak into the measurement. */
  env: Record<string, string>;
}

const START_MILLIS = 30_000;
const POLL_MILLIS = 20;

/**
 * Starts a server and waits until it says where it listens: a line of JSON with `url` on its standard output, as the
 * service logs it. The output goes to a temporary file, as an operator would send it to a file or a collector.
 * @throws Error if it ends before that or takes longer than 30 s; its output is in the message
 */
export async function startServerProcess({ args, env }: ServerOptions): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
  const output = join(folder, 'output.log');
  const file = openSync(output, 'w');
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  const exited = once(child, 'exit');
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (running()) child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };

  const deadline = performance.now() + START_MILLIS;
  while (running() && performance.now() < deadline) {
    const url = findUrl(await readFile(output, 'utf8'));
    if (url) return { url, cpuSeconds: async () => (await readProcessTimes(child.pid ?? 0))?.own ?? null, stop };
    await delay(POLL_MILLIS);
  }
  const said = await readFile(output, 'utf8');
  await stop();
  throw new Error(`The server did not start (${args.join(' ')}):\n${said}`);
}

function findUrl(output: string): string | undefined {
  return /^\{.*"(?:url|metrics)":"(http:[^"]+)".*\}$/m.exec(output)?.[1];
}

/** The CPU time that all of them have used so far, in seconds; null where the system does not tell. */
export async function cpuSecondsOf(processes: readonly ServerProcess[]): Promise<number | null> {
  const seconds = await Promise.all(processes.map((process) => process.cpuSeconds()));
  return seconds.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}

/** Stops all of them at once. */
export async function stopAll(processes: readonly ServerProcess[]): Promise<void> {
  await Promise.all(processes.map((process) => process.stop()));
}
