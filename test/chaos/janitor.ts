/**
 * Cleans up after a chaos run, however it ended: a process of its own (`janitor.ts <folder>`), since nobody runs code after a
 * `kill -9`. Its standard input says what runs (`started <pid>`, `ended <pid>`), and whether the folder is to be kept (`keep`). When the
 * input ends, the run is over: whatever still runs is killed, Postgres is stopped, and the folder is removed.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { prepareCluster } from '../../src/database/bundled/cluster.js';
import { stopServer } from '../../src/database/bundled/server.js';
import { thawServer } from '../support/frozenServer.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: janitor.ts <folder>');
const running = new Set<number>();
let keep = false;

// Whoever started the run may be gone by now, and its terminal with it.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const [word, pid] = line.split(' ');
  if (word === 'started') running.add(Number(pid));
  else if (word === 'ended') running.delete(Number(pid));
  else if (word === 'keep') keep = true;
}

for (const pid of running) killGroup(pid);
if (existsSync(join(folder, 'postgres'))) {
  await thawServer(folder).catch(() => undefined); // unless it was killed
  await stopServer(await prepareCluster(folder, () => undefined));
}
if (!keep) await rm(folder, { recursive: true, force: true });

/** Each process was started as the leader of a group of its own, so that what it started goes with it. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in this moment.
  }
}
